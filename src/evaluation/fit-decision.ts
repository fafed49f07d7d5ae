import { applyPlatt, LABELS, type Label, type LabelMap, labelMap, type PlattScaling } from '#base';
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

/** Scores of one study under a rule; the caller passes triage's own aggregation, so that there is no second one. */
export type ScoreStudy = (
  slices: readonly { readonly position: number; readonly probabilities: LabelMap<number> }[],
  rule: StudyRuleShape,
) => LabelMap<number>;

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

/** The rules tried. Smoothing of .2, .6, .2 is what RSNA's solutions used. */
const RULES: readonly StudyRuleShape[] = [1, 2, 3, 5].flatMap((k) =>
  (
    [
      [0, 1, 0],
      [0.2, 0.6, 0.2],
      [0.25, 0.5, 0.25],
    ] as const
  ).map((smoothing) => ({ k, smoothing })),
);

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

/**
 * `any` decides whether a study is flagged, so its points weigh sensitivity against specificity. A type names what was
 * found, and one type over its threshold flags the study too: five points chosen for sensitivity would together flag
 * nearly all of them. Types are therefore bound by specificity.
 */
const thresholdsOf = (cases: readonly Scored[]) =>
  fitLabels(cases, (scores, truth, label) => {
    const ranked = rankScores(scores, truth);
    return label === 'any' ? chooseThresholds(ranked) : specificityThresholds(ranked);
  });

function fitStudy(
  studies: ReadonlyMap<string, readonly FitSlice[]>,
  calibration: LabelMap<PlattScaling>,
  score: ScoreStudy,
): DecisionFit['study'] {
  const inputs = [...studies.values()].map((slices) => ({
    truth: labelMap((label) => slices.some(({ truth }) => truth[label])),
    slices: slices.map(({ position, raw }) => ({
      position,
      probabilities: calibrated(raw, calibration),
    })),
  }));
  const scoredBy = (rule: StudyRuleShape): readonly Scored[] =>
    inputs.map(({ truth, slices }) => ({ truth, scores: score(slices, rule) }));
  const ranked = RULES.map((rule) => {
    const cases = scoredBy(rule);
    const areas = fitLabels(cases, (scores, truth) => auc(rankScores(scores, truth)));
    return { rule, cases, area: areas.any };
  });
  // Ties go to the first: the fewest slices and the least smoothing.
  const best = ranked.reduce((a, b) => (b.area > a.area + 1e-9 ? b : a));
  const fits = fitLabels(best.cases, fitPlatt);
  const final = best.cases.map(({ truth, scores }) => ({
    truth,
    scores: calibrated(scores, fits),
  }));
  return {
    kind: 'top-k-mean',
    ...best.rule,
    calibration: fits,
    operatingPoints: thresholdsOf(final),
  };
}

/** Fits per-label Platt scaling, operating points, and the study rule with its own scaling and points. */
export function fitDecision(slices: readonly FitSlice[], score: ScoreStudy): DecisionFit {
  const raw = slices.map(({ truth, raw: scores }) => ({ truth, scores }));
  const calibration = fitLabels(raw, fitPlatt);
  const final = raw.map(({ truth, scores }) => ({
    truth,
    scores: calibrated(scores, calibration),
  }));
  return {
    calibration,
    operatingPoints: thresholdsOf(final),
    study: fitStudy(byStudy(slices), calibration, score),
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
