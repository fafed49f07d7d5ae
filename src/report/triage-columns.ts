import { LABELS } from '#base';
import type { StudyReport } from './triage-report.ts';

/** What a cell holds; null is an empty one. */
export type Cell = string | number | null;

/** A column of a table: its name, and what stands in it. */
export type Column<Row> = readonly [name: string, cell: (row: Row) => Cell];

/** A study's row with what computed it. */
export interface TriageRow {
  readonly study: Omit<StudyReport, 'rank'> & { readonly rank: number | null };
  readonly model: { readonly id: string; readonly status: string | null } | null;
  readonly engine: string | null;
}

/** The columns of every table of studies, of the command line and of the tab alike. */
export const TRIAGE_COLUMNS: readonly Column<TriageRow>[] = [
  ['rank', ({ study }) => study.rank],
  ['study_instance_uid', ({ study }) => study.studyInstanceUid],
  ['patient_id', ({ study }) => study.patientId],
  ['source', ({ study }) => study.source],
  ['priority', ({ study }) => study.priority],
  ['reason', ({ study }) => study.reason],
  ['flagged', ({ study }) => study.flagged.join(' ')],
  ...LABELS.map(
    (label): Column<TriageRow> => [label, ({ study }) => study.probabilities?.[label] ?? null],
  ),
  ['slices', ({ study }) => study.slices],
  ['analysed', ({ study }) => study.analysed],
  // Not those that are listed: of a study that waits none is.
  ['not_analysed', ({ study }) => study.slices - study.analysed],
  [
    'evidence_slices',
    ({ study }) => [...new Set(study.evidence.map(({ slice }) => slice))].join(' '),
  ],
  [
    'suitability',
    ({ study }) =>
      study.suitability
        .filter(({ outcome }) => outcome === 'warn' || outcome === 'block')
        .map(({ outcome, text }) => `${outcome}: ${text}`)
        .join('; '),
  ],
  ['model', ({ model }) => model?.id ?? null],
  ['model_status', ({ model }) => model?.status ?? null],
  ['engine', ({ engine }) => engine],
];

/** Rows under the names of their columns. */
export const tableOf = <Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): readonly (readonly Cell[])[] => [
  columns.map(([name]) => name),
  ...rows.map((row) => columns.map(([, cell]) => cell(row))),
];
