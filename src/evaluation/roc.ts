import { type CumulativeCounts, type RankedScores, sweep } from './ranked-scores.ts';

/** A point of the ROC curve: everything at or over `threshold` is called positive. */
export interface RocPoint {
  readonly threshold: number;
  readonly sensitivity: number;
  readonly specificity: number;
}

/**
 * Area under the ROC curve: the chance that a positive scores over a negative, ties counting one half. NaN where one of
 * the classes is missing.
 */
export function auc(ranked: RankedScores, weights?: ArrayLike<number>): number {
  let [area, positives, negatives] = [0, 0, 0];
  sweep(
    ranked,
    ({ truePositives, falsePositives }) => {
      area += ((falsePositives - negatives) * (truePositives + positives)) / 2;
      positives = truePositives;
      negatives = falsePositives;
    },
    weights,
  );
  return area / (positives * negatives);
}

/** The ROC curve from (sensitivity 0, specificity 1) on, one point a distinct score; empty where a class is missing. */
export function rocCurve(ranked: RankedScores): readonly RocPoint[] {
  const counts: CumulativeCounts[] = [];
  sweep(ranked, (point) => counts.push(point));
  const last = counts.at(-1);
  if (last === undefined || last.truePositives === 0 || last.falsePositives === 0) return [];
  const start = { threshold: Number.POSITIVE_INFINITY, sensitivity: 0, specificity: 1 };
  const points = counts.map(({ score, truePositives, falsePositives }) => ({
    threshold: score,
    sensitivity: truePositives / last.truePositives,
    specificity: 1 - falsePositives / last.falsePositives,
  }));
  return [start, ...points];
}
