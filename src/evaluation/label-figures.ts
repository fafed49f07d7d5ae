import { type Label, type LabelMap, labelMap } from '#base';
import { type BootstrapOptions, bootstrapRange } from './bootstrap.ts';
import type { Thresholds } from './choose-thresholds.ts';
import { type Confusion, confusionAt, figuresOf } from './confusion.ts';
import { averagePrecision } from './precision-recall.ts';
import { rankScores } from './ranked-scores.ts';
import { expectedCalibrationError, reliabilityBins } from './reliability.ts';
import { auc } from './roc.ts';
import type { ScoredCase } from './scored-case.ts';

/** A number, or null where it does not exist (a class is missing). */
type Figure = number | null;

/** Sensitivity and specificity at one threshold. */
export interface OperatingFigures {
  readonly threshold: number;
  readonly sensitivity: Figure;
  readonly specificity: Figure;
  readonly precision: Figure;
  readonly counts: Confusion;
}

/** Everything about one label, over slices or over studies. accuracy to f1 are at the balanced operating point. */
export interface LabelFigures {
  readonly n: number;
  readonly positives: number;
  readonly patients: number;
  readonly positivePatients: number;
  readonly auc: Figure;
  readonly ci: readonly [number, number] | null;
  readonly ap: Figure;
  readonly apCi: readonly [number, number] | null;
  readonly accuracy: Figure;
  readonly precision: Figure;
  readonly recall: Figure;
  readonly specificity: Figure;
  readonly f1: Figure;
  readonly ece: Figure;
  readonly operatingPoints: Readonly<Record<keyof Thresholds, OperatingFigures>>;
}

const orNull = (value: number): Figure => (Number.isFinite(value) ? value : null);

/** The cases whose truth for a label is known, as plain arrays. */
export function knownCases(cases: readonly ScoredCase[], label: Label) {
  const known = cases.filter(({ truth }) => truth[label] !== null);
  return {
    scores: known.map(({ probabilities }) => probabilities[label]),
    truth: known.map(({ truth }) => truth[label] === true),
    patients: known.map(({ patient }) => patient),
  };
}

type Known = ReturnType<typeof knownCases>;

function operatingFigures({ scores, truth }: Known, threshold: number): OperatingFigures {
  const counts = confusionAt(scores, truth, threshold);
  const { recall, specificity, precision } = figuresOf(counts);
  return {
    threshold,
    sensitivity: orNull(recall),
    specificity: orNull(specificity),
    precision: orNull(precision),
    counts,
  };
}

function figuresFor(known: Known, thresholds: Thresholds, options: BootstrapOptions): LabelFigures {
  const ranked = rankScores(known.scores, known.truth);
  const figures = figuresOf(confusionAt(known.scores, known.truth, thresholds.balanced));
  const area = auc(ranked);
  const withCase = (positive: boolean) =>
    new Set(known.patients.filter((_, row) => known.truth[row] === positive)).size;
  // One patient drawn again and again has no spread: an interval of it would only look sure.
  const bothClasses = withCase(true) >= 2 && withCase(false) >= 2;
  const interval = (statistic: typeof auc) =>
    bothClasses
      ? bootstrapRange(known.patients, (weights) => statistic(ranked, weights), options)
      : null;
  return {
    n: known.scores.length,
    positives: known.truth.filter(Boolean).length,
    patients: new Set(known.patients).size,
    positivePatients: withCase(true),
    auc: orNull(area),
    ci: interval(auc),
    ap: orNull(averagePrecision(ranked)),
    apCi: interval(averagePrecision),
    accuracy: orNull(figures.accuracy),
    precision: orNull(figures.precision),
    recall: orNull(figures.recall),
    specificity: orNull(figures.specificity),
    f1: orNull(figures.f1),
    ece: orNull(expectedCalibrationError(reliabilityBins(known.scores, known.truth))),
    operatingPoints: {
      highSensitivity: operatingFigures(known, thresholds.highSensitivity),
      balanced: operatingFigures(known, thresholds.balanced),
      highSpecificity: operatingFigures(known, thresholds.highSpecificity),
    },
  };
}

/** The figures of each label at the given operating points. Deterministic for a seed. */
export function labelFigures(
  cases: readonly ScoredCase[],
  thresholds: LabelMap<Thresholds>,
  options: BootstrapOptions = {},
): LabelMap<LabelFigures> {
  return labelMap((label) => figuresFor(knownCases(cases, label), thresholds[label], options));
}
