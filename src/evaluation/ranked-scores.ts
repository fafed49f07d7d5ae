import { AppError } from '#base';

/** Scores in falling order with equal scores grouped: made once, read by every bootstrap round. */
export interface RankedScores {
  /** Row numbers, highest score first. */
  readonly order: Int32Array;
  /** Where each group of equal scores ends (exclusive) in `order`. */
  readonly groupEnds: Int32Array;
  /** The score of each group. */
  readonly groupScores: Float64Array;
  /** 1 for a positive, by row number. */
  readonly truth: Uint8Array;
}

/** Ranks scores. Throws AppError 'bad-scores' for lengths that differ and for a score that is not a number. */
export function rankScores(
  scores: ArrayLike<number>,
  truth: ArrayLike<boolean | number>,
): RankedScores {
  if (scores.length !== truth.length) {
    throw new AppError('bad-scores', `${scores.length} scores for ${truth.length} truths.`);
  }
  const values = Float64Array.from(scores);
  if (values.some(Number.isNaN)) throw new AppError('bad-scores', 'A score is not a number.');
  const at = (row: number) => values[row] ?? 0;
  const order = Int32Array.from(values.keys()).sort((a, b) => at(b) - at(a));
  const ends: number[] = [];
  order.forEach((row, place) => {
    const next = order[place + 1];
    if (next === undefined || at(next) !== at(row)) ends.push(place + 1);
  });
  return {
    order,
    groupEnds: Int32Array.from(ends),
    groupScores: Float64Array.from(ends, (end) => at(order[end - 1] ?? 0)),
    truth: Uint8Array.from(truth, (value) => (Number(value) > 0 ? 1 : 0)),
  };
}

/** Positives and negatives at or over a score. */
export interface CumulativeCounts {
  readonly score: number;
  readonly truePositives: number;
  readonly falsePositives: number;
}

/**
 * Calls `visit` for each distinct score, highest first, with the counts at or over it. `weights` counts a row several
 * times or not at all (bootstrap); default once each.
 */
export function sweep(
  { order, groupEnds, groupScores, truth }: RankedScores,
  visit: (counts: CumulativeCounts) => void,
  weights?: ArrayLike<number>,
): void {
  let [place, truePositives, falsePositives] = [0, 0, 0];
  groupEnds.forEach((end, group) => {
    for (; place < end; place++) {
      const row = order[place] ?? 0;
      const weight = weights === undefined ? 1 : (weights[row] ?? 0);
      if (truth[row] === 1) truePositives += weight;
      else falsePositives += weight;
    }
    visit({ score: groupScores[group] ?? 0, truePositives, falsePositives });
  });
}
