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

/** The fewest cases, from `least` on, with which half of an interval is at most {@link WANTED_HALF_WIDTH}: it narrows with every case. */
function fewest(halfWidth: (n: number) => number, least: number): number {
  let [low, high] = [least, MOST];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (halfWidth(middle) <= WANTED_HALF_WIDTH) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The fewest cases of which a part `p` is known to within {@link WANTED_HALF_WIDTH}. */
export const casesFor = (p: number): number => fewest((n) => wilsonHalfWidth(p, n), 1);

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

/** The fewest studies, ten at least, at a prevalence (0..1, neither end) of which an AUC is known to within {@link WANTED_HALF_WIDTH}. */
export function studiesForAuc(auc: number, prevalence: number): number {
  const of = (n: number, part: number) => Math.max(1, n * part);
  const halfWidth = (n: number) =>
    Z95 * aucStandardError(auc, of(n, prevalence), of(n, 1 - prevalence));
  return fewest(halfWidth, 10);
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
