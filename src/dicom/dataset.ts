import type { Keyword, VrOf } from './dictionary.ts';

/** Attributes to write, by keyword; the VR comes from the dictionary. `undefined` is left out, '' and [] are written empty. */
export type Dataset = {
  readonly [K in Keyword]?: ValueOf<VrOf<K>> | undefined;
};

/** What an attribute of a VR can hold. Bytes are written as they are, little endian. */
type ValueOf<V extends string> = V extends 'SQ'
  ? readonly Dataset[]
  : V extends 'DS' | 'IS'
    ? string | number | readonly number[]
    : V extends 'OB|OW'
      ? Uint8Array | readonly number[] | EncapsulatedPixels
      : V extends `O${string}`
        ? Uint8Array | readonly number[]
        : V extends 'FL' | 'US' | 'SS' | 'UL' | 'US|SS'
          ? Uint8Array | number | readonly number[]
          : string;

/** Encapsulated pixel data (PS3.5 A.4): the offset table (absent means empty), then fragments. */
export interface EncapsulatedPixels {
  readonly fragments: readonly Uint8Array[];
  readonly basicOffsetTable?: readonly number[];
}

/** The items of a sequence, by tag. */
export interface RawItems {
  readonly items: readonly (readonly RawElement[])[];
}

/** An attribute by tag, for what has no keyword (private ones) or is to be wrong (tests). */
export interface RawElement {
  /** Eight hexadecimal digits: '00100010'. */
  readonly tag: string;
  /** Two letters of PS3.5 table 6.2-1. */
  readonly vr: string;
  readonly value:
    | string
    | number
    | readonly number[]
    | Uint8Array
    | readonly Dataset[]
    | RawItems
    | EncapsulatedPixels;
}
