/** One attribute to write. Numbers go to DS, IS and the binary VRs; bytes are written as they are, little endian. */
export interface DicomElement {
  /** Eight hexadecimal digits: '00100010'. */
  readonly tag: string;
  /** Two letters of PS3.5 table 6.2-1. */
  readonly vr: string;
  readonly value: DicomValue;
}

/** What an element holds. A sequence is a list of items; pixel data may come in fragments. */
export type DicomValue =
  | string
  | number
  | readonly number[]
  | Uint8Array
  | readonly (readonly DicomElement[])[]
  | EncapsulatedPixels;

/** Encapsulated pixel data (PS3.5 A.4): the offset table (absent means empty), then fragments. */
export interface EncapsulatedPixels {
  readonly fragments: readonly Uint8Array[];
  readonly basicOffsetTable?: readonly number[];
}
