import { DEFAULT_FLAGGED_BY, type FlaggedBy, flaggingLabels, type LabelMap, reaches } from '#base';
import { OPERATING_POINTS, type Thresholds } from './choose-thresholds.ts';

/** A study as a decision that was fitted without it judges it. */
export interface HeldOutStudy {
  readonly truth: LabelMap<boolean | null>;
  readonly probabilities: LabelMap<number>;
  readonly operatingPoints: LabelMap<Thresholds>;
}

/** What one rule flags at one operating point. */
export interface FlagFigures {
  readonly point: keyof Thresholds;
  readonly flaggedBy: FlaggedBy;
  readonly found: number;
  readonly positives: number;
  readonly falseAlarms: number;
  readonly negatives: number;
}

/** What was chosen, and by which figures; none where nothing was held out. */
export interface FlagEvidence {
  readonly choice: FlaggedBy;
  readonly figures: readonly FlagFigures[];
}

/** The simpler one first: it stands unless the other is better. */
const OPTIONS: readonly FlaggedBy[] = ['any', 'any-or-type'];

function figuresOf(
  studies: readonly HeldOutStudy[],
  point: keyof Thresholds,
  flaggedBy: FlaggedBy,
): FlagFigures {
  const labels = flaggingLabels(flaggedBy);
  const flagged = studies.filter(({ probabilities, operatingPoints }) =>
    labels.some((label) => reaches(probabilities[label], operatingPoints[label][point])),
  );
  const bleeding = ({ truth }: HeldOutStudy) => truth.any === true;
  const positives = studies.filter(bleeding).length;
  const found = flagged.filter(bleeding).length;
  return {
    point,
    flaggedBy,
    found,
    positives,
    falseAlarms: flagged.length - found,
    negatives: studies.length - positives,
  };
}

/**
 * Decides by held-out studies whether a type over its own threshold flags a study by itself: only where, over the three operating
 * points together, that finds more of the bleeding studies in share than it alarms for clean ones.
 */
export function chooseFlaggedBy(studies: readonly HeldOutStudy[]): FlagEvidence {
  if (studies.length === 0) return { choice: DEFAULT_FLAGGED_BY, figures: [] };
  const figures = OPERATING_POINTS.flatMap((point) =>
    OPTIONS.map((flaggedBy) => figuresOf(studies, point, flaggedBy)),
  );
  const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);
  /** Sum over the points of sensitivity minus the share of false alarms. */
  const worth = (option: FlaggedBy) =>
    figures
      .filter(({ flaggedBy }) => flaggedBy === option)
      .reduce(
        (sum, { found, positives, falseAlarms, negatives }) =>
          sum + share(found, positives) - share(falseAlarms, negatives),
        0,
      );
  return { choice: worth('any-or-type') > worth('any') + 1e-9 ? 'any-or-type' : 'any', figures };
}
