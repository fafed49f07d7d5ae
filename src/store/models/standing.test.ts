import { expect, it, onTestFinished, vi } from 'vitest';
import type { Outcome, Reason } from '#base';
import type { Study } from '#dicom';
import { readyEngine } from '../analysis/ready-engine.fixture.ts';
import { createEngineStore } from '../analysis/state.ts';
import { createSettingsStore } from '../settings/state.ts';
import { UNSEEN } from '../worklist/care.ts';
import { anEntry, aResult, someFindings } from '../worklist/entries.fixture.ts';
import { createWorklistStore } from '../worklist/state.ts';
import type { StudyEntry } from '../worklist/study-entry.ts';
import type { ModelDesk } from './model-desk.ts';
import { opinionsSoFar } from './opinion.ts';
import { standingOpinion } from './standing.ts';
import { createModelsStore, type ListedModel } from './state.ts';

const second = { folder: 'second', source: 'models/second/' } as ListedModel;
const study = { key: 'x', series: [] } as unknown as Study;
const of = (key: string, any: number, given: Partial<StudyEntry> = {}): StudyEntry =>
  anEntry(key, { study, phase: { kind: 'ranked', result: aResult(any) }, ...given });
const ready = { ...readyEngine({ id: 'first', title: 'First' }), msPerSlice: 7, modelHash: 'a' };

/** A list with a second model at rest. `asked` tells what it reads; `answer` ends what it reads now. */
function setup(entries: readonly StudyEntry[]) {
  const [engine, worklist] = [createEngineStore(), createWorklistStore(0)];
  engine.setState(ready, true);
  const put = (...changed: readonly StudyEntry[]) =>
    worklist.setState((state) => ({
      entries: new Map([...state.entries, ...changed.map((entry) => [entry.key, entry] as const)]),
    }));
  put(...entries);
  const models = createModelsStore('models/first/');
  models.setState({ listed: [second] });
  const settings = createSettingsStore({ version: 1, standingOpinion: 'second' });
  const asked: string[] = [];
  let answer: (outcome: Outcome<null>) => void = () => undefined;
  let refuse: (reason: Reason) => void = () => undefined;
  const askMeanwhile: ModelDesk['askMeanwhile'] = (key, _model, signal, onRefused) => {
    asked.push(key);
    refuse = onRefused;
    return new Promise((resolve) => {
      const stopped = { ok: false, reason: { code: 'no-run', text: 'It was stopped.' } } as const;
      signal.addEventListener('abort', () => resolve(stopped));
      answer = (outcome) => {
        const entry = worklist.getState().entries.get(key);
        const result = entry?.phase.kind === 'ranked' ? entry.phase.result : null;
        if (outcome.ok && result !== null) {
          const opinion = { engine: ready, findings: someFindings(0.1), at: 0, besides: '' };
          const opinions = new Map(models.getState().opinions);
          const { analysisKey: besides } = result;
          models.setState({ opinions: opinions.set(key, { ...opinion, besides } as never) });
        }
        resolve(outcome);
      };
    });
  };
  const desk = { refresh: async () => undefined, askMeanwhile } as unknown as ModelDesk;
  const end = standingOpinion({ settings, engine, worklist, models }, desk);
  onTestFinished(end);
  const reads = (...keys: readonly string[]) => vi.waitFor(() => expect(asked).toEqual(keys));
  return {
    ...{ engine, worklist, models, settings, asked, put, end, reads },
    answer: (outcome: Outcome<null> = { ok: true, value: null }) => answer(outcome),
    refuse: (reason: Reason) => refuse(reason),
    soFar: () => opinionsSoFar(worklist.getState().entries.values(), models.getState()),
  };
}
/** Whatever would happen next has happened. */
const settle = () => new Promise((resolve) => setTimeout(resolve));

it('reads every study once: first what the model in use does not flag, the most probable before others', async () => {
  const { reads, answer, asked, soFar } = setup([
    of('clear', 0.1),
    of('bleed', 0.9),
    of('near', 0.4),
  ]);
  await reads('near');
  answer();
  await reads('near', 'clear');
  expect(soFar()).toEqual({ read: 1, of: 3, differ: 0 });
  answer();
  await reads('near', 'clear', 'bleed');
  answer();
  await settle();
  expect(asked).toHaveLength(3);
  expect(soFar()).toEqual({ read: 3, of: 3, differ: 1 });
});

it('leaves alone what has no images, no result or no analyzed slice, and what is done', async () => {
  const done = { ...UNSEEN, done: { at: 0, by: 'AB' } } as never;
  const { asked, soFar } = setup([
    of('kept', 0.4, { study: null }),
    of('finished', 0.4, { care: done }),
    of('blank', 0.4, {
      phase: { kind: 'unsuitable', result: aResult(0.4, { slices: [] }) } as never,
    }),
    anEntry('broken', { study, phase: { kind: 'failed', reason: { code: 'no-run', text: 'x' } } }),
  ]);
  await settle();
  expect(asked).toEqual([]);
  expect(soFar()).toEqual({ read: 0, of: 0, differ: 0 });
});

it('gives way in mid-study to a study that arrives, and comes back to it', async () => {
  const { reads, put, worklist, asked } = setup([of('first', 0.4)]);
  await reads('first');
  put(anEntry('new', { study, phase: { kind: 'queued' } }));
  await settle();
  expect(asked).toEqual(['first']);
  put(of('new', 0.2));
  await reads('first', 'first');
  worklist.setState({ paused: true });
  await settle();
  worklist.setState({ paused: false });
  await reads('first', 'first', 'first');
});

it('reads a study anew whose result has changed, and not twice one that it failed at', async () => {
  const { reads, answer, put, asked } = setup([of('a', 0.4)]);
  await reads('a');
  answer({ ok: false, reason: { code: 'engine-failed', text: 'x' } });
  await settle();
  expect(asked).toEqual(['a']);
  put(of('a', 0.3));
  await reads('a', 'a');
});

it('tells of a model that does not start, and asks nothing more of it until another choice', async () => {
  const { reads, refuse, answer, models, settings, asked, put } = setup([of('a', 0.4)]);
  await reads('a');
  const reason = { code: 'model-hash', text: 'a.bin is another file.' } as const;
  refuse(reason);
  answer({ ok: false, reason });
  await settle();
  expect(models.getState().standingTrouble).toEqual(reason);
  put(of('b', 0.4));
  await settle();
  expect(asked).toEqual(['a']);
  settings.setState({ standingOpinion: '' });
  expect(models.getState().standingTrouble).toBeNull();
  await settle();
  settings.setState({ standingOpinion: 'second' });
  await vi.waitFor(() => expect(asked).toHaveLength(2));
});

it('stops when it is switched off, and is nothing where the model in use is the same or the engine is not ready', async () => {
  const { reads, settings, models, engine, asked, put } = setup([of('a', 0.4)]);
  await reads('a');
  settings.setState({ standingOpinion: '' });
  await settle();
  settings.setState({ standingOpinion: 'second' });
  await reads('a', 'a');
  models.setState({ current: 'models/second/' });
  await settle();
  models.setState({ current: 'models/first/' });
  await reads('a', 'a', 'a');
  engine.setState({ phase: 'failed', reason: { code: 'engine-failed', text: 'x' } }, true);
  put(of('b', 0.4));
  await settle();
  expect(asked).toHaveLength(3);
});
