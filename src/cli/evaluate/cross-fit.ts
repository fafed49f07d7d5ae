import { type LabelMap, labelMap } from '#base';
import type { RawSlice } from '#datasets';
import {
  expectedCalibrationError,
  knownCases,
  labelFigures,
  OPERATING_POINTS,
  type OperatingFigures,
  reliabilityBins,
  type ScoredCase,
  type Thresholds,
  weightedLogLoss,
} from '#evaluation';
import { decide, fitRawSlices } from './decision.ts';

type Point = keyof Thresholds;

/** Sensitivity and specificity pooled over folds, each under a decision fitted on the others. */
interface Pooled {
  readonly sensitivity: number | null;
  readonly specificity: number | null;
  /** Cases judged, and those of them that have the label. */
  readonly n: number;
  readonly positives: number;
}

/** Figures that depend on calibration and thresholds, with both fitted on the other folds. */
export interface CrossFitted {
  readonly n: { readonly slices: number; readonly studies: number; readonly folds: number };
  readonly logLoss: number;
  readonly ece: number;
  readonly slice: LabelMap<Readonly<Record<Point, Pooled>>>;
  readonly study: LabelMap<Readonly<Record<Point, Pooled>>>;
}

const ratio = (a: number, b: number) => (a + b === 0 ? null : a / (a + b));

function pooled(parts: readonly OperatingFigures[]): Pooled {
  const sum = (key: keyof OperatingFigures['counts']) =>
    parts.reduce((total, { counts }) => total + counts[key], 0);
  const [hits, misses] = [sum('truePositives'), sum('falseNegatives')];
  const [cleared, alarms] = [sum('trueNegatives'), sum('falsePositives')];
  return {
    sensitivity: ratio(hits, misses),
    specificity: ratio(cleared, alarms),
    n: hits + misses + cleared + alarms,
    positives: hits + misses,
  };
}

function pooledByLabel(parts: readonly ReturnType<typeof labelFigures>[]) {
  return labelMap((label) => {
    const at = (point: Point) =>
      pooled(parts.map((figures) => figures[label].operatingPoints[point]));
    const [highSensitivity, balanced, highSpecificity] = OPERATING_POINTS.map(at);
    const none: Pooled = { sensitivity: null, specificity: null, n: 0, positives: 0 };
    return {
      highSensitivity: highSensitivity ?? none,
      balanced: balanced ?? none,
      highSpecificity: highSpecificity ?? none,
    };
  });
}

/** Fits on all folds but one and judges that one, for each fold; null with fewer than two folds. */
export function crossFit(raw: readonly RawSlice[]): CrossFitted | null {
  const folds = [...new Set(raw.map(({ fold }) => fold))];
  if (folds.length < 2) return null;
  const slices: ScoredCase[] = [];
  let studies = 0;
  const sliceParts: ReturnType<typeof labelFigures>[] = [];
  const studyParts: ReturnType<typeof labelFigures>[] = [];
  for (const fold of folds) {
    const decision = fitRawSlices(raw.filter((slice) => slice.fold !== fold));
    const judged = decide(
      raw.filter((slice) => slice.fold === fold),
      decision,
    );
    slices.push(...judged.slices);
    studies += judged.studies.length;
    const noIntervals = { rounds: 0 };
    sliceParts.push(labelFigures(judged.slices, decision.operatingPoints, noIntervals));
    studyParts.push(labelFigures(judged.studies, decision.study.operatingPoints, noIntervals));
  }
  const any = knownCases(slices, 'any');
  return {
    n: { slices: slices.length, studies, folds: folds.length },
    logLoss: weightedLogLoss(
      slices.map(({ truth, probabilities }) => ({
        truth: labelMap((label) => truth[label] === true),
        probabilities,
      })),
    ),
    ece: expectedCalibrationError(reliabilityBins(any.scores, any.truth)),
    slice: pooledByLabel(sliceParts),
    study: pooledByLabel(studyParts),
  };
}
