import type { Label, LabelMap, Probability, Reason, SliceIndex } from '#base';

/** A slice after analysis. */
export interface SliceFinding {
  readonly sliceKey: string;
  readonly index: SliceIndex;
  /** Calibrated. In a study's findings: mixed with the neighbors'. */
  readonly probabilities: LabelMap<Probability>;
  /** What its values may be wrong by, such as pixel data that was cut short; absent where there is nothing. */
  readonly caution?: Reason;
}

/** A slice that has no finding, and why: undecodable, no brain, not reached before cancel. */
export interface SliceNotAnalyzed {
  readonly sliceKey: string;
  readonly index: SliceIndex;
  readonly reason: Reason;
}

/** What a slice shows that speaks for a label: see `evidenceOf`. */
export interface Evidence {
  readonly sliceKey: string;
  readonly index: SliceIndex;
  readonly label: Label;
  readonly probability: Probability;
}

/** One check of a series against the conditions the model was measured under (product.md a12). */
export interface SuitabilityCheck extends Reason {
  /** 'unknown' where the tag is absent: RSNA files lack most. */
  readonly outcome: 'pass' | 'warn' | 'block' | 'unknown';
  /** Words for the study's row: given where the probability should not be read without them. */
  readonly inRow?: string;
}

export type OperatingPointName = 'highSensitivity' | 'balanced' | 'highSpecificity';

/** The study's result. Never says normal: `flagged` empty means no flag at this operating point, no more. */
export interface StudyFindings {
  readonly probabilities: LabelMap<Probability>;
  /**
   * Labels at or over the operating point, of a study that is flagged. Holds 'any' whenever it holds a type: where the model's rule
   * lets a type flag by its own threshold, `any` may be under its own.
   */
  readonly flagged: readonly Label[];
  readonly operatingPoint: OperatingPointName;
  /** The study's thresholds at the operating point; absent in results that were stored without them. */
  readonly thresholds?: LabelMap<number>;
  /** Mixed with their neighbors. Empty where nothing was analyzed: then every probability is NaN. `evidenceOf` picks those that speak for a flag. */
  readonly slices: readonly SliceFinding[];
  readonly notAnalysed: readonly SliceNotAnalyzed[];
  /** Slices at or over the study's operating point, by label. */
  readonly flaggedSlices?: LabelMap<number>;
  readonly suitability: readonly SuitabilityCheck[];
  /** The label whose threshold decides the flag, where its number is near it: a little noise would change the flag. */
  readonly nearThreshold?: Label;
  /** The study's `any` and its threshold are on a site's own scale: its name, and what the package itself says. Absent: the package's. */
  readonly site?: { readonly name: string; readonly packageAny: number };
  /** Slices with a finding of which a part is blank; absent where there are none. */
  readonly analyzedInPart?: number;
}
