import { pixelFaults } from './pixel-faults.ts';
import { pixelsFingerprint } from './pixels-fingerprint.ts';
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

/** Looks for what was lost after the scan: blank slices, slices given as another, slices of which a part was blanked. */
export function storedFaults(image: HuImage): StoredFaults {
  const { patched, wrapped } = pixelFaults(image);
  const fromTop = evenRows(image, 0, 1);
  const blank = fromTop === image.rows;
  const cut = !blank && (patched || isEnded(image, fromTop));
  return { blank, cut, wrapped, fingerprint: pixelsFingerprint(image.values) };
}

/** Whether lines of one value, from an edge inward, end at a line through tissue. `fromTop`: so many rows have the first pixel's. */
function isEnded(image: HuImage, fromTop: number): boolean {
  const { rows, columns } = image;
  const fromBottom = evenRows(image, rows - 1, -1);
  const fromLeft = evenColumns(image, 0, 1);
  const fromRight = evenColumns(image, columns - 1, -1);
  return (
    (isBlock(fromTop, rows) && isTissueRow(image, fromTop)) ||
    (isBlock(fromBottom, rows) && isTissueRow(image, rows - 1 - fromBottom)) ||
    (isBlock(fromLeft, columns) && isTissueColumn(image, fromLeft)) ||
    (isBlock(fromRight, columns) && isTissueColumn(image, columns - 1 - fromRight))
  );
}

const isBlock = (lines: number, count: number): boolean =>
  lines >= LEAST_BLOCK * count && lines < count;

/** How many rows from `first` on, up or down, have the value of their first pixel alone. */
function evenRows({ rows, columns, values }: HuImage, first: number, step: 1 | -1): number {
  const value = values[first * columns];
  for (let count = 0; count < rows; count += 1) {
    const start = (first + count * step) * columns;
    for (let at = start; at < start + columns; at += 1) if (values[at] !== value) return count;
  }
  return rows;
}

/** The same of columns, from row to row as the pixels lie. */
function evenColumns({ rows, columns, values }: HuImage, first: number, step: 1 | -1): number {
  const value = values[first];
  let most = columns;
  for (let y = 0; y < rows && most > 0; y += 1) {
    const start = y * columns + first;
    let count = 0;
    while (count < most && values[start + count * step] === value) count += 1;
    most = count;
  }
  return most;
}

const isTissueRow = (image: HuImage, y: number): boolean =>
  isTissueLine(image.values, y * image.columns, 1, image.columns);

const isTissueColumn = (image: HuImage, x: number): boolean =>
  isTissueLine(image.values, x, image.columns, image.rows);

function isTissueLine(values: Float32Array, start: number, step: number, length: number): boolean {
  let tissue = 0;
  for (let n = 0; n < length; n += 1) {
    const hu = values[start + n * step] ?? 0;
    tissue += Number(hu >= TISSUE_HU[0] && hu <= TISSUE_HU[1]);
  }
  return tissue >= LEAST_TISSUE * length;
}
