import type { KeptRow } from './kept-rows.ts';
import { type KnownRow, knownOf, mergedRow } from './merged-row.ts';

/** How one tab writes rows that other tabs write, too. */
export interface RowWriter {
  /**
   * What is to lie in the place of `there` (null: nothing does) so that `own` is kept: `own` itself where nobody wrote since this tab looked, else
   * both put together. To be asked and written in one transaction.
   */
  over(own: KeptRow, there: KeptRow | null): KeptRow;
  /** Hears what was asked to be kept and what of {@link over} lies there now. */
  wrote(own: KeptRow, row: KeptRow): void;
  /** All was deleted. */
  forget(): void;
}

/** No row lies under it. */
const NO_REVISION = -1;

const asText = (row: KeptRow): string => JSON.stringify({ ...row, revision: 0 });

/** The writer of a tab that read these rows when it was opened. */
export function rowWriter(atStart: readonly KeptRow[]): RowWriter {
  const known = new Map<string, KnownRow>(
    atStart.map((row) => [row.studyKey, knownOf(row, row.revision)]),
  );
  return {
    over: (own, there) => {
      const knew = known.get(own.studyKey) ?? null;
      const revision = Math.max(there?.revision ?? 0, knew?.revision ?? 0) + 1;
      const isOwn = there === null || there.revision === knew?.revision;
      return { ...(isOwn ? own : mergedRow(own, there, knew)), revision };
    },
    wrote: (own, row) => {
      // Of what another tab has in it this one does not know yet: it must not write over it the next time.
      const isOwn = asText(own) === asText(row);
      known.set(own.studyKey, knownOf(own, isOwn ? row.revision : NO_REVISION));
    },
    forget: () => known.clear(),
  };
}
