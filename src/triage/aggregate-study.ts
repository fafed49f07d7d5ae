import { calibrated, type LabelMap, labelMap, type Probability, plattScaled } from '#base';
import { decide } from './decide.ts';
import type {
  OperatingPointName,
  SliceFinding,
  SliceNotAnalyzed,
  StudyFindings,
  SuitabilityCheck,
} from './findings.ts';
import { smooth } from './smooth.ts';
import type { StudyRule } from './study-rule.ts';

/** What {@link aggregateStudy} makes a study's result of. */
export interface StudyEvidence {
  readonly slices: readonly SliceFinding[];
  readonly notAnalysed: readonly SliceNotAnalyzed[];
  readonly suitability: readonly SuitabilityCheck[];
  /** Slices with a finding of which a part is blank. */
  readonly analyzedInPart?: number;
}

/**
 * Slices to a study: every slice mixed with its neighbors, mean of the k highest, the study's Platt scaling, `any` raised to the
 * types that may raise it, flags at the operating point, evidence slices. A type that is never flagged moves none of these. The
 * findings hold the slices as mixed, in the rule's slice scaling: blood seldom ends between two slices, so a slice is better judged
 * with those beside it. The same slices in another order give the same result.
 */
export function aggregateStudy(
  given: StudyEvidence,
  rule: StudyRule,
  operatingPoint: OperatingPointName,
): StudyFindings {
  const mixed = smooth(
    [...given.slices].sort((a, b) => a.index - b.index),
    rule.smoothing,
  );
  const notAnalysed = [...given.notAnalysed].sort((a, b) => a.index - b.index);
  const probabilities = studyProbabilities(mixed, rule);
  const slices = mixed.map((slice) => shown(slice, rule));
  const threshold = labelMap((label) => rule.operatingPoints[label][operatingPoint]);
  return {
    ...decide({ probabilities, slices }, threshold, operatingPoint, rule.flaggedBy),
    notAnalysed,
    suitability: given.suitability,
    ...(given.analyzedInPart ? { analyzedInPart: given.analyzedInPart } : {}),
  };
}

/** The slice with the numbers that people see. */
function shown(slice: SliceFinding, { sliceCalibration }: StudyRule): SliceFinding {
  if (sliceCalibration === undefined) return slice;
  return { ...slice, probabilities: plattScaled(slice.probabilities, sliceCalibration) };
}

function studyProbabilities(
  slices: readonly SliceFinding[],
  rule: StudyRule,
): LabelMap<Probability> {
  // NaN where nothing was analyzed.
  const means = labelMap((label) => {
    const highest = slices
      .map((slice): number => slice.probabilities[label])
      .sort((a, b) => b - a)
      .slice(0, Math.max(1, rule.k));
    return highest.reduce((sum, value) => sum + value, 0) / highest.length;
  });
  return calibrated(means, rule);
}
