import { type GraphModel, loadGraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import * as v from 'valibot';
import { AppError, messageOf, throwIfAborted } from '#base';
import { type ClassMaps, checkInput, classMapsOf, type Engine } from '#engine';
import type { LoadedPackage } from './package/loaded-package.ts';
import {
  startBackend,
  type TfjsBackend,
  type TfjsBackendOptions,
  type TfjsKind,
} from './tfjs-backends.ts';
import { withTfjs } from './tfjs-lock.ts';

const graph = v.looseObject({
  modelTopology: v.looseObject({ node: v.array(v.looseObject({ name: v.string() })) }),
  weightsManifest: v.array(
    v.object({ weights: v.array(v.custom<tf.io.WeightsManifestEntry>(() => true)) }),
  ),
});

/** The package as tfjs takes it from memory: its own loader stalls on many shards and checks no hash. */
function artifactsOf(pack: LoadedPackage): tf.io.ModelArtifacts {
  const parsed = v.safeParse(graph, pack.topology);
  if (!parsed.success) {
    throw new AppError('model-graph', 'model.json does not hold a tfjs graph model.');
  }
  return {
    modelTopology: parsed.output.modelTopology,
    weightSpecs: parsed.output.weightsManifest.flatMap((group) => group.weights),
    weightData: pack.weights,
    format: 'graph-model',
  };
}

async function loadModel(pack: LoadedPackage): Promise<GraphModel> {
  try {
    return await loadGraphModel(tf.io.fromMemory(artifactsOf(pack)));
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('model-graph', `tfjs cannot load the graph: ${messageOf(cause)}`, { cause });
  }
}

interface Parts {
  readonly pack: LoadedPackage;
  readonly backend: TfjsBackend;
  readonly model: GraphModel;
}

function join(inputs: readonly Float32Array[], each: number): Float32Array {
  const joined = new Float32Array(inputs.length * each);
  inputs.forEach((input, index) => {
    checkInput(input, each);
    joined.set(input, index * each);
  });
  return joined;
}

/** Executes the graph up to `node` for a batch; the only place where tensors live, and none outlives it. */
async function execute(parts: Parts, inputs: readonly Float32Array[], node: string) {
  const { pack, backend, model } = parts;
  const { size, channels } = pack.manifest.preprocess;
  const values = join(inputs, size * size * channels.length);
  const output = await withTfjs(async () => {
    await tf.setBackend(backend.name);
    return tf.tidy(() => {
      const input = tf.tensor4d(values, [inputs.length, size, size, channels.length]);
      const result = model.execute({ [pack.manifest.input]: input }, node);
      if (Array.isArray(result) || !('shape' in result)) {
        throw new AppError('model-graph', `The node ${node} gives more than one tensor.`);
      }
      return result;
    });
  });
  try {
    const data = await backend.loss.guard(() => output.data());
    return { data: Float32Array.from(data), shape: [...output.shape] };
  } finally {
    output.dispose();
  }
}

async function runAll(parts: Parts, inputs: readonly Float32Array[], signal?: AbortSignal) {
  const rows: Float32Array[] = [];
  const { outputs, outputLabels } = parts.pack.manifest;
  const batch = parts.backend.preferredBatch;
  for (let start = 0; start < inputs.length; start += batch) {
    throwIfAborted(signal);
    const part = inputs.slice(start, start + batch);
    const { data } = await execute(parts, part, outputs.probabilities);
    const columns = data.length / part.length;
    if (columns !== outputLabels.length) {
      throw new AppError(
        'model-output',
        `The graph gives ${columns} outputs a slice; the manifest names ${outputLabels.length}.`,
      );
    }
    for (let row = 0; row < part.length; row++) {
      rows.push(data.slice(row * columns, (row + 1) * columns));
    }
  }
  return rows;
}

async function mapsOf(parts: Parts, input: Float32Array): Promise<ClassMaps | null> {
  const node = parts.pack.manifest.outputs.classMaps;
  if (node === null) return null;
  const { data, shape } = await execute(parts, [input], node);
  return classMapsOf({ shape, data });
}

/**
 * The package on a tfjs backend. The graph is loaded; the first run still compiles shaders or packs weights, so warm up
 * by proving it. Blocks the thread while it computes on the processor: use it in a worker.
 */
export function createTfjsEngine(
  kind: TfjsKind,
  pack: LoadedPackage,
  options: TfjsBackendOptions = {},
): Promise<Engine> {
  return withTfjs(async () => {
    const backend = await startBackend(kind, options);
    const before = tf.memory().numTensors;
    const parts: Parts = { pack, backend, model: await loadModel(pack) };
    const { description, threads, preferredBatch } = backend;
    return {
      kind,
      description,
      threads,
      preferredBatch,
      run: (inputs, signal) => runAll(parts, inputs, signal),
      classMaps: async (input, signal) => {
        throwIfAborted(signal);
        return mapsOf(parts, input);
      },
      held: () => tf.memory().numTensors - before,
      dispose: () => {
        parts.model.dispose();
        backend.stop();
      },
    };
  });
}
