import { loadGraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { describe, expect, it } from 'vitest';
import { aNetwork, anImage } from '../graph/graph.fixture.ts';
import { BLOCK_NETWORKS, NETWORKS } from '../graph/networks.fixture.ts';
import type { GraphModel } from '../graph/plan.ts';
import { createWasmEngine } from './wasm-engine.ts';

interface ModelJson {
  readonly modelTopology: object;
  readonly weightsManifest: readonly { readonly weights: tf.io.WeightsManifestEntry[] }[];
}

/** What tfjs on the plain JavaScript backend says: the oracle. */
async function byTfjs(model: GraphModel, input: Float32Array, size: number, node: string) {
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

describe('the WASM engine gives the same as tfjs for', () => {
  for (const [name, spec] of Object.entries({ ...NETWORKS, ...BLOCK_NETWORKS })) {
    it(name, async () => {
      const model = aNetwork(spec);
      const engine = await createWasmEngine(model);
      const inputs = [3, 4].map((seed) => anImage(spec.size, spec.inChannels, seed));
      const rows = await engine.run(inputs);
      for (const [index, input] of inputs.entries()) {
        const expected = await byTfjs(model, input, spec.size, 'probabilities');
        expect(largestDifference(rows[index] ?? [], expected)).toBeLessThan(1e-5);
      }
      const maps = await engine.classMaps(inputs[0] ?? new Float32Array());
      if (model.outputs.classMaps !== null) {
        const expected = await byTfjs(
          model,
          inputs[0] ?? new Float32Array(),
          spec.size,
          'class_maps',
        );
        expect(largestDifference(maps?.logits ?? [], expected)).toBeLessThan(1e-4);
      } else expect(maps).toBeNull();
      engine.dispose();
    });
  }
});
