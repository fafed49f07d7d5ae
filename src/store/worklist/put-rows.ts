import type { Database } from '../database.ts';
import { readRow } from '../kept-formats.ts';
import type { KeptRow } from './kept-rows.ts';
import { isOtherCare } from './merged-row.ts';
import type { RowWriter } from './row-writer.ts';
import { withheldSummary } from './withheld.ts';

export { rowWriter } from './row-writer.ts';

/**
 * Writes rows beside what other tabs wrote, in one transaction: nobody writes between the look and the write, and nothing lies in the place of
 * a newer program's. Gives for each row what lies there now where people did something else with the study in another tab; null where they did not.
 */
export async function putRows(
  db: Database,
  writer: RowWriter,
  rows: readonly KeptRow[],
): Promise<readonly (KeptRow | null)[]> {
  const { store, done } = db.transaction('rows', 'readwrite');
  const puts = rows.map(async (own) => {
    const raw: unknown = await store.get(own.studyKey);
    const there = raw === undefined ? null : readRow(raw);
    if (there?.kind === 'newer') return null;
    const before = there?.kind === 'current' ? there.value : null;
    const row = writer.over(own, before);
    await store.put(row);
    return { own, row };
  });
  const [written] = await Promise.all([Promise.all(puts), done]);
  return written.map((put) => {
    if (put === null) return null;
    writer.wrote(put.own, put.row);
    return isOtherCare(put.row, put.own) ? put.row : null;
  });
}

/** Takes the patients' names out of every row that is kept, of whichever tab, and leaves the rest as it is. */
export async function withholdNames(db: Database): Promise<void> {
  const { store, done } = db.transaction('rows', 'readwrite');
  const all: readonly unknown[] = await store.getAll();
  const puts = all.map(async (raw) => {
    const read = readRow(raw);
    if (read.kind !== 'current' || read.value.summary.withheld === true) return;
    const { summary, revision } = read.value;
    await store.put({
      ...read.value,
      summary: withheldSummary(summary),
      revision: revision + 1,
    });
  });
  await Promise.all([...puts, done]);
}
