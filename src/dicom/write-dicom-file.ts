import { AppError } from '#base';
import { concat } from './concat.ts';
import type { Dataset, EncapsulatedPixels, RawElement } from './dataset.ts';
import { DICTIONARY, type Keyword, LONG_VRS, type Vr } from './dictionary.ts';
import { IMPLICIT_LITTLE_ENDIAN } from './transfer-syntax.ts';

/** How to write a file. */
export interface WriteOptions {
  /** Implicit (1.2.840.10008.1.2) or explicit VR little endian; any other UID is written as explicit. */
  readonly transferSyntaxUid: string;
  /** Media Storage SOP Class; else the data set's SOP Class. */
  readonly sopClassUid?: string;
  /** Media Storage SOP Instance; else the data set's SOP Instance. */
  readonly sopInstanceUid?: string;
  /** Implementation Version Name, up to 16 characters. */
  readonly implementationVersionName?: string;
  /** Attributes by tag, in place of the data set's own of that tag. */
  readonly rawElements?: readonly RawElement[];
}

const IMPLEMENTATION_CLASS_UID = '2.25.174209876352718340211549870123476519';
/** The length of what ends with a delimiter. */
export const UNDEFINED_LENGTH = 0xffffffff;
const NUMBER_WRITERS: Readonly<
  Record<string, readonly [number, (v: DataView, at: number, n: number) => void]>
> = {
  US: [2, (v, at, n) => v.setUint16(at, n, true)],
  SS: [2, (v, at, n) => v.setInt16(at, n, true)],
  OW: [2, (v, at, n) => v.setUint16(at, n, true)],
  UL: [4, (v, at, n) => v.setUint32(at, n, true)],
  SL: [4, (v, at, n) => v.setInt32(at, n, true)],
  OL: [4, (v, at, n) => v.setUint32(at, n, true)],
  FL: [4, (v, at, n) => v.setFloat32(at, n, true)],
  OF: [4, (v, at, n) => v.setFloat32(at, n, true)],
  FD: [8, (v, at, n) => v.setFloat64(at, n, true)],
  OD: [8, (v, at, n) => v.setFloat64(at, n, true)],
  OV: [8, (v, at, n) => v.setBigUint64(at, BigInt(n), true)],
  UV: [8, (v, at, n) => v.setBigUint64(at, BigInt(n), true)],
  OB: [1, (v, at, n) => v.setUint8(at, n)],
};

/**
 * A DICOM Part 10 file: preamble, meta group, then the attributes sorted by tag (PS3.10). Text is written as UTF-8, so a
 * data set with characters beyond ASCII must say ISO_IR 192 in Specific Character Set. Throws AppError on a value that its VR
 * can't hold.
 */
export function writeDicomFile(dataset: Dataset, options: WriteOptions): Uint8Array<ArrayBuffer> {
  const explicit = options.transferSyntaxUid !== IMPLICIT_LITTLE_ENDIAN;
  const raw = options.rawElements ?? [];
  const replaced = new Set(raw.map(({ tag }) => tag.toUpperCase()));
  const elements = elementsOf(dataset).filter(({ tag }) => !replaced.has(tag));
  const preamble = new Uint8Array(132);
  preamble.set(encodeText('DICM'), 128);
  return concat([
    preamble,
    ...writeMeta(dataset, options),
    ...writeElements([...elements, ...raw], explicit),
  ]);
}

function writeMeta(dataset: Dataset, options: WriteOptions): Uint8Array[] {
  const meta: Dataset = {
    FileMetaInformationVersion: Uint8Array.of(0, 1),
    MediaStorageSOPClassUID:
      options.sopClassUid ?? dataset.SOPClassUID ?? '1.2.840.10008.5.1.4.1.1.2',
    MediaStorageSOPInstanceUID: options.sopInstanceUid ?? dataset.SOPInstanceUID ?? '',
    TransferSyntaxUID: options.transferSyntaxUid,
    ImplementationClassUID: IMPLEMENTATION_CLASS_UID,
    ImplementationVersionName: options.implementationVersionName ?? 'ICH_TRIAGE',
  };
  const body = writeElements(elementsOf(meta), true);
  const length = body.reduce((sum, part) => sum + part.length, 0);
  return [...writeElements(elementsOf({ FileMetaInformationGroupLength: length }), true), ...body];
}

function elementsOf(dataset: Dataset): readonly RawElement[] {
  return Object.entries(dataset).flatMap(([keyword, value]) => {
    if (value === undefined) return [];
    const [tag, vr] = DICTIONARY[keyword as Keyword];
    return [{ tag, vr: chosenVr(vr, value, dataset), value }];
  });
}

/** The VR of an attribute that can have two: by Pixel Representation, and as PS3.5 A.2 and A.4 have it for pixels. */
function chosenVr(vr: Vr, value: RawElement['value'], dataset: Dataset): string {
  if (vr === 'US|SS') return dataset.PixelRepresentation === 1 ? 'SS' : 'US';
  if (vr === 'OB|OW') return isEncapsulated(value) || dataset.BitsAllocated === 8 ? 'OB' : 'OW';
  return vr;
}

function writeElements(elements: readonly RawElement[], explicit: boolean): Uint8Array[] {
  return [...elements]
    .sort((a, b) => (a.tag.toUpperCase() < b.tag.toUpperCase() ? -1 : 1))
    .flatMap((element) => writeElement(element, explicit));
}

function writeElement(element: RawElement, explicit: boolean): Uint8Array[] {
  const { tag, vr, value } = element;
  if (isEncapsulated(value)) {
    return [elementHeader(tag, vr, UNDEFINED_LENGTH, explicit), ...writeFragments(value)];
  }
  const body = vr === 'SQ' ? writeItems(itemsOf(element), explicit) : pad(valueBytes(element), vr);
  return [elementHeader(tag, vr, body.length, explicit), body];
}

function isEncapsulated(value: RawElement['value']): value is EncapsulatedPixels {
  return typeof value === 'object' && 'fragments' in value;
}

function itemsOf({ tag, value }: RawElement): readonly (readonly RawElement[])[] {
  if (typeof value === 'object' && 'items' in value) return value.items;
  if (Array.isArray(value) && value.every((item) => typeof item === 'object')) {
    return value.map(elementsOf);
  }
  throw new AppError('bad-value', `${tag} SQ holds items alone`);
}

function writeItems(items: readonly (readonly RawElement[])[], explicit: boolean): Uint8Array {
  return concat(
    items.flatMap((item) => {
      const body = concat(writeElements(item, explicit));
      return [itemHeader(0xe000, body.length), body];
    }),
  );
}

function writeFragments(pixels: EncapsulatedPixels): Uint8Array[] {
  const table = numbersToBytes('UL', pixels.basicOffsetTable ?? []);
  const parts = [itemHeader(0xe000, table.length), table];
  for (const fragment of pixels.fragments) {
    const even = pad(fragment, 'OB');
    parts.push(itemHeader(0xe000, even.length), even);
  }
  return [...parts, itemHeader(0xe0dd, 0)];
}

/** An element as far as its value: tag, VR where it is explicit, length. Throws AppError for what is no tag or too long. */
export function elementHeader(
  tag: string,
  vr: string,
  length: number,
  explicit: boolean,
): Uint8Array {
  const group = Number.parseInt(tag.slice(0, 4), 16);
  const element = Number.parseInt(tag.slice(4), 16);
  if (!/^[0-9a-fA-F]{8}$/.test(tag)) throw new AppError('bad-tag', `Not a DICOM tag: ${tag}`);
  const long = explicit && LONG_VRS.has(vr);
  const bytes = new Uint8Array(long ? 12 : 8);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, group, true);
  view.setUint16(2, element, true);
  if (explicit) bytes.set(encodeText(vr), 4);
  if (!explicit) view.setUint32(4, length, true);
  else if (long) view.setUint32(8, length, true);
  else if (length > 0xfffe)
    throw new AppError('value-too-long', `${tag} ${vr} is over 65534 bytes`);
  else view.setUint16(6, length, true);
  return bytes;
}

function itemHeader(element: number, length: number): Uint8Array {
  const bytes = new Uint8Array(8);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0xfffe, true);
  view.setUint16(2, element, true);
  view.setUint32(4, length, true);
  return bytes;
}

function valueBytes({ tag, vr, value }: RawElement): Uint8Array {
  if (value instanceof Uint8Array) return value;
  if (typeof value === 'string') return encodeText(value);
  const numbers = (typeof value === 'number' ? [value] : value) as readonly number[];
  if (vr === 'AT')
    return numbersToBytes(
      'US',
      numbers.flatMap((n) => [n >>> 16, n & 0xffff]),
    );
  if (NUMBER_WRITERS[vr] !== undefined) return numbersToBytes(vr, numbers);
  if (vr === 'DS' || vr === 'IS') return encodeText(numbers.map(decimalString).join('\\'));
  throw new AppError('bad-value', `${tag} ${vr} can't hold a number`);
}

/** At most 16 characters, as VR DS has it. */
function decimalString(value: number): string {
  const plain = String(value);
  if (plain.length <= 16) return plain;
  for (let digits = 14; digits > 0; digits -= 1) {
    const shorter = String(Number(value.toPrecision(digits)));
    if (shorter.length <= 16) return shorter;
  }
  return '0';
}

function numbersToBytes(vr: string, numbers: readonly number[]): Uint8Array {
  const writer = NUMBER_WRITERS[vr];
  if (writer === undefined) throw new AppError('bad-vr', `${vr} holds no binary numbers`);
  const [size, write] = writer;
  const view = new DataView(new ArrayBuffer(numbers.length * size));
  numbers.forEach((number, index) => {
    write(view, index * size, number);
  });
  return new Uint8Array(view.buffer);
}

/** Values have an even length: text ends in a space, UIDs and bytes in a null (PS3.5 6.2). */
function pad(bytes: Uint8Array, vr: string): Uint8Array {
  if (bytes.length % 2 === 0) return bytes;
  const even = new Uint8Array(bytes.length + 1);
  even.set(bytes);
  even[bytes.length] = vr === 'UI' || vr === 'OB' || vr === 'UN' || vr === 'OW' ? 0 : 0x20;
  return even;
}

function encodeText(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
