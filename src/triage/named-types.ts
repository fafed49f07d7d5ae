import { HEMORRHAGE_TYPES, type Label } from '#base';
import type { StudyFindings } from './findings.ts';

/**
 * The types that a study is flagged for, the likeliest first: those that may be named, wherever it is. [] of a study without a flag, and of one
 * whose type is not clear ({@link isTypeUnclear}).
 */
export const namedTypes = ({
  flagged,
  probabilities,
}: Pick<StudyFindings, 'flagged' | 'probabilities'>): readonly Exclude<Label, 'any'>[] =>
  HEMORRHAGE_TYPES.filter((type) => flagged.includes(type)).sort(
    (a, b) => probabilities[b] - probabilities[a],
  );

/** Whether a study is flagged for hemorrhage and for no type of it. */
export const isTypeUnclear = (
  findings: Pick<StudyFindings, 'flagged' | 'probabilities'>,
): boolean => findings.flagged.length > 0 && namedTypes(findings).length === 0;
