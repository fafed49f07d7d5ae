/** One page hosts one contestant: loads the model from /model, then runs slices when told and reports milliseconds. */
import type * as Tf from '@tensorflow/tfjs-core';
import { createWasmEngine, type GraphModel } from '../../../src/engine/index.ts';
import { imagesOf, planar } from './images.ts';
import { type LayerTime, timeLayers } from './layers.ts';

/** Which runtime, with how many threads. */
export interface Contestant {
  readonly runtime: 'own-wasm' | 'tfjs-wasm' | 'tfjs-cpu' | 'ort-web';
  readonly threads: number;
}

interface Model extends Omit<GraphModel, 'weights' | 'topology'> {
  readonly topology: {
    readonly modelTopology: object;
    readonly weightsManifest: readonly { readonly weights: Tf.io.WeightsManifestEntry[] }[];
  };
  readonly weights: ArrayBuffer;
  readonly size: number;
  readonly channels: number;
}

/** Runs the images and gives the probabilities of each. */
type Run = (images: readonly Float32Array[]) => Promise<readonly (readonly number[])[]>;

async function fetchModel(): Promise<Model> {
  const [description, topology, weights] = await Promise.all([
    fetch('/model/model-info.json').then((response) => response.json()),
    fetch('/model/model.json').then((response) => response.json()),
    fetch('/model/weights.bin').then((response) => response.arrayBuffer()),
  ]);
  return { ...description, topology, weights };
}

async function ownWasm(model: Model, threads: number): Promise<Run> {
  const engine = await createWasmEngine(model, { threads });
  console.info(`${engine.description}: ${(engine.held() / 2 ** 20).toFixed(0)} MiB`);
  return async (images) => (await engine.run(images)).map((row) => [...row]);
}

type TfGlobal = typeof import('@tensorflow/tfjs') & {
  readonly wasm: typeof import('@tensorflow/tfjs-backend-wasm');
};

declare global {
  var tf: TfGlobal;
}

function loadScript(src: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.addEventListener('load', () => resolve());
    script.addEventListener('error', () => reject(new Error(`${src} does not load`)));
    script.src = src;
    document.head.append(script);
  });
}

async function tfjs(model: Model, backend: 'wasm' | 'cpu', threads: number): Promise<Run> {
  // As tfjs publishes it: a bundler's renaming breaks its threads.
  await loadScript('/tfjs/tf.min.js');
  await loadScript('/tfjs/tf-backend-wasm.min.js');
  const { tf } = globalThis;
  if (backend === 'wasm') {
    tf.wasm.setWasmPaths('/tfjs/');
    tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', threads > 1);
    if (threads > 1) tf.wasm.setThreadsCount(threads);
  }
  await tf.setBackend(backend);
  await tf.ready();
  if (backend === 'wasm' && threads > 1 && tf.wasm.getThreadsCount() !== threads) {
    throw new Error(`tfjs runs ${tf.wasm.getThreadsCount()} threads, not ${threads}`);
  }
  const graph = await tf.loadGraphModel(
    tf.io.fromMemory({
      modelTopology: model.topology.modelTopology,
      weightSpecs: model.topology.weightsManifest.flatMap((group) => group.weights),
      weightData: model.weights,
      format: 'graph-model',
    }),
  );
  const one = async (image: Float32Array) => {
    const input = tf.tensor4d(image, [1, model.size, model.size, model.channels]);
    const output = graph.execute(
      { [model.input]: input },
      model.outputs.probabilities,
    ) as Tf.Tensor;
    const row = [...(await output.data())];
    input.dispose();
    output.dispose();
    return row;
  };
  return inTurn(one);
}

interface Ort {
  readonly env: { readonly wasm: { wasmPaths: string; numThreads: number } };
  readonly Tensor: new (type: 'float32', data: Float32Array, dims: readonly number[]) => object;
  readonly InferenceSession: {
    create(
      url: string,
      options: object,
    ): Promise<{ run(feeds: object): Promise<Record<string, { data: Float32Array }>> }>;
  };
}

async function ortWeb(model: Model, threads: number): Promise<Run> {
  const url = '/ort/ort.wasm.min.mjs';
  const ort: Ort = await import(/* @vite-ignore */ url);
  ort.env.wasm.wasmPaths = '/ort/';
  ort.env.wasm.numThreads = threads;
  const session = await ort.InferenceSession.create('/model/model.onnx', {
    executionProviders: ['wasm'],
    graphOptimizationLevel: 'all',
  });
  const { size, channels } = model;
  return inTurn(async (image) => {
    const tensor = new ort.Tensor('float32', planar(image, channels), [1, channels, size, size]);
    const outputs = await session.run({ [model.input]: tensor });
    return [...(outputs[model.outputs.probabilities]?.data ?? [])];
  });
}

function inTurn(one: (image: Float32Array) => Promise<readonly number[]>): Run {
  return async (images) => {
    const rows = [];
    for (const image of images) rows.push(await one(image));
    return rows;
  };
}

const running: { model: Model | null; run: Run | null } = { model: null, run: null };

const api = {
  async start({ runtime, threads }: Contestant): Promise<void> {
    const model = await fetchModel();
    running.model = model;
    if (runtime === 'own-wasm') running.run = await ownWasm(model, threads);
    else if (runtime === 'ort-web') running.run = await ortWeb(model, threads);
    else running.run = await tfjs(model, runtime === 'tfjs-wasm' ? 'wasm' : 'cpu', threads);
  },
  /** Milliseconds for `count` slices given in one call, and the first one's probabilities. */
  async run(count: number): Promise<{ ms: number; row: readonly number[] }> {
    const { model, run } = running;
    if (model === null || run === null) throw new Error('not started');
    const images = imagesOf(model, count);
    const before = performance.now();
    const rows = await run(images);
    return { ms: performance.now() - before, row: rows[0] ?? [] };
  },
  /** Our own WASM engine's layers, one after another. */
  async layers(rounds: number): Promise<readonly LayerTime[]> {
    return timeLayers(await fetchModel(), rounds);
  },
};

/** What the benchmark calls in the page. */
export type ContestantApi = typeof api;
Object.assign(globalThis, { contestant: api });
