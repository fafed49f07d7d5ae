import type { WorklistRow } from '#store';

/** Where the rows of a list stand, in pixels from its top. */
export interface RowPlaces {
  readonly rowHeight: number;
  /** Of the whole list. */
  readonly height: number;
  /** Where the heading of the earlier shifts stands; null where there are none. */
  readonly heading: number | null;
  top(index: number): number;
}

/** Height of the heading. */
const HEADING = 38;

/** Rows of one height, and a heading before the first of an earlier shift. */
export function rowPlaces(
  rows: readonly Pick<WorklistRow, 'section'>[],
  rowHeight: number,
): RowPlaces {
  const firstEarlier = rows.findIndex(({ section }) => section === 'earlier');
  const heading = firstEarlier === -1 ? null : firstEarlier * rowHeight;
  const top = (index: number): number =>
    index * rowHeight + (heading !== null && index >= firstEarlier ? HEADING : 0);
  return { rowHeight, heading, top, height: top(rows.length) };
}
