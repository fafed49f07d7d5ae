import { wilsonInterval } from '#base';
import {
  bootstrapRange,
  chooseThresholds,
  OPERATING_POINTS,
  rankScores,
  type ThresholdGoals,
  type Thresholds,
} from '#evaluation';
import { dealtFolds } from './deal.ts';
import type { Chance, Range } from './recalibrate.ts';
import { classesOf, type SiteCase } from './site-case.ts';

/** A part that was counted, with Wilson's interval. */
export interface CountedPart {
  readonly part: number;
  readonly n: number;
  readonly value: number;
  readonly interval: Range;
}

/** What a threshold does on the site's studies. */
export interface AtThreshold {
  /** On the package's calibrated probability. */
  readonly threshold: number;
  readonly sensitivity: CountedPart;
  readonly specificity: CountedPart;
}

/** An operating point as it is and as it would be. */
export interface PointProposal {
  readonly changes: boolean;
  readonly reason: string;
  readonly before: AtThreshold;
  /**
   * The threshold that all studies choose. Its sensitivity and specificity are those of studies that were held out while the threshold was
   * chosen: on the studies that chose it they would flatter.
   */
  readonly chosen: AtThreshold;
}

/** The three operating points. */
export type ThresholdProposal = Readonly<Record<keyof Thresholds, PointProposal>>;

/** With fewer of a class one study moves a rate by more than five in a hundred. */
const LEAST_FOR_A_THRESHOLD = 20;
/** What the outer points are chosen for, in packages and here. */
const GOALS: ThresholdGoals = { sensitivity: 0.95, specificity: 0.95 };
const FOLDS = 5;
type Point = keyof Thresholds;

/** A part of `n`, which is not 0. */
export const counted = (part: number, n: number): CountedPart => ({
  part,
  n,
  value: part / n,
  interval: wilsonInterval(part, n) ?? [0, 1],
});

/** Which cases are flagged, counted against what they are. */
function figuresOf(
  cases: readonly SiteCase[],
  threshold: number,
  flagged: readonly boolean[],
): AtThreshold {
  const { positives, negatives } = classesOf(cases);
  const hits = cases.filter(({ bleeding }, row) => bleeding && flagged[row] === true).length;
  const alarms = cases.filter(({ bleeding }, row) => !bleeding && flagged[row] === true).length;
  return {
    threshold,
    sensitivity: counted(hits, positives),
    specificity: counted(negatives - alarms, negatives),
  };
}

const chosenOn = (cases: readonly SiteCase[]): Thresholds =>
  chooseThresholds(
    rankScores(
      cases.map(({ probability }) => probability),
      cases.map(({ bleeding }) => bleeding),
    ),
    GOALS,
  );

/**
 * Proposes the site's own operating points. A point moves only where both classes have {@link LEAST_FOR_A_THRESHOLD} studies and the present
 * threshold is shown to be off: an outer one whose interval excludes its goal while a held-out choice comes nearer to it, the balanced one
 * where the interval of what is gained of Youden's index, held out, excludes none. Points stay in rising order.
 */
export function proposeThresholds(
  cases: readonly SiteCase[],
  present: Thresholds,
  chance: Chance,
): ThresholdProposal {
  const chosen = chosenOn(cases);
  const folds = dealtFolds(cases, FOLDS, chance.seed);
  const byFold = Array.from({ length: FOLDS }, (_, fold) =>
    chosenOn(cases.filter((__, row) => folds[row] !== fold)),
  );
  const of = (point: Point): PointProposal => {
    const flaggedNow = cases.map(({ probability }) => probability >= present[point]);
    const flaggedThen = cases.map(
      ({ probability }, row) => probability >= (byFold[folds[row] ?? 0]?.[point] ?? 1),
    );
    const before = figuresOf(cases, present[point], flaggedNow);
    const after = figuresOf(cases, chosen[point], flaggedThen);
    const verdict = verdictOn(point, { cases, before, after, flaggedNow, flaggedThen, chance });
    return { ...verdict, before, chosen: after };
  };
  return inOrder(present, chosen, {
    highSensitivity: of('highSensitivity'),
    balanced: of('balanced'),
    highSpecificity: of('highSpecificity'),
  });
}

interface Compared {
  readonly cases: readonly SiteCase[];
  readonly before: AtThreshold;
  readonly after: AtThreshold;
  readonly flaggedNow: readonly boolean[];
  readonly flaggedThen: readonly boolean[];
  readonly chance: Chance;
}

function verdictOn(point: Point, compared: Compared): Pick<PointProposal, 'changes' | 'reason'> {
  const { positives, negatives } = classesOf(compared.cases);
  if (Math.min(positives, negatives) < LEAST_FOR_A_THRESHOLD) {
    const reason = `${positives} studies with hemorrhage and ${negatives} without are too few: at least ${LEAST_FOR_A_THRESHOLD} of each are needed`;
    return { changes: false, reason };
  }
  if (point === 'balanced') return youdenVerdict(compared);
  const figure = point === 'highSensitivity' ? 'sensitivity' : 'specificity';
  const goal = GOALS[figure];
  const { value, interval } = compared.before[figure];
  const percent = `${Math.round(100 * goal)} %`;
  if (interval[0] <= goal && goal <= interval[1]) {
    const reason = `its ${figure} is what it was chosen for (${percent}), as far as these studies tell`;
    return { changes: false, reason };
  }
  const off = (each: number) => Math.abs(each - goal);
  return off(compared.after[figure].value) < off(value)
    ? { changes: true, reason: `its ${figure} is shown to be off ${percent}` }
    : {
        changes: false,
        reason: `its ${figure} is off ${percent}, but a threshold of these studies comes no nearer on others`,
      };
}

function youdenVerdict({ cases, flaggedNow, flaggedThen, chance }: Compared) {
  const gain = (weights: ArrayLike<number>) => {
    const sums = { hit: 0, bleeding: 0, cleared: 0, clean: 0 };
    cases.forEach(({ bleeding }, row) => {
      const weight = weights[row] ?? 0;
      const change = Number(flaggedThen[row]) - Number(flaggedNow[row]);
      sums[bleeding ? 'bleeding' : 'clean'] += weight;
      sums[bleeding ? 'hit' : 'cleared'] += weight * (bleeding ? change : -change);
    });
    return sums.hit / sums.bleeding + sums.cleared / sums.clean;
  };
  const patients = cases.map(({ patient }) => patient);
  const interval = bootstrapRange(patients, gain, chance);
  return interval !== null && interval[0] > 0
    ? { changes: true, reason: 'sensitivity and specificity together gain on studies held out' }
    : { changes: false, reason: 'what another threshold gains on studies held out may be chance' };
}

/** A change that would cross a neighbor is not proposed. */
function inOrder(
  present: Thresholds,
  chosen: Thresholds,
  proposal: ThresholdProposal,
): ThresholdProposal {
  const next: Record<Point, PointProposal> = { ...proposal };
  for (const _ of OPERATING_POINTS) {
    const value = (point: Point) => (next[point].changes ? chosen[point] : present[point]);
    const crossing = OPERATING_POINTS.find((point, at) => {
      const [below, above] = [OPERATING_POINTS[at - 1], OPERATING_POINTS[at + 1]];
      const isOver = above !== undefined && value(point) > value(above);
      const isUnder = below !== undefined && value(point) < value(below);
      return next[point].changes && (isOver || isUnder);
    });
    if (crossing === undefined) break;
    const reason = 'it would cross the point beside it';
    next[crossing] = { ...next[crossing], changes: false, reason };
  }
  return next;
}
