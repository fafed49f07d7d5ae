import { reaches } from '#base';

/** What a threshold makes of cases. */
export interface Confusion {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
  readonly trueNegatives: number;
}

/** Figures of a {@link Confusion}; NaN where nothing is to be divided by. */
export interface ConfusionFigures {
  readonly accuracy: number;
  readonly precision: number;
  /** Sensitivity. */
  readonly recall: number;
  readonly specificity: number;
  readonly f1: number;
}

/** Counts with everything that reaches the threshold called positive: of a label that is never flagged, nothing. */
export function confusionAt(
  scores: ArrayLike<number>,
  truth: ArrayLike<boolean | number>,
  threshold: number,
): Confusion {
  const counts = { truePositives: 0, falsePositives: 0, falseNegatives: 0, trueNegatives: 0 };
  for (let row = 0; row < scores.length; row++) {
    const positive = Number(truth[row] ?? 0) > 0;
    const called = reaches(scores[row] ?? Number.NaN, threshold);
    if (positive) counts[called ? 'truePositives' : 'falseNegatives'] += 1;
    else counts[called ? 'falsePositives' : 'trueNegatives'] += 1;
  }
  return counts;
}

/**
 * F1 is the harmonic mean 2 TP / (2 TP + FP + FN). It lies between precision and recall, per class and averaged over
 * classes; a table whose F1 exceeds both has used another formula.
 */
export function figuresOf(counts: Confusion): ConfusionFigures {
  const { truePositives: tp, falsePositives: fp, falseNegatives: fn, trueNegatives: tn } = counts;
  return {
    accuracy: (tp + tn) / (tp + fp + fn + tn),
    precision: tp / (tp + fp),
    recall: tp / (tp + fn),
    specificity: tn / (tn + fp),
    f1: (2 * tp) / (2 * tp + fp + fn),
  };
}
