import { chosenSeries } from '#dicom';
import { checksBeside, type SuitabilityCheck } from '#triage';
import { readStudy } from './held-study.ts';
import { resultOf, type StudyEntry } from './study-entry.ts';

/** What of a series' checks comes from what is given beside it, and changes when more is given though its slices stay. */
const BESIDE: ReadonlySet<string> = new Set([
  'patient-elsewhere',
  'patients-differ',
  'after-contrast',
  'slices-elsewhere',
  'instances-unread',
  'directory-differs',
  'interleaved-series',
  'reading-stopped',
]);
/** The same, but pixels speak for it, too: what they said stays where the headers say nothing. */
const BESIDE_BY_PIXELS = 'scan-elsewhere';

/**
 * The study with its result beside what is given of it now: a second scan that came after the analysis, or had not come when a kept result was made, is told
 * of in the row all the same. The very same entry where nothing differs.
 */
export function withChecksNow(entry: StudyEntry): StudyEntry {
  const { phase, study: held } = entry;
  const result = resultOf(entry);
  const study = held === null ? null : readStudy(held);
  const series = study === null ? null : chosenSeries(study);
  if (result === null || study === null || series == null || !('result' in phase)) return entry;
  const suitability = checksNow(result.findings.suitability, checksBeside(series, study));
  if (suitability === null) return entry;
  const findings = { ...result.findings, suitability };
  const withResult = { ...phase, result: { ...result, findings } } as StudyEntry['phase'];
  return { ...entry, suitability, phase: withResult };
}

/** What a check says, whatever the number of slices and whichever scan came first: results of before don't say that. */
const kindOf = ({ text }: SuitabilityCheck): string =>
  text.replace(/\d+ slices?/g, '').replace(/^an? (?:later|earlier)/, 'another');

/** The checks of a result with those beside it as they are now; null where they are the same. */
export function checksNow(
  before: readonly SuitabilityCheck[],
  headersSay: readonly SuitabilityCheck[],
): readonly SuitabilityCheck[] | null {
  const scans = headersSay.filter(({ code }) => code === BESIDE_BY_PIXELS);
  const isOfBeside = (check: SuitabilityCheck) =>
    BESIDE.has(check.code) ||
    (check.code === BESIDE_BY_PIXELS && scans.some((one) => kindOf(one) === kindOf(check)));
  const had = before.filter(isOfBeside);
  const now = [...headersSay.filter(({ code }) => BESIDE.has(code)), ...scans];
  const words = (checks: readonly SuitabilityCheck[]) => checks.map(({ text }) => text).sort();
  if (words(had).join('\n') === words(now).join('\n')) return null;
  return [...before.filter((check) => !isOfBeside(check)), ...now];
}
