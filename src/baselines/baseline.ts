import type { Head } from './head.ts';
import type { Example } from './small-network.ts';

/** What a baseline learned. */
export interface FittedBaseline {
  /** Numbers that were learned; fixed thresholds count 0. */
  readonly parameters: number;
  /** Scores of a measured slice, 0..1, in the order of LABELS, higher for blood; null for labels that the method can't tell. */
  readonly score: (measured: Float64Array) => readonly (number | null)[];
}

/** A classical system: measures a head, learns from measured heads, scores one. Pure and deterministic. */
export interface Baseline {
  readonly id: string;
  readonly architecture: string;
  /** What was built, and how it departs from what is published. */
  readonly note: string;
  /** Everything that it learns from or judges by. */
  readonly measure: (head: Head) => Float64Array;
  /** `examples` are of the training patients alone. */
  readonly fit: (examples: readonly Example[]) => FittedBaseline;
}
