import { countOf } from '#base';
import { countBy } from '../text.ts';
import { withoutRow } from './counted-from-pacs.ts';
import type { PacsRun } from './run.ts';

/** Reasons that are named in the line; the report above it has them all. */
const NAMED = 3;

/** The last line of a run on a PACS: what became of every study that the PACS listed, and why not all of them have a row. */
export function summaryOf({ report, elsewhere, stored, failed }: PacsRun): string {
  const { studies, objects } = withoutRow(report);
  const isEmpty = report.studies.length + report.skipped.length + elsewhere === 0;
  const parts = [
    `${countOf(report.studies.length, 'study', 'studies')} ranked${isEmpty ? ': the PACS listed none' : ''}`,
    ...(studies.length === 0 ? [] : [`${studies.length} skipped (${reasonsOf(studies)})`]),
    ...(objects.length === 0
      ? []
      : [`${countOf(objects.length, 'object')} in no row (${reasonsOf(objects)})`]),
    ...(elsewhere === 0 ? [] : [`${elsewhere} left to other shares`]),
    ...(stored === 0 ? [] : [`${countOf(stored, 'result')} written back`]),
    ...(failed === 0 ? [] : [`${countOf(failed, 'fault')}, see above`]),
    ...(report.interrupted === true ? ['interrupted'] : []),
  ];
  return `${parts.join(', ')}.`;
}

/** "2 × not CT: modality MR; 1 × it has a result of this model already", the most frequent first. */
function reasonsOf(skipped: PacsRun['report']['skipped']): string {
  const counts = countBy(skipped.map(({ reason }) => reason));
  const others = counts.slice(NAMED).reduce((sum, [, count]) => sum + count, 0);
  return [
    ...counts.slice(0, NAMED).map(([reason, count]) => `${count} × ${reason}`),
    ...(others === 0 ? [] : [`${others} × others`]),
  ].join('; ');
}
