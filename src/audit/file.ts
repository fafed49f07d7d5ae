import { type AuditEntry, type AuditFact, CHAIN_ACTIONS, lineOf, linked } from './entry.ts';

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
  const lines = [...entries, await linked(end, last)];
  return lines.map((entry) => `${lineOf(entry as AuditEntry)}\n`).join('');
}
