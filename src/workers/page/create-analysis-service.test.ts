import { describe, expect, it } from 'vitest';
import { AppError } from '#base';
import type { EngineState, HeaderRequest } from '../wire/analysis-service.ts';
import type { LoadRequest } from '../wire/worker-api.ts';
import { createAnalysisService } from './create-analysis-service.ts';
import { fakeWorker } from './fake-worker.fixture.ts';

const ready = { phase: 'ready', kind: 'tfjs-wasm', description: 'WASM', modelHash: 'h' };
type OnState = (state: EngineState) => void;
const study = (key: string) => ({ key, series: [] }) as never;
const sources = new Map<string, Blob>();
const how = { operatingPoint: 'balanced' } as const;

/** An inference worker that loads at once and analyzes as it is told. */
function setup(behavior: {
  readonly load?: (request: LoadRequest, onState: OnState, start: number) => unknown;
  readonly analyze?: (study: { key: string }, start: number) => unknown;
  readonly readHeaders?: (files: readonly HeaderRequest[]) => unknown;
}) {
  const begun: { key: string }[] = [];
  const inference = fakeWorker((start) => ({
    load: (request: LoadRequest, onState: OnState) =>
      behavior.load?.(request, onState, start) ?? ready,
    begin: (what: { key: string }) => {
      begun.push(what);
      return begun.length - 1;
    },
    step: async (run: number) => {
      const what = begun[run] ?? { key: '' };
      const findings = (await behavior.analyze?.(what, start)) ?? what.key;
      return { done: true, events: [], findings };
    },
    stop: () => undefined,
  }));
  const dicom = fakeWorker(() => ({
    readHeaders: (files: readonly HeaderRequest[]) =>
      behavior.readHeaders?.(files) ??
      files.map(({ sourceId }) => ({ sourceId, outcome: { ok: true, value: [] } })),
  }));
  const service = createAnalysisService({
    startInferenceWorker: inference.start,
    startDicomWorker: dicom.start,
  });
  const phases: string[] = [];
  service.engine.onState(({ phase }) => phases.push(phase));
  return { service, phases, inference, dicom };
}

const BASE = 'http://localhost/models/tiny/';

describe('the engine’s state', () => {
  it('goes from idle over loading and warming to ready', async () => {
    const { service, phases } = setup({
      load: (_request, onState) => {
        onState({ phase: 'loading', loadedBytes: 1, totalBytes: 2 });
        onState({ phase: 'warming', backend: 'tfjs-wasm' });
        return ready;
      },
    });
    expect(await service.engine.load(BASE)).toMatchObject({ phase: 'ready' });
    await expect.poll(() => phases).toEqual(['idle', 'loading', 'warming', 'ready']);
    service.dispose();
  });

  it('is failed with the reason for a refused package, and nothing is analyzed', async () => {
    const { service } = setup({
      load: () => {
        throw new AppError('model-hash', 'a.bin is another file.');
      },
    });
    const state = await service.engine.load(BASE);
    expect(state).toEqual({
      phase: 'failed',
      reason: { code: 'model-hash', text: 'a.bin is another file.' },
    });
    await expect(service.queue.analyze(study('s'), sources, how)).rejects.toMatchObject({
      code: 'model-hash',
    });
    service.dispose();
  });

  it('leaves out the engine that killed the worker while it warmed up', async () => {
    const without: (readonly string[])[] = [];
    const { service, inference } = setup({
      load: (request, onState, start) => {
        without.push(request.without);
        if (start > 0) return ready;
        onState({ phase: 'warming', backend: 'tfjs-webgpu' });
        setTimeout(() => inference.started[0]?.crash(), 5);
        return new Promise(() => undefined);
      },
    });
    expect(await service.engine.load(BASE)).toMatchObject({ phase: 'ready' });
    expect(without).toEqual([[], ['tfjs-webgpu']]);
    service.dispose();
  });

  it('comes up although the worker died while the model was fetched', async () => {
    const { service, inference } = setup({
      load: (_request, onState, start) => {
        if (start > 0) return ready;
        onState({ phase: 'loading', loadedBytes: 1, totalBytes: 2 });
        setTimeout(() => inference.started[0]?.crash(), 5);
        return new Promise(() => undefined);
      },
    });
    expect(await service.engine.load(BASE)).toMatchObject({ phase: 'ready' });
    expect(inference.started).toHaveLength(2);
    service.dispose();
  });

  it('is failed where every worker dies while the model is fetched', async () => {
    const { service, inference } = setup({
      load: (_request, _onState, start) => {
        setTimeout(() => inference.started[start]?.crash(), 1);
        return new Promise(() => undefined);
      },
    });
    expect(await service.engine.load(BASE)).toMatchObject({
      phase: 'failed',
      reason: { code: 'worker-crashed' },
    });
    service.dispose();
  });
});

describe('where no worker starts', () => {
  const refuses = () => fakeWorker(() => ({}), { refuses: true }).start;

  it('the engine says so, and that files can’t be read either', async () => {
    const service = createAnalysisService({
      startInferenceWorker: refuses(),
      startDicomWorker: refuses(),
    });
    expect(await service.engine.load(BASE)).toMatchObject({
      phase: 'failed',
      reason: { code: 'workers-blocked' },
    });
    service.dispose();
  });

  it('no file is said to have stopped the reader', async () => {
    const files = [{ sourceId: 'a', blob: new Blob([]) }];
    const none = () => {
      throw new ReferenceError('Worker is not defined');
    };
    for (const startDicomWorker of [refuses(), none]) {
      const service = createAnalysisService({ startDicomWorker });
      await expect(service.headers.read(files)).rejects.toMatchObject({ code: 'workers-blocked' });
      service.dispose();
    }
  });

  it('but the one that analyzes, files are read, and the reason is its own', async () => {
    const service = createAnalysisService({
      startInferenceWorker: refuses(),
      startDicomWorker: fakeWorker(() => ({ readHeaders: () => [] })).start,
    });
    expect(await service.engine.load(BASE)).toMatchObject({
      phase: 'failed',
      reason: { code: 'worker-crashed' },
    });
    service.dispose();
  });
});

describe('a study', () => {
  it('waits on where the model is loaded anew before it was there', async () => {
    const { service } = setup({
      load: async (_request, _onState) => {
        await new Promise((resolve) => setTimeout(resolve, 10));
        return ready;
      },
    });
    service.engine.load(BASE).catch(() => undefined);
    const analyzing = service.queue.analyze(study('s'), sources, how);
    await service.engine.load(BASE);
    expect(await analyzing).toBe('s');
    service.dispose();
  });

  it('needs a model', async () => {
    const { service } = setup({});
    await expect(service.queue.analyze(study('s'), sources, how)).rejects.toMatchObject({
      code: 'no-model',
    });
  });

  it('is done again on a fresh worker where the first one died, and the next one goes on', async () => {
    const { service, inference } = setup({
      analyze: (_study, start) => {
        if (start > 0) return 'findings';
        setTimeout(() => inference.started[0]?.crash(), 5);
        return new Promise(() => undefined);
      },
    });
    await service.engine.load(BASE);
    const both = ['a', 'b'].map((key) => service.queue.analyze(study(key), sources, how));
    expect(await Promise.all(both)).toEqual(['findings', 'findings']);
    expect(inference.started).toHaveLength(2);
    service.dispose();
  });

  it('that kills every worker is given up, with a clear error', async () => {
    const { service, inference } = setup({
      analyze: ({ key }, start) => {
        if (key === 'good') return 'findings';
        setTimeout(() => inference.started[start]?.crash(), 5);
        return new Promise(() => undefined);
      },
    });
    await service.engine.load(BASE);
    const bad = service.queue.analyze(study('bad'), sources, how);
    const good = service.queue.analyze(study('good'), sources, how);
    await expect(bad).rejects.toMatchObject({ code: 'worker-crashed' });
    expect(await good).toBe('findings');
    service.dispose();
  });
});

describe('a second model', () => {
  it('has a worker of its own: the first one’s state, studies and crashes are not its', async () => {
    const sourcesAsked: unknown[] = [];
    const { service, phases, inference } = setup({
      load: ({ source }) => {
        sourcesAsked.push(source);
        return ready;
      },
      analyze: (_study, start) => `by worker ${start}`,
    });
    await service.engine.load(BASE);
    const before = [...phases];
    const files = new Map([['manifest.json', new Blob(['{}'])]]);
    expect(await service.second.engine.load(files)).toMatchObject({ phase: 'ready' });
    expect(sourcesAsked).toEqual([BASE, new Map([['manifest.json', expect.any(Blob)]])]);
    expect(await service.second.queue.analyze(study('s'), sources, how)).toBe('by worker 1');
    expect(await service.queue.analyze(study('s'), sources, how)).toBe('by worker 0');
    inference.started[1]?.crash();
    expect(phases).toEqual(before);
    service.dispose();
    expect(inference.started.every(({ terminated }) => terminated())).toBe(true);
  });
});

describe('headers', () => {
  it('come in the order of the files, with the file named that kills the reader', async () => {
    const { service, dicom } = setup({
      readHeaders: (files) => {
        if (!files.some(({ sourceId }) => sourceId === '70')) return undefined;
        setTimeout(() => dicom.started.at(-1)?.crash(), 1);
        return new Promise(() => undefined);
      },
    });
    const files = Array.from({ length: 100 }, (_, n) => ({
      sourceId: String(n),
      blob: new Blob([]),
    }));
    const batches: number[] = [];
    const results = await service.headers.read(files, {
      onBatch: (batch) => batches.push(batch.length),
    });
    expect(results.map(({ sourceId }) => sourceId)).toEqual(files.map(({ sourceId }) => sourceId));
    expect(results.filter(({ outcome }) => !outcome.ok).map(({ sourceId }) => sourceId)).toEqual([
      '70',
    ]);
    expect(batches).toEqual([64, 36]);
    service.dispose();
  });

  it('name the file that kills the reader, and none of those that were under way beside it', async () => {
    const { service, dicom } = setup({
      readHeaders: (files) => {
        if (!files.some(({ sourceId }) => sourceId === '130')) return undefined;
        setTimeout(() => dicom.started.at(-1)?.crash(), 1);
        return new Promise(() => undefined);
      },
    });
    const files = Array.from({ length: 300 }, (_, n) => ({
      sourceId: String(n),
      blob: new Blob([]),
    }));
    const results = await service.headers.read(files);
    expect(results.map(({ sourceId }) => sourceId)).toEqual(files.map(({ sourceId }) => sourceId));
    const named = results.filter(({ outcome }) => !outcome.ok).map(({ sourceId }) => sourceId);
    expect(named).toEqual(['130']);
    service.dispose();
  });

  it('are read for the next while the page takes in the last, two messages at a time', async () => {
    const waiting: (() => void)[] = [];
    const { service } = setup({
      readHeaders: (files) =>
        new Promise((resolve) =>
          waiting.push(() =>
            resolve(files.map(({ sourceId }) => ({ sourceId, outcome: { ok: true, value: [] } }))),
          ),
        ),
    });
    const files = Array.from({ length: 200 }, (_, n) => ({
      sourceId: String(n),
      blob: new Blob([]),
    }));
    const taken: string[] = [];
    const reading = service.headers.read(files, {
      onBatch: ([first]) => taken.push(first?.sourceId ?? ''),
    });
    await expect.poll(() => waiting.length).toBe(2);
    waiting[1]?.(); // The later one first: it is taken in its turn.
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(taken).toEqual([]);
    waiting[0]?.();
    await expect.poll(() => waiting.length).toBe(4);
    expect(taken).toEqual(['0', '64']);
    for (const go of waiting.slice(2)) go();
    expect(await reading).toHaveLength(200);
    expect(taken).toEqual(['0', '64', '128', '192']);
    service.dispose();
  });
});
