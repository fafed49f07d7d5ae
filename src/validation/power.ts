import { wilsonInterval, Z95 } from '#base';
import type { LabelFigures } from '#evaluation';
import type { Counted, PointFigures, Power } from './format.ts';

/** Half of an interval's width that is taken for good enough: five in a hundred either way. */
export const WANTED_HALF_WIDTH = 0.05;
const MOST = 100_000;

/** Half the width of Wilson's interval of a part `p` of `n`. */
export function wilsonHalfWidth(p: number, n: number): number {
  const found = wilsonInterval(p * n, n);
  return found === null ? Number.NaN : (found[1] - found[0]) / 2;
}

/** The fewest cases of which a part `p` is known to within {@link WANTED_HALF_WIDTH}. */
export function casesFor(p: number): number {
  let [low, high] = [1, MOST];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (wilsonHalfWidth(p, middle) <= WANTED_HALF_WIDTH) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Standard error of an AUC of so many bleeding and other studies (Hanley and McNeil, Radiology 1982;143:29). */
export function aucStandardError(auc: number, positives: number, negatives: number): number {
  const both = auc / (2 - auc);
  const twice = (2 * auc * auc) / (1 + auc);
  return Math.sqrt(
    (auc * (1 - auc) +
      (positives - 1) * (both - auc * auc) +
      (negatives - 1) * (twice - auc * auc)) /
      (positives * negatives),
  );
}

/** The fewest studies at a prevalence (0..1, neither end) of which an AUC is known to within {@link WANTED_HALF_WIDTH}. */
function studiesForAuc(auc: number, prevalence: number): number {
  for (let n = 10; n < MOST; n = Math.ceil(n * 1.02)) {
    const error = aucStandardError(
      auc,
      Math.max(1, n * prevalence),
      Math.max(1, n * (1 - prevalence)),
    );
    if (Z95 * error <= WANTED_HALF_WIDTH) return n;
  }
  return MOST;
}

/** How sure the figures of `any` are at the balanced point, and how many studies would make them sure. */
export function powerOf(any: LabelFigures, balanced: PointFigures): Power {
  const rate = ({ part, n }: Counted) => (n === 0 ? null : part / n);
  const [sensitivity, specificity] = [rate(balanced.sensitivity), rate(balanced.specificity)];
  const { auc, n, positives } = any;
  return {
    halfWidth: WANTED_HALF_WIDTH,
    sensitivity: {
      now: sensitivity === null ? null : wilsonHalfWidth(sensitivity, balanced.sensitivity.n),
      positivesNeeded: sensitivity === null ? null : casesFor(sensitivity),
    },
    specificity: {
      now: specificity === null ? null : wilsonHalfWidth(specificity, balanced.specificity.n),
      negativesNeeded: specificity === null ? null : casesFor(specificity),
    },
    auc: {
      // At 1 the error of Hanley and McNeil is 0, which says nothing.
      now: auc === null || auc === 1 ? null : Z95 * aucStandardError(auc, positives, n - positives),
      studiesNeeded: auc === null || auc === 1 ? null : studiesForAuc(auc, positives / n),
    },
  };
}
