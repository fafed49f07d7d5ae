import { LONG_VRS } from './dictionary.ts';
import { IMPLICIT_LITTLE_ENDIAN, transferSyntax } from './transfer-syntax.ts';

/** How the elements of a data set are written. */
interface Encoding {
  readonly explicit: boolean;
  readonly littleEndian: boolean;
}

const EXPLICIT: Encoding = { explicit: true, littleEndian: true };
const IMPLICIT: Encoding = { explicit: false, littleEndian: true };
const BIG_ENDIAN: Encoding = { explicit: true, littleEndian: false };

const ITEM_GROUP = 0xfffe;
const UNDEFINED_LENGTH = 0xffffffff;

/**
 * Counts the elements and items of a file up to its pixel data, those in sequences among them, as far as `most`: a parser makes an object
 * of each, in no time bounded. A flat walk, which allocates nothing; where the structure breaks it ends, and the parser says so. `onNewVr` hears
 * where the VR of an element stands that the parser does not know for a long one.
 */
export function countElements(
  bytes: Uint8Array,
  start: number,
  most: number,
  bare?: string,
  onNewVr?: (at: number) => void,
): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let syntax = bare ?? '';
  let encoding = EXPLICIT;
  let inMeta = bare === undefined;
  if (!inMeta) encoding = encodingOf(syntax);
  let count = 0;
  let at = start;
  while (at + 8 <= bytes.length && count <= most) {
    if (inMeta && view.getUint16(at, true) !== 2) {
      if (transferSyntax(syntax).encoding === 'deflated') return count; // Counted when it is inflated.
      inMeta = false;
      encoding = encodingOf(syntax);
    }
    const element = elementAt(view, at, encoding);
    if (element.isPixelData) break;
    count += 1;
    if (element.hasNewVr) onNewVr?.(at + 4);
    if (inMeta && element.number === 0x0010)
      syntax = textOf(bytes, element.valueAt, element.length);
    at = element.isHolder ? element.valueAt : element.valueAt + element.length;
  }
  return count;
}

function encodingOf(syntax: string): Encoding {
  if (syntax === IMPLICIT_LITTLE_ENDIAN) return IMPLICIT;
  return transferSyntax(syntax).encoding === 'raw-big' ? BIG_ENDIAN : EXPLICIT;
}

function textOf(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + Math.min(length, 64))).replace(/\0.*$/, '');
}

interface WalkedElement {
  readonly number: number;
  readonly valueAt: number;
  readonly length: number;
  /** What it holds is walked, not skipped: a sequence, an item, or a delimiter, which holds nothing. */
  readonly isHolder: boolean;
  readonly isPixelData: boolean;
  readonly hasNewVr: boolean;
}

/** 64-bit values: of PS3.5 since 2019, and younger than the parser. */
const NEW_VRS: ReadonlySet<string> = new Set(['OV', 'SV', 'UV']);

function elementAt(
  view: DataView,
  at: number,
  { explicit, littleEndian }: Encoding,
): WalkedElement {
  const group = view.getUint16(at, littleEndian);
  const number = view.getUint16(at + 2, littleEndian);
  const isItem = group === ITEM_GROUP;
  const vr = String.fromCharCode(view.getUint8(at + 4), view.getUint8(at + 5));
  const isLong = explicit && !isItem && LONG_VRS.has(vr) && at + 12 <= view.byteLength;
  const isShort = explicit && !isItem && !isLong;
  const valueAt = at + (isLong ? 12 : 8);
  const length = isShort
    ? view.getUint16(at + 6, littleEndian)
    : view.getUint32(valueAt - 4, littleEndian);
  const holdsItems =
    vr === 'SQ' ||
    (!explicit && valueAt + 4 <= view.byteLength && view.getUint32(valueAt, true) === 0xe000fffe);
  return {
    number,
    valueAt,
    length,
    isHolder: isItem || length === UNDEFINED_LENGTH || holdsItems,
    isPixelData: group === 0x7fe0 && number === 0x0010,
    hasNewVr: isLong && NEW_VRS.has(vr),
  };
}
