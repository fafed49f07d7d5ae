import type { LabelMap } from '#base';

/** A slice or a study with its truth and what the model said. */
export interface ScoredCase {
  readonly id: string;
  /** Cases of one patient hang together: the bootstrap draws patients. */
  readonly patient: string;
  /** null where the labels say nothing of this one. */
  readonly truth: LabelMap<boolean | null>;
  /** Calibrated. */
  readonly probabilities: LabelMap<number>;
}
