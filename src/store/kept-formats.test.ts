import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#triage';
import { standing } from '#verdicts';
import { DEFAULT_ATTENTION } from './attention/settings.ts';
import { readMeasurements, readResult, readRow, readVerdicts } from './kept-formats.ts';
import { OWN_CAP_MINUTES, OWN_WINDOWS } from './settings/site-choices.ts';
import { parseSettings } from './settings/state.ts';
import { restoredEntries } from './worklist/kept-rows.ts';
import { shiftFrom } from './worklist/shift.ts';
import { createWorklistStore } from './worklist/state.ts';
import { heardOf, type StudySummary } from './worklist/study-entry.ts';
import { withheldSummary } from './worklist/withheld.ts';

/** Records as each version of the program wrote them: they never change, and every later version has to read them. */
const kept = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(new URL(`./formats/${name}.json`, import.meta.url), 'utf8'));

describe('a kept result', () => {
  it('of version 1 is read, with its flags, its reasons and its evidence', () => {
    const read = readResult(kept('result-v1'));
    if (read.kind !== 'current') throw new Error(read.kind);
    const { findings } = read.value.result;
    expect(findings.flagged).toEqual(['any', 'subdural']);
    expect(findings.slices.map(({ index }) => index)).toEqual([0, 1]);
    // What version 1 kept of its own is made of the slices.
    const { evidence } = (kept('result-v1').result as { findings: Record<string, unknown> })
      .findings;
    expect(evidenceOf(findings)[0]?.index).toBe((evidence as { index: number }[])[0]?.index);
    expect(findings).not.toHaveProperty('evidence');
    expect(findings.notAnalysed.map(({ index, reason }) => [index, reason.code])).toEqual([
      [2, 'no-brain'],
    ]);
    const worklist = createWorklistStore(0, shiftFrom(null, 0));
    worklist.setState({ entries: restoredEntries([], [read.value]) });
    const entry = worklist.getState().entries.get('00c0ffee00c0ffee');
    expect(entry?.phase.kind).toBe('ranked');
    expect(entry && heardOf(entry).notAnalysed.size).toBe(1);
  });

  it('of version 1 loses its UIDs and the words of the header, of versions 2 to 4 it is read as it is, but for the evidence', () => {
    const read = readResult(kept('result-v1'));
    expect(JSON.stringify(read)).not.toMatch(/ID-7|A-5|1\.2\.3|20260314|CT head/);
    const second = kept('result-v2');
    const now = kept('result-v4');
    expect(readResult(now)).toEqual({ kind: 'current', value: now });
    const bare = ({ evidence: _, ...findings }: Record<string, unknown>) => findings;
    const { result, ...rest } = second as { result: { findings: Record<string, unknown> } };
    const value = {
      ...rest,
      version: 4,
      slices: '',
      result: { ...result, findings: bare(result.findings) },
    };
    expect(readResult(second)).toEqual({ kind: 'current', value });
    expect(readResult(kept('result-v3'))).toEqual({ kind: 'current', value: now });
    for (const damaged of [null, { result: null }, { result: { findings: 3 } }]) {
      expect(readResult({ ...kept('result-v3'), ...damaged, studyKey: 7 }).kind).toBe('unreadable');
    }
    expect(readResult({ ...now, slices: undefined })).toEqual({ kind: 'unreadable' });
  });

  it('without a probability (NaN) is one all the same', () => {
    const record = kept('result-v1') as { result: { findings: { probabilities: object } } };
    record.result.findings.probabilities = Object.fromEntries(
      Object.keys(record.result.findings.probabilities).map((label) => [label, Number.NaN]),
    );
    expect(readResult(record).kind).toBe('current');
  });

  it('of a newer version is left alone; a damaged one is unreadable, and neither throws', () => {
    expect(readResult({ ...kept('result-v1'), version: 99 })).toEqual({ kind: 'newer' });
    for (const member of ['result', 'summary', 'analysisKey', 'receivedAt']) {
      const { [member]: _, ...rest } = kept('result-v1');
      expect(readResult(rest)).toEqual({ kind: 'unreadable' });
    }
    expect(readResult(undefined)).toEqual({ kind: 'unreadable' });
  });
});

it.each(['agree', 'disagree', 'unsure'] as const)(
  'a kept verdict of version 1 or 2, %s, stays readable as what it was: a word on the flag, by nobody in particular',
  (verdict) => {
    const record = { ...kept('verdict-v1'), verdict };
    const read = readVerdicts(record);
    if (read.kind !== 'current') throw new Error(read.kind);
    expect(standing(read.value)).toEqual({
      verdict: { kind: verdict },
      at: 1767225700000,
      by: '',
      stage: 'open',
      analysisKey: kept('verdict-v1').analysisKey,
      flagged: null,
      undoneAt: null,
    });
    expect(read.value).toMatchObject({ version: 3, studyKey: '00c0ffee00c0ffee', blinded: null });
    const sealed = readVerdicts({ ...kept('verdict-v2'), verdict });
    expect(sealed).toMatchObject({
      value: { studyKey: kept('verdict-v2').studyKey, log: [{ verdict: { kind: verdict } }] },
    });
  },
);

it('kept verdicts of version 3 are read with their log; newer and damaged ones are not', () => {
  const record = kept('verdict-v3');
  expect(readVerdicts(record)).toEqual({ kind: 'current', value: record });
  expect(readVerdicts({ ...record, version: 99 })).toEqual({ kind: 'newer' });
  expect(readVerdicts({ ...kept('verdict-v1'), verdict: 'perhaps' })).toEqual({
    kind: 'unreadable',
  });
  const [first = {}] = record.log as readonly object[];
  for (const damage of [
    { verdict: { kind: 'normal' } },
    { verdict: { kind: 'hemorrhage', types: ['any'], asFlagged: false } },
    { stage: 'later' },
    { at: 'now' },
  ]) {
    expect(readVerdicts({ ...record, log: [{ ...first, ...damage }] })).toEqual({
      kind: 'unreadable',
    });
  }
});

it('kept measurements of version 1 or 2 are read, with their numbers; newer and damaged ones are not', () => {
  const record = kept('measurements-v2');
  expect(readMeasurements(record)).toEqual({ kind: 'current', value: record });
  const old = kept('measurements-v1');
  expect(readMeasurements(old)).toEqual({ kind: 'current', value: { ...old, version: 2 } });
  expect(readMeasurements({ ...record, version: 99 })).toEqual({ kind: 'newer' });
  const [first = {}] = record.measurements as readonly object[];
  for (const damage of [{ kind: 'guess' }, { points: [{ x: 'a' }] }, { slice: Number.NaN }]) {
    const measurements = [{ ...first, ...damage }];
    expect(readMeasurements({ ...record, measurements })).toEqual({ kind: 'unreadable' });
  }
});

it('a kept row of an earlier version is read without anything of the patient, with what people did', () => {
  const record = kept('row-v1');
  const read = readRow(record);
  const { seriesCount, sliceCount, synthetic } = record.summary as StudySummary;
  const summary = withheldSummary({ seriesCount, sliceCount, synthetic });
  const unknown = { uid: '', slices: '', soFar: null, revision: 0 };
  expect(read).toEqual({ kind: 'current', value: { ...record, version: 6, ...unknown, summary } });
  expect(JSON.stringify(read)).not.toMatch(/ID-7|A-5|1\.2\.3|20260314|CT head/);
  if (read.kind !== 'current') return;
  const [entry] = restoredEntries([read.value], []).values();
  expect(entry).toMatchObject({ number: 7, care: { acknowledged: { by: 'AB' }, done: null } });
  const second = kept('row-v2');
  expect(readRow(second)).toEqual({
    kind: 'current',
    value: { ...second, version: 6, ...unknown },
  });
  const third = kept('row-v3');
  expect(readRow(third)).toEqual({
    kind: 'current',
    value: { ...third, version: 6, slices: '', soFar: null, revision: 0 },
  });
  const fourth = kept('row-v4');
  expect(readRow(fourth)).toEqual({
    kind: 'current',
    value: { ...fourth, version: 6, soFar: null, revision: 0 },
  });
  expect(readRow(kept('row-v5'))).toEqual({
    kind: 'current',
    value: { ...kept('row-v5'), version: 6, revision: 0 },
  });
  expect(readRow(kept('row-v6'))).toEqual({ kind: 'current', value: kept('row-v6') });
  expect(readRow({ ...record, version: 99 })).toEqual({ kind: 'newer' });
  expect(readRow({ ...record, care: 'none' })).toEqual({ kind: 'unreadable' });
});

it('a kept shift of version 1 goes on, one of a newer version does not', () => {
  const record = kept('shift-v1');
  expect(shiftFrom(record, Number(record.seenAt) + 1)).toMatchObject({ lastNumber: 41 });
  expect(shiftFrom({ ...record, version: 2 }, Number(record.seenAt) + 1).lastNumber).toBe(0);
});

it('kept settings of version 1 are read to the last', () => {
  expect(parseSettings(kept('settings-v1'))).toEqual({
    initials: '',
    initialsAsked: 0,
    language: 'browser',
    prevalencePercent: 10,
    density: 'standard',
    hiddenColumns: [],
    views: [],
    attention: DEFAULT_ATTENTION,
    capMinutes: OWN_CAP_MINUTES,
    bannerLine: '',
    windows: OWN_WINDOWS,
    labSite: { arrivalsPerHour: 8, readers: 1, readingMinutes: 6, capMinutes: 60 },
    blinded: false,
    layout: 'one',
    tourStep: 0,
    keepNames: false,
    model: '',
    standingOpinion: '',
    lockMinutes: 10,
    lockPin: null,
    adaptation: null,
    ...kept('settings-v1'),
  });
});
