import { loadGraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { describe, expect, it } from 'vitest';
import type { NativeModel } from './compile.ts';
import { aNetwork, anImage, type NetworkSpec, vgg16Layers } from './graph.fixture.ts';
import { createNativeRunner } from './native-runner.ts';

interface ModelJson {
  readonly modelTopology: object;
  readonly weightsManifest: readonly { readonly weights: tf.io.WeightsManifestEntry[] }[];
}

/** What tfjs on the plain JavaScript backend says: the oracle. */
async function byTfjs(model: NativeModel, input: Float32Array, size: number, node: string) {
  await tf.setBackend('cpu');
  const { modelTopology, weightsManifest } = model.topology as ModelJson;
  const weightSpecs = weightsManifest.flatMap((group) => group.weights);
  const graph = await loadGraphModel(
    tf.io.fromMemory({ modelTopology, weightSpecs, weightData: model.weights }),
  );
  const tensor = tf.tensor4d(input, [1, size, size, input.length / size / size]);
  const output = graph.execute({ input: tensor }, node) as tf.Tensor;
  return [...(await output.data())];
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  return Math.max(...Array.from(a, (value, index) => Math.abs(value - (b[index] ?? Number.NaN))));
}

const NETWORKS: Readonly<Record<string, NetworkSpec>> = {
  'a tiny network with log-sum-exp': {
    size: 32,
    layers: [2, 4, 'pool', 8, 'pool'],
    head: 'log-sum-exp',
  },
  'odd sizes and channels': {
    size: 37,
    layers: [5, 7, 'pool', 11, 13, 'pool', 9],
    head: 'log-sum-exp',
  },
  'ops that are not fused': {
    size: 21,
    layers: [12, 16, 'pool', 20],
    head: 'log-sum-exp',
    fused: false,
  },
  'one input channel': { size: 18, inChannels: 1, layers: [8, 'pool', 8], head: 'average' },
  'global average and a matrix': { size: 24, layers: [8, 'pool', 24, 'pool'], head: 'average' },
  'flatten and large matrices': { size: 24, layers: [16, 'pool', 32, 'pool'], head: { dense: 70 } },
  'a softmax head': { size: 24, layers: [8, 'pool', 8], head: 'average', activation: 'Softmax' },
  'raw logits': { size: 24, layers: [8, 'pool', 8], head: 'average', activation: 'Identity' },
  'half-precision weights': {
    size: 24,
    layers: [8, 'pool', 16],
    head: 'log-sum-exp',
    store: 'float16',
  },
  '8-bit weights': { size: 24, layers: [8, 'pool', 16], head: 'log-sum-exp', store: 'uint8' },
  'VGG-16, whole topology': { size: 32, layers: vgg16Layers(0.25), head: 'log-sum-exp' },
};

describe('the native runner gives the same as tfjs for', () => {
  for (const [name, spec] of Object.entries(NETWORKS)) {
    it(name, async () => {
      const model = aNetwork(spec);
      const runner = await createNativeRunner(model);
      const inputs = [3, 4].map((seed) => anImage(spec.size, spec.inChannels, seed));
      const rows = await runner.run(inputs);
      for (const [index, input] of inputs.entries()) {
        const expected = await byTfjs(model, input, spec.size, 'probabilities');
        expect(largestDifference(rows[index] ?? [], expected)).toBeLessThan(1e-5);
      }
      const maps = await runner.classMaps(inputs[0] ?? new Float32Array());
      if (model.outputs.classMaps !== null) {
        const expected = await byTfjs(
          model,
          inputs[0] ?? new Float32Array(),
          spec.size,
          'class_maps',
        );
        expect(largestDifference(maps?.logits ?? [], expected)).toBeLessThan(1e-4);
      } else expect(maps).toBeNull();
      runner.dispose();
    });
  }
});
