import { type FitBase, type FitSlice, fitBase, type JudgeStudy } from './fit-base.ts';

/** A labeled slice that knows its fold. */
export interface FoldedSlice extends FitSlice {
  readonly fold: number | null;
}

/** A fold's slices, and what was fitted on the other folds. */
export interface FoldFit<Slice extends FitSlice> {
  readonly base: FitBase;
  readonly held: readonly Slice[];
}

/** Fits on all folds but one, for each fold; none with fewer than two folds: nothing could be judged by them. */
export function fitFolds<Slice extends FoldedSlice>(
  slices: readonly Slice[],
  judge: JudgeStudy,
): readonly FoldFit<Slice>[] {
  const folds = [...new Set(slices.map(({ fold }) => fold))];
  if (folds.length < 2) return [];
  return folds.map((fold) => ({
    base: fitBase(
      slices.filter((slice) => slice.fold !== fold),
      judge,
    ),
    held: slices.filter((slice) => slice.fold === fold),
  }));
}
