import { isRecord } from '#base';
import {
  createOwnWasmEngine,
  graphModelOf,
  type LoadedPackage,
  type ModelManifest,
  parseManifest,
} from '#inference';
import {
  filesWithManifest,
  jsonFile,
  loadFiles,
  type PackageFiles,
  sixOf,
  textFile,
} from '../assemble-package.ts';
import { modelCard } from '../model-card.ts';
import { type Agreement, agreementOf } from './agreement.ts';
import { quantizeGraph } from './quantize-graph.ts';
import type { TensorSample } from './read-tensors.ts';

/** Files that are made anew. */
const MADE = /^(manifest\.json|model\.json|weights-\d+of\d+\.bin|model-card\.json|MODEL_CARD\.md)$/;

/** For our own WASM engine: with relaxed SIMD the first layer's floats are rounded otherwise, and a level here and there tips over. */
const TOLERANCE = 0.01;

/** A quantized package and how it compares with what it was made of. */
export interface Quantized {
  readonly files: PackageFiles;
  readonly layers: number;
  readonly agreement: Agreement;
}

async function rowsOf(files: PackageFiles | LoadedPackage, inputs: readonly Float32Array[]) {
  const pack = 'manifest' in files ? files : await loadFiles(files);
  const engine = await createOwnWasmEngine(pack, { threads: 1 });
  try {
    return (await engine.run(inputs)).map((row) => sixOf(row, pack.manifest));
  } finally {
    engine.dispose();
  }
}

/**
 * Makes an int8 package of a float one: weights by output channel, activations by tensor, calibrated on `sample.calibration`. The first
 * layer, whose channels are few, and the head stay floats. What the two say on `sample.held` is compared and kept in the manifest.
 */
export async function quantizePackage(
  pack: LoadedPackage,
  read: (path: string) => Promise<Uint8Array>,
  sample: TensorSample,
  id: string,
): Promise<Quantized> {
  const graph = await quantizeGraph(graphModelOf(pack), sample.calibration);
  const { model: int8, shards } = graph;
  const kept = pack.manifest.files.filter(({ path }) => !MADE.test(path));
  const others = await Promise.all(kept.map(async ({ path }) => [path, await read(path)] as const));
  const float = await rowsOf(pack, sample.held);
  const manifestFor =
    (quantization: ModelManifest['quantization']) => (files: ModelManifest['files']) =>
      parseManifest({
        ...pack.manifest,
        id,
        title: `${pack.manifest.title}, int8`,
        files,
        golden: {
          ...pack.manifest.golden,
          tolerance: { ...pack.manifest.golden.tolerance, native: TOLERANCE },
        },
        quantization,
      });
  const about = {
    scheme: 'int8',
    weights: 'per-channel',
    activations: 'per-tensor',
    layers: graph.layers,
    calibration: { slices: sample.calibration.length },
  } as const;
  const model = new Map([...others, ['model.json', jsonFile(int8.topology)], ...shards]);
  const first = await filesWithManifest(model, manifestFor({ ...about, agreement: null }));
  const agreement = agreementOf(float, await rowsOf(first, sample.held));
  const golden: unknown = JSON.parse(
    new TextDecoder().decode(model.get(pack.manifest.golden.file)),
  );
  const computed = await rowsOf(first, pack.golden.inputs);
  model.set(
    pack.manifest.golden.file,
    jsonFile({ ...(isRecord(golden) ? golden : {}), probabilities: computed }),
  );
  const manifest = manifestFor({ ...about, agreement });
  const card = modelCard(manifest(pack.manifest.files));
  model.set('model-card.json', jsonFile(card.json, 2));
  model.set('MODEL_CARD.md', textFile(card.markdown));
  return { files: await filesWithManifest(model, manifest), layers: graph.layers, agreement };
}
