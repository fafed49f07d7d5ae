import { expect, it } from 'vitest';
import { openModel } from './open-model.ts';
import { loadPackage } from './package/load-package.ts';
import { memoryReader, tinyPackage } from './package/tiny-package.fixture.ts';
import { resilientEngine } from './resilient-engine.ts';
import { standardCandidates } from './standard-candidates.ts';
import { createTfjsEngine } from './tfjs-engine.ts';

it('opens on the quickest engine, with a word on every other', async () => {
  const model = await openModel(memoryReader(await tinyPackage()), {
    clock: () => performance.now(),
  });
  expect(model.diagnostics.map(({ kind }) => kind)).toEqual([
    'own-wasm',
    'own-webgpu',
    'tfjs-webgpu',
    'tfjs-webgl',
  ]);
  expect(model.diagnostics.filter(({ reason }) => reason === undefined)).toHaveLength(1);
  expect(await model.predict(model.pack.golden.inputs)).toHaveLength(2);
  model.engine.dispose();
});

it('a WebGL context lost in mid-run costs no slice', async () => {
  const pack = await loadPackage(memoryReader(await tinyPackage()));
  const first = await createTfjsEngine('tfjs-webgl', pack);
  const candidates = standardCandidates(pack).filter(({ kind }) => kind === 'own-wasm');
  const changes: string[] = [];
  const engine = resilientEngine(first, pack, candidates, ({ to }) => changes.push(to.kind));
  const { backend } = await import('@tensorflow/tfjs-core');
  const { MathBackendWebGL } = await import('@tensorflow/tfjs-backend-webgl');
  const webgl = backend();
  if (!(webgl instanceof MathBackendWebGL)) throw new Error('not WebGL');
  const inputs = Array.from({ length: 5 }, () => pack.golden.inputs).flat();
  const running = engine.run(inputs);
  webgl.getGPGPUContext().gl.getExtension('WEBGL_lose_context')?.loseContext();
  const rows = await running;
  expect(changes).toEqual(['own-wasm']);
  rows.forEach((row, index) => {
    const golden = pack.golden.probabilities[index % 2] ?? [];
    golden.forEach((p, label) => {
      expect(Math.abs(p - (row[label] ?? Number.NaN))).toBeLessThan(1e-4);
    });
  });
  engine.dispose();
});
