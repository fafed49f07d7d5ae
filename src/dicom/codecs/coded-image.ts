import type { Reason, ReasonCode } from '#base';

/** What a codec gives back: samples as they were coded, before masking and sign extension. */
export interface CodedImage {
  readonly rows: number;
  readonly columns: number;
  readonly components: number;
  /** Components one after the other instead of pixel by pixel. */
  readonly planar: boolean;
  /** Whether the codestream says that its samples are signed; absent where it doesn't say. */
  readonly signed?: boolean;
  /** What was odd about the coded bytes. */
  readonly notes?: readonly Reason[];
  /** Precision the codec states; null where the header's Bits Stored alone governs (raw, RLE). */
  readonly bits: number | null;
  readonly samples: Uint8Array | Uint16Array | Int32Array;
  /** Pixels that the data really held, counted from the first; fewer than rows * columns where it was cut short. */
  readonly validPixels: number;
}

/** What a codec must know of the image before it may allocate anything. */
export interface ExpectedImage {
  readonly rows: number;
  readonly columns: number;
  readonly components: number;
  readonly bitsAllocated: number;
}

/** A codestream that can't be decoded: expected with hostile or broken bytes, turned into a reason by decodeFrame. */
export class CodecError extends Error {
  readonly code: ReasonCode;

  constructor(code: ReasonCode, message: string) {
    super(message);
    this.name = 'CodecError';
    this.code = code;
  }
}

/** Refuses a codestream whose size isn't the header's, before memory is taken for it. */
export function requireSize(
  expected: ExpectedImage,
  actual: { readonly rows: number; readonly columns: number; readonly components: number },
): void {
  if (
    actual.rows !== expected.rows ||
    actual.columns !== expected.columns ||
    actual.components !== expected.components
  ) {
    throw new CodecError(
      'size-mismatch',
      `the codestream is ${actual.columns} x ${actual.rows} x ${actual.components}, the header says ${expected.columns} x ${expected.rows} x ${expected.components}`,
    );
  }
}

/** The note on bytes that the image has no place for: the header's matrix, or the bytes, are not what they should be. */
export const surplusNote = (what: string): Reason => ({
  code: 'surplus-pixels',
  text: `${what}: the matrix may be wrong, or the pixels be damaged`,
});
