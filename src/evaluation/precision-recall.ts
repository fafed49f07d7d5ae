import { type RankedScores, sweep } from './ranked-scores.ts';

/** A point of the precision-recall curve. */
export interface PrecisionRecallPoint {
  readonly threshold: number;
  readonly precision: number;
  readonly recall: number;
}

/** The precision-recall curve, one point a distinct score; empty without positives. */
export function precisionRecallCurve(ranked: RankedScores): readonly PrecisionRecallPoint[] {
  const positives = ranked.truth.reduce((sum, value) => sum + value, 0);
  const points: PrecisionRecallPoint[] = [];
  if (positives === 0) return points;
  sweep(ranked, ({ score, truePositives, falsePositives }) => {
    points.push({
      threshold: score,
      precision: truePositives / (truePositives + falsePositives),
      recall: truePositives / positives,
    });
  });
  return points;
}

/**
 * Average precision: the sum over scores of precision times the recall gained, without interpolation (scikit-learn's
 * definition). NaN without positives.
 */
export function averagePrecision(ranked: RankedScores, weights?: ArrayLike<number>): number {
  let [sum, before] = [0, 0];
  sweep(
    ranked,
    ({ truePositives, falsePositives }) => {
      if (truePositives > before) {
        sum += ((truePositives - before) * truePositives) / (truePositives + falsePositives);
      }
      before = truePositives;
    },
    weights,
  );
  return sum / before;
}
