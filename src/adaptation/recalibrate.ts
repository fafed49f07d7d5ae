import { applyPlatt, type PlattScaling } from '#base';
import {
  bootstrapRange,
  expectedCalibrationError,
  type ReliabilityBin,
  reliabilityBins,
} from '#evaluation';
import { dealtFolds } from './deal.ts';
import { fitNear } from './fit-near.ts';
import { classesOf, type SiteCase } from './site-case.ts';

/** A 95 % interval. */
export type Range = readonly [low: number, high: number];

/** How well probabilities are borne out. */
export interface CalibrationFigures {
  /** Mean negative log likelihood. */
  readonly logLoss: number;
  /** Mean squared difference of probability and truth. */
  readonly brier: number;
  /** Expected calibration error over ten bins. */
  readonly ece: number;
}

/** A site's own calibration, beside the package's, and whether it is worth having. */
export interface Recalibration {
  /** Whether it is proposed. */
  readonly changes: boolean;
  /** Why, or why not, in a sentence. */
  readonly reason: string;
  /** What it would be: of the package's calibrated probability. */
  readonly scaling: PlattScaling;
  /** Bootstrap by patients; null where too few rounds gave a number. */
  readonly intervals: { readonly a: Range | null; readonly b: Range | null };
  readonly before: CalibrationFigures;
  /** Each study under a scaling that was fitted without its patient. */
  readonly afterHeldOut: CalibrationFigures;
  /** What was foreseen against what was so, in fifths: as it is, and held out. */
  readonly reliability: {
    readonly before: readonly ReliabilityBin[];
    readonly afterHeldOut: readonly ReliabilityBin[];
  };
  /** How much less log loss a study has, held out; its interval decides. */
  readonly gain: { readonly value: number; readonly interval: Range | null };
}

/** Seed and rounds of what is drawn by chance. */
export interface Chance {
  readonly seed: number;
  readonly rounds: number;
}

/** With fewer studies of a class its side of the scale is the prior's. */
const LEAST_OF_A_CLASS = 5;
const FOLDS = 10;
/** A few dozen studies fill no more. */
const BINS = 5;
/** One miss must not weigh as much as all others. */
const EDGE = 1e-4;

const lossOf = (p: number, bleeding: boolean): number => {
  const inside = Math.min(1 - EDGE, Math.max(EDGE, p));
  return -Math.log(bleeding ? inside : 1 - inside);
};

/** Figures of probabilities, in the order of the cases. */
function calibrationFigures(
  cases: readonly SiteCase[],
  probabilities: readonly number[],
): CalibrationFigures {
  const truth = cases.map(({ bleeding }) => bleeding);
  const mean = (of: (p: number, bleeding: boolean) => number) =>
    probabilities.reduce((sum, p, row) => sum + of(p, truth[row] === true), 0) / cases.length;
  return {
    logLoss: mean(lossOf),
    brier: mean((p, bleeding) => (p - Number(bleeding)) ** 2),
    ece: expectedCalibrationError(reliabilityBins(probabilities, truth)),
  };
}

/** Each case under a scaling that was fitted on the other folds. */
function heldOut(cases: readonly SiteCase[], seed: number): readonly number[] {
  const folds = dealtFolds(cases, FOLDS, seed);
  const scalings = Array.from({ length: FOLDS }, (_, fold) =>
    fitNear(observed(cases.filter((__, row) => folds[row] !== fold))),
  );
  return cases.map(({ probability }, row) =>
    applyPlatt(probability, scalings[folds[row] ?? 0] ?? { a: 1, b: 0 }),
  );
}

const observed = (cases: readonly SiteCase[]) => ({
  probabilities: cases.map(({ probability }) => probability),
  truth: cases.map(({ bleeding }) => bleeding),
});

/**
 * The site's own calibration, held near the package's (`fitNear`). It is proposed only where studies that it was not fitted on are told
 * better by it than by the package, and the bootstrap interval of that gain excludes none.
 */
export function recalibrate(cases: readonly SiteCase[], chance: Chance): Recalibration {
  const all = observed(cases);
  const scaling = fitNear(all);
  const patients = cases.map(({ patient }) => patient);
  const range = (statistic: (weights: Float64Array) => number): Range | null =>
    bootstrapRange(patients, statistic, chance);
  const after = heldOut(cases, chance.seed);
  const gains = cases.map(
    ({ probability, bleeding }, row) =>
      lossOf(probability, bleeding) - lossOf(after[row] ?? probability, bleeding),
  );
  const meanGain = (weights: ArrayLike<number>) => {
    const total = gains.reduce((sum, _, row) => sum + (weights[row] ?? 0), 0);
    return gains.reduce((sum, gain, row) => sum + (weights[row] ?? 0) * gain, 0) / total;
  };
  const gain = { value: meanGain(cases.map(() => 1)), interval: range(meanGain) };
  const { positives, negatives } = classesOf(cases);
  const least = Math.min(positives, negatives);
  const changes = least >= LEAST_OF_A_CLASS && gain.interval !== null && gain.interval[0] > 0;
  return {
    changes,
    reason: reasonOf(changes, least, gain.value),
    scaling,
    intervals: {
      a: range((weights) => fitNear({ ...all, weights }).a),
      b: range((weights) => fitNear({ ...all, weights }).b),
    },
    before: calibrationFigures(cases, all.probabilities),
    afterHeldOut: calibrationFigures(cases, after),
    reliability: {
      before: reliabilityBins(all.probabilities, all.truth, BINS),
      afterHeldOut: reliabilityBins(after, all.truth, BINS),
    },
    gain,
  };
}

function reasonOf(changes: boolean, least: number, gain: number): string {
  if (changes) return 'studies that it was not fitted on are told better by it';
  if (least < LEAST_OF_A_CLASS) {
    return `${least} studies of a class are too few: at least ${LEAST_OF_A_CLASS} with hemorrhage and as many without are needed`;
  }
  return gain > 0
    ? 'what it gains on studies that it was not fitted on may be chance: the package’s calibration stands'
    : 'studies that it was not fitted on are not told better by it: the package’s calibration stands';
}
