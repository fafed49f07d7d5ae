import { describe, expect, it } from 'vitest';
import { ms } from '#base';
import { chosenSeries, groupStudies, type Study } from '#dicom';
import { assessSuitability } from '#triage';
import { aSlice, headerOf } from '../../dicom/slice.fixture.ts';
import { recheck } from '../analysis/recheck.ts';
import { createSettingsStore } from '../settings/state.ts';
import { memoryStorage } from '../storage.ts';
import { checksNow, withChecksNow } from './checks-now.ts';
import { anEntry, aResult } from './entries.fixture.ts';
import { heldStudy } from './held-study.ts';
import { slicesMark } from './kept-rows.ts';
import { mergeStudies } from './merge-studies.ts';
import { createWorklistStore } from './state.ts';
import { resultOf, type StudyEntry } from './study-entry.ts';

/** Twenty axial slices of a scan: another one has another series and was made an hour later. */
const scan = (series: string, time: string) =>
  Array.from({ length: 20 }, (_, at) =>
    headerOf(
      aSlice({
        series,
        instance: at + 1,
        z: 5 * at,
        more: { SOPInstanceUID: `${series}.${at + 1}`, AcquisitionTime: time },
      }),
      `${series}/${at}`,
    ),
  );
const FIRST = scan('1.2.5', '100000');
const SECOND = scan('1.2.6', '110000');
const studyOf = (headers: typeof FIRST): Study => {
  const [study] = groupStudies(headers);
  if (study === undefined) throw new Error('no study');
  return study;
};
const analyzed = (study: Study): StudyEntry =>
  anEntry(study.key, {
    study: heldStudy(study),
    phase: { kind: 'ranked', result: aResult(0.1) },
  });
const warnings = (entry: StudyEntry | undefined) =>
  (entry === undefined ? [] : (resultOf(entry)?.findings.suitability ?? [])).map(
    ({ inRow }) => inRow,
  );

describe('a study that more is given of after it was analyzed', () => {
  const entry = analyzed(studyOf(FIRST));
  const both = studyOf([...FIRST, ...SECOND]);
  const shift = { startedAt: ms(0), lastNumber: 7 };
  const merged = mergeStudies(new Map([[entry.key, entry]]), [both], shift, ms(1)).entries;

  it('keeps what the slices’ own headers say: that they were acquired on another day', () => {
    const dates = { StudyDate: '20261129', AcquisitionDate: '20261101' };
    const late = studyOf(
      Array.from({ length: 20 }, (_, at) =>
        headerOf(aSlice({ instance: at + 1, z: 5 * at, more: dates }), `${at}`),
      ),
    );
    const series = chosenSeries(late);
    if (series === undefined) throw new Error('no series');
    const suitability = assessSuitability(series, late, null);
    expect(suitability.map(({ code }) => code)).toContain('other-day');
    const result = aResult(0.1);
    const known = anEntry(late.key, {
      study: heldStudy(late),
      suitability,
      phase: {
        kind: 'ranked',
        result: { ...result, findings: { ...result.findings, suitability } },
      },
    });
    expect(withChecksNow(known)).toBe(known);
  });

  it('tells of the second scan, which its row says nothing of, and keeps its flag and place', () => {
    const now = merged.get(entry.key);
    if (now === undefined) throw new Error('gone');
    expect(now.phase.kind).toBe('ranked');
    const told = withChecksNow(now);
    expect(warnings(told)).toEqual(['a later scan of 20 slices not in this row']);
    expect(told.suitability).toEqual(resultOf(told)?.findings.suitability);
    expect(withChecksNow(told)).toBe(told);
    expect(withChecksNow(entry)).toBe(entry);
  });

  it('is kept so: after a reload the row says it, too', async () => {
    const storage = memoryStorage();
    const result = aResult(0.1);
    await storage.saveResult({
      version: 4,
      analysisKey: result.analysisKey,
      studyKey: entry.key,
      slices: slicesMark(both),
      summary: entry.summary,
      result,
      receivedAt: 0,
    });
    const worklist = createWorklistStore(0, { ...shift, version: 1, seenAt: ms(0) });
    worklist.setState({ entries: merged });
    const settings = createSettingsStore({ version: 1, keepResults: true });
    await recheck({ worklist, settings, storage }, [entry.key]);
    expect(warnings(worklist.getState().entries.get(entry.key))).toHaveLength(1);
    const kept = await storage.result(result.analysisKey);
    expect(kept?.result.findings.suitability).toHaveLength(1);
  });
});

it('keeps what pixels said of other scans, and says a number of slices once', () => {
  const check = (code: 'scan-elsewhere' | 'age', text: string) =>
    ({ outcome: 'warn', code, text }) as const;
  const old = check('age', 'the patient is 3 years old');
  const beyond = check('scan-elsewhere', '9 slices of another series beyond these');
  const ten = check('scan-elsewhere', 'another scan of 10 slices');
  const twenty = check('scan-elsewhere', 'another scan of 20 slices');
  expect(checksNow([old, beyond], [])).toBeNull();
  expect(checksNow([old, beyond, ten], [twenty])).toEqual([old, beyond, twenty]);
});
