import { AppError } from '#base';

/** A data element to write. `value`: text for string VRs, numbers for binary ones, bytes for OB/OW/UN, items for SQ. */
export interface DicomElement {
  /** Eight hex digits: '00100010'. */
  readonly tag: string;
  readonly vr: string;
  readonly value: string | number | readonly number[] | Uint8Array | readonly DicomItem[];
}

/** An item of a sequence. */
export type DicomItem = readonly DicomElement[];

/** The two uncompressed syntaxes that are written. */
export type WrittenTransferSyntax = '1.2.840.10008.1.2' | '1.2.840.10008.1.2.1';

const LONG_VRS = new Set(['OB', 'OW', 'OF', 'OD', 'OL', 'SQ', 'UC', 'UN', 'UR', 'UT']);
const NUMBER_SIZES: Readonly<Record<string, number>> = {
  US: 2,
  SS: 2,
  UL: 4,
  SL: 4,
  FL: 4,
  FD: 8,
  AT: 4,
};

/** Whether an array of a value holds sequence items. */
function isItems(value: DicomElement['value']): value is readonly DicomItem[] {
  return Array.isArray(value) && value.every((member) => Array.isArray(member));
}

function writeNumbers(vr: string, numbers: readonly number[]): Uint8Array {
  const size = NUMBER_SIZES[vr];
  if (size === undefined) throw new AppError('dicom-writer', `VR ${vr} takes no numbers.`);
  const bytes = new Uint8Array(numbers.length * size);
  const view = new DataView(bytes.buffer);
  numbers.forEach((number, index) => {
    const at = index * size;
    if (vr === 'US') view.setUint16(at, number, true);
    else if (vr === 'SS') view.setInt16(at, number, true);
    else if (vr === 'UL') view.setUint32(at, number, true);
    else if (vr === 'SL') view.setInt32(at, number, true);
    else if (vr === 'FL') view.setFloat32(at, number, true);
    else if (vr === 'FD') view.setFloat64(at, number, true);
    else {
      view.setUint16(at, number >>> 16, true);
      view.setUint16(at + 2, number & 0xffff, true);
    }
  });
  return bytes;
}

/** Text in UTF-8, padded to even length as PS3.5 6.2 asks: UI by NUL, the rest by a space. */
function writeText(vr: string, text: string): Uint8Array {
  const encoded = new TextEncoder().encode(text);
  if (encoded.length % 2 === 0) return encoded;
  const padded = new Uint8Array(encoded.length + 1);
  padded.set(encoded);
  padded[encoded.length] = vr === 'UI' ? 0 : 0x20;
  return padded;
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

function writeItem(item: DicomItem, explicit: boolean): Uint8Array {
  const body = writeDataset(item, explicit);
  const head = new Uint8Array(8);
  const view = new DataView(head.buffer);
  view.setUint16(0, 0xfffe, true);
  view.setUint16(2, 0xe000, true);
  view.setUint32(4, body.length, true);
  return concatenate([head, body]);
}

function writeValue({ vr, value }: DicomElement, explicit: boolean): Uint8Array {
  if (value instanceof Uint8Array) {
    return value.length % 2 === 0 ? value : concatenate([value, new Uint8Array(1)]);
  }
  if (typeof value === 'string') return writeText(vr, value);
  if (typeof value === 'number') return writeNumbers(vr, [value]);
  if (vr === 'SQ') {
    return concatenate(isItems(value) ? value.map((item) => writeItem(item, explicit)) : []);
  }
  return writeNumbers(
    vr,
    value.filter((member) => typeof member === 'number'),
  );
}

/** The elements in ascending order of their tags, little endian (PS3.5 7.1). */
export function writeDataset(elements: readonly DicomElement[], explicit: boolean): Uint8Array {
  const sorted = [...elements].sort((a, b) => (a.tag < b.tag ? -1 : 1));
  return concatenate(
    sorted.flatMap((element) => {
      const value = writeValue(element, explicit);
      const long = explicit && LONG_VRS.has(element.vr);
      const head = new Uint8Array(long ? 12 : 8);
      const view = new DataView(head.buffer);
      view.setUint16(0, Number.parseInt(element.tag.slice(0, 4), 16), true);
      view.setUint16(2, Number.parseInt(element.tag.slice(4), 16), true);
      if (explicit) {
        head[4] = element.vr.charCodeAt(0);
        head[5] = element.vr.charCodeAt(1);
      }
      if (long) view.setUint32(8, value.length, true);
      else if (!explicit) view.setUint32(4, value.length, true);
      else if (value.length > 0xffff) {
        throw new AppError('dicom-writer', `${element.tag} is too long for VR ${element.vr}.`);
      } else view.setUint16(6, value.length, true);
      return [head, value];
    }),
  );
}

/**
 * A Part 10 file (PS3.10 7.1): preamble, file meta information made here, dataset. `dataset` should hold SOP Class and
 * Instance UID; without them the meta information carries CT Image Storage and an empty instance.
 */
export function writeDicomFile(
  dataset: readonly DicomElement[],
  options: {
    readonly transferSyntaxUid: WrittenTransferSyntax;
    readonly sopClassUid?: string;
    readonly sopInstanceUid?: string;
  },
): Uint8Array {
  const text = (tag: string): string => {
    const value = dataset.find((element) => element.tag === tag)?.value;
    return typeof value === 'string' ? value : '';
  };
  const sopClassUid = options.sopClassUid ?? (text('00080016') || '1.2.840.10008.5.1.4.1.1.2');
  const meta: readonly DicomElement[] = [
    { tag: '00020001', vr: 'OB', value: Uint8Array.of(0, 1) },
    { tag: '00020002', vr: 'UI', value: sopClassUid },
    { tag: '00020003', vr: 'UI', value: options.sopInstanceUid ?? text('00080018') },
    { tag: '00020010', vr: 'UI', value: options.transferSyntaxUid },
    { tag: '00020012', vr: 'UI', value: '2.25.169308512379432112938712938712938712' },
    { tag: '00020013', vr: 'SH', value: 'ICH_TRIAGE' },
  ];
  const metaBody = writeDataset(meta, true);
  const metaLength = writeDataset([{ tag: '00020000', vr: 'UL', value: metaBody.length }], true);
  const preamble = new Uint8Array(132);
  preamble.set(new TextEncoder().encode('DICM'), 128);
  return concatenate([
    preamble,
    metaLength,
    metaBody,
    writeDataset(dataset, options.transferSyntaxUid === '1.2.840.10008.1.2.1'),
  ]);
}
