import { LABELS } from '#base';
import { toCsv } from './csv.ts';
import type { TriageReport } from './triage-report.ts';

/** The worklist as a table, one study a row; the files that were skipped are not in it. */
export function triageCsv(report: TriageReport): string {
  const header = [
    'rank',
    'study_instance_uid',
    'patient_id',
    'source',
    'priority',
    'reason',
    'flagged',
    ...LABELS,
    'slices',
    'analysed',
    'not_analysed',
    'evidence_slices',
    'suitability',
    'model',
    'model_status',
    'engine',
  ];
  const rows = report.studies.map((study) => [
    study.rank,
    study.studyInstanceUid,
    study.patientId,
    study.source,
    study.priority,
    study.reason,
    study.flagged.join(' '),
    ...LABELS.map((label) => study.probabilities?.[label] ?? null),
    study.slices,
    study.analysed,
    study.notAnalysed.length,
    [...new Set(study.evidence.map(({ slice }) => slice))].join(' '),
    study.suitability
      .filter(({ outcome }) => outcome === 'warn' || outcome === 'block')
      .map(({ outcome, text }) => `${outcome}: ${text}`)
      .join('; '),
    report.model.id,
    report.model.status,
    report.engine,
  ]);
  return toCsv([header, ...rows]);
}
