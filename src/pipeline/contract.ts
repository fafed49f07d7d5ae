import type { Reason } from '#base';
import type { DecodedFrame, SliceHeader, Study } from '#dicom';
import type { PreprocessSpec } from '#imaging';
import type { AlongSlices, SlicePrediction, StudyAggregator } from '#inference';
import type {
  OperatingPointName,
  SliceFinding,
  SliceNotAnalyzed,
  StudyFindings,
  SuitabilityCheck,
} from '#triage';

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

/** Raw and calibrated probabilities for preprocessed inputs (NHWC float32 each), in their order. */
export type Predict = (
  inputs: readonly Float32Array[],
  signal?: AbortSignal,
) => Promise<readonly SlicePrediction[]>;

/** 'coarse-to-fine': a glance at every few slices, then all of them from the suspicious ones outward. */
export type Schedule = 'coarse-to-fine' | 'in-order';

/** Everything a run needs. The host gives the ports; nothing here knows whether it is a worker, Node or a test. */
export interface StudyRun {
  readonly study: Study;
  readonly decodeFrame: DecodeFrame;
  readonly predict: Predict;
  readonly preprocess: PreprocessSpec;
  readonly aggregator: StudyAggregator;
  /** Judges each slice with those above and below it; null: the package has no model along the slices. */
  readonly alongSlices?: AlongSlices | null;
  readonly operatingPoint: OperatingPointName;
  /** Slices a call of `predict`: 1..16. */
  readonly batchSize: number;
  /** Default 'coarse-to-fine'. */
  readonly schedule?: Schedule;
}

/** What a run tells on its way. Everything is keyed by slice: order carries no meaning. */
export type StudyEvent =
  /** `done` slices of `total` have a finding or a reason. */
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'slice'; readonly finding: SliceFinding }
  | { readonly kind: 'not-analysed'; readonly slice: SliceNotAnalyzed }
  /**
   * A guess for the ranking, from a glance at some slices; slices not reached yet are not listed in it. Where a closer look
   * follows, a better guess comes with it.
   */
  | {
      readonly kind: 'interim';
      readonly findings: StudyFindings;
      readonly closerLookFollows: boolean;
    }
  | { readonly kind: 'suitability'; readonly checks: readonly SuitabilityCheck[] };
