import { type AuditEntry, type AuditFact, CHAIN_ACTIONS, lineOf, linked } from './entry.ts';

/** Lines made without a pause. */
const AT_A_TIME = 500;

/**
 * A log as a file: a line an entry (NDJSON, ASCII), and at its end one more link, which is in no log, so that a file that was cut short
 * is seen to be. `entries` as they were kept; one that is no entry any more stands there as it is, for the check to find.
 */
export async function auditFile(
  entries: readonly unknown[],
  last: Pick<AuditEntry, 'seq' | 'hash'> | null,
  { at, tab, by }: Pick<AuditFact, 'at' | 'tab' | 'by'>,
): Promise<string> {
  const end = { at, tab, by, action: CHAIN_ACTIONS.fileEnd, study: null, details: {} };
  const lines: string[] = [];
  for (const [at, entry] of [...entries, await linked(end, last)].entries()) {
    // A whole log at once would hold the page for a second.
    if (at % AT_A_TIME === AT_A_TIME - 1) await new Promise((done) => setTimeout(done));
    lines.push(`${lineOf(entry as AuditEntry)}\n`);
  }
  return lines.join('');
}
