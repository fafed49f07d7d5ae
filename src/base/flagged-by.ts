import { LABELS, type Label } from './labels.ts';

/**
 * What flags a study: 'any' alone, and types only name what was found; or 'any-or-type', where a type over its own threshold flags
 * it too, though `any` is under its own. Decided out of fold; a type's flags cost false alarms on every clean study.
 */
export type FlaggedBy = 'any' | 'any-or-type';

/** What holds where a model's manifest doesn't say. */
export const DEFAULT_FLAGGED_BY: FlaggedBy = 'any-or-type';

/** The labels that flag a study by their own thresholds. */
export const flaggingLabels = (flaggedBy: FlaggedBy): readonly Label[] =>
  flaggedBy === 'any' ? ['any'] : LABELS;
