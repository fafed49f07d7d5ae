import { bootstrapRange } from '#evaluation';
import type { Chance, Range } from './recalibrate.ts';

const STEPS = 5000;
const EDGE = 1e-6;

/**
 * A probability as it were at another prevalence: Bayes' rule with the prior exchanged, where nothing else of the studies differs
 * (Saerens, Latinne and Decaestecker 2002). All three within 0..1; `from` and `to` neither 0 nor 1.
 */
export function atPrior(p: number, from: number, to: number): number {
  const bleeding = (p * to) / from;
  return bleeding / (bleeding + ((1 - p) * (1 - to)) / (1 - from));
}

/**
 * The prevalence that makes probabilities most likely, by expectation and maximization: no verdict is needed. `trained` is the prevalence
 * that the probabilities were calibrated at. It rests on that calibration: where it is off, so is the estimate. NaN of none.
 */
export function estimatePrevalence(
  probabilities: ArrayLike<number>,
  trained: number,
  weights?: ArrayLike<number>,
): number {
  const count = Array.from(probabilities, (_, row) =>
    weights === undefined ? 1 : (weights[row] ?? 0),
  );
  const total = count.reduce((sum, weight) => sum + weight, 0);
  let prior = trained;
  for (let step = 0; step < STEPS; step++) {
    const sum = count.reduce(
      (all, weight, row) => all + weight * atPrior(probabilities[row] ?? 0, trained, prior),
      0,
    );
    const next = Math.min(1 - EDGE, Math.max(EDGE, sum / total));
    if (Math.abs(next - prior) < 1e-9) return next;
    prior = next;
  }
  return prior;
}

/** {@link estimatePrevalence} with its interval by drawing studies anew. */
export function prevalenceEstimate(
  probabilities: readonly number[],
  trained: number,
  chance: Chance,
): { readonly value: number; readonly interval: Range | null } {
  return {
    value: estimatePrevalence(probabilities, trained),
    interval: bootstrapRange(
      probabilities.map((_, row) => String(row)),
      (weights) => estimatePrevalence(probabilities, trained, weights),
      chance,
    ),
  };
}
