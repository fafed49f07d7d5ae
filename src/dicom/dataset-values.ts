import type { DataSet } from 'dicom-parser';
import { decodeText } from './character-set.ts';

/** Longest text value that is read: a header field, not a payload. */
const MAX_TEXT = 10_240;

/** Safe, typed access to the values of a dataset. Everything answers with '', null or [] where a value is absent or odd. */
export class DatasetValues {
  readonly #dataset: DataSet;
  readonly #characterSet: string;

  constructor(dataset: DataSet, characterSet?: string) {
    this.#dataset = dataset;
    this.#characterSet = characterSet ?? this.text('x00080005');
  }

  /** Whether the element is there at all. */
  has(tag: string): boolean {
    return this.#dataset.elements[tag] !== undefined;
  }

  /** A value in the default repertoire: UI, CS, DA, TM, IS, DS. */
  text(tag: string): string {
    const element = this.#dataset.elements[tag];
    if (element === undefined || element.length > MAX_TEXT) return '';
    try {
      return (this.#dataset.string(tag) ?? '').replaceAll('\0', '').trim();
    } catch {
      return '';
    }
  }

  /** A value that Specific Character Set governs: LO, SH, PN, LT, ST, UT. */
  localText(tag: string): string {
    const element = this.#dataset.elements[tag];
    if (element === undefined || element.length <= 0 || element.length > MAX_TEXT) return '';
    const bytes = this.#dataset.byteArray.subarray(
      element.dataOffset,
      element.dataOffset + element.length,
    );
    return decodeText(bytes, this.#characterSet).replaceAll('\0', '').trim();
  }

  /** The members of a multi-valued text. */
  texts(tag: string): readonly string[] {
    const value = this.text(tag);
    return value === '' ? [] : value.split('\\').map((member) => member.trim());
  }

  /** The numbers of a DS or IS, those that are finite. */
  numbers(tag: string): readonly number[] {
    return this.texts(tag)
      .map((member) => Number.parseFloat(member))
      .filter(Number.isFinite);
  }

  /** The first number of a DS or IS, or null. */
  number(tag: string): number | null {
    return this.numbers(tag)[0] ?? null;
  }

  /** An unsigned 16-bit value, or null. */
  uint16(tag: string): number | null {
    const element = this.#dataset.elements[tag];
    if (element === undefined || element.length < 2) return null;
    try {
      return this.#dataset.uint16(tag) ?? null;
    } catch {
      return null;
    }
  }

  /** A signed 16-bit value, or null. */
  int16(tag: string): number | null {
    const value = this.uint16(tag);
    return value === null ? null : (value << 16) >> 16;
  }

  /** The values of the items of a sequence, at most `limit`. */
  items(tag: string, limit = 65_536): readonly DatasetValues[] {
    const items = this.#dataset.elements[tag]?.items ?? [];
    return items
      .slice(0, limit)
      .flatMap((item) =>
        item.dataSet === undefined ? [] : [new DatasetValues(item.dataSet, this.#characterSet)],
      );
  }
}
