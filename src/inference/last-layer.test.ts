import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { logit } from '#base';
import { createFeatureEngine, lastLayerOf, sliceFeatures } from './last-layer.ts';
import { loadPackage } from './package/load-package.ts';
import { wholeFileReader } from './package/read-package-file.ts';

const packageOf = (id: string) =>
  loadPackage(wholeFileReader((path) => readFile(`models/${id}/${path}`)));

it('gives the shipped package’s own logits on its golden slices, and their gradient', async () => {
  const pack = await packageOf('ich-vgg16');
  const layer = lastLayerOf(pack);
  const engine = await createFeatureEngine(pack, layer);
  try {
    const inputs = pack.golden.inputs.slice(0, 2);
    const rows = await engine.run(inputs);
    rows.forEach((row, at) => {
      const here = sliceFeatures(row, layer);
      expect(here.logit).toBeCloseTo(logit(pack.golden.probabilities[at]?.[0] ?? 0), 3);
      const step = 1e-4;
      const along = here.gradient.map((_, channel) => Math.sin(channel));
      const weights = layer.weights.map((weight, channel) => weight + step * (along[channel] ?? 0));
      const moved = sliceFeatures(row, { ...layer, weights }).logit;
      const told = here.gradient.reduce((sum, g, channel) => sum + g * (along[channel] ?? 0), 0);
      expect((moved - here.logit) / step).toBeCloseTo(told, 2);
    });
  } finally {
    engine.dispose();
  }
});

it('says of a head that it does not know that it can’t be fitted', async () => {
  const pack = await packageOf('ich-vgg16');
  const softmax = { ...pack, manifest: { ...pack.manifest, activation: 'softmax' as const } };
  expect(() => lastLayerOf(softmax)).toThrow(/last layer of ich-vgg16 can't be fitted/);
});
