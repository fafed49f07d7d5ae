import { beforeAll, describe, expect, it } from 'vitest';
import type { LoadedPackage } from './engine.ts';
import { type FakeBehavior, fakeCandidates } from './fake-engine.fixture.ts';
import { loadPackage } from './package/load-package.ts';
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
      { kind: 'webgpu', msPerSlice: 5 },
      { kind: 'native', msPerSlice: 140 },
    ]);
    const { engine, msPerSlice, diagnostics } = await selecting;
    expect(engine.kind).toBe('webgpu');
    expect(msPerSlice).toBe(5);
    expect(log).toContain('native disposed');
    expect(diagnostics.find(({ kind }) => kind === 'native')?.reason?.code).toBe('slower');
  });

  it('a weak GPU does not', async () => {
    const { selecting, log } = setup([
      { kind: 'webgpu', msPerSlice: 400 },
      { kind: 'native', msPerSlice: 140 },
    ]);
    expect((await selecting).engine.kind).toBe('native');
    expect(log).toContain('webgpu disposed');
    expect(log).not.toContain('native disposed');
  });

  it('an emulated GPU is not even timed, and tfjs on the processor not started', async () => {
    const { selecting, log } = setup([
      { kind: 'webgl', software: true, msPerSlice: 1 },
      { kind: 'native' },
      { kind: 'wasm' },
      { kind: 'cpu' },
    ]);
    const { engine, diagnostics } = await selecting;
    expect(engine.kind).toBe('native');
    expect(diagnostics.find(({ kind }) => kind === 'webgl')?.reason?.code).toBe('software-adapter');
    expect(log).not.toContain('webgl ran');
    expect(log).not.toContain('wasm created');
  });

  it('one that gives wrong numbers is never taken, however quick', async () => {
    const { selecting } = setup([
      { kind: 'webgpu', msPerSlice: 1, error: 0.01 },
      { kind: 'wasm', msPerSlice: 900 },
    ]);
    const { engine, diagnostics } = await selecting;
    expect(engine.kind).toBe('wasm');
    expect(diagnostics.find(({ kind }) => kind === 'webgpu')).toMatchObject({
      ok: false,
      reason: { code: 'model-golden' },
    });
  });

  it('a remembered one is taken without trying the others, unless it fails', async () => {
    const remembered = setup([{ kind: 'native' }, { kind: 'webgl' }], { remembered: 'webgl' });
    expect((await remembered.selecting).engine.kind).toBe('webgl');
    expect(remembered.log).not.toContain('native created');
    const gone = setup([{ kind: 'native' }, { kind: 'webgl', missing: 'no WebGL' }], {
      remembered: 'webgl',
    });
    expect((await gone.selecting).engine.kind).toBe('native');
  });

  it('a forced one is the only one tried, emulated or not', async () => {
    const { selecting, log } = setup([{ kind: 'native' }, { kind: 'webgpu', software: true }], {
      forced: 'webgpu',
    });
    expect((await selecting).engine.kind).toBe('webgpu');
    expect(log).not.toContain('native created');
  });
});

describe('no engine', () => {
  it('is the package’s fault where all that start give wrong numbers', async () => {
    const { selecting } = setup([
      { kind: 'native', error: 0.2 },
      { kind: 'wasm', error: -0.2 },
    ]);
    await expect(selecting).rejects.toMatchObject({ code: 'model-golden' });
  });

  it('is said with the reason of each where none starts', async () => {
    const { selecting } = setup([{ kind: 'wasm', missing: 'WebAssembly is switched off' }]);
    await expect(selecting).rejects.toMatchObject({ code: 'no-engine' });
    await expect(selecting).rejects.toThrow('WebAssembly is switched off');
  });

  it('leaves nothing behind when cancelled', async () => {
    const { selecting, log } = setup([{ kind: 'native' }], { signal: AbortSignal.abort() });
    await expect(selecting).rejects.toMatchObject({ name: 'AbortError' });
    expect(log).toEqual([]);
  });
});
