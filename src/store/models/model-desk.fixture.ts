import type { Study } from '#dicom';
import type { AnalyzeOptions, EngineState, PackageSource, ReadyEngine } from '#workers';
import type { AnalysisQueue } from '../analysis/queue.ts';
import { readyEngine } from '../analysis/ready-engine.fixture.ts';
import { createEngineStore } from '../analysis/state.ts';
import { createSettingsStore } from '../settings/state.ts';
import type { Stores } from '../stores.ts';
import { anEntry, aResult, someFindings } from '../worklist/entries.fixture.ts';
import { createWorklistStore } from '../worklist/state.ts';
import { modelDesk } from './model-desk.ts';
import { createModelsStore, type ListedModel } from './state.ts';

const ready = (id: string): ReadyEngine => ({
  ...readyEngine({ id, title: id }),
  msPerSlice: 7,
  modelHash: `hash-${id}`,
});
/** A model that doesn't start. */
export const failed: EngineState = {
  phase: 'failed',
  reason: { code: 'model-hash', text: 'a.bin is another file.' },
};

/** A model that is served. */
export const listed = (id: string): ListedModel => ({
  id,
  folder: id,
  source: `models/${id}/`,
  title: id,
  architecture: 'x',
  bytes: 1,
  untrained: false,
  home: null,
});
/** A study whose images are here. */
export const study = { key: 'here', series: [] } as unknown as Study;

/** Model `old` reads; `here` has its images, `kept` is known from before. What the workers are asked is told. */
export function setup(
  outcome: (where: 'first' | 'second', source: PackageSource) => EngineState,
  reads: 'at once' | 'until stopped' = 'at once',
) {
  const told: string[] = [];
  const engine = createEngineStore();
  engine.setState(ready('old'), true);
  const worklist = createWorklistStore(0);
  const result = { ...aResult(0.9), model: { id: 'old', title: 'old', hash: 'hash-old' } };
  const phase = { kind: 'ranked' as const, result };
  worklist.setState({
    entries: new Map([
      ['here', anEntry('here', { study, phase })],
      ['kept', anEntry('kept', { phase })],
    ]),
  });
  const models = createModelsStore('models/old/');
  const settings = createSettingsStore(null);
  const keeper = (where: 'first' | 'second') => {
    let state: EngineState = { phase: 'idle' };
    return {
      state: () => state,
      onState: () => () => undefined,
      load: async (source: PackageSource) => {
        told.push(`${where} loads ${typeof source === 'string' ? source : 'files'}`);
        state = outcome(where, source);
        if (where === 'first') engine.setState(state, true);
        return state;
      },
    };
  };
  const queue = {
    pump: () => told.push('pump'),
    requeue: (key: string) => told.push(`again ${key}`),
    stop: () => told.push('stop'),
  } as unknown as AnalysisQueue;
  let answer = (): void => undefined;
  const analyze = async (
    _study: Study,
    _sources: unknown,
    { operatingPoint, signal }: AnalyzeOptions,
  ) => {
    if (reads === 'until stopped') {
      told.push('second reads');
      await new Promise<void>((resolve) => {
        answer = resolve;
        signal?.addEventListener('abort', () => resolve());
        if (signal?.aborted === true) resolve();
      });
      signal?.throwIfAborted();
    }
    return someFindings(0.6, { operatingPoint });
  };
  const desk = modelDesk(
    {
      service: {
        engine: keeper('first'),
        second: { engine: keeper('second'), queue: { analyze } },
      },
      sources: new Map(),
      now: () => 4,
    },
    { engine, worklist, models, settings } as unknown as Stores,
    queue,
  );
  const before = worklist.getState().entries;
  return { desk, told, models, settings, worklist, before, answer: () => answer() };
}

/** The engine of a package by its folder. */
export const named = (source: PackageSource) =>
  ready(typeof source === 'string' ? source.replace(/^models\/|\/$/g, '') : 'mine');
