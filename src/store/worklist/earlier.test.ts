import { describe, expect, it, vi } from 'vitest';
import { ms } from '#base';
import type { StudyEvent } from '#pipeline';
import type { StudyFindings } from '#triage';
import { aHeader, aSeries, aStudy } from '../../triage/study.fixture.ts';
import { createAnalysisQueue } from '../analysis/queue.ts';
import { createEngineStore } from '../analysis/state.ts';
import { createSettingsStore } from '../settings/state.ts';
import { memoryStorage } from '../storage.ts';
import { rowToKeep, slicesMark } from './kept-rows.ts';
import { mergeStudies } from './merge-studies.ts';
import { engine, partOf, reloaded, restored, rowOf, TOTAL, underWay } from './so-far.fixture.ts';
import { createWorklistStore } from './state.ts';
import { typeChips } from './type-chips.ts';

const study = (count = TOTAL) => ({
  ...aStudy(aSeries(Array.from({ length: count }, (_, index) => aHeader(index)))),
  key: 'a',
});
const SHIFT = { startedAt: ms(0), lastNumber: 7 };
const FLAGGED = partOf(0.95, [3, 8, 13, 18, 23]);

/** A study that was broken off at these findings and of which so many slices are given again. */
function givenAgain(findings = FLAGGED, slices = TOTAL) {
  const broken = reloaded(underWay(findings, { study: study() }));
  const entry = mergeStudies(new Map([['a', broken]]), [study(slices)], SHIFT, ms(9)).entries.get(
    'a',
  );
  if (entry === undefined) throw new Error('no study');
  return { broken, entry };
}

/** The same in a queue that begins its run at once. */
async function running(findings = FLAGGED, slices = TOTAL, sealOf = (text: string) => text) {
  const worklist = createWorklistStore(0);
  const { entry } = givenAgain(findings, slices);
  worklist.setState({ entries: new Map([['a', entry]]) });
  const engines = createEngineStore();
  engines.setState(engine, true);
  let say: (event: StudyEvent) => void = () => undefined;
  let end: { readonly done: (all: StudyFindings) => void; readonly fail: (why: Error) => void } = {
    done: () => undefined,
    fail: () => undefined,
  };
  let begun = false;
  const queue = createAnalysisQueue({
    service: {
      analyze: (_study, _sources, { onEvent }) =>
        new Promise((done, fail) => {
          say = onEvent ?? say;
          end = { done, fail };
          begun = true;
        }),
      pause: () => undefined,
      resume: () => undefined,
    },
    worklist,
    engine: engines,
    settings: createSettingsStore(null),
    isSettled: () => true,
    storage: { ...memoryStorage(), seal: async (text) => sealOf(text) },
    sources: new Map(),
    replacing: new Set(),
    now: () => 5,
    onResult: () => undefined,
  });
  const now = () => {
    const found = worklist.getState().entries.get('a');
    if (found === undefined) throw new Error('no study');
    return found;
  };
  queue.pump();
  await vi.waitFor(() => expect(begun).toBe(true));
  const interim = async (of: StudyFindings) => {
    say({ kind: 'interim', findings: of, closerLookFollows: false });
    await vi.waitFor(() =>
      expect(now().phase).toMatchObject({ interim: { slices: { length: of.slices.length } } }),
    );
    return rowOf(now());
  };
  return { now, interim, end: () => end };
}

describe('a study that was broken off and is given again', () => {
  it('keeps the flag, its place and how much it is of, from the first slice on', () => {
    for (const slices of [1, TOTAL]) {
      const { broken, entry } = givenAgain(FLAGGED, slices);
      const [was, is] = [rowOf(broken), rowOf(entry)];
      expect(is.state).toBe('queued');
      expect([is.any, is.priority]).toEqual([was.any, was.priority]);
      expect(typeChips(is.entry)).toEqual(typeChips(was.entry));
      expect(is.reason).toContain('so far (5 of 28 slices): being analyzed again');
      expect(is.coverage).toBe(slices === 1 ? '1 slice' : '28 slices');
    }
  });

  it('stays what it was for the next reload, of the same slices, however many are here yet', () => {
    const { broken, entry } = givenAgain(FLAGGED, 2);
    expect(rowOf(restored(rowToKeep(entry, false))).reason).toBe(rowOf(broken).reason);
    expect(rowToKeep(entry, false).slices).toBe(slicesMark(study()));
  });

  it('says what is new once that is of as many slices or flags, and what was before until then', async () => {
    const quiet = partOf(0.1, [1, 2, 3, 4, 5]);
    const one = await running();
    expect((await one.interim(partOf(0.1, [1, 2, 3, 4]))).any).toBe(0.95);
    expect((await one.interim(quiet)).any).toBe(0.1);
    expect(one.now().earlier).toBeUndefined();
    const other = await running(quiet);
    expect((await other.interim(partOf(0.2, [3]))).any).toBe(0.1);
    expect((await other.interim(partOf(0.9, [3, 8]))).any).toBe(0.9);
  });

  it('gives way to the result, and to a run that fails', async () => {
    const ended = await running();
    ended.end().done(partOf(0.1, [1, 2]));
    await vi.waitFor(() => expect(ended.now().phase.kind).toBe('ranked'));
    expect(rowOf(ended.now()).any).toBe(0.1);
    expect(ended.now().earlier).toBeUndefined();
    const failed = await running();
    failed.end().fail(new Error('lost'));
    await vi.waitFor(() => expect(failed.now().phase.kind).toBe('failed'));
    expect(failed.now().earlier).toBeUndefined();
  });

  it('says nothing of before where other slices are analyzed now', async () => {
    const { now } = await running(FLAGGED, TOTAL - 1);
    expect(now().earlier).toBeUndefined();
    expect(rowOf(now()).any).toBeNull();
    expect((await running()).now().earlier).toBeDefined();
  });
});
