import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Engine } from '#engine';
import { createOwnWasmEngine } from './own-wasm-engine.ts';
import { createOwnWebgpuEngine } from './own-webgpu-engine.ts';
import { loadPackage } from './package/load-package.ts';
import type { LoadedPackage } from './package/loaded-package.ts';
import { fetchReader } from './package/read-package-file.ts';
import { proveEngine } from './prove-engine.ts';
import { resilientEngine } from './resilient-engine.ts';
import { selectEngine } from './select-engine.ts';
import { standardCandidates } from './standard-candidates.ts';
import { createTfjsEngine } from './tfjs-engine.ts';

/** The inputs over and over, each scaled otherwise, so that a row in the wrong place shows. */
const inputsOf = (pack: LoadedPackage, count: number): readonly Float32Array[] =>
  Array.from({ length: count }, (_, index) => {
    const golden = pack.golden.inputs[index % pack.golden.inputs.length] ?? new Float32Array();
    return golden.map((value) => value * (1 - 0.1 * index));
  });

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  return Math.max(...Array.from(a, (value, index) => Math.abs(value - (b[index] ?? Number.NaN))));
}

async function expectSameMaps(engine: Engine, oracle: Engine, pack: LoadedPackage) {
  const [input = new Float32Array()] = pack.golden.inputs;
  const [maps, expected] = [await engine.classMaps(input), await oracle.classMaps(input)];
  expect(maps).toMatchObject({ height: expected?.height, width: expected?.width });
  expect(largestDifference(maps?.logits ?? [], expected?.logits ?? [])).toBeLessThan(1e-4);
}

/** Every device that is opened from here on, so that a test can take it away. */
function watchDevices(): readonly GPUDevice[] {
  const devices: GPUDevice[] = [];
  const { requestDevice } = GPUAdapter.prototype;
  vi.spyOn(GPUAdapter.prototype, 'requestDevice').mockImplementation(async function (
    this: GPUAdapter,
    descriptor,
  ) {
    const device = await requestDevice.call(this, descriptor);
    devices.push(device);
    return device;
  });
  return devices;
}

afterEach(() => void vi.restoreAllMocks());

describe('our own WebGPU engine with the shipped model', () => {
  it('gives the golden probabilities and the class maps, as tfjs and our WASM engine do', async () => {
    const pack = await loadPackage(fetchReader('/models/ich-vgg16/'));
    const engine = await createOwnWebgpuEngine(pack, { precision: 'f32', batch: 2 });
    expect(await proveEngine(engine, pack)).toBeLessThan(1e-4);
    const wasm = await createOwnWasmEngine(pack, { threads: 1 });
    await expectSameMaps(engine, wasm, pack);
    const inputs = inputsOf(pack, 3);
    const [rows, expected] = [await engine.run(inputs), await wasm.run(inputs)];
    inputs.forEach((_, index) => {
      expect(largestDifference(rows[index] ?? [], expected[index] ?? [])).toBeLessThan(1e-4);
    });
    wasm.dispose();
    const tfjs = await createTfjsEngine('tfjs-cpu', pack);
    await expectSameMaps(engine, tfjs, pack);
    tfjs.dispose();
    engine.dispose();
  }, 180_000);
});

describe('our own WebGPU engine with the tiny model', () => {
  let pack: LoadedPackage;
  beforeAll(async () => {
    pack = await loadPackage(fetchReader('/models/tiny/'));
  });

  it('says what it is and chooses how many slices go at a time', async () => {
    const engine = await createOwnWebgpuEngine(pack);
    expect(engine.description).toMatch(/^WebGPU \(.+\), own kernels in f(16|32)$/);
    expect([2, 4, 8, 16, 32]).toContain(engine.preferredBatch);
    expect(await proveEngine(engine, pack)).toBeLessThan(1e-3);
    const tfjs = await createTfjsEngine('tfjs-cpu', pack);
    await expectSameMaps(engine, tfjs, pack);
    tfjs.dispose();
    engine.dispose();
  });

  it('gives the same for slices together, alone, and in runs that overlap', async () => {
    const engine = await createOwnWebgpuEngine(pack, { batch: 4 });
    const inputs = inputsOf(pack, 11);
    const together = await engine.run(inputs);
    const alone: Float32Array[] = [];
    for (const input of inputs) alone.push(...(await engine.run([input])));
    expect(together).toEqual(alone);
    const overlapping = await Promise.all(inputs.map((input) => engine.run([input])));
    expect(overlapping.flat()).toEqual(alone);
    engine.dispose();
  });

  it('keeps its memory constant and its inputs as they were', async () => {
    const engine = await createOwnWebgpuEngine(pack, { batch: 2 });
    const before = engine.held();
    const inputs = inputsOf(pack, 5);
    const copies = inputs.map((input) => input.slice());
    await engine.run(inputs);
    expect(engine.held()).toBe(before);
    expect(inputs).toEqual(copies);
    engine.dispose();
  });

  it('loses no slice when its device goes in mid-run', async () => {
    const devices = watchDevices();
    const create = () => createOwnWebgpuEngine(pack, { batch: 2 });
    const first = await create();
    const inputs = inputsOf(pack, 9);
    const expected = await first.run(inputs);
    const changes: string[] = [];
    const engine = resilientEngine(first, pack, [{ kind: 'own-webgpu', create }], ({ from, to }) =>
      changes.push(`${from} to ${to.kind}`),
    );
    const running = engine.run(inputs);
    await Promise.resolve();
    devices[0]?.destroy();
    expect(await running).toEqual(expected);
    expect(changes).toEqual(['own-webgpu to own-webgpu']);
    expect(devices).toHaveLength(2);
    engine.dispose();
  });

  it('says that its device is gone, and does not call that a cancel', async () => {
    const devices = watchDevices();
    const engine = await createOwnWebgpuEngine(pack, { batch: 2 });
    const running = engine.run(inputsOf(pack, 4));
    devices[0]?.destroy();
    await expect(running).rejects.toMatchObject({ code: 'engine-lost' });
    await expect(engine.classMaps(inputsOf(pack, 1)[0] ?? new Float32Array())).rejects.toThrow();
    engine.dispose();
  });

  it('refuses a graph that it cannot run, a wrong input, and a cancelled run', async () => {
    const odd = JSON.parse(JSON.stringify(pack.topology).replaceAll('"Log"', '"Erf"'));
    await expect(createOwnWebgpuEngine({ ...pack, topology: odd })).rejects.toMatchObject({
      code: 'graph-unsupported',
    });
    const engine = await createOwnWebgpuEngine(pack, { batch: 2 });
    await expect(engine.run([new Float32Array(3)])).rejects.toMatchObject({ code: 'model-input' });
    await expect(engine.run(inputsOf(pack, 2), AbortSignal.abort())).rejects.toMatchObject({
      name: 'AbortError',
    });
    const cancel = new AbortController();
    const running = engine.run(inputsOf(pack, 9), cancel.signal);
    cancel.abort();
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    expect(await proveEngine(engine, pack)).toBeLessThan(1e-3);
    engine.dispose();
  });

  it.each([
    ['an operation that our WASM engine has', 'own-wasm', ['"RealDiv"', '"Pow"'], 'Pow'],
    [
      'a layer that only tfjs has',
      'tfjs-cpu',
      [
        '"dilations":{"list":{"i":["1","1","1","1"]}}',
        '"dilations":{"list":{"i":["1","2","2","1"]}}',
      ],
      'dilated',
    ],
  ] as const)(
    'leaves a network with %s to %s, and the note says why',
    async (_what, kind, [from, to], said) => {
      const text = JSON.stringify(pack.topology);
      expect(text).toContain(from);
      const topology = JSON.parse(text.replaceAll(from, to));
      const tfjs = await createTfjsEngine('tfjs-cpu', { ...pack, topology });
      const rows = await tfjs.run(pack.golden.inputs);
      tfjs.dispose();
      const probabilities = rows.map((row) => [...row]);
      const odd = { ...pack, topology, golden: { ...pack.golden, probabilities } };
      const without = ['tfjs-webgpu', 'tfjs-webgl', 'tfjs-wasm'] as const;
      // Without the look at the adapter, which leaves an emulated one out before it is asked.
      const candidates = standardCandidates(odd, { without }).map((each) => ({
        kind: each.kind,
        create: each.create,
      }));
      const { engine, diagnostics } = await selectEngine(odd, candidates, {
        clock: () => performance.now(),
      });
      expect(engine.kind).toBe(kind);
      const note = diagnostics.find((each) => each.kind === 'own-webgpu');
      expect(note).toMatchObject({ ok: false, reason: { code: 'graph-unsupported' } });
      expect(note?.reason?.text).toContain(said);
      engine.dispose();
    },
  );

  it('says when a slice needs more memory than a buffer may hold', async () => {
    vi.spyOn(GPUDevice.prototype, 'limits', 'get').mockReturnValue(
      Object.create(null, {
        maxBufferSize: { value: 4096 },
        maxStorageBufferBindingSize: { value: 4096 },
        maxComputeWorkgroupsPerDimension: { value: 65535 },
      }),
    );
    await expect(createOwnWebgpuEngine(pack)).rejects.toMatchObject({ code: 'engine-memory' });
  });

  it('is unavailable where the browser offers no adapter', async () => {
    vi.spyOn(navigator.gpu, 'requestAdapter').mockResolvedValue(null);
    await expect(createOwnWebgpuEngine(pack)).rejects.toMatchObject({ code: 'engine-unavailable' });
  });
});
