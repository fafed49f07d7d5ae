import { toCsv } from './csv.ts';
import { reportedProbability } from './reported-probability.ts';
import type { ShiftStudy, ShiftSummary } from './shift-summary.ts';
import { type Cell, type Column, tableOf } from './triage-columns.ts';

const minutes = (duration: number | null): number | null =>
  duration === null ? null : Math.round(duration / 6000) / 10;

const COLUMNS: readonly Column<ShiftStudy>[] = [
  ['number', ({ number }) => number],
  ['result', ({ result }) => result],
  ['types', ({ types }) => types.join(' ')],
  [
    'any',
    ({ any, anyFrom }) => (any === null ? null : reportedProbability(any, anyFrom ?? undefined)),
  ],
  ['reason', ({ reason }) => reason],
  ['received_at', ({ receivedAt }) => receivedAt],
  ['care', ({ care }) => care],
  ['waited_minutes', ({ waited }) => minutes(waited)],
  ['seen', ({ seen }) => (seen ? 'yes' : 'no')],
  ['opened_at', ({ openedAt }) => openedAt],
  ['acknowledged_at', ({ acknowledgedAt }) => acknowledgedAt],
  ['acknowledged_by', ({ acknowledgedBy }) => acknowledgedBy],
  ['done_at', ({ doneAt }) => doneAt],
  ['done_by', ({ doneBy }) => doneBy],
  ['verdict', ({ verdict }) => verdict],
  ['verdict_at', ({ verdictAt }) => verdictAt],
  ['disagreement', ({ disagreement }) => disagreement],
];

/** A shift's studies as a table, in the order in which they came. No column tells the patient. */
export const shiftStudiesCsv = ({ studies }: ShiftSummary): string =>
  toCsv(tableOf(COLUMNS, studies));

/** A shift's figures as a table: what was counted, of which group, how much; times in minutes. */
export function shiftFiguresCsv(summary: ShiftSummary): string {
  const { from, to, cap, studies, results, cares, waits, earlier } = summary;
  const counts = (what: string, of: Readonly<Record<string, number>>): Cell[][] =>
    Object.entries(of).map(([group, count]) => [what, group, count]);
  return toCsv([
    ['figure', 'group', 'value'],
    ['from', '', from],
    ['to', '', to],
    ['cap_minutes', '', minutes(cap)],
    ['received', 'all', studies.length],
    ...counts('result', results),
    ...counts('care', cares),
    ...waits.flatMap(({ result, seen, median, worst, waiting, longest, overCap }): Cell[][] => {
      const group = result ?? 'all';
      return [
        ['seen', group, seen],
        ['median_wait_minutes', group, minutes(median)],
        ['worst_wait_minutes', group, minutes(worst)],
        ['waiting', group, waiting],
        ['longest_wait_so_far_minutes', group, minutes(longest)],
        ['over_cap', group, overCap],
      ];
    }),
    ...summary.notAnalyzed.map(({ reason, numbers }): Cell[] => [
      'not_analyzed_because',
      reason,
      numbers.length,
    ]),
    ['disagreements', 'all', summary.disagreements.length],
    ['left_of_earlier_shifts', '', earlier.left],
    ['done_of_earlier_shifts', '', earlier.doneSince],
  ]);
}
