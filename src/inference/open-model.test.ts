import { expect, it } from 'vitest';
import { openModel } from './open-model.ts';
import { memoryReader, tinyPackage } from './package/tiny-package.fixture.ts';

it('opens a package in Node and predicts calibrated probabilities', async () => {
  const tried: string[] = [];
  const model = await openModel(memoryReader(await tinyPackage()), {
    clock: () => performance.now(),
    onTry: (kind) => tried.push(kind),
  });
  const [first] = await model.predict(model.pack.golden.inputs);
  const types = Object.values(first?.calibrated ?? {});
  expect(types).toHaveLength(6);
  expect(first?.calibrated.any).toBe(Math.max(...types));
  expect(model.diagnostics.some(({ ok }) => ok)).toBe(true);
  expect(tried).not.toContain('tfjs-webgpu');
  model.engine.dispose();
});

it('with a forced engine uses that and no other', async () => {
  const model = await openModel(memoryReader(await tinyPackage()), {
    clock: () => performance.now(),
    forced: 'tfjs-cpu',
  });
  expect(model.engine.kind).toBe('tfjs-cpu');
  expect(model.diagnostics).toHaveLength(1);
  model.engine.dispose();
});
