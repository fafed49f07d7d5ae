import { beforeAll, describe, expect, it } from 'vitest';
import { type FakeBehavior, fakeCandidates } from './fake-engine.fixture.ts';
import { loadPackage } from './package/load-package.ts';
import type { LoadedPackage } from './package/loaded-package.ts';
import { memoryReader, tinyPackage } from './package/tiny-package.fixture.ts';
import { type SelectOptions, selectEngine } from './select-engine.ts';

let pack: LoadedPackage;
beforeAll(async () => {
  pack = await loadPackage(memoryReader(await tinyPackage()));
});

function setup(behaviors: readonly FakeBehavior[], options: Partial<SelectOptions> = {}) {
  const clock = { now: 0 };
  const { candidates, log } = fakeCandidates(pack, clock, behaviors);
  const selecting = selectEngine(pack, candidates, { clock: () => clock.now, ...options });
  return { selecting, log };
}

describe('the engine is chosen by measurement', () => {
  it('a quick GPU wins over our own WASM engine, which is disposed of', async () => {
    const { selecting, log } = setup([
      { kind: 'tfjs-webgpu', msPerSlice: 5 },
      { kind: 'own-wasm', msPerSlice: 140 },
    ]);
    const { engine, msPerSlice, diagnostics } = await selecting;
    expect(engine.kind).toBe('tfjs-webgpu');
    expect(msPerSlice).toBe(5);
    expect(log).toContain('own-wasm disposed');
    expect(diagnostics.find(({ kind }) => kind === 'own-wasm')?.reason?.code).toBe('slower');
  });

  it('a weak GPU does not', async () => {
    const { selecting, log } = setup([
      { kind: 'tfjs-webgpu', msPerSlice: 400 },
      { kind: 'own-wasm', msPerSlice: 140 },
    ]);
    expect((await selecting).engine.kind).toBe('own-wasm');
    expect(log).toContain('tfjs-webgpu disposed');
    expect(log).not.toContain('own-wasm disposed');
  });

  it('an emulated GPU is not even timed, and tfjs on the processor not started', async () => {
    const { selecting, log } = setup([
      { kind: 'tfjs-webgl', software: true, msPerSlice: 1 },
      { kind: 'own-wasm' },
      { kind: 'tfjs-wasm' },
      { kind: 'tfjs-cpu' },
    ]);
    const { engine, diagnostics } = await selecting;
    expect(engine.kind).toBe('own-wasm');
    expect(diagnostics.find(({ kind }) => kind === 'tfjs-webgl')?.reason?.code).toBe(
      'software-adapter',
    );
    expect(log).not.toContain('tfjs-webgl ran');
    expect(log).not.toContain('tfjs-wasm created');
  });

  it('one that gives wrong numbers is never taken, however quick', async () => {
    const { selecting } = setup([
      { kind: 'tfjs-webgpu', msPerSlice: 1, error: 0.01 },
      { kind: 'tfjs-wasm', msPerSlice: 900 },
    ]);
    const { engine, diagnostics } = await selecting;
    expect(engine.kind).toBe('tfjs-wasm');
    expect(diagnostics.find(({ kind }) => kind === 'tfjs-webgpu')).toMatchObject({
      ok: false,
      reason: { code: 'model-golden' },
    });
  });

  it('a remembered one is taken without trying the others, unless it fails', async () => {
    const remembered = setup([{ kind: 'own-wasm' }, { kind: 'tfjs-webgl' }], {
      remembered: 'tfjs-webgl',
    });
    expect((await remembered.selecting).engine.kind).toBe('tfjs-webgl');
    expect(remembered.log).not.toContain('own-wasm created');
    const gone = setup([{ kind: 'own-wasm' }, { kind: 'tfjs-webgl', missing: 'no WebGL' }], {
      remembered: 'tfjs-webgl',
    });
    expect((await gone.selecting).engine.kind).toBe('own-wasm');
  });

  it('a forced one is the only one tried, emulated or not', async () => {
    const { selecting, log } = setup(
      [{ kind: 'own-wasm' }, { kind: 'tfjs-webgpu', software: true }],
      {
        forced: 'tfjs-webgpu',
      },
    );
    expect((await selecting).engine.kind).toBe('tfjs-webgpu');
    expect(log).not.toContain('own-wasm created');
  });
});

describe('no engine', () => {
  it('is the package’s fault where all that start give wrong numbers', async () => {
    const { selecting } = setup([
      { kind: 'own-wasm', error: 0.2 },
      { kind: 'tfjs-wasm', error: -0.2 },
    ]);
    await expect(selecting).rejects.toMatchObject({ code: 'model-golden' });
  });

  it('is said with the reason of each where none starts', async () => {
    const { selecting } = setup([{ kind: 'tfjs-wasm', missing: 'WebAssembly is switched off' }]);
    await expect(selecting).rejects.toMatchObject({ code: 'no-engine' });
    await expect(selecting).rejects.toThrow('WebAssembly is switched off');
  });

  it('leaves nothing behind when cancelled', async () => {
    const { selecting, log } = setup([{ kind: 'own-wasm' }], { signal: AbortSignal.abort() });
    await expect(selecting).rejects.toMatchObject({ name: 'AbortError' });
    expect(log).toEqual([]);
  });
});
