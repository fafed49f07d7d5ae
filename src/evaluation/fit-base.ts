import {
  type AnyLift,
  AppError,
  calibrated,
  type Label,
  type LabelMap,
  labelMap,
  type PlattScaling,
} from '#base';
import { fitPlatt } from './fit-platt.ts';
import { rankScores } from './ranked-scores.ts';
import { auc } from './roc.ts';

/** How slices become a study: smoothing over neighbors, then the mean of the k highest. */
export interface StudyRuleShape {
  readonly k: number;
  readonly smoothing: readonly [number, number, number];
}

/** A labeled slice with its raw out-of-fold probabilities. */
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

/**
 * Judges one study under a rule, without raising `any`; the caller passes triage's own aggregation, so that there is no second
 * one.
 */
export type JudgeStudy = (
  slices: readonly { readonly position: number; readonly probabilities: LabelMap<number> }[],
  rule: StudyRuleShape,
) => JudgedStudy;

/** Ways to mix a slice with its neighbors. .2, .6, .2 is what RSNA's solutions used. */
const SMOOTHINGS: readonly StudyRuleShape['smoothing'][] = [
  [0, 1, 0],
  [0.2, 0.6, 0.2],
  [0.25, 0.5, 0.25],
  [0.3, 0.4, 0.3],
];
/** How many of the highest slices make a study's score. */
const TOPS = [1, 2, 3, 5];

/** Truth and scores of a slice or a study. */
export interface Scored {
  readonly truth: LabelMap<boolean>;
  readonly scores: LabelMap<number>;
}

/** An estimate for each label from all cases' scores and truths. */
export const fitLabels = <T>(
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

/** Slices and studies as a rule judges them. */
export interface Candidate {
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

/** How {@link FitBase.judged} is to judge. */
export interface JudgedBy {
  readonly rule: StudyRuleShape;
  /** Whether types raise the slices' `any`; a study's is not raised here. */
  readonly lift: AnyLift;
  readonly named: LabelMap<boolean>;
}

/** What is fitted before it is known whether types raise `any`: nothing here depends on it. */
export interface FitBase {
  readonly calibration: LabelMap<PlattScaling>;
  readonly rule: StudyRuleShape;
  readonly named: LabelMap<boolean>;
  readonly judged: (by: JudgedBy) => Candidate;
}

/** The lowest thresholds as far as they matter to `any`: 1 for what is never flagged. */
export const lowestPoints = (named: LabelMap<boolean>) =>
  labelMap((label) => ({ highSensitivity: named[label] ? 0 : 1 }));

/**
 * Platt scaling of slices; how slices are mixed with their neighbors (the best slice AUC of `any`); how many of the highest make a
 * study (the best study AUC); which types may be named. `any` is judged by its own number here.
 */
export function fitBase(given: readonly FitSlice[], judge: JudgeStudy): FitBase {
  const calibration = fitLabels(
    given.map(({ truth, raw }) => ({ truth, scores: raw })),
    (scores, truth) => fitPlatt(scores, truth),
  );
  const studies = [...byStudy(given).values()];
  const judged = ({ rule, lift, named }: JudgedBy): Candidate => {
    const ofSlices = { calibration, operatingPoints: lowestPoints(named), anyLift: lift };
    const judgments = studies.map((study) => ({
      study,
      judgment: judge(
        study.map(({ position, raw }) => ({
          position,
          probabilities: calibrated(raw, ofSlices),
        })),
        rule,
      ),
    }));
    return {
      rule,
      slices: judgments.flatMap(({ study, judgment }) =>
        study.flatMap(({ truth }, place) => {
          const scores = judgment.slices[place];
          return scores === undefined ? [] : [{ truth, scores }];
        }),
      ),
      studies: judgments.map(({ study, judgment }) => ({
        truth: labelMap((label) => study.some(({ truth }) => truth[label])),
        scores: judgment.study,
      })),
    };
  };
  const alone = { lift: 'none', named: labelMap(() => false) } as const;
  const mixed = bestOf(
    SMOOTHINGS.map((smoothing) => judged({ ...alone, rule: { k: 1, smoothing } })),
    (c) => c.slices,
  );
  const { smoothing } = mixed.rule;
  const best = bestOf(
    TOPS.map((k) => judged({ ...alone, rule: { k, smoothing } })),
    (c) => c.studies,
  );
  return { calibration, rule: best.rule, named: nameable(best), judged };
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
