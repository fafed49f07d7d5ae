import {
  type AnyLift,
  calibrated,
  DEFAULT_ANY_LIFT,
  type LabelMap,
  type PlattScaling,
  plattScaled,
} from '#base';
import { chooseThresholds, specificityThresholds, type Thresholds } from './choose-thresholds.ts';
import {
  type FitBase,
  type FitSlice,
  fitBase,
  fitLabels,
  type JudgeStudy,
  lowestPoints,
  type Scored,
  type StudyRuleShape,
} from './fit-base.ts';
import { fitPlatt, pooledSlope } from './fit-platt.ts';
import { rankScores } from './ranked-scores.ts';

/** Whether types raise `any`: of slices, and of studies. */
export interface LiftChoice {
  readonly slices: AnyLift;
  readonly studies: AnyLift;
}

/** Everything that is fitted out of fold and stored in a model's manifest. */
export interface DecisionFit {
  readonly calibration: LabelMap<PlattScaling>;
  readonly operatingPoints: LabelMap<Thresholds>;
  readonly anyLift: AnyLift;
  readonly study: StudyRuleShape & {
    readonly kind: 'top-k-mean';
    readonly sliceCalibration?: LabelMap<PlattScaling>;
    readonly calibration: LabelMap<PlattScaling>;
    readonly operatingPoints: LabelMap<Thresholds>;
    readonly anyLift: AnyLift;
  };
}

/**
 * A label's slope over studies is taken to be within about a quarter of the slope that fits all labels together: of 82 patients, 4
 * to 7 have a rare type, and their own slope by itself can be three times too steep. 36 positive patients outweigh it.
 */
const SLOPE_SPREAD = 0.25;

/** No probability reaches 1: a type with these thresholds is shown, but never flagged. */
const NEVER: Thresholds = { highSensitivity: 1, balanced: 1, highSpecificity: 1 };

/**
 * `any` decides whether a study is flagged, so its points weigh sensitivity against specificity. A type names what was
 * found, and one type over its threshold flags the study too: five points chosen for sensitivity would together flag
 * nearly all of them. Types are therefore bound by specificity, and one that can't be told is not flagged at all.
 */
const thresholdsOf = (cases: readonly Scored[], named: LabelMap<boolean>) =>
  fitLabels(cases, (scores, truth, label) => {
    if (!named[label]) return NEVER;
    const ranked = rankScores(scores, truth);
    return label === 'any' ? chooseThresholds(ranked) : specificityThresholds(ranked);
  });

/** Studies' Platt scaling: each label's own slope, held near the slope of all. */
function fitStudies(studies: readonly Scored[]): LabelMap<PlattScaling> {
  const mean = pooledSlope(
    Object.values(fitLabels(studies, (probabilities, truth) => ({ probabilities, truth }))),
  );
  const prior = { mean, standardDeviation: SLOPE_SPREAD * mean };
  return fitLabels(studies, (scores, truth) => fitPlatt(scores, truth, prior));
}

/**
 * Scaling of slices as mixed with their neighbors: a mean of three probabilities is pulled to the middle, so that it no longer means what each
 * of them did (ct-ich out of fold, cross-fitted: ECE of `any` .031 as mixed, .009 in its own scaling). None where types raise
 * `any`: each in a scale of its own, they might stand above it again.
 */
function fitMixed(slices: readonly Scored[], lift: AnyLift): LabelMap<PlattScaling> | null {
  return lift === 'none' ? fitLabels(slices, (scores, truth) => fitPlatt(scores, truth)) : null;
}

/** The rest of {@link fitDecision}: scaling of studies and operating points, with `any` raised as `lift` says. */
export function finishFit(base: FitBase, lift: LiftChoice): DecisionFit {
  const { calibration, rule, named } = base;
  const { slices, studies } = base.judged({ rule, lift: lift.slices, named });
  const fits = fitStudies(studies);
  const ofStudies = {
    calibration: fits,
    operatingPoints: lowestPoints(named),
    anyLift: lift.studies,
  };
  const ofMixed = fitMixed(slices, lift.slices);
  const shown =
    ofMixed === null
      ? slices
      : slices.map(({ truth, scores }) => ({
          truth,
          scores: plattScaled(scores, ofMixed),
        }));
  const final = studies.map(({ truth, scores }) => ({
    truth,
    scores: calibrated(scores, ofStudies),
  }));
  return {
    calibration,
    operatingPoints: thresholdsOf(shown, named),
    anyLift: lift.slices,
    study: {
      kind: 'top-k-mean',
      ...rule,
      ...(ofMixed === null ? {} : { sliceCalibration: ofMixed }),
      calibration: fits,
      operatingPoints: thresholdsOf(final, named),
      anyLift: lift.studies,
    },
  };
}

/**
 * Fits on out-of-fold predictions all that a model's manifest holds of decisions. Whether types raise `any` is given:
 * `chooseAnyLift` decides it by evidence.
 */
export function fitDecision(
  slices: readonly FitSlice[],
  judge: JudgeStudy,
  lift: LiftChoice = { slices: DEFAULT_ANY_LIFT, studies: DEFAULT_ANY_LIFT },
): DecisionFit {
  return finishFit(fitBase(slices, judge), lift);
}
