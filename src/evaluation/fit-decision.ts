import {
  AppError,
  applyPlatt,
  LABELS,
  type Label,
  type LabelMap,
  labelMap,
  type PlattScaling,
} from '#base';
import { chooseThresholds, specificityThresholds, type Thresholds } from './choose-thresholds.ts';
import { fitPlatt } from './fit-platt.ts';
import { rankScores } from './ranked-scores.ts';
import { auc } from './roc.ts';

/** How slices become a study: smoothing over neighbors, then the mean of the k highest. */
export interface StudyRuleShape {
  readonly k: number;
  readonly smoothing: readonly [number, number, number];
}

/** A labelled slice with its raw out-of-fold probabilities. */
export interface FitSlice {
  readonly study: string;
  /** Order within the study. */
  readonly position: number;
  readonly truth: LabelMap<boolean>;
  readonly raw: LabelMap<number>;
}

/** A study's slices in their order and what becomes of them under a rule. */
export interface JudgedStudy {
  /** Each slice mixed with its neighbors, in the order given. */
  readonly slices: readonly LabelMap<number>[];
  readonly study: LabelMap<number>;
}

/** Judges one study under a rule; the caller passes triage's own aggregation, so that there is no second one. */
export type JudgeStudy = (
  slices: readonly { readonly position: number; readonly probabilities: LabelMap<number> }[],
  rule: StudyRuleShape,
) => JudgedStudy;

/** Everything that is fitted out of fold and stored in a model's manifest. */
export interface DecisionFit {
  readonly calibration: LabelMap<PlattScaling>;
  readonly operatingPoints: LabelMap<Thresholds>;
  readonly study: StudyRuleShape & {
    readonly kind: 'top-k-mean';
    readonly calibration: LabelMap<PlattScaling>;
    readonly operatingPoints: LabelMap<Thresholds>;
  };
}

/** Ways to mix a slice with its neighbors. .2, .6, .2 is what RSNA's solutions used. */
const SMOOTHINGS: readonly StudyRuleShape['smoothing'][] = [
  [0, 1, 0],
  [0.2, 0.6, 0.2],
  [0.25, 0.5, 0.25],
  [0.3, 0.4, 0.3],
];
/** How many of the highest slices make a study's score. */
const TOPS = [1, 2, 3, 5];

/** Calibrated, and `any` raised to the highest type, as the app does it. */
function calibrated(raw: LabelMap<number>, fits: LabelMap<PlattScaling>): LabelMap<number> {
  const p = labelMap((label) => applyPlatt(raw[label], fits[label]));
  return { ...p, any: Math.max(...LABELS.map((label) => p[label])) };
}

interface Scored {
  readonly truth: LabelMap<boolean>;
  readonly scores: LabelMap<number>;
}

const fitLabels = <T>(
  cases: readonly Scored[],
  estimate: (scores: readonly number[], truth: readonly boolean[], label: Label) => T,
): LabelMap<T> =>
  labelMap((label) =>
    estimate(
      cases.map(({ scores }) => scores[label]),
      cases.map(({ truth }) => truth[label]),
      label,
    ),
  );

/** The least out-of-fold AUC, of its slices and of its studies, with which a type is named. */
const LEAST_AUC_TO_NAME = 0.75;
/** No probability reaches 1: a type with these thresholds is shown, but never flagged. */
const NEVER: Thresholds = { highSensitivity: 1, balanced: 1, highSpecificity: 1 };

const areas = (cases: readonly Scored[]): LabelMap<number> =>
  fitLabels(cases, (scores, truth) => auc(rankScores(scores, truth)));

/** Which labels may be flagged: `any`, and the types that are told well enough on slices and on studies. */
function nameable({ slices, studies }: Candidate): LabelMap<boolean> {
  const [ofSlices, ofStudies] = [areas(slices), areas(studies)];
  // NaN, where a class is missing, forbids nothing: there is nothing known against the type.
  return labelMap(
    (label) =>
      label === 'any' ||
      !(ofSlices[label] < LEAST_AUC_TO_NAME || ofStudies[label] < LEAST_AUC_TO_NAME),
  );
}

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

interface Candidate {
  readonly rule: StudyRuleShape;
  readonly slices: readonly Scored[];
  readonly studies: readonly Scored[];
}

/** The first of the candidates whose cases' `any` has the largest area: ties go to the least smoothing, the fewest slices. */
function bestOf(
  candidates: readonly Candidate[],
  cases: (candidate: Candidate) => readonly Scored[],
): Candidate {
  const areas = candidates.map((candidate) => {
    const scored = cases(candidate);
    const ranked = rankScores(
      scored.map(({ scores }) => scores.any),
      scored.map(({ truth }) => truth.any),
    );
    return auc(ranked);
  });
  const most = Math.max(...areas.filter((area) => !Number.isNaN(area)));
  const best =
    candidates[
      Math.max(
        0,
        areas.findIndex((area) => area > most - 1e-9),
      )
    ];
  if (best === undefined) throw new AppError('no-candidate', 'There is no rule to choose from.');
  return best;
}

/**
 * Fits on out-of-fold predictions: per-label Platt scaling; how slices are mixed with their neighbors (the best slice AUC of
 * `any`); how many of the highest make a study (the best study AUC); operating points of slices and of studies.
 */
export function fitDecision(slices: readonly FitSlice[], judge: JudgeStudy): DecisionFit {
  const calibration = fitLabels(
    slices.map(({ truth, raw }) => ({ truth, scores: raw })),
    fitPlatt,
  );
  const inputs = [...byStudy(slices).values()].map((study) => ({
    truths: study.map(({ truth }) => truth),
    placed: study.map(({ position, raw }) => ({
      position,
      probabilities: calibrated(raw, calibration),
    })),
  }));
  const candidate = (rule: StudyRuleShape): Candidate => {
    const judged = inputs.map(({ placed, truths }) => ({ truths, judgement: judge(placed, rule) }));
    return {
      rule,
      slices: judged.flatMap(({ truths, judgement }) =>
        judgement.slices.flatMap((scores, place) => {
          const truth = truths[place];
          return truth === undefined ? [] : [{ truth, scores }];
        }),
      ),
      studies: judged.map(({ truths, judgement }) => ({
        truth: labelMap((label) => truths.some((truth) => truth[label])),
        scores: judgement.study,
      })),
    };
  };
  const mixed = bestOf(
    SMOOTHINGS.map((smoothing) => candidate({ k: 1, smoothing })),
    (c) => c.slices,
  );
  const { smoothing } = mixed.rule;
  const best = bestOf(
    TOPS.map((k) => candidate({ k, smoothing })),
    (c) => c.studies,
  );
  const named = nameable(best);
  const fits = fitLabels(best.studies, fitPlatt);
  const final = best.studies.map(({ truth, scores }) => ({
    truth,
    scores: calibrated(scores, fits),
  }));
  return {
    calibration,
    operatingPoints: thresholdsOf(best.slices, named),
    study: {
      kind: 'top-k-mean',
      ...best.rule,
      calibration: fits,
      operatingPoints: thresholdsOf(final, named),
    },
  };
}

function byStudy(slices: readonly FitSlice[]): ReadonlyMap<string, readonly FitSlice[]> {
  const studies = new Map<string, FitSlice[]>();
  for (const slice of slices) {
    const group = studies.get(slice.study);
    if (group === undefined) studies.set(slice.study, [slice]);
    else group.push(slice);
  }
  return studies;
}
