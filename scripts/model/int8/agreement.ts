import { LABELS } from '#base';
import { driftBetween } from '../drift.ts';

/** How two versions of a model agree on the same slices; rank correlation is Spearman's, of the probability of `any`. */
export interface Agreement {
  readonly slices: number;
  readonly maxDp: number;
  readonly meanDp: number;
  readonly rankCorrelation: number;
}

/** Ranks from 1 on; equal values share the mean of theirs. */
function ranksOf(values: readonly number[]): number[] {
  const order = [...values.keys()].sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const ranks = values.map(() => 0);
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to < order.length && values[order[to] ?? 0] === values[order[from] ?? 0]) to++;
    for (const at of order.slice(from, to)) ranks[at] = (from + to + 1) / 2;
    from = to;
  }
  return ranks;
}

/** Spearman's rank correlation; NaN where either side has one value alone. */
export function rankCorrelation(a: readonly number[], b: readonly number[]): number {
  const [x, y] = [ranksOf(a), ranksOf(b)];
  const mean = (a.length + 1) / 2;
  let [xy, xx, yy] = [0, 0, 0];
  x.forEach((rank, n) => {
    const [dx, dy] = [rank - mean, (y[n] ?? 0) - mean];
    xy += dx * dy;
    xx += dx * dx;
    yy += dy * dy;
  });
  return xy / Math.sqrt(xx * yy);
}

/** Compares rows of six probabilities in the order of LABELS. */
export function agreementOf(
  a: readonly (readonly number[])[],
  b: readonly (readonly number[])[],
): Agreement {
  const any = LABELS.indexOf('any');
  const { slices, maxDp, meanDp } = driftBetween(b, a);
  const column = (rows: typeof a) => rows.map((row) => row[any] ?? NaN);
  return { slices, maxDp, meanDp, rankCorrelation: rankCorrelation(column(a), column(b)) };
}
