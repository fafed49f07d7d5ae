import type { RankedScores } from './ranked-scores.ts';
import { rocCurve } from './roc.ts';

/** Thresholds on a probability, rising. */
export interface Thresholds {
  readonly highSensitivity: number;
  readonly balanced: number;
  readonly highSpecificity: number;
}

/** What the outer two points must reach. */
export interface ThresholdGoals {
  readonly sensitivity: number;
  readonly specificity: number;
}

/**
 * Three operating points: the highest threshold whose sensitivity reaches the goal, the one of the greatest Youden index
 * (sensitivity + specificity - 1), and the lowest whose specificity reaches the goal. Each lies midway between two
 * observed scores, and they are put in rising order. Without both classes: .3, .5, .7.
 */
export function chooseThresholds(
  ranked: RankedScores,
  goals: ThresholdGoals = { sensitivity: 0.95, specificity: 0.95 },
): Thresholds {
  const curve = rocCurve(ranked).slice(1);
  if (curve.length === 0) return { highSensitivity: 0.3, balanced: 0.5, highSpecificity: 0.7 };
  const between = (index: number) => {
    const here = curve[index]?.threshold ?? 1;
    const below = curve[index + 1]?.threshold ?? 0;
    return (here + below) / 2;
  };
  const sensitive = curve.findIndex(({ sensitivity }) => sensitivity >= goals.sensitivity);
  const specific = curve.findLastIndex(({ specificity }) => specificity >= goals.specificity);
  const youden = curve.reduce((best, point, index) => {
    const of = (p: typeof point | undefined) => (p?.sensitivity ?? 0) + (p?.specificity ?? 0);
    return of(point) > of(curve[best]) ? index : best;
  }, 0);
  // Over the highest score where even that has too many false positives.
  const highest = ((curve[0]?.threshold ?? 1) + 1) / 2;
  const points = [
    between(sensitive),
    between(youden),
    specific < 0 ? highest : between(specific),
  ].sort((a, b) => a - b);
  const [highSensitivity = 0.3, balanced = 0.5, highSpecificity = 0.7] = points;
  return { highSensitivity, balanced, highSpecificity };
}
