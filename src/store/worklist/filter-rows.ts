import type { WorklistRow } from './selectors.ts';
import type { WorklistFilter } from './state.ts';
import { findingsOf } from './study-entry.ts';

/** The rows that the filter and the search leave, in the same order. What is done is shown by its own filter alone. */
export function filterRows(
  rows: readonly WorklistRow[],
  filter: WorklistFilter,
  query: string,
): readonly WorklistRow[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter(
    (row) => passes(row, filter) && words.every((word) => textOf(row).includes(word)),
  );
}

function passes({ section, care, state, entry }: WorklistRow, filter: WorklistFilter): boolean {
  if ((section === 'done') !== (filter === 'done')) return false;
  switch (filter) {
    case 'flagged':
      return state === 'flagged' || (findingsOf(entry)?.flagged.length ?? 0) > 0;
    case 'not-analysed':
      return state === 'unsuitable' || state === 'failed' || state === 'partial';
    case 'unread':
      return care === 'unread';
    default:
      return true;
  }
}

function textOf({ entry, chips, care, stateText: state }: WorklistRow): string {
  const { patientName, patientId, studyDescription, accessionNumber, studyDate } = entry.summary;
  const types = chips.flatMap(({ label, abbreviation }) => [label, abbreviation]);
  const number = `#${entry.number}`;
  return [
    number,
    patientName,
    patientId,
    studyDescription,
    accessionNumber,
    studyDate,
    state,
    care,
    ...types,
  ]
    .join(' ')
    .toLowerCase();
}
