import { pixelFaults } from './pixel-faults.ts';
import type { HuImage } from './preprocess-spec.ts';

/** Signs that a slice's pixels are not those that were scanned. */
export interface StoredFaults {
  /** Every pixel has one value. */
  readonly blank: boolean;
  /** A block along one edge has one value and ends in a straight line through tissue, or one lies within it, or whole rows do. */
  readonly cut: boolean;
  /** Air lies within bone all over: values came round the end of what their bits can hold. */
  readonly wrapped: boolean;
  /** Equal for equal pixels, and hardly ever for others. */
  readonly fingerprint: number;
}

/** A block of fewer lines than this part of the image hides no half of a head. */
const LEAST_BLOCK = 0.1;
/** The line where it ends holds at least this part of soft tissue: a head's own outline begins with a few pixels. */
const LEAST_TISSUE = 0.25;
/** Brain and muscle; a table's or a headrest's shell lies outside, fat below. */
const TISSUE_HU = [5, 95] as const;

/** The pixels of a row or a column. */
interface Line {
  readonly start: number;
  readonly step: number;
  readonly length: number;
}

/** Looks for what was lost after the scan: blank slices, slices given as another, slices of which a part was blanked. */
export function storedFaults(image: HuImage): StoredFaults {
  const { rows, columns, values } = image;
  const value = values[0] ?? 0;
  const blank = values.every((other) => other === value);
  const row = (at: number): Line => ({ start: at * columns, step: 1, length: columns });
  const column = (at: number): Line => ({ start: at, step: columns, length: rows });
  const sides = [
    { count: rows, line: row },
    { count: rows, line: (at: number) => row(rows - 1 - at) },
    { count: columns, line: column },
    { count: columns, line: (at: number) => column(columns - 1 - at) },
  ];
  const { patched, wrapped } = pixelFaults(image);
  const ended = sides.some(({ count, line }) => endsInTissue(values, count, line));
  const cut = !blank && (patched || ended);
  return { blank, cut, wrapped, fingerprint: fingerprintOf(values) };
}

/** Whether lines of one value, from an edge inward, end at a line through tissue. */
function endsInTissue(values: Float32Array, count: number, line: (at: number) => Line): boolean {
  const { start } = line(0);
  const value = values[start];
  let at = 0;
  while (at < count && isAll(values, line(at), value)) at += 1;
  if (at < LEAST_BLOCK * count || at === count) return false;
  const edge = line(at);
  let tissue = 0;
  for (let n = 0; n < edge.length; n += 1) {
    const hu = values[edge.start + n * edge.step] ?? 0;
    tissue += Number(hu >= TISSUE_HU[0] && hu <= TISSUE_HU[1]);
  }
  return tissue >= LEAST_TISSUE * edge.length;
}

function isAll(values: Float32Array, { start, step, length }: Line, value: number | undefined) {
  for (let n = 0; n < length; n += 1) if (values[start + n * step] !== value) return false;
  return true;
}

/** FNV-1a over the values' bits. */
function fingerprintOf(values: Float32Array): number {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  let hash = 0x811c9dc5;
  // By index: an iterator over a quarter of a million words costs a millisecond a slice.
  for (let at = 0; at < bits.length; at += 1) {
    hash = Math.imul(hash ^ (bits[at] ?? 0), 0x01000193) ^ (hash >>> 15);
  }
  return hash >>> 0;
}
