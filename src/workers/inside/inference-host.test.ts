import { describe, expect, it } from 'vitest';
import type { Study } from '#dicom';
import type { StudyFindings } from '#triage';
import { memoryReader, tinyPackage } from '../../inference/package/tiny-package.fixture.ts';
import type { EngineState } from '../wire/analysis-service.ts';
import { type InferenceHostParts, inferenceHost } from './inference-host.ts';

const files = await tinyPackage();
const golden = JSON.parse(new TextDecoder().decode(files.get('golden.json')));
const study = { key: 's', series: [] } as unknown as Study;
const findings = { flagged: ['any'] } as unknown as StudyFindings;
const request = { source: 'memory:', without: [] };
const { signal } = new AbortController();

function setup(change: Partial<InferenceHostParts> = {}) {
  const states: EngineState[] = [];
  const host = inferenceHost({
    packageReader: () => memoryReader(files),
    clock: () => performance.now(),
    runStudy: async function* () {
      yield { kind: 'progress', done: 1, total: 1 };
      return findings;
    },
    prepareSlice: async () => ({
      tensor: Float32Array.from(golden.inputs[0]),
      box: { left: -1, top: 2, side: 300 },
      turn: { transpose: false, mirrorColumns: false, mirrorRows: false },
    }),
    ...change,
  });
  return { host, states, onState: (state: EngineState) => states.push(state) };
}

describe('the inference host', () => {
  it('loads a model, telling bytes, then the engines tried, then the proven one', async () => {
    const { host, states, onState } = setup();
    const ready = await host.load(request, onState, signal);
    const phases = states.map(({ phase }) => phase);
    expect(phases.indexOf('loading')).toBe(0);
    expect(phases.at(-1)).toBe('warming');
    expect(ready.manifest.id).toBe('tiny-fixture');
    expect(ready.preprocessHash).toMatch(/^[0-9a-f]{64}$/);
    expect(ready.diagnostics[0]).toMatchObject({ kind: 'own-wasm', ok: true });
  });

  it('crosses to the page and back: what it says can be cloned', async () => {
    const { host, onState } = setup();
    const ready = await host.load(request, onState, signal);
    expect(structuredClone(ready)).toEqual(ready);
  });

  it('has nothing to analyze with before a model is loaded, or after one was refused', async () => {
    const { host, onState } = setup({ packageReader: () => memoryReader(new Map()) });
    const analyzing = async () => host.begin(study, new Map(), 'balanced', signal);
    await expect(analyzing()).rejects.toMatchObject({ code: 'no-model' });
    await expect(host.load(request, onState, signal)).rejects.toMatchObject({ code: 'model-file' });
    await expect(analyzing()).rejects.toMatchObject({ code: 'no-model' });
  });

  it('takes a study step by step: what comes within 30 ms is one step, and interim findings end it', async () => {
    let now = 0;
    const progress = (done: number) => ({ kind: 'progress', done, total: 4 }) as const;
    const interim = { kind: 'interim', findings, closerLookFollows: false } as const;
    const { host, onState } = setup({
      clock: () => now,
      runStudy: async function* () {
        yield progress(1);
        yield progress(2);
        yield interim;
        yield progress(3);
        now += 31;
        yield progress(4);
        yield progress(4);
        return findings;
      },
    });
    await host.load({ ...request, forced: 'own-wasm' }, onState, signal);
    const run = host.begin(study, new Map(), 'balanced', signal);
    const first = [progress(1), progress(2), interim];
    expect(await host.step(run)).toEqual({ done: false, events: first });
    expect(await host.step(run)).toEqual({ done: false, events: [progress(3), progress(4)] });
    expect(await host.step(run)).toEqual({ done: true, events: [progress(4)], findings });
    await expect(host.step(run)).rejects.toMatchObject({ code: 'no-run' });
  });

  it('says what a slice gives as it is, and after small changes of it, one by one', async () => {
    const { host, onState } = setup();
    await host.load(request, onState, signal);
    const opinions = await host.changed(study, 'k', new Map(), signal);
    const changes = opinions.map(({ change }) => change);
    // Its channels show no neighbor that could be left out.
    expect(changes).toEqual(['none', 'mirrored', 'brighter', 'darker', 'moved']);
    const explained = await host.explain(study, 'k', new Map(), signal);
    const [asItIs, ...changed] = opinions.map(({ probabilities }) => probabilities.any);
    expect(asItIs).toBeCloseTo(explained?.probabilities.any ?? Number.NaN, 6);
    for (const any of changed) expect(any).not.toBe(asItIs);
    const stop = AbortSignal.abort();
    await expect(host.changed(study, 'k', new Map(), stop)).rejects.toThrow();
  });

  it('prepares a slice once for those who ask for it together, and stops when all were stopped', async () => {
    const begun: AbortSignal[] = [];
    const slow: ((error: Error) => void)[] = [];
    const { host, onState } = setup({
      prepareSlice: (...[, , , , stop]) =>
        new Promise((_, reject) => {
          begun.push(stop);
          slow.push(reject);
        }),
    });
    await host.load(request, onState, signal);
    const stops = [new AbortController(), new AbortController()] as const;
    const both = [
      host.explain(study, 'k', new Map(), stops[0].signal),
      host.changed(study, 'k', new Map(), stops[1].signal),
    ];
    const other = host.explain(study, 'l', new Map(), signal);
    expect(begun).toHaveLength(2);
    stops[0].abort();
    await expect(both[0]).rejects.toMatchObject({ name: 'AbortError' });
    expect(begun.map(({ aborted }) => aborted)).toEqual([false, false]);
    stops[1].abort();
    await expect(both[1]).rejects.toMatchObject({ name: 'AbortError' });
    expect(begun.map(({ aborted }) => aborted)).toEqual([true, false]);
    slow[1]?.(new Error('a slice that is not there'));
    await expect(other).rejects.toThrow('a slice that is not there');
    // Nothing is held of what is done, nor of what failed.
    const again = host.changed(study, 'l', new Map(), signal);
    expect(begun).toHaveLength(3);
    slow[2]?.(new Error('still not'));
    await expect(again).rejects.toThrow('still not');
  });

  it('explains a slice by its class maps, and gives its very input', async () => {
    const { host, onState } = setup();
    await host.load(request, onState, signal);
    const explained = await host.explain(study, 'k', new Map(), signal);
    expect(explained?.maps).toMatchObject({ height: 4, width: 4 });
    expect(explained?.box).toEqual({ left: -1, top: 2, side: 300 });
    expect(explained?.probabilities.any).toBeGreaterThan(0);
    // A slice that was mirrored for the model has its maps mirrored back for the display.
    const prepareSlice: InferenceHostParts['prepareSlice'] = async () => ({
      tensor: Float32Array.from(golden.inputs[0]),
      box: { left: 0, top: 0, side: 8 },
      turn: { transpose: false, mirrorColumns: true, mirrorRows: false },
    });
    const mirrored = setup({ prepareSlice });
    await mirrored.host.load(request, mirrored.onState, signal);
    const back = await mirrored.host.explain(study, 'k', new Map(), signal);
    const rowOf = (maps: typeof explained) => {
      const logits = maps?.maps.logits ?? new Float32Array();
      return [0, 1, 2, 3].map((x) => [...logits.subarray(x * 6, x * 6 + 6)]);
    };
    expect(rowOf(back)).toEqual(rowOf(explained).reverse());
    expect(rowOf(back)).not.toEqual(rowOf(explained));
    const input = await host.modelInput(study, 'k', new Map(), signal);
    expect(input).toMatchObject({ size: 8, channels: 3 });
    expect(input.tensor).toEqual(Float32Array.from(golden.inputs[0]));
  });
});
