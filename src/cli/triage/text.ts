import { countOf, LABEL_ABBREVIATIONS, LABELS, withoutOverrides } from '#base';
import type { StudyReport, TriageReport } from '#report';

/** What stands above the skipped things of a report, of which there is at least one. */
export type HeadOfSkipped = (report: TriageReport) => string;

const countedAsFiles: HeadOfSkipped = ({ skipped }) =>
  `${countOf(skipped.length, 'file is', 'files are')} in no study's row:`;

/** Skipped files of one reason that are named one by one before they are only counted. */
const NAMED = 3;

/**
 * The worklist for people; `headOf` says above what was skipped how much it was. Control characters of file names and headers are
 * taken out: a terminal would obey them.
 */
export function triageText(report: TriageReport, headOf: HeadOfSkipped = countedAsFiles): string {
  const { model } = report;
  const untrained =
    model.status === 'untrained'
      ? [
          '',
          'UNTRAINED MODEL: these probabilities mean nothing; only the way they are made is shown.',
        ]
      : [];
  return [
    `${model.title} (${model.hash.slice(0, 12)}), ${model.operatingPoint}, on ${report.engine}`,
    ...measuredLine(model.measured),
    ...untrained,
    ...(report.interrupted === true ? ['', 'INTERRUPTED: what was not reached says so.'] : []),
    '',
    ...report.studies.flatMap(studyLines),
    ...skippedLines(report, headOf),
    'Research software, not a diagnosis. "No flag" does not mean that nothing is there.',
  ]
    .map(printable)
    .join('\n');
}

/** What to expect of the flags. */
function measuredLine(measured: TriageReport['model']['measured']): readonly string[] {
  if (measured === null) return [];
  const { sensitivity, specificity, n, positives } = measured;
  const shown = (value: number | null) => (value === null ? 'n/a' : value.toFixed(2));
  return [
    `At this operating point, out of fold: sensitivity ${shown(sensitivity)}, specificity ${shown(specificity)} on ${countOf(n, 'study', 'studies')}, ${positives} with hemorrhage`,
  ];
}

function studyLines(study: StudyReport): readonly string[] {
  const { probabilities } = study;
  const numbers =
    probabilities === null
      ? []
      : [LABELS.map((l) => `${LABEL_ABBREVIATIONS[l]} ${probabilities[l].toFixed(2)}`).join('  ')];
  const evidence = [...new Set(study.evidence.map(({ slice }) => slice))];
  const cautions = study.suitability.filter(
    ({ outcome }) => outcome === 'warn' || outcome === 'block',
  );
  const lines = [
    study.reason,
    ...numbers,
    ...(evidence.length === 0
      ? []
      : [
          `look at ${evidence.length === 1 ? 'slice' : 'slices'} ${evidence.join(', ')} of ${study.slices}`,
        ]),
    `${study.analysed} of ${countOf(study.slices, 'slice')} analyzed${notAnalysed(study)}`,
    ...(cautions.length === 0 ? [] : [`caution: ${cautions.map(({ text }) => text).join('; ')}`]),
  ];
  const head = `${String(study.rank).padStart(3)}. [${study.priority.toFixed(0).padStart(3)}] ${study.source}`;
  return [head, ...lines.map((line) => `           ${line}`), ''];
}

function notAnalysed({ notAnalysed: missing }: StudyReport): string {
  if (missing.length === 0) return '';
  const counts = countBy(missing.map(({ reason }) => reason));
  return `; not analyzed: ${counts.map(([reason, count]) => `${count} (${reason})`).join(', ')}`;
}

function skippedLines(report: TriageReport, headOf: HeadOfSkipped): readonly string[] {
  const { skipped } = report;
  if (skipped.length === 0) return [];
  const lines = countBy(skipped.map(({ reason }) => reason)).flatMap(([reason, count]) => {
    const paths = skipped.filter((one) => one.reason === reason).map(({ path }) => path);
    const shown = paths.slice(0, NAMED).join(', ');
    return [`  ${count} × ${reason}: ${shown}${count > NAMED ? ', ...' : ''}`];
  });
  return [headOf(report), ...lines, ''];
}

/** How often each value is there, the most frequent first. */
export function countBy(values: readonly string[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a);
}

const printable = (line: string): string => withoutOverrides(line.replace(/\p{Cc}/gu, '\uFFFD'));
