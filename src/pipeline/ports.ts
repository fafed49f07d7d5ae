import type { LabelMap, Probability, Reason } from '#base';
import type { DecodedFrame, SliceHeader } from '#dicom';

/** Reads bytes of a source. `length` omitted: to the end. Rejects with AppError('source-gone') where it no longer exists. */
export type ReadSource = (
  sourceId: string,
  range?: { readonly offset: number; readonly length?: number },
  signal?: AbortSignal,
) => Promise<Uint8Array>;

/**
 * Bytes to stored values of one frame; an expected failure is a reason, not a throw. Pixels that fill their
 * buffer are the caller's own, who may release them; others are a view of the file.
 */
export type DecodeFrame = (
  header: SliceHeader,
  signal?: AbortSignal,
) => Promise<
  | { readonly ok: true; readonly value: DecodedFrame }
  | { readonly ok: false; readonly reason: Reason }
>;

/** Calibrated probabilities for preprocessed inputs (NHWC float32 each), in their order. */
export type Predict = (
  inputs: readonly Float32Array[],
  signal?: AbortSignal,
) => Promise<readonly LabelMap<Probability>[]>;

/** Milliseconds since the epoch. */
export type Clock = () => number;
