import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rawProbabilities } from '#inference';
import { aNetwork } from '../../src/engine/graph/graph.fixture.ts';
import { readWeights } from '../../src/engine/graph/read-weights.ts';
import { adoptGraph } from './adopt-graph.ts';
import { loadFiles, rowsOf } from './assemble-package.ts';
import { driftBetween, probabilitiesOf } from './drift.ts';
import { npyBytes, parseNpy } from './npy.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ich-adopt-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a graph that somebody else converted', () => {
  /** As Keras would give it: unfused convolutions, flatten, dense, softmax over none and five types; 48 px, two windows. */
  const network = () =>
    aNetwork({
      size: 48,
      inChannels: 2,
      layers: [6, 'pool', 12, 'pool'],
      head: { dense: 10 },
      activation: 'Softmax',
      fused: false,
      seed: 9,
    });

  /** The same network by tfjs's eager operations: a route that shares no graph code. */
  async function eager(weights: ReturnType<typeof readWeights>, input: tf.Tensor4D) {
    const of = (name: string) => {
      const tensor = weights.get(name);
      if (tensor === undefined) throw new Error(`no weight ${name}`);
      return tf.tensor(tensor.data, [...tensor.shape]);
    };
    const conv = (x: tf.Tensor4D, name: string) => {
      const sums = tf.conv2d(x, of(`${name}/w`) as tf.Tensor4D, 1, 'same');
      return tf.maxPool(tf.relu(tf.add(sums, of(`${name}/b`))) as tf.Tensor4D, 2, 2, 'valid');
    };
    const dense = (x: tf.Tensor2D, name: string) =>
      tf.add(tf.matMul(x, of(`${name}/w`) as tf.Tensor2D), of(`${name}/b`)) as tf.Tensor2D;
    const features = conv(conv(input, 'conv1'), 'conv3');
    const flat = tf.reshape(features, [input.shape[0], -1]) as tf.Tensor2D;
    return tf.softmax(dense(tf.relu(dense(flat, 'hidden')), 'logits')).data();
  }

  const draft = {
    title: 'Not ours',
    architecture: { name: 'vgg-like', width: 0.1, parameters: 1000 },
    preprocess: {
      version: 1,
      crop: 'none',
      size: 48,
      channels: [
        { sliceOffset: 0, center: 40, width: 80 },
        { sliceOffset: 0, center: 80, width: 200 },
      ],
      resize: 'area-bilinear',
      scale: [1, 1],
      shift: [0, 0],
    },
    input: 'input',
    outputs: { probabilities: 'probabilities', classMaps: null },
    activation: 'softmax',
    outputLabels: [
      'none',
      'epidural',
      'intraparenchymal',
      'intraventricular',
      'subarachnoid',
      'subdural',
    ],
    provenance: {
      data: 'a test',
      licence: 'MIT',
      attribution: '',
      codeVersion: '1',
      seed: 9,
      trainedOn: 'nothing',
    },
    status: 'untrained',
  };

  async function foreignFolder(): Promise<string> {
    const at = await mkdtemp(join(folder, 'foreign-'));
    const { topology, weights } = network();
    const inputs = Float32Array.from({ length: 2 * 48 * 48 * 2 }, (_, n) => ((n * 37) % 101) / 101);
    await import('@tensorflow/tfjs-backend-cpu');
    await tf.setBackend('cpu');
    const probabilities = await eager(
      readWeights(topology, weights),
      tf.tensor4d(inputs, [2, 48, 48, 2]),
    );
    const rows = npyBytes({ shape: [2, 6], data: Float32Array.from(probabilities) });
    await writeFile(join(at, 'model.json'), JSON.stringify(topology));
    await writeFile(join(at, 'weights.bin'), new Uint8Array(weights));
    await writeFile(
      join(at, 'golden_inputs.npy'),
      npyBytes({ shape: [2, 48, 48, 2], data: inputs }),
    );
    await writeFile(join(at, 'golden_probabilities.npy'), rows);
    await writeFile(join(at, 'draft.json'), JSON.stringify(draft));
    return at;
  }

  it('becomes a package that gives its own probabilities on both of our runtimes', async () => {
    const at = await foreignFolder();
    const files = await adoptGraph(at, join(at, 'draft.json'), 'not-ours');
    const pack = await loadFiles(files);
    const native = await probabilitiesOf(files, pack.golden.inputs);
    expect(driftBetween(native, pack.golden.probabilities).maxDp).toBeLessThan(1e-5);
    const path = join(at, 'golden_probabilities.npy');
    const [first = new Float32Array(0)] = rowsOf(parseNpy(await readFile(path), path));
    expect(rawProbabilities(first, pack.manifest).any).toBeCloseTo(1 - (first[0] ?? 0), 6);
    expect(pack.golden.probabilities[0]?.[0]).toBeCloseTo(1 - (first[0] ?? 0), 5);
  });

  it('is refused where it does not give what its framework gave', async () => {
    const at = await foreignFolder();
    const wrong = npyBytes({ shape: [2, 6], data: new Float32Array(12).fill(1 / 6) });
    await writeFile(join(at, 'golden_probabilities.npy'), wrong);
    await expect(adoptGraph(at, join(at, 'draft.json'), 'x')).rejects.toThrow('tfjs differs');
  });
});
