import type { DataSet, Element } from 'dicom-parser';
import { decodeText } from './character-set.ts';
import {
  BY_TAG,
  DICTIONARY,
  type Keyword,
  type KeywordOf,
  type LocalTextKeyword,
  type TextKeyword,
} from './dictionary.ts';

/** Longest text value that is read: a header field, not a payload. */
const MAX_TEXT = 10_240;

/** The key of an attribute in dicom-parser's datasets: 'x00280010'. */
export const parserKey = (keyword: Keyword): string => PARSER_KEYS.get(keyword) ?? '';

const PARSER_KEYS: ReadonlyMap<string, string> = new Map(
  Object.entries(DICTIONARY).map(([keyword, [tag]]) => [keyword, `x${tag.toLowerCase()}`]),
);

/** An attribute of a parsed dataset, where it is. */
export function elementOf(dataset: DataSet, keyword: Keyword): Element | undefined {
  return dataset.elements[parserKey(keyword)];
}

/**
 * An element's tag (eight upper-case hex digits), its keyword, and its VR: what the file says, else the dictionary (the first
 * where an attribute can have two), else 'UN'.
 */
export function attributeOf(element: Element): {
  readonly tag: string;
  readonly keyword: string | undefined;
  readonly vr: string;
} {
  const tag = element.tag.slice(1).toUpperCase();
  const known = BY_TAG.get(tag);
  return { tag, keyword: known?.keyword, vr: element.vr ?? known?.vr.split('|')[0] ?? 'UN' };
}

/** Overlay Rows (60xx,0010), which every overlay has. */
const OVERLAY_ROWS = /^x60[0-9a-f]{2}0010$/;

/** A decimal string, PS3.5 table 6.2-1. */
const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** Safe, typed access to the values of a dataset. Everything answers with '', null or [] where a value is absent or odd. */
export class DatasetValues {
  readonly #dataset: DataSet;
  readonly #characterSet: string;

  constructor(dataset: DataSet, characterSet?: string) {
    this.#dataset = dataset;
    this.#characterSet = this.text('SpecificCharacterSet') || (characterSet ?? '');
  }

  /** Whether the element is there at all. */
  has(keyword: Keyword): boolean {
    return elementOf(this.#dataset, keyword) !== undefined;
  }

  /** A value in the default repertoire: UI, CS, DA, TM, IS, DS. */
  text(keyword: TextKeyword): string {
    const element = elementOf(this.#dataset, keyword);
    if (element === undefined || element.length > MAX_TEXT) return '';
    try {
      return (this.#dataset.string(parserKey(keyword)) ?? '').replaceAll('\0', '').trim();
    } catch {
      return '';
    }
  }

  /** A value that Specific Character Set governs: LO, SH, PN, LT, ST, UT. */
  localText(keyword: LocalTextKeyword): string {
    const element = elementOf(this.#dataset, keyword);
    if (element === undefined || element.length <= 0 || element.length > MAX_TEXT) return '';
    const bytes = this.#dataset.byteArray.subarray(
      element.dataOffset,
      element.dataOffset + element.length,
    );
    return decodeText(bytes, this.#characterSet, DICTIONARY[keyword][1])
      .replaceAll('\0', '')
      .trim();
  }

  /** The members of a multi-valued text. */
  texts(keyword: TextKeyword): readonly string[] {
    const value = this.text(keyword);
    return value === '' ? [] : value.split('\\').map((member) => member.trim());
  }

  /** The members of a multi-valued text that Specific Character Set governs. */
  localTexts(keyword: LocalTextKeyword): readonly string[] {
    const value = this.localText(keyword);
    return value === '' ? [] : value.split('\\').map((member) => member.trim());
  }

  /** The numbers of a DS or IS, those that are finite; what begins like a number and goes on otherwise is none ("1 024", "0,5"). */
  numbers(keyword: KeywordOf<'DS' | 'IS'>): readonly number[] {
    return this.texts(keyword)
      .map((member) => (DECIMAL.test(member) ? Number(member) : Number.NaN))
      .filter(Number.isFinite);
  }

  /** The first number of a DS or IS, or null. */
  number(keyword: KeywordOf<'DS' | 'IS'>): number | null {
    return this.numbers(keyword)[0] ?? null;
  }

  /** The number of a DS or IS that has one value; null where it has several that differ: nothing says which of them holds. */
  single(keyword: KeywordOf<'DS' | 'IS'>): number | null {
    const numbers = this.numbers(keyword);
    const [first = null] = numbers;
    return numbers.length === this.texts(keyword).length && numbers.every((one) => one === first)
      ? first
      : null;
  }

  /** An unsigned 16-bit value, or null. */
  uint16(keyword: KeywordOf<'US' | 'US|SS'>): number | null {
    return this.#uint16(parserKey(keyword));
  }

  #uint16(key: string): number | null {
    const element = this.#dataset.elements[key];
    if (element === undefined || element.length < 2) return null;
    try {
      return this.#dataset.uint16(key) ?? null;
    } catch {
      return null;
    }
  }

  /** A signed 16-bit value, or null. */
  int16(keyword: KeywordOf<'US|SS'>): number | null {
    const value = this.uint16(keyword);
    return value === null ? null : (value << 16) >> 16;
  }

  /** The bits of the samples that hold overlays without data of their own (retired, PS3.3 C.9.2 of 2004). */
  overlayBits(): readonly number[] {
    return Object.keys(this.#dataset.elements)
      .filter((key) => OVERLAY_ROWS.test(key))
      .map((key) => key.slice(0, 5))
      .filter((group) => this.#dataset.elements[`${group}3000`] === undefined)
      .map((group) => this.#uint16(`${group}0102`) ?? 0);
  }

  /** The values of the items of a sequence, at most `limit`. */
  items(keyword: KeywordOf<'SQ'>, limit = 65_536): readonly DatasetValues[] {
    const items = elementOf(this.#dataset, keyword)?.items ?? [];
    return items
      .slice(0, limit)
      .flatMap((item) =>
        item.dataSet === undefined ? [] : [new DatasetValues(item.dataSet, this.#characterSet)],
      );
  }
}
