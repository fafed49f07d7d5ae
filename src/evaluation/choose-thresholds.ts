import type { RankedScores } from './ranked-scores.ts';
import { rocCurve } from './roc.ts';

/** Thresholds on a probability, rising. */
export interface Thresholds {
  readonly highSensitivity: number;
  readonly balanced: number;
  readonly highSpecificity: number;
}

/** The points in rising order of their thresholds. */
export const OPERATING_POINTS = ['highSensitivity', 'balanced', 'highSpecificity'] as const;

/** What people call them. */
export const POINT_NAMES = {
  highSensitivity: 'high sensitivity',
  balanced: 'balanced',
  highSpecificity: 'high specificity',
} as const satisfies Readonly<Record<keyof Thresholds, string>>;

/** What the outer two points must reach. */
export interface ThresholdGoals {
  readonly sensitivity: number;
  readonly specificity: number;
}

type Curve = ReturnType<typeof rocCurve>;

/** Midway between a point's score and the next lower one. */
function between(curve: Curve, index: number): number {
  const here = curve[index]?.threshold ?? 1;
  const below = curve[index + 1]?.threshold ?? 0;
  return (here + below) / 2;
}

/** The lowest threshold with this specificity; over the highest score where even that has too many false positives. */
function atSpecificity(curve: Curve, goal: number): number {
  const index = curve.findLastIndex(({ specificity }) => specificity >= goal);
  return index < 0 ? ((curve[0]?.threshold ?? 1) + 1) / 2 : between(curve, index);
}

function rising(points: readonly number[]): Thresholds {
  const [highSensitivity = 0.3, balanced = 0.5, highSpecificity = 0.7] = [...points].sort(
    (a, b) => a - b,
  );
  return { highSensitivity, balanced, highSpecificity };
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
  const index = (point: Curve[number] | undefined) =>
    (point?.sensitivity ?? 0) + (point?.specificity ?? 0);
  const youden = curve.reduce(
    (best, point, at) => (index(point) > index(curve[best]) ? at : best),
    0,
  );
  const sensitive = curve.findIndex(({ sensitivity }) => sensitivity >= goals.sensitivity);
  return curve.length === 0
    ? rising([])
    : rising([
        between(curve, sensitive),
        between(curve, youden),
        atSpecificity(curve, goals.specificity),
      ]);
}

/** Operating points that bound the false positives alone: specificity .90, .97 and .99. */
export function specificityThresholds(ranked: RankedScores): Thresholds {
  const curve = rocCurve(ranked).slice(1);
  return curve.length === 0
    ? rising([])
    : rising([0.9, 0.97, 0.99].map((goal) => atSpecificity(curve, goal)));
}
