import { describe, expect, it, vi } from 'vitest';
import { ms, sliceIndex } from '#base';
import type { Study } from '#dicom';
import type { StudyFindings } from '#triage';
import type { AnalyzeOptions } from '#workers';
import { aHeader, aSeries } from '../../triage/study.fixture.ts';
import { createSettingsStore } from '../settings/state.ts';
import { memoryStorage } from '../storage.ts';
import { anEntry, someFindings } from '../worklist/entries.fixture.ts';
import { slicesMark } from '../worklist/kept-rows.ts';
import { createWorklistStore } from '../worklist/state.ts';
import { createAnalysisQueue } from './queue.ts';
import { readyEngine } from './ready-engine.fixture.ts';
import { createEngineStore } from './state.ts';

const study = (key: string): Study => ({
  key,
  studyInstanceUid: key,
  patient: {
    patientId: 'p',
    patientName: '',
    issuerOfPatientId: '',
    patientBirthDate: '',
    patientSex: '',
    patientAgeYears: null,
  },
  studyDate: '',
  studyTime: '',
  studyDescription: '',
  accessionNumber: '',
  series: [],
  chosen: null,
});

const ready = readyEngine();

function setup() {
  const pending: { key: string; how: AnalyzeOptions; done: (findings: StudyFindings) => void }[] =
    [];
  const calls: string[] = [];
  const worklist = createWorklistStore(0);
  const engine = createEngineStore();
  const storage = memoryStorage();
  const settled = new Set(['a']);
  const replacing = new Set<string>();
  const queue = createAnalysisQueue({
    service: {
      analyze: ({ key }, _sources, how) =>
        new Promise((done, fail) => {
          pending.push({ key, how, done });
          how.signal?.addEventListener('abort', () => fail(new DOMException('', 'AbortError')));
        }),
      pause: () => calls.push('pause'),
      resume: () => calls.push('resume'),
    },
    worklist,
    engine,
    settings: createSettingsStore(null),
    isSettled: (key) => settled.has(key),
    storage,
    sources: new Map(),
    replacing,
    now: () => 5,
    onResult: () => undefined,
  });
  worklist.setState({
    entries: new Map([['a', anEntry('a', { study: study('a'), receivedAt: ms(1) })]]),
  });
  const phase = () => worklist.getState().entries.get('a')?.phase.kind;
  return { calls, pending, worklist, engine, storage, settled, replacing, queue, phase };
}

describe('the analysis queue', () => {
  it('waits for the engine and for the slices still to come', async () => {
    const { queue, engine, settled, pending, phase } = setup();
    queue.pump();
    expect(phase()).toBe('queued');
    engine.setState(ready, true);
    settled.delete('a');
    queue.pump();
    expect(phase()).toBe('queued');
    settled.add('a');
    queue.pump();
    await vi.waitFor(() => expect(pending).toHaveLength(1));
  });

  it('tells the list once of all that is started or queued anew, however many they are', async () => {
    const { queue, engine, settled, pending, worklist } = setup();
    const keys = Array.from({ length: 50 }, (_, n) => `s${n}`);
    for (const key of keys) settled.add(key);
    const entries = keys.map((key) => [key, anEntry(key, { study: study(key) })] as const);
    worklist.setState({ entries: new Map(entries) });
    let told = 0;
    worklist.subscribe(() => {
      told += 1;
    });
    engine.setState(ready, true);
    queue.pump();
    expect(told).toBe(1);
    await vi.waitFor(() => expect(pending).toHaveLength(50));
    queue.requeue(...keys);
    expect(told).toBe(2);
    expect(pending.every(({ how }) => how.signal?.aborted === true)).toBe(true);
    queue.pump();
    expect(told).toBe(3);
    queue.pump(); // Nothing is left to start.
    expect(told).toBe(3);
  });

  it('holds once what results say alike, and nothing of them once everything is cleared', async () => {
    const { queue, engine, settled, pending, worklist } = setup();
    engine.setState(ready, true);
    const resultOf = async (key: string) => {
      settled.add(key);
      const { entries } = worklist.getState();
      worklist.setState({
        entries: new Map(entries).set(key, anEntry(key, { study: study(key) })),
      });
      queue.pump();
      const run = await vi.waitFor(() => {
        const found = pending.find((one) => one.key === key);
        if (found === undefined) throw new Error('not begun');
        return found;
      });
      // As it comes from a worker: a copy.
      run.done(structuredClone(someFindings(0.9)));
      return vi.waitFor(() => {
        const phase = worklist.getState().entries.get(key)?.phase;
        if (phase?.kind !== 'ranked') throw new Error('not ranked');
        return phase.result;
      });
    };
    const [first, second] = [await resultOf('b'), await resultOf('c')];
    expect(second).toStrictEqual({ ...first, analysisKey: second.analysisKey });
    expect(second.thresholds).toBe(first.thresholds);
    expect(second.findings.slices).toBe(first.findings.slices);
    queue.stop();
    const third = await resultOf('d');
    expect(third.findings.slices).not.toBe(first.findings.slices);
  });

  it('keeps a finished result and takes it again instead of computing', async () => {
    const { queue, engine, storage, pending, phase } = setup();
    engine.setState(ready, true);
    queue.pump();
    await vi.waitFor(() => expect(pending).toHaveLength(1));
    pending[0]?.done(someFindings(0.9));
    await vi.waitFor(() => expect(phase()).toBe('ranked'));
    const [kept] = await storage.results();
    expect(kept?.summary.patientName).toBe('');
    queue.requeue('a');
    queue.pump();
    await vi.waitFor(() => expect(phase()).toBe('ranked'));
    expect(pending).toHaveLength(1);
  });

  it('keeps a result anew, with the slices that it is of, where an earlier version kept it without', async () => {
    const { queue, engine, storage, pending, phase } = setup();
    engine.setState(ready, true);
    queue.pump();
    await vi.waitFor(() => expect(pending).toHaveLength(1));
    pending[0]?.done(someFindings(0.9));
    await vi.waitFor(async () => expect(await storage.results()).toHaveLength(1));
    const [kept] = await storage.results();
    if (kept === undefined) throw new Error('nothing was kept');
    expect(kept.slices).toBe(slicesMark(study('a')));
    await storage.saveResult({ ...kept, slices: '' });
    queue.requeue('a');
    queue.pump();
    await vi.waitFor(async () => expect(await storage.results()).toEqual([kept]));
    expect(phase()).toBe('ranked');
    expect(pending).toHaveLength(1);
  });

  it('computes anew where files were not to be had the last time', async () => {
    const { queue, engine, storage, pending, phase } = setup();
    engine.setState(ready, true);
    queue.pump();
    await vi.waitFor(() => expect(pending).toHaveLength(1));
    const reason = { code: 'source-gone' as const, text: 'the file is gone' };
    const notAnalysed = [{ sliceKey: 's', index: sliceIndex(0), reason }];
    pending[0]?.done({ ...someFindings(0.9), notAnalysed });
    await vi.waitFor(() => expect(phase()).toBe('partial'));
    expect(await storage.results()).toHaveLength(1);
    queue.requeue('a');
    queue.pump();
    await vi.waitFor(() => expect(pending).toHaveLength(2));
    pending[1]?.done(someFindings(0.9));
    await vi.waitFor(() => expect(phase()).toBe('ranked'));
  });

  it('computes anew where a changed file took the place of another, though a result was kept', async () => {
    const { queue, engine, pending, phase, worklist, replacing } = setup();
    const withSlice = (sourceId: string): Study => ({
      ...study('a'),
      series: [aSeries([aHeader(0, { sourceId, sopInstanceUid: '1.2' })], { key: 's' })],
      chosen: { seriesKey: 's', reason: 'the only one' },
    });
    const give = (sourceId: string) => {
      worklist.setState({
        entries: new Map([['a', anEntry('a', { study: withSlice(sourceId) })]]),
      });
      queue.pump();
    };
    engine.setState(ready, true);
    give('first');
    await vi.waitFor(() => expect(pending).toHaveLength(1));
    pending[0]?.done(someFindings(0.9));
    await vi.waitFor(() => expect(phase()).toBe('ranked'));
    give('the same file'); // What was kept is of it.
    await vi.waitFor(() => expect(phase()).toBe('ranked'));
    expect(pending).toHaveLength(1);
    replacing.add('changed');
    give('changed');
    await vi.waitFor(() => expect(pending).toHaveLength(2));
  });

  it('drops what a stale run says', async () => {
    const { queue, engine, pending, phase, worklist } = setup();
    engine.setState(ready, true);
    queue.pump();
    await vi.waitFor(() => expect(pending).toHaveLength(1));
    queue.requeue('a');
    pending[0]?.how.onEvent?.({ kind: 'progress', done: 3, total: 4 });
    pending[0]?.done(someFindings(0.9));
    await new Promise((resolve) => setTimeout(resolve, 120));
    expect(phase()).toBe('queued');
    expect(worklist.getState().entries.get('a')?.slices.size).toBe(0);
  });

  it('says why nothing is analyzed without an engine, and goes on when there is one', async () => {
    const { queue, engine, pending, phase, worklist } = setup();
    engine.setState(
      { phase: 'failed', reason: { code: 'model-hash', text: 'a wrong hash.' } },
      true,
    );
    queue.pump();
    expect(worklist.getState().entries.get('a')?.phase).toMatchObject({
      kind: 'failed',
      reason: { text: 'the engine did not start: a wrong hash' },
    });
    engine.setState(ready, true);
    queue.pump();
    expect(phase()).toBe('reading');
    await vi.waitFor(() => expect(pending).toHaveLength(1));
  });

  it('holds for a pause and goes on after it, and loses nothing', async () => {
    const { queue, engine, pending, phase, calls } = setup();
    engine.setState(ready, true);
    queue.pump();
    await vi.waitFor(() => expect(pending).toHaveLength(1));
    queue.pause();
    expect(pending[0]?.how.signal?.aborted).toBe(false);
    queue.resume();
    expect(calls).toEqual(['pause', 'resume']);
    pending[0]?.done(someFindings(0.9));
    await vi.waitFor(() => expect(phase()).toBe('ranked'));
    expect(pending).toHaveLength(1);
  });

  it('starts nothing while it is paused', async () => {
    const { queue, engine, pending } = setup();
    queue.pause();
    engine.setState(ready, true);
    queue.pump();
    expect(pending).toHaveLength(0);
    queue.resume();
    await vi.waitFor(() => expect(pending).toHaveLength(1));
  });
});
