import type { WorklistRow } from './selectors.ts';

/** What the rows can be sorted by. */
export const SORT_KEYS = ['priority', 'any', 'age', 'scanned', 'received'] as const;

/** What the rows can be sorted by. */
export type SortKey = (typeof SORT_KEYS)[number];

/** How the rows are sorted. By priority there is one direction: the most urgent first. */
export interface RowSort {
  readonly by: SortKey;
  readonly down: boolean;
}

/** The order of the ranking. */
export const BY_PRIORITY: RowSort = { by: 'priority', down: true };

/** What a click on a column's head makes of the order: downwards, upwards, back to the ranking. */
export function nextSort(now: RowSort, by: SortKey): RowSort {
  if (by === 'priority' || now.by !== by)
    return by === 'priority' ? BY_PRIORITY : { by, down: true };
  return now.down ? { by, down: false } : BY_PRIORITY;
}

function sortValue({ any, entry }: WorklistRow, by: SortKey): number | string | null {
  const { patientAgeYears, studyDate, studyTime } = entry.summary;
  switch (by) {
    case 'any':
      return any;
    case 'age':
      return patientAgeYears;
    case 'scanned':
      return studyDate === '' ? null : `${studyDate} ${studyTime}`;
    case 'received':
      return entry.receivedAt;
    default:
      return null;
  }
}

/**
 * The rows in another order, within their sections: what is done or of an earlier shift stays below. What a study doesn't state
 * stands last in either direction; equal ones stay in the order of priority.
 */
export function sortRows(
  rows: readonly WorklistRow[],
  { by, down }: RowSort,
): readonly WorklistRow[] {
  if (by === 'priority') return rows;
  const sections = [...new Set(rows.map(({ section }) => section))];
  const compare = (a: WorklistRow, b: WorklistRow): number => {
    const first = sortValue(a, by);
    const second = sortValue(b, by);
    if (first === null || second === null) return Number(first === null) - Number(second === null);
    if (first === second) return 0;
    return first < second === down ? 1 : -1;
  };
  return sections.flatMap((section) => rows.filter((row) => row.section === section).sort(compare));
}
