import { toCsv } from './csv.ts';
import type { ListedStudy, StudyList } from './study-list.ts';
import { type Column, tableOf } from './triage-columns.ts';

type Judged = ListedStudy & { readonly verdict: NonNullable<ListedStudy['verdict']> };

const COLUMNS: readonly Column<Judged>[] = [
  ['verdict_at', ({ verdict }) => verdict.at],
  ['verdict', ({ verdict }) => verdict.given],
  ['number', ({ number }) => number],
  ['study_instance_uid', ({ studyInstanceUid }) => studyInstanceUid],
  ['state', ({ state }) => state],
  ['flagged', ({ flagged }) => flagged.join(' ')],
  ['any', ({ probabilities }) => probabilities?.any ?? null],
  ['operating_point', ({ computedBy }) => computedBy?.operatingPoint ?? null],
  ['model', ({ computedBy }) => computedBy?.id ?? null],
  ['model_hash', ({ computedBy }) => computedBy?.hash ?? null],
];

/** What readers said of results, in the order in which they said it, each with the result as it stands now. */
export function verdictLogCsv({ studies }: StudyList): string {
  const judged = studies
    .filter((study): study is Judged => study.verdict !== null)
    .sort((a, b) => (a.verdict.at < b.verdict.at ? -1 : 1));
  return toCsv(tableOf(COLUMNS, judged));
}
