import type { AnyLift, FlaggedBy, LabelMap, PlattScaling } from '#base';
import type { OperatingPointName } from './findings.ts';

/** How slices become a study. The manifest's `study` section is one; named here so that triage needs no model. */
export interface StudyRule {
  /** The mean is taken over the k highest slices. */
  readonly k: number;
  /** Weights of (previous, this, next) slice in what is said of a slice; sum 1. */
  readonly smoothing: readonly [number, number, number];
  /**
   * Of a slice's mixed probability, as it is shown: a mean of three probabilities is pulled to the middle. The study's score is made of
   * the mixed ones before it. Absent: shown as mixed.
   */
  readonly sliceCalibration?: LabelMap<PlattScaling>;
  /** Of the aggregated score. */
  readonly calibration: LabelMap<PlattScaling>;
  readonly operatingPoints: LabelMap<Readonly<Record<OperatingPointName, number>>>;
  /** Whether types raise the study's `any`; absent: those that may be flagged do. */
  readonly anyLift?: AnyLift;
  /** Whether a type by itself flags the study; absent: it does. */
  readonly flaggedBy?: FlaggedBy;
}
