import type { DataSet, Element } from 'dicom-parser';
import { countOf } from '#base';
import { decodeText } from './character-set.ts';
import { attributeOf, parserKey } from './dataset-values.ts';
import { parseDataset } from './parse-dataset.ts';

/** One row of a tag browser. May hold the patient's data: mask before showing. */
export interface TagRow {
  /** Eight upper-case hex digits. */
  readonly tag: string;
  readonly keyword?: string;
  /** 'UN' where neither file nor dictionary says. */
  readonly vr: string;
  /** For people; long values are cut with an ellipsis, binary ones are counted. */
  readonly value: string;
}

const MAX_ROWS = 5000;
const MAX_VALUE = 256;
const BINARY = new Set(['OB', 'OW', 'OF', 'OD', 'OL', 'OV', 'UN']);

/** The top-level attributes up to the pixel data, at most 5000, in the file's order. [] where it can't be parsed. */
export function readTags(bytes: Uint8Array): readonly TagRow[] {
  const parsed = parseDataset(bytes, { wholeFile: false });
  if (!parsed.ok) return [];
  const { dataset } = parsed.value;
  const characterSet = dataset.string(parserKey('SpecificCharacterSet')) ?? '';
  // dicom-parser puts the file's meta information behind all else.
  const elements = Object.values(dataset.elements);
  const isMeta = ({ tag }: Element): boolean => tag.startsWith('x0002');
  return [...elements.filter(isMeta), ...elements.filter((element) => !isMeta(element))]
    .slice(0, MAX_ROWS)
    .map((element) => rowOf(dataset, element, characterSet));
}

function rowOf(dataset: DataSet, element: Element, characterSet: string): TagRow {
  const { tag, keyword, vr: first } = attributeOf(element);
  const vr = element.vr === undefined ? (impliedVr(tag, dataset) ?? first) : first;
  const value = valueText(dataset, element, vr, characterSet);
  return keyword === undefined ? { tag, vr, value } : { tag, keyword, vr, value };
}

/** Of an attribute that can have two VRs, where the file does not say: PS3.5 A.1, and PS3.6's note on Pixel Representation. */
function impliedVr(tag: string, dataset: DataSet): string | undefined {
  if (tag === '7FE00010') return 'OW';
  // Pixel Padding Value and Pixel Padding Range Limit.
  if (tag !== '00280120' && tag !== '00280121') return undefined;
  return dataset.uint16(parserKey('PixelRepresentation')) === 1 ? 'SS' : 'US';
}

function valueText(dataset: DataSet, element: Element, vr: string, characterSet: string): string {
  if (element.items !== undefined) return `(${countOf(element.items.length, 'item')})`;
  if (element.hadUndefinedLength === true) return '(encapsulated)';
  if (BINARY.has(vr)) return `(${countOf(element.length, 'byte')})`;
  try {
    return numericValue(dataset, element, vr) ?? textValue(dataset, element, vr, characterSet);
  } catch {
    return '(unreadable)';
  }
}

function numericValue(dataset: DataSet, { tag, length }: Element, vr: string): string | null {
  const readers: Readonly<Record<string, readonly [number, (index: number) => unknown]>> = {
    US: [2, (index) => dataset.uint16(tag, index)],
    SS: [2, (index) => dataset.int16(tag, index)],
    UL: [4, (index) => dataset.uint32(tag, index)],
    SL: [4, (index) => dataset.int32(tag, index)],
    FL: [4, (index) => dataset.float(tag, index)],
    FD: [8, (index) => dataset.double(tag, index)],
    AT: [4, () => dataset.attributeTag(tag)],
  };
  const reader = readers[vr];
  if (reader === undefined) return null;
  const count = vr === 'AT' ? 1 : Math.min(32, Math.floor(length / reader[0]));
  return Array.from({ length: count }, (_, index) => String(reader[1](index))).join('\\');
}

function textValue(
  dataset: DataSet,
  { dataOffset, length }: Element,
  vr: string,
  characterSet: string,
): string {
  const end = dataOffset + Math.min(length, MAX_VALUE);
  const text = decodeText(dataset.byteArray.subarray(dataOffset, end), characterSet, vr);
  const plain = text.replaceAll('\0', '').trim();
  return length > MAX_VALUE ? `${plain}…` : plain;
}
