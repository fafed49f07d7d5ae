/** The model that all contestants run, written where the pages fetch it. */
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aNetwork, vgg16Layers } from '../../src/engine/graph/graph.fixture.ts';
import type { GraphModel } from '../../src/engine/graph/plan.ts';
import { toOnnx } from './onnx.ts';

/** A model and the size of its input. */
export interface BenchModel extends GraphModel {
  readonly title: string;
  readonly size: number;
  readonly channels: number;
}

/** 'full': VGG-16 as published (width 1, 224 x 224, He-initialized from a seed), else a package's folder. */
export function loadModel(which: string): BenchModel {
  if (which === 'full') {
    const network = { size: 224, layers: vgg16Layers(1), head: 'log-sum-exp' } as const;
    return {
      ...aNetwork(network),
      title: 'VGG-16, 224 x 224, random weights',
      size: 224,
      channels: 3,
    };
  }
  if (!existsSync(join(which, 'manifest.json'))) {
    throw new Error(`There is no model package in ${which}; --model full makes one.`);
  }
  const json = (name: string) => JSON.parse(readFileSync(join(which, name), 'utf8'));
  const [manifest, topology] = [json('manifest.json'), json('model.json')];
  const groups: readonly { readonly paths: readonly string[] }[] = topology.weightsManifest;
  const shards = groups.flatMap(({ paths }) =>
    paths.map((path) => readFileSync(join(which, path))),
  );
  const { size, channels } = manifest.preprocess;
  return {
    title: `${manifest.id}, ${size} x ${size}`,
    topology,
    weights: new Uint8Array(Buffer.concat(shards)).buffer,
    input: manifest.input,
    outputs: manifest.outputs,
    inputShape: [size, size, channels.length],
    size,
    channels: channels.length,
  };
}

/** Writes model.json, the joined weights and what else the pages need to know below `site`. */
export function writeModel(site: string, model: BenchModel): void {
  const { topology, weights, ...info } = model;
  mkdirSync(join(site, 'model'), { recursive: true });
  writeFileSync(join(site, 'model/model-info.json'), JSON.stringify(info));
  writeFileSync(join(site, 'model/model.json'), JSON.stringify(topology));
  writeFileSync(join(site, 'model/weights.bin'), new Uint8Array(weights));
}

/** The same, with the ONNX twin and the rivals' binaries. */
export function writeSite(site: string, model: BenchModel, root: string): string {
  writeModel(site, model);
  const onnx = join(site, 'model/model.onnx');
  writeFileSync(onnx, toOnnx(model, model.size, model.channels));
  const ort = join(root, 'scripts/bench/node_modules/onnxruntime-web/dist');
  for (const name of [
    'ort.wasm.min.mjs',
    'ort-wasm-simd-threaded.mjs',
    'ort-wasm-simd-threaded.wasm',
  ]) {
    cpSync(join(ort, name), join(site, 'ort', name));
  }
  const tfjs = join(root, 'node_modules/@tensorflow/tfjs-backend-wasm/dist');
  for (const name of ['', '-simd', '-threaded-simd']) {
    const file = `tfjs-backend-wasm${name}.wasm`;
    cpSync(join(tfjs, file), join(site, 'tfjs', file));
  }
  cpSync(join(tfjs, 'tf-backend-wasm.min.js'), join(site, 'tfjs/tf-backend-wasm.min.js'));
  cpSync(join(root, 'node_modules/@tensorflow/tfjs/dist/tf.min.js'), join(site, 'tfjs/tf.min.js'));
  return onnx;
}
