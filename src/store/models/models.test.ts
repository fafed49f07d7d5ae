import { describe, expect, it, onTestFinished, vi } from 'vitest';
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
import { opinionBeside } from './opinion.ts';
import { ownPackage } from './own-package.ts';
import { rawManifest } from './raw-manifest.fixture.ts';
import { createModelsStore, type ListedModel } from './state.ts';

const ready = (id: string): ReadyEngine => ({
  ...readyEngine({ id, title: id }),
  msPerSlice: 7,
  modelHash: `hash-${id}`,
});
const failed: EngineState = {
  phase: 'failed',
  reason: { code: 'model-hash', text: 'a.bin is another file.' },
};

const listed = (id: string): ListedModel => ({
  id,
  folder: id,
  source: `models/${id}/`,
  title: id,
  architecture: 'x',
  bytes: 1,
  untrained: false,
  home: null,
});
const study = { key: 'here', series: [] } as unknown as Study;

/** Model `old` reads; `here` has its images, `kept` is known from before. What the workers are asked is told. */
function setup(
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

const named = (source: PackageSource) =>
  ready(typeof source === 'string' ? source.replace(/^models\/|\/$/g, '') : 'mine');

describe('a model that is chosen', () => {
  it('is proven first, then loaded; studies whose images are here are read again, and it is kept', async () => {
    const { desk, told, models, settings } = setup((_, source) => named(source));
    expect(await desk.choose(listed('new'))).toEqual({ ok: true, value: null });
    expect(told).toEqual([
      'second loads models/new/',
      'stop',
      'first loads models/new/',
      'again here',
      'pump',
    ]);
    expect(models.getState().current).toBe('models/new/');
    expect(models.getState().speeds.get('hash-new')).toBe(7);
    expect(settings.getState().model).toBe('new');
  });

  it('and fails its proof changes nothing', async () => {
    const { desk, told, models, settings, worklist, before } = setup(() => failed);
    expect(await desk.choose(listed('new'))).toMatchObject({
      ok: false,
      reason: { code: 'model-hash' },
    });
    expect(told).toEqual(['second loads models/new/']);
    expect(models.getState().current).toBe('models/old/');
    expect(settings.getState().model).toBe('');
    expect(worklist.getState().entries).toBe(before);
  });

  it('and fails only where it is to read gives way to the one before, and no result is lost', async () => {
    const { desk, told, models, worklist, before } = setup((where, source) =>
      where === 'first' && source === 'models/new/' ? failed : named(source),
    );
    expect(await desk.choose(listed('new'))).toMatchObject({ ok: false });
    expect(told).toEqual([
      'second loads models/new/',
      'stop',
      'first loads models/new/',
      'first loads models/old/',
      'pump',
    ]);
    expect(models.getState().current).toBe('models/old/');
    expect(worklist.getState().entries).toBe(before);
  });
});

describe('a second opinion', () => {
  const asked = async (any: number) => {
    const all = setup((_, source) => named(source));
    const { desk, worklist, models } = all;
    worklist.setState(({ entries }) => {
      const result = { ...aResult(any), model: { id: 'old', title: 'old', hash: 'hash-old' } };
      const phase = { kind: 'ranked' as const, result };
      return { entries: new Map(entries).set('here', anEntry('here', { study, phase })) };
    });
    expect(await desk.askSecond('here', listed('new'))).toEqual({ ok: true, value: null });
    const entry = worklist.getState().entries.get('here') ?? anEntry('none');
    return { ...all, entry, beside: opinionBeside(entry, models.getState()) };
  };

  it('says where two models flag alike and where they don’t, and leaves the first’s result alone', async () => {
    expect((await asked(0.9)).beside?.differ).toEqual([]);
    const { beside, entry, told } = await asked(0.1);
    expect(beside?.differ).toEqual(['any']);
    expect(beside?.first).toBe(entry.phase.kind === 'ranked' ? entry.phase.result : null);
    expect(told).toEqual(['second loads models/new/']);
  });

  it('is of the result it was asked beside, and of no later one', async () => {
    const { entry, models } = await asked(0.9);
    const later = { ...entry, phase: { kind: 'ranked' as const, result: aResult(0.3) } };
    expect(opinionBeside(later, models.getState())).toBeNull();
  });

  it('follows the operating point', async () => {
    const { entry, models, beside } = await asked(0.9);
    if (beside === null) throw new Error('no opinion');
    const findings = { ...beside.first.findings, operatingPoint: 'highSpecificity' as const };
    const phase = { kind: 'ranked' as const, result: { ...beside.first, findings } };
    const now = opinionBeside({ ...entry, phase }, models.getState());
    expect(now?.second.thresholds.study.any).toBe(0.8);
    expect(now?.differ).toEqual(['any']);
  });

  it('that nobody waits for is stopped by what a reader asks, which has the worker next', async () => {
    const { desk, told, models } = setup((_, source) => named(source), 'until stopped');
    const refused = vi.fn();
    const meanwhile = desk.askMeanwhile(
      'here',
      listed('new'),
      new AbortController().signal,
      refused,
    );
    await vi.waitFor(() => expect(told).toContain('second reads'));
    const asked = desk.askSecond('here', listed('other'), AbortSignal.abort());
    expect(await meanwhile).toMatchObject({ ok: false, reason: { code: 'no-run' } });
    await asked;
    expect(told).toEqual([
      'second loads models/new/',
      'second reads',
      'second loads models/other/',
      'second reads',
    ]);
    expect(refused).not.toHaveBeenCalled();
    expect(models.getState().opinions.size).toBe(0);
  });

  it('of a study that has another result by then is of none', async () => {
    const all = setup((_, source) => named(source), 'until stopped');
    const stop = new AbortController();
    const asked = all.desk.askSecond('here', listed('new'), stop.signal);
    await vi.waitFor(() => expect(all.told).toContain('second reads'));
    all.worklist.setState({ entries: new Map() });
    all.answer();
    expect(await asked).toMatchObject({ ok: false, reason: { code: 'no-run' } });
    expect(all.models.getState().opinions.size).toBe(0);
  });

  it('needs a result and images', async () => {
    const { desk } = setup((_, source) => named(source));
    expect(await desk.askSecond('kept', listed('new'))).toMatchObject({ ok: false });
    expect(await desk.askSecond('nowhere', listed('new'))).toMatchObject({ ok: false });
  });
});

describe('a package from the reader’s disk', () => {
  const file = (path: string, content: unknown) => ({
    path,
    blob: new Blob([typeof content === 'string' ? content : JSON.stringify(content)]),
  });

  it('is the manifest’s folder, by paths below it', async () => {
    const files = [
      file('down/mine/manifest.json', rawManifest('mine')),
      file('down/mine/model.json', '{}'),
      file('down/notes.txt', 'x'),
    ];
    const { id, folder, source } = await ownPackage(files, []);
    expect([id, folder]).toEqual(['mine', '']);
    expect([...(source as ReadonlyMap<string, Blob>).keys()]).toEqual([
      'manifest.json',
      'model.json',
    ]);
  });

  it.each([
    ['no manifest', [file('a/model.json', '{}')], 'no manifest.json'],
    [
      'two packages',
      [file('a/manifest.json', {}), file('b/manifest.json', {})],
      'several packages',
    ],
    ['a manifest that is no JSON', [file('a/manifest.json', '{')], 'not valid JSON'],
    ['a manifest that says too little', [file('a/manifest.json', { id: 'x' })], 'title'],
    ['the id of another', [file('a/manifest.json', rawManifest('taken'))], 'is there already'],
  ])('is refused for %s', async (_, files, words) => {
    await expect(ownPackage(files, [listed('taken')])).rejects.toThrow(words);
  });

  it('is listed once it is proven, and not at all where it is not', async () => {
    const given = {
      kind: 'files',
      files: [new File([JSON.stringify(rawManifest('mine'))], 'manifest.json')],
    } as const;
    const good = setup((_, source) => named(source));
    expect(await good.desk.open(given)).toMatchObject({ ok: true, value: { id: 'mine' } });
    expect(good.models.getState().listed?.map(({ id }) => id)).toEqual(['mine']);
    const bad = setup(() => failed);
    expect(await bad.desk.open(given)).toMatchObject({ ok: false, reason: { code: 'model-hash' } });
    expect(bad.models.getState().listed).toBeNull();
    expect(bad.told).toEqual(['second loads files']);
  });

  it('stays listed where what is served was being looked at while it was opened', async () => {
    const { desk, models } = setup((_, source) => named(source));
    let answer = (): void => undefined;
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    vi.stubGlobal('fetch', async () => {
      await answered;
      return new Response('', { status: 404 });
    });
    onTestFinished(() => {
      vi.unstubAllGlobals();
    });
    const looked = desk.refresh();
    const files = [new File([JSON.stringify(rawManifest('mine'))], 'manifest.json')];
    await desk.open({ kind: 'files', files });
    answer();
    await looked;
    expect(models.getState().listed?.map(({ id }) => id)).toEqual(['mine']);
  });
});
