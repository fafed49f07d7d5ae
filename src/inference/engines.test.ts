import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { EngineKind } from '#base';
import type { Engine } from '#engine';
import { createOwnWasmEngine } from './own-wasm-engine.ts';
import { loadPackage } from './package/load-package.ts';
import type { LoadedPackage } from './package/loaded-package.ts';
import { memoryReader, tinyPackage, withFile } from './package/tiny-package.fixture.ts';
import { proveEngine } from './prove-engine.ts';
import { createTfjsEngine } from './tfjs-engine.ts';
import type { WasmOptions } from './tfjs-wasm-backend.ts';

/** Any engine by its name, with two threads where there are any. */
const createEngine = (
  kind: Exclude<EngineKind, 'own-webgpu'>,
  from: LoadedPackage,
  options: WasmOptions = {},
) =>
  kind === 'own-wasm' ? createOwnWasmEngine(from, options) : createTfjsEngine(kind, from, options);

let pack: LoadedPackage;
let engine: Engine;
beforeAll(async () => {
  pack = await loadPackage(memoryReader(await tinyPackage()));
});
afterEach(() => engine.dispose());

describe.each(['tfjs-cpu', 'tfjs-wasm', 'own-wasm'] as const)('the %s engine', (kind) => {
  it('gives the probabilities of the plain loops', async () => {
    engine = await createEngine(kind, pack);
    expect(await proveEngine(engine, pack)).toBeLessThan(1e-5);
  });

  it('keeps the number of tensors (or bytes) constant over runs', async () => {
    engine = await createEngine(kind, pack);
    await engine.run(pack.golden.inputs);
    const before = engine.held();
    for (let i = 0; i < 5; i++) {
      await engine.run(pack.golden.inputs);
      await engine.classMaps(pack.golden.inputs[0] ?? new Float32Array());
    }
    expect(engine.held()).toBe(before);
  });

  it('gives class maps whose mean is the logit', async () => {
    engine = await createEngine(kind, pack);
    const maps = await engine.classMaps(pack.golden.inputs[0] ?? new Float32Array());
    expect(maps).toMatchObject({ height: 4, width: 4 });
    const any = Array.from(maps?.logits ?? []).filter((_, index) => index % 6 === 0);
    const mean = any.reduce((sum, value) => sum + value, 0) / any.length;
    expect(1 / (1 + Math.exp(-mean))).toBeCloseTo(pack.golden.probabilities[0]?.[0] ?? 0, 5);
  });

  it('is refused where the golden vectors say otherwise', async () => {
    const files = await tinyPackage();
    const golden = JSON.parse(new TextDecoder().decode(files.get('golden.json')));
    golden.probabilities[1][3] += golden.probabilities[1][3] > 0.5 ? -0.01 : 0.01;
    const content = new TextEncoder().encode(JSON.stringify(golden));
    const wrong = await loadPackage(memoryReader(await withFile(files, 'golden.json', content)));
    engine = await createEngine(kind, wrong);
    await expect(proveEngine(engine, wrong)).rejects.toMatchObject({ code: 'model-golden' });
  });

  it('refuses inputs of the wrong length and stops on cancel', async () => {
    engine = await createEngine(kind, pack);
    await expect(engine.run([new Float32Array(3)])).rejects.toMatchObject({ code: 'model-input' });
    await expect(engine.run(pack.golden.inputs, AbortSignal.abort())).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});
