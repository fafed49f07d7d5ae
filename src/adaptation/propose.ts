import { AppError, applyPlatt } from '#base';
import { OPERATING_POINTS, type Thresholds } from '#evaluation';
import { type Alertness, type DriftWatch, type Watched, watchDrift } from './drift.ts';
import { prevalenceEstimate } from './prevalence.ts';
import {
  type CountedPart,
  counted,
  proposeThresholds,
  type ThresholdProposal,
} from './propose-thresholds.ts';
import { type Chance, type Range, type Recalibration, recalibrate } from './recalibrate.ts';
import type { SiteCalibration } from './site-calibration.ts';
import { classesOf, type SiteCase, usableCases } from './site-case.ts';

/** The package whose numbers are adapted. */
export interface AdaptedModel {
  readonly id: string;
  readonly hash: string;
  /** Its study thresholds of `any`. */
  readonly thresholds: Thresholds;
  /** The part of bleeding studies where its calibration was fitted, 0..1; null where it does not say. */
  readonly prevalence: number | null;
}

/** What of a package's manifest a proposal is about. */
export interface AdaptableManifest {
  readonly id: string;
  readonly study: {
    readonly operatingPoints: { readonly any: Thresholds };
    readonly measured?:
      | {
          readonly any: { readonly balanced: { readonly n: number; readonly positives: number } };
        }
      | undefined;
  };
}

/** A package as a proposal takes it. */
export function adaptedModel({ id, study }: AdaptableManifest, hash: string): AdaptedModel {
  const { n, positives } = study.measured?.any.balanced ?? { n: 0, positives: 0 };
  return {
    id,
    hash,
    thresholds: study.operatingPoints.any,
    prevalence: positives > 0 && positives < n ? positives / n : null,
  };
}

/** What a site's studies say, and what they are held against. */
export interface SiteEvidence {
  readonly cases: readonly SiteCase[];
  /** In the order in which studies came; those without a verdict, too. */
  readonly watched: Watched;
  /** null: nothing to hold the site's distributions against. */
  readonly reference: Watched | null;
  /** When the first and the last study with a verdict came; null: not known. */
  readonly days: readonly [first: string, last: string] | null;
}

/** How a proposal is made. The same evidence and options give the same proposal. */
export interface ProposeOptions extends Chance {
  readonly alertness: Alertness;
}

/** All that a site's verdicts propose. */
export interface Proposal {
  readonly version: 1;
  readonly model: { readonly id: string; readonly hash: string };
  readonly seed: number;
  readonly n: { readonly studies: number; readonly positives: number; readonly negatives: number };
  readonly recalibration: Recalibration;
  readonly operatingPoints: ThresholdProposal;
  readonly prevalence: {
    readonly trained: number | null;
    /** Of the studies with a verdict. */
    readonly counted: CountedPart;
    /** Of all studies, by their probabilities alone; null where the package does not say what it was trained at. */
    readonly estimated: {
      readonly value: number;
      readonly interval: Range | null;
      readonly n: number;
    } | null;
  };
  readonly drift: DriftWatch | null;
  /** null: nothing is proposed. */
  readonly calibration: SiteCalibration | null;
}

/** Whether what the numbers alone say of prevalence can't be what the verdicts say: their intervals lie apart. */
export function contradictsVerdicts({ counted: seen, estimated }: Proposal['prevalence']): boolean {
  const [low, high] = estimated?.interval ?? [0, 1];
  return high < seen.interval[0] || low > seen.interval[1];
}

/** Proposes from a site's verdicts; throws as `usableCases` does, and AppError 'bad-manifest' for thresholds that do not rise. */
export function proposeAdaptation(
  evidence: SiteEvidence,
  model: AdaptedModel,
  options: ProposeOptions,
): Proposal {
  const { highSensitivity, balanced, highSpecificity } = model.thresholds;
  if (!(highSensitivity <= balanced && balanced <= highSpecificity)) {
    throw new AppError('bad-manifest', `The thresholds of ${model.id} do not rise.`);
  }
  const cases = usableCases(evidence.cases);
  const n = classesOf(cases);
  const recalibration = recalibrate(cases, options);
  const operatingPoints = proposeThresholds(cases, model.thresholds, options);
  const { scores } = evidence.watched;
  const identity = { id: model.id, hash: model.hash };
  return {
    version: 1,
    model: identity,
    seed: options.seed,
    n: { studies: n.n, positives: n.positives, negatives: n.negatives },
    recalibration,
    operatingPoints,
    prevalence: {
      trained: model.prevalence,
      counted: counted(n.positives, n.n),
      estimated:
        model.prevalence === null || scores.length === 0
          ? null
          : { ...prevalenceEstimate(scores, model.prevalence, options), n: scores.length },
    },
    drift:
      evidence.reference === null
        ? null
        : watchDrift(evidence.reference, evidence.watched, options.alertness, options),
    calibration: calibrationOf(
      identity,
      { ...n, days: evidence.days },
      recalibration,
      operatingPoints,
    ),
  };
}

function calibrationOf(
  model: SiteCalibration['model'],
  { n, positives, days }: ReturnType<typeof classesOf> & Pick<SiteEvidence, 'days'>,
  recalibration: Recalibration,
  points: ThresholdProposal,
): SiteCalibration | null {
  const moved = OPERATING_POINTS.filter((point) => points[point].changes);
  if (!recalibration.changes && moved.length === 0) return null;
  const scaling = recalibration.changes ? recalibration.scaling : { a: 1, b: 0 };
  // A threshold goes through the scaling, too: a new scale by itself moves no flag.
  const at = (point: keyof Thresholds) => {
    const { changes, before, chosen } = points[point];
    return applyPlatt((changes ? chosen : before).threshold, scaling);
  };
  return {
    format: 'ich-triage-site-calibration',
    version: 2,
    model,
    any: {
      scaling,
      operatingPoints: {
        highSensitivity: at('highSensitivity'),
        balanced: at('balanced'),
        highSpecificity: at('highSpecificity'),
      },
    },
    basis: {
      studies: n,
      positives,
      days,
      changes: [...(recalibration.changes ? ['scaling'] : []), ...moved],
    },
  };
}
