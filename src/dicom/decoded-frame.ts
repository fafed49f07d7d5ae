import type { Reason } from '#base';

/** One frame's stored values, before the modality LUT. The receiver owns the buffer. */
export interface DecodedFrame {
  readonly rows: number;
  readonly columns: number;
  /** rows * columns stored values, masked to Bits Stored and sign-extended. */
  readonly pixels: Int16Array | Uint16Array | Int32Array | Uint8Array;
  /** The pixels went through a lossy codec (.50, .51, .81, .91, or the file says so). */
  readonly lossy: boolean;
  /** What was repaired or is odd: "truncated: the last 12 rows are padding". */
  readonly notes: readonly Reason[];
}
