import plainUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threadedUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { EngineKind } from '#base';
import { probeWebgl, probeWebgpu } from './gpu-probe.ts';
import { createOwnWasmEngine } from './own-wasm-engine.ts';
import { createOwnWebgpuEngine } from './own-webgpu-engine.ts';
import { loadPackage } from './package/load-package.ts';
import type { LoadedPackage } from './package/loaded-package.ts';
import { memoryReader, tinyPackage } from './package/tiny-package.fixture.ts';
import { proveEngine, toleranceOf } from './prove-engine.ts';
import { createTfjsEngine } from './tfjs-engine.ts';
import type { WasmOptions } from './tfjs-wasm-backend.ts';

const wasmPaths = {
  'tfjs-backend-wasm.wasm': plainUrl,
  'tfjs-backend-wasm-simd.wasm': simdUrl,
  'tfjs-backend-wasm-threaded-simd.wasm': threadedUrl,
};

/** Any engine by its name, with two threads where there are any. */
const createEngine = (kind: EngineKind, from: LoadedPackage, options: WasmOptions = {}) => {
  if (kind === 'own-webgpu') return createOwnWebgpuEngine(from);
  return kind === 'own-wasm'
    ? createOwnWasmEngine(from, options)
    : createTfjsEngine(kind, from, options);
};

let pack: LoadedPackage;
beforeAll(async () => {
  pack = await loadPackage(memoryReader(await tinyPackage()));
});

describe.each([
  'tfjs-cpu',
  'tfjs-wasm',
  'tfjs-webgl',
  'tfjs-webgpu',
  'own-webgpu',
  'own-wasm',
] as const)('in a browser, the %s engine', (kind) => {
  it('gives the golden probabilities, leaks no tensor and says what it is', async () => {
    const engine = await createEngine(kind, pack, { wasmPaths, threads: 2 });
    expect(await proveEngine(engine, pack)).toBeLessThan(toleranceOf(pack.manifest, kind));
    const before = engine.held();
    for (let i = 0; i < 3; i++) await engine.run(pack.golden.inputs);
    expect(engine.held()).toBe(before);
    expect(engine.description).toMatch(/WebGPU \(|WebGL \(|WASM|JavaScript/);
    engine.dispose();
  });

  it('starts again after it was disposed of', async () => {
    const engine = await createEngine(kind, pack, { wasmPaths, threads: 2 });
    expect(await proveEngine(engine, pack)).toBeLessThan(toleranceOf(pack.manifest, kind));
    engine.dispose();
  });
});

it('tfjs-wasm really gets the two threads it is asked for', async () => {
  expect(globalThis.crossOriginIsolated).toBe(true);
  const engine = await createTfjsEngine('tfjs-wasm', pack, { wasmPaths, threads: 2 });
  expect(engine.threads).toBe(2);
  engine.dispose();
});

it('an emulated GPU is known as one before anything is loaded', async () => {
  for (const found of [await probeWebgpu(), await probeWebgl()]) {
    expect(found?.software).toBe(/swiftshader/i.test(found?.description ?? ''));
  }
});

it('a WebGL engine whose context is lost says so, and a fresh one works', async () => {
  const engine = await createTfjsEngine('tfjs-webgl', pack);
  await engine.run(pack.golden.inputs);
  const { backend } = await import('@tensorflow/tfjs-core');
  const { MathBackendWebGL } = await import('@tensorflow/tfjs-backend-webgl');
  const webgl = backend();
  if (!(webgl instanceof MathBackendWebGL)) throw new Error('not WebGL');
  webgl.getGPGPUContext().gl.getExtension('WEBGL_lose_context')?.loseContext();
  await expect(engine.run(pack.golden.inputs)).rejects.toThrow();
  engine.dispose();
  const fresh = await createTfjsEngine('tfjs-webgl', pack);
  expect(await proveEngine(fresh, pack)).toBeLessThan(1e-4);
  fresh.dispose();
});
