import type { Study } from '#dicom';
import type { PreprocessSpec } from '#imaging';
import type { StudyAggregator } from '#inference';
import type { OperatingPointName } from '#triage';
import type { DecodeFrame, Predict } from './ports.ts';

/** 'coarse-to-fine': a glance at every few slices, then all of them from the suspicious ones outward. */
export type Schedule = 'coarse-to-fine' | 'in-order';

/** Everything a run needs. The host gives the ports; nothing here knows whether it is a worker, Node or a test. */
export interface StudyRun {
  readonly study: Study;
  readonly decodeFrame: DecodeFrame;
  readonly predict: Predict;
  readonly preprocess: PreprocessSpec;
  readonly aggregator: StudyAggregator;
  readonly operatingPoint: OperatingPointName;
  /** Slices a call of `predict`: 1..16. */
  readonly batchSize: number;
  /** Default 'coarse-to-fine'. */
  readonly schedule?: Schedule;
}
