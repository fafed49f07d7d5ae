import { expect, it } from 'vitest';
import { ms } from '#base';
import type { Study } from '#dicom';
import { emptyRecord, standing, verdictOf } from '#verdicts';
import { aHeader, aSeries, aStudy } from '../triage/study.fixture.ts';
import { createHistoryStore } from './history/state.ts';
import { createMeasurementsStore, measurementsOf } from './measurements/state.ts';
import { createReadingStore } from './reading/state.ts';
import { createArrivals, createRecall } from './recall.ts';
import { isSealed, newSealKey, type Seal, sealWith } from './seal.ts';
import { sealedStorage } from './sealed-storage.ts';
import { type AppStorage, memoryStorage } from './storage.ts';
import { createVerdictsStore } from './verdicts/state.ts';
import { anEntry, aResult, aSummary } from './worklist/entries.fixture.ts';
import { restoredEntries, rowToKeep, slicesMark, uidMark } from './worklist/kept-rows.ts';
import { mergeStudies } from './worklist/merge-studies.ts';
import { createNoticesStore } from './worklist/notices.ts';
import { shiftFrom } from './worklist/shift.ts';
import { createWorklistStore } from './worklist/state.ts';
import {
  sharingSliceKeys,
  withheldReading,
  withheldSummary,
  withSliceKeys,
} from './worklist/withheld.ts';

const UID = '1.2.840.99.4711';
const SLICES = [0, 1, 2].map((index) => aHeader(index, { sopInstanceUid: `${UID}.3.${index}` }));
const SERIES = { ...aSeries(SLICES), key: `${UID}.3`, seriesInstanceUid: `${UID}.3` };

const study = (key: string): Study => ({ ...aStudy(SERIES), key, studyInstanceUid: UID });

/** What a tab kept that received study "aaaa", acknowledged it, measured in it and gave a verdict. */
async function keptBy(storage: AppStorage): Promise<void> {
  const care = { openedAt: ms(1), acknowledged: { at: ms(2), by: 'AB' }, done: null };
  const summary = aSummary({ studyInstanceUid: UID });
  const entry = anEntry('aaaa', { number: 41, receivedAt: ms(10), care, summary });
  await storage.saveRows([rowToKeep({ ...entry, study: study('aaaa') }, false)]);
  const result = aResult(0.9, {
    slices: aResult(0.9).findings.slices.map((slice) => ({ ...slice, sliceKey: `${UID}.3` })),
  });
  const analysisKey = await storage.seal('ab'.repeat(32));
  await storage.saveResult({
    version: 4,
    analysisKey,
    studyKey: 'aaaa',
    slices: slicesMark(study('aaaa')),
    summary: withheldSummary(summary),
    result: withheldReading({ ...result, analysisKey }),
    receivedAt: 10,
  });
  await storage.saveVerdicts({
    ...emptyRecord('aaaa'),
    log: [
      {
        verdict: verdictOf('none', null),
        at: ms(5),
        by: 'AB',
        stage: 'open',
        analysisKey: 'ab'.repeat(32),
        flagged: ['any'],
        undoneAt: null,
      },
    ],
  });
  await storage.saveMeasurements({
    version: 2,
    studyKey: 'aaaa',
    measurements: [
      {
        id: 1,
        kind: 'length',
        seriesKey: SERIES.key,
        sliceKey: `${UID}.3.2`,
        slice: 2,
        points: [{ x: 1, y: 2 }],
        quantities: [],
        notes: [],
        at: 7,
        by: 'AB',
      },
    ],
  });
}

/** A tab over what was kept. */
async function tab(storage: AppStorage) {
  const worklist = createWorklistStore(0);
  worklist.setState({ entries: restoredEntries(await storage.rows(), await storage.results()) });
  return {
    worklist,
    reading: createReadingStore(),
    verdicts: createVerdictsStore(await storage.verdicts()),
    measurements: createMeasurementsStore(await storage.measurements()),
    history: createHistoryStore(),
    notices: createNoticesStore(),
  };
}

const everything = async (storage: AppStorage): Promise<string> =>
  JSON.stringify([
    await storage.rows(),
    await storage.results(),
    await storage.verdicts(),
    await storage.measurements(),
  ]);

it('nothing that names a patient, a study, a series or a slice is at rest', async () => {
  const inner = memoryStorage();
  await keptBy(sealedStorage(inner, sealWith(await newSealKey())));
  const kept = await everything(inner);
  expect(kept).not.toMatch(/4711|aaaa|Doe|ID-7|A-5|20260314|090500|CT head|abab/);
  expect(kept).toContain('"number":41');
});

it('a study that is given again is found under its number, with its result, verdict and measurements on their slices', async () => {
  const seal = sealWith(await newSealKey());
  const inner = memoryStorage();
  await keptBy(sealedStorage(inner, seal));
  const stores = await tab(inner);
  const [sealed = ''] = stores.worklist.getState().entries.keys();
  expect(isSealed(sealed)).toBe(true);
  // A list that has its Study Instance UID finds it, too.
  expect(stores.worklist.getState().entries.get(sealed)?.sealedUid).toBe(
    await seal.of(uidMark(UID)),
  );
  stores.reading.setState({ openKey: sealed });
  await createRecall(stores, seal).of([study('aaaa'), study('bbbb')]);
  const { entries } = stores.worklist.getState();
  expect([...entries.keys()]).toEqual(['aaaa']);
  expect(entries.get('aaaa')).toMatchObject({ key: 'aaaa', number: 41, receivedAt: 10 });
  expect(entries.get('aaaa')?.phase.kind).toBe('ranked');
  expect(stores.reading.getState().openKey).toBe('aaaa');
  expect(standing(stores.verdicts.getState().byStudy.get('aaaa'))?.verdict.kind).toBe('none');
  expect(measurementsOf(stores.measurements.getState(), 'aaaa')).toMatchObject([
    { seriesKey: SERIES.key, sliceKey: `${UID}.3.2` },
  ]);
  // Taken in, it is one study, named again.
  const merged = mergeStudies(entries, [study('aaaa')], shiftFrom(null, 0), ms(99));
  expect(merged.entries.size).toBe(1);
  expect(merged.entries.get('aaaa')?.summary.withheld).toBeUndefined();
});

it('under another key nothing is found: the study comes in as another', async () => {
  const inner = memoryStorage();
  await keptBy(sealedStorage(inner, sealWith(await newSealKey())));
  const stores = await tab(inner);
  await createRecall(stores, sealWith(await newSealKey())).of([study('aaaa')]);
  expect([...stores.worklist.getState().entries.keys()].every(isSealed)).toBe(true);
});

it('what was restored and not given again is kept under the same seal when people act on it', async () => {
  const seal = sealWith(await newSealKey());
  const inner = memoryStorage();
  await keptBy(sealedStorage(inner, seal));
  const stores = await tab(inner);
  const [entry] = stores.worklist.getState().entries.values();
  if (entry === undefined) throw new Error('nothing was restored');
  await sealedStorage(inner, seal).saveRows([rowToKeep({ ...entry, number: 42 }, false)]);
  expect((await inner.rows()).map(({ number }) => number)).toEqual([42]);
});

it('a kept result names its slices again by their place in the series', () => {
  const result = aResult(0.9);
  const kept = withheldReading(result);
  expect(JSON.stringify(kept)).not.toContain('slice-');
  const keys = [0, 1, 2, 3, 4].map((index) => `slice-${index}`);
  expect(withSliceKeys(kept, keys)).toEqual(result);
});

it('a result that names its slices by their headers’ own words says what it said, and nothing of another slice', () => {
  const { findings } = aResult(0.9);
  const keys = findings.slices.map(({ sliceKey }) => sliceKey);
  expect(sharingSliceKeys(findings, keys)).toStrictEqual(findings);
  expect(sharingSliceKeys(findings, [...keys].reverse())).toStrictEqual(findings);
  expect(sharingSliceKeys(findings, [])).toStrictEqual(findings);
});

it('a kept result does not quote the header', () => {
  const suitability = [
    { outcome: 'warn', code: 'contrast', text: 'the description suggests contrast: CTA MUELLER' },
    { outcome: 'warn', code: 'body-part', text: 'the body part is KNIE', inRow: 'KNIE' },
    { outcome: 'pass', code: 'body-part', text: 'body part HEAD OF MUELLER' },
    { outcome: 'warn', code: 'age', text: 'the patient is 12: measured on adults only' },
    { outcome: 'unknown', code: 'kernel', text: 'the reconstruction kernel is not stated' },
  ] as never;
  const { findings } = withheldReading(aResult(0.9, { suitability }));
  const kept = JSON.stringify(findings.suitability);
  expect(kept).not.toMatch(/MUELLER|KNIE|12/);
  expect(findings.suitability.map(({ outcome }) => outcome)).toEqual([
    'warn',
    'warn',
    'pass',
    'warn',
    'unknown',
  ]);
});

it('studies are taken in in their order, also where the first must be looked for', async () => {
  const stores = await tab(memoryStorage());
  stores.worklist.setState({ entries: new Map([[`~${'0'.repeat(32)}`, anEntry('x')]]) });
  const slow: Seal = { of: (text) => new Promise((done) => setTimeout(done, 5, text)) };
  const taken: string[] = [];
  const arrivals = createArrivals(createRecall(stores, slow), ([one]) => {
    taken.push(one?.key ?? '');
  });
  const first = arrivals.take([study('a')]);
  stores.worklist.setState({ entries: new Map() });
  await Promise.all([first, arrivals.take([study('b')])]);
  expect(arrivals.take([study('c')])).toBeUndefined();
  expect(taken).toEqual(['a', 'b', 'c']);
  stores.worklist.setState({ entries: new Map([[`~${'0'.repeat(32)}`, anEntry('x')]]) });
  const late = arrivals.take([study('d')]);
  arrivals.forget();
  await late;
  expect(taken).not.toContain('d');
});
