import { isRecord } from '#base';
import { BY_PRIORITY, type RowSort, SORT_KEYS } from '../worklist/sort-rows.ts';
import { WORKLIST_FILTERS, type WorklistFilter } from '../worklist/state.ts';

/** How tall a row of the table is: 34, 44 or 68 px. */
export const DENSITIES = ['compact', 'standard', 'comfortable'] as const;

/** How tall a row of the table is. */
export type Density = (typeof DENSITIES)[number];

/** Columns that can be left out. Rank, state, patient, probability and waiting can't. */
export const HIDEABLE_COLUMNS = [
  'picture',
  'age',
  'types',
  'scanned',
  'received',
  'coverage',
] as const;

/** A column that can be left out. */
export type HideableColumn = (typeof HIDEABLE_COLUMNS)[number];

/** How somebody looks at the list, under a name. No search words: they may name a patient, and views are kept. */
export interface SavedView {
  readonly name: string;
  readonly filter: WorklistFilter;
  readonly sort: RowSort;
  readonly density: Density;
  readonly hiddenColumns: readonly HideableColumn[];
}

const MOST_VIEWS = 20;
const LONGEST_NAME = 40;

const oneOf = <Value extends string>(
  values: readonly Value[],
  given: unknown,
  other: Value,
): Value => values.find((value) => value === given) ?? other;

/** A density; the standard one of anything else. */
export const parseDensity = (given: unknown): Density => oneOf(DENSITIES, given, 'standard');

/** The columns of a list that can be left out. */
export const parseHiddenColumns = (given: unknown): readonly HideableColumn[] =>
  HIDEABLE_COLUMNS.filter((column) => Array.isArray(given) && given.includes(column));

/** The name of a view, as long as a menu bears. */
export const viewName = (given: string): string => given.trim().slice(0, LONGEST_NAME);

/** Views as they were kept; what has no name is none. */
export function parseViews(given: unknown): readonly SavedView[] {
  const list = Array.isArray(given) ? given.filter(isRecord) : [];
  return list
    .flatMap((view) => {
      const name = typeof view.name === 'string' ? viewName(view.name) : '';
      const sort = isRecord(view.sort) ? view.sort : {};
      const by = oneOf(SORT_KEYS, sort.by, 'priority');
      const parsed: SavedView = {
        name,
        filter: oneOf(WORKLIST_FILTERS, view.filter, 'all'),
        sort: by === 'priority' ? BY_PRIORITY : { by, down: sort.down !== false },
        density: parseDensity(view.density),
        hiddenColumns: parseHiddenColumns(view.hiddenColumns),
      };
      return name === '' ? [] : [parsed];
    })
    .slice(0, MOST_VIEWS);
}

/** The views with one more, or with another one of that name in its place. */
export const withView = (views: readonly SavedView[], view: SavedView): readonly SavedView[] =>
  parseViews([...views.filter(({ name }) => name !== view.name), view]);
