import type { StudyFindings, SuitabilityCheck } from '#triage';
import type { ModelReading, StudyResult, StudySummary } from './study-entry.ts';

/** What is kept of a study's header where names are not: counts, and whether a program made it. */
export const withheldSummary = ({
  seriesCount,
  sliceCount,
  synthetic,
}: Pick<StudySummary, 'seriesCount' | 'sliceCount' | 'synthetic'>): StudySummary => ({
  studyInstanceUid: '',
  patientId: '',
  patientName: '',
  patientSex: '',
  patientAgeYears: null,
  studyDate: '',
  studyTime: '',
  studyDescription: '',
  accessionNumber: '',
  seriesCount,
  sliceCount,
  synthetic,
  withheld: true,
});

/** In place of what quotes a header's words. The outcome stays. */
const WITHOUT_WORDS: Readonly<Record<string, string>> = {
  contrast: 'the header suggests contrast (its words are not kept)',
  'body-part': 'the header says something else than a head (its words are not kept)',
  age: 'the patient is under 18: measured on adults only',
  kernel: 'the kernel looks like a sharp (bone) one',
};

function withoutWords(check: SuitabilityCheck): SuitabilityCheck {
  const text = WITHOUT_WORDS[check.code];
  if (text === undefined || check.outcome === 'unknown') return check;
  if (check.outcome === 'pass') return { ...check, text: `${check.code} as expected` };
  return { ...check, text, ...('inRow' in check ? { inRow: text } : {}) };
}

const unnamed = <Slice extends { readonly sliceKey: string }>(slices: readonly Slice[]) =>
  slices.map((slice) => ({ ...slice, sliceKey: '' }));

/** A result, or a part of one, without UIDs and without words of the header. Slices are known by their place; {@link withSliceKeys} names them again. */
export function withheldReading<Reading extends ModelReading>(reading: Reading): Reading {
  const { findings } = reading;
  const kept: StudyFindings = {
    ...findings,
    slices: unnamed(findings.slices),
    notAnalysed: unnamed(findings.notAnalysed),
    suitability: findings.suitability.map(withoutWords),
  };
  return { ...reading, findings: kept };
}

type Placed = { readonly sliceKey: string; readonly index: number };

function renamed(findings: StudyFindings, nameOf: (slice: Placed) => string): StudyFindings {
  const all = <Slice extends Placed>(slices: readonly Slice[]) =>
    slices.map((slice) => ({ ...slice, sliceKey: nameOf(slice) }));
  return {
    ...findings,
    slices: all(findings.slices),
    notAnalysed: all(findings.notAnalysed),
  };
}

/**
 * A kept result with the keys of its slices, by their place in the series (`keys[index]`). Only for the series that the result is
 * of: its {@link StudyResult.analysisKey} says so.
 */
export function withSliceKeys(result: StudyResult, keys: readonly string[]): StudyResult {
  const findings = renamed(result.findings, ({ sliceKey, index }) => keys[index] ?? sliceKey);
  return { ...result, findings };
}

/**
 * What a worker found, with the keys of the slices as these very strings (`keys[index]`), which the headers hold anyhow: what comes
 * from a worker has copies. Where one says another slice it stays as it is.
 */
export const sharingSliceKeys = (findings: StudyFindings, keys: readonly string[]): StudyFindings =>
  renamed(findings, ({ sliceKey, index }) => {
    const held = keys[index];
    return held === sliceKey ? held : sliceKey;
  });
