import { chosenSeries } from './chosen-series.ts';
import type { SliceHeader } from './slice-header.ts';
import type { Series, Study } from './study.ts';

/** A slice that a study's findings have to account for, in their order: `index` is its place in this list. */
export interface RowSlice {
  readonly header: SliceHeader;
  readonly series: Series;
}

/** The slices of a study's row: those of the chosen series, or of all where none was chosen. */
export function slicesInRow(study: Study): readonly RowSlice[] {
  const chosen = chosenSeries(study);
  const inRow = chosen === undefined ? study.series : [chosen];
  return inRow.flatMap((series) => series.slices.map((header) => ({ header, series })));
}
