import {
  DEFAULT_FLAGGED_BY,
  type FlaggedBy,
  flaggingLabels,
  LABELS,
  type Label,
  type LabelMap,
  labelMap,
  reaches,
} from '#base';
import type { Evidence, OperatingPointName, StudyFindings } from './findings.ts';
import { nearThreshold } from './near-threshold.ts';

/** What follows from probabilities and thresholds alone. */
type Decided = Pick<
  StudyFindings,
  | 'probabilities'
  | 'slices'
  | 'flagged'
  | 'operatingPoint'
  | 'thresholds'
  | 'flaggedSlices'
  | 'nearThreshold'
>;

const EVIDENCE_PER_LABEL = 5;

/** Flags and nearness to the threshold, of a study's probabilities and its slices' as they are mixed. The one place that flags a study. */
export function decide(
  { probabilities, slices }: Pick<StudyFindings, 'probabilities' | 'slices'>,
  threshold: LabelMap<number>,
  operatingPoint: OperatingPointName,
  flaggedBy: FlaggedBy = DEFAULT_FLAGGED_BY,
): Decided {
  const deciding = flaggingLabels(flaggedBy);
  const near = slices.length === 0 ? null : nearThreshold(probabilities, threshold, deciding);
  const over = LABELS.filter((label) => reaches(probabilities[label], threshold[label]));
  const flagged = deciding.some((label) => over.includes(label))
    ? LABELS.filter((label) => label === 'any' || over.includes(label))
    : [];
  return {
    probabilities,
    flagged,
    operatingPoint,
    thresholds: threshold,
    slices,
    flaggedSlices: labelMap(
      (label) =>
        slices.filter((slice) => reaches(slice.probabilities[label], threshold[label])).length,
    ),
    ...(near === null ? {} : { nearThreshold: near }),
  };
}

/**
 * The same findings at another operating point, from the probabilities that they hold: what an analysis at that point would say,
 * without one.
 */
export function atOperatingPoint(
  findings: StudyFindings,
  threshold: LabelMap<number>,
  operatingPoint: OperatingPointName,
  flaggedBy?: FlaggedBy,
): StudyFindings {
  const { nearThreshold: _, ...rest } = findings;
  return { ...rest, ...decide(findings, threshold, operatingPoint, flaggedBy) };
}

/**
 * The slices that speak for a study's flags, best first: at most five a flagged label, and the five highest `any` where nothing is flagged.
 * Made when it is asked for: findings are held for every study of a day, and this of the one that is shown or written.
 */
export function evidenceOf({
  slices,
  flagged,
}: Pick<StudyFindings, 'slices' | 'flagged'>): readonly Evidence[] {
  const labels: readonly Label[] = flagged.length === 0 ? ['any'] : flagged;
  return labels.flatMap((label) =>
    [...slices]
      .sort((a, b) => b.probabilities[label] - a.probabilities[label] || a.index - b.index)
      .slice(0, EVIDENCE_PER_LABEL)
      .map(({ sliceKey, index, probabilities }) => ({
        sliceKey,
        index,
        label,
        probability: probabilities[label],
      })),
  );
}
