import { AppError } from '#base';

/** What training/export.py writes of a run's split: "1468 slices of 48 patients (all folds but [0, 1])". */
const SPLIT = /\(all folds(?: but \[?(\d+(?:, \d+)*)\]?)?\)$/;

/** The folds that a model left out by its training record; null where the record does not say. */
export function leftOutFolds(trainedOn: string): readonly number[] | null {
  const found = SPLIT.exec(trainedOn);
  if (found === null) return null;
  return found[1] === undefined ? [] : found[1].split(', ').map(Number);
}

/**
 * Refuses to judge a fold by a model whose record says that it was trained on that fold. Returns whether the record says
 * anything. Throws AppError 'trained-on-fold'.
 */
export function refuseTrainedOnFold(
  folder: string,
  fold: number | null,
  trainedOn: string,
): boolean {
  const leftOut = leftOutFolds(trainedOn);
  if (leftOut === null) return false;
  if (fold === null || !leftOut.includes(fold)) {
    throw new AppError(
      'trained-on-fold',
      `${folder}: was trained on fold ${fold}, its manifest says: ${trainedOn}`,
    );
  }
  return true;
}
