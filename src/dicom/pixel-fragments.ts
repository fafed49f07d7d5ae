import { concat } from './concat.ts';

/** Where a frame's encoded bytes can lie: items of encapsulated pixel data (PS3.5 A.4). */
interface Fragment {
  /** Of the item's header, counted from the first byte after the offset table, as offset tables count. */
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/** Encapsulated pixel data taken apart. */
export interface EncapsulatedPixelData {
  readonly fragments: readonly Fragment[];
  readonly offsetTable: readonly number[];
  /** The place behind the delimiter; null where the data ended inside a fragment, or without one. */
  readonly end: number | null;
}

/** More fragments than any image has. */
const MAX_FRAGMENTS = 1_000_000;
const ITEM = 0xe000fffe;

/** Walks the items from the pixel data's value on. Little endian always (PS3.5 A.4). Never throws. */
export function readFragments(bytes: Uint8Array, valueOffset: number): EncapsulatedPixelData {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const fragments: Fragment[] = [];
  let offsetTable: readonly number[] | null = null;
  let at = valueOffset;
  let base = valueOffset;
  while (at + 8 <= bytes.length && view.getUint32(at, true) === ITEM) {
    const length = view.getUint32(at + 4, true);
    const start = at + 8;
    const end = Math.min(bytes.length, start + length);
    if (offsetTable === null) {
      offsetTable = readTable(view, start, end);
      base = end;
    } else fragments.push({ offset: at - base, bytes: bytes.subarray(start, end) });
    if (start + length > bytes.length || fragments.length > MAX_FRAGMENTS) {
      return { fragments, offsetTable, end: null };
    }
    at = end;
  }
  const delimited = at + 8 <= bytes.length && view.getUint32(at, true) === 0xe0ddfffe;
  return {
    fragments,
    offsetTable: offsetTable ?? [],
    end: delimited ? at + 8 : null,
  };
}

function readTable(view: DataView, start: number, end: number): readonly number[] {
  const count = Math.min(MAX_FRAGMENTS, Math.floor((end - start) / 4));
  return Array.from({ length: count }, (_, i) => view.getUint32(start + i * 4, true));
}

/**
 * The bytes of one frame: by an offset table that fits (the extended one first), else one fragment a frame, else a new frame
 * wherever a fragment begins like a codestream. 'unclear' where no rule fits: a frame that is missing would shift all behind it. Only
 * where the data broke off are the frames that are there in their places, and the others missing (null).
 */
export function frameBytes(
  pixels: EncapsulatedPixelData,
  frameIndex: number,
  numberOfFrames: number,
  extendedTable: readonly number[],
): Uint8Array | null | 'unclear' {
  const { fragments, end } = pixels;
  if (numberOfFrames === 1) return join(fragments);
  for (const table of [extendedTable, pixels.offsetTable]) {
    const found = byTable(fragments, table, frameIndex, numberOfFrames);
    if (found !== null) return join(found);
  }
  if (fragments.length === numberOfFrames) return fragments[frameIndex]?.bytes ?? null;
  const starts = fragments.flatMap(({ bytes }, index) => (beginsFrame(bytes) ? [index] : []));
  const fits = end === null ? starts.length <= numberOfFrames : starts.length === numberOfFrames;
  if (!fits || starts[0] !== 0) return 'unclear';
  const start = starts[frameIndex];
  if (start === undefined) return null;
  return join(fragments.slice(start, starts[frameIndex + 1] ?? fragments.length));
}

function byTable(
  fragments: readonly Fragment[],
  table: readonly number[],
  frameIndex: number,
  numberOfFrames: number,
): readonly Fragment[] | null {
  const from = table[frameIndex];
  if (table.length !== numberOfFrames || from === undefined) return null;
  const to = table[frameIndex + 1] ?? Number.POSITIVE_INFINITY;
  const own = fragments.filter(({ offset }) => offset >= from && offset < to);
  return own[0]?.offset === from ? own : null;
}

/** SOI of the JPEG family, SOC of JPEG 2000, or an RLE header: up to 15 segments, the first behind the header (PS3.5 G.5). */
function beginsFrame(bytes: Uint8Array): boolean {
  if (bytes[0] === 0xff && (bytes[1] === 0xd8 || bytes[1] === 0x4f)) return true;
  if (bytes.length < 64) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const segments = view.getUint32(0, true);
  return segments >= 1 && segments <= 15 && view.getUint32(4, true) === 64;
}

function join(fragments: readonly Fragment[]): Uint8Array | null {
  const [first] = fragments;
  if (first === undefined) return null;
  return fragments.length === 1 ? first.bytes : concat(fragments.map(({ bytes }) => bytes));
}
