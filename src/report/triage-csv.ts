import { toCsv } from './csv.ts';
import { TRIAGE_COLUMNS, tableOf } from './triage-columns.ts';
import type { TriageReport } from './triage-report.ts';

/** The worklist as a table, one study a row; the files that were skipped are not in it. */
export function triageCsv({ studies, model, engine }: TriageReport): string {
  const rows = studies.map((study) => ({ study, model, engine }));
  return toCsv(tableOf(TRIAGE_COLUMNS, rows));
}
