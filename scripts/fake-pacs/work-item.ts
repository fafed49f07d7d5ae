import type { JsonRow } from './archive.ts';

/** What a scheduled work item of a test says. */
export interface WorkItem {
  readonly code?: string;
  readonly studies?: readonly string[];
  readonly patientId?: string;
  readonly priority?: string;
  readonly start?: string;
  readonly station?: string;
  readonly readiness?: string;
  /** Where each study is to be fetched from. */
  readonly retrieveUrl?: string;
}

const of = (vr: string, ...values: readonly unknown[]) => ({ vr, Value: values });

const coded = (value: string): JsonRow => ({
  '00080100': of('SH', value),
  '00080102': of('SH', '99SITE'),
  '00080104': of('LO', value),
});

/** A work item as a workflow manager schedules one (PS3.4 table CC.2.5-3). */
export function workItem({
  code = 'ICH',
  studies = ['1.2.3.1'],
  patientId = 'P1',
  priority = 'MEDIUM',
  start = '20261124080000',
  station,
  readiness = 'READY',
  retrieveUrl,
}: WorkItem = {}): JsonRow {
  const inputs = studies.map((study) => ({
    '0020000D': of('UI', study),
    ...(retrieveUrl === undefined
      ? {}
      : { '0040E025': of('SQ', { '00081190': of('UR', retrieveUrl) }) }),
  }));
  return {
    '00404018': of('SQ', coded(code)),
    ...(station === undefined ? {} : { '00404025': of('SQ', coded(station)) }),
    '00404005': of('DT', start),
    '00404041': of('CS', readiness),
    '00741200': of('CS', priority),
    '00100020': of('LO', patientId),
    '00404021': inputs.length === 0 ? { vr: 'SQ' } : of('SQ', ...inputs),
  };
}
