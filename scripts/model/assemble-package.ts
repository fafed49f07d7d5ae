import { AppError, LABELS, sha256Hex } from '#base';
import {
  type Engine,
  type LoadedPackage,
  loadPackage,
  type ModelManifest,
  parseManifest,
  rawProbabilities,
  startTfjsEngine,
  wholeFileReader,
} from '#inference';
import { type BuiltGraph, buildGraph } from './build-graph.ts';
import type { TrainingExport } from './export-folder.ts';
import { modelCard } from './model-card.ts';
import type { NpyArray } from './npy.ts';
import { storeModel, type WeightStore } from './store-weights.ts';

/** The files of a package by name, manifest.json among them. */
export type PackageFiles = ReadonlyMap<string, Uint8Array>;

/** What pack-model is told besides the export. */
export interface PackOptions {
  readonly id: string;
  readonly title: string;
  readonly store: WeightStore;
  /** calibration, operatingPoints and study; the manifest's parser checks them. */
  readonly decision: object;
  readonly metrics: Readonly<Record<string, unknown>>;
  /** sequence.json of training/train_sequence.py; null: the package judges each slice alone. */
  readonly sequence: Uint8Array | null;
  /** How many of the export's golden vectors the package keeps. */
  readonly goldenCount: number;
}

/** Where a package keeps its model along the slices. */
const SEQUENCE_FILE = 'sequence.json';

/** A text as a file of a package. */
export const textFile = (text: string): Uint8Array => new TextEncoder().encode(text);

/** JSON as a file of a package, indented where people read it. */
export const jsonFile = (value: unknown, indent = 0): Uint8Array =>
  textFile(`${JSON.stringify(value, null, indent)}\n`);

/** The rows of an array whose first axis counts them. */
export function rowsOf({ shape, data }: NpyArray): readonly Float32Array[] {
  const count = shape[0] ?? 0;
  const each = data.length / count;
  return Array.from({ length: count }, (_, n) => data.slice(n * each, (n + 1) * each));
}

/** Six probabilities in the order of LABELS from a row of outputs. */
export function sixOf(
  row: ArrayLike<number>,
  meaning: Pick<ModelManifest, 'activation' | 'outputLabels'>,
): number[] {
  const raw = rawProbabilities(row, meaning);
  return LABELS.map((label) => raw[label]);
}

async function listed(files: PackageFiles): Promise<ModelManifest['files']> {
  return Promise.all(
    [...files].map(async ([path, bytes]) => ({
      path,
      bytes: bytes.length,
      sha256: await sha256Hex(bytes),
    })),
  );
}

function manifestOf(
  source: TrainingExport,
  graph: BuiltGraph,
  options: PackOptions,
  files: ModelManifest['files'],
): ModelManifest {
  const { data, licence, attribution, codeVersion, seed, trainedOn, slicesSeen } =
    source.provenance;
  return parseManifest({
    formatVersion: 1,
    id: options.id,
    title: options.title,
    architecture: {
      name: source.architecture,
      width: source.width,
      parameters: graph.parameters,
    },
    status: source.status,
    preprocess: source.preprocess,
    input: graph.input,
    outputs: { probabilities: graph.probabilities, classMaps: graph.classMaps },
    activation: source.activation,
    outputLabels: source.outputLabels,
    ...options.decision,
    files,
    golden: {
      file: 'golden.json',
      // The golden probabilities are tfjs's own of the stored weights, so these bound rounding alone.
      tolerance: { cpu: 1e-5, wasm: 1e-5, native: 1e-4, webgl: 1e-3, webgpu: 1e-3 },
    },
    provenance: {
      data,
      licence,
      attribution,
      codeVersion,
      seed,
      trainedOn,
      ...(slicesSeen === null ? {} : { slicesSeen }),
    },
    metrics: options.metrics,
    ...(options.sequence === null ? {} : { sequence: { file: SEQUENCE_FILE } }),
  });
}

/** Opens a package that lies in memory. */
export function loadFiles(files: PackageFiles): Promise<LoadedPackage> {
  const read = wholeFileReader(async (path) => {
    const bytes = files.get(path);
    if (bytes === undefined) throw new AppError('model-file', `${path} is not in the package`);
    return bytes;
  });
  return loadPackage(read);
}

/** Runs something with tfjs's WebAssembly engine on a package, and lets the engine go. */
export async function withReference<T>(
  pack: LoadedPackage,
  action: (engine: Engine) => Promise<T>,
): Promise<T> {
  const engine = await startTfjsEngine('tfjs-wasm', pack, { threads: 1 });
  try {
    return await action(engine);
  } finally {
    engine.dispose();
  }
}

/** Golden inputs as raw float32, and what was computed for them by the training framework. */
function goldenFiles(source: TrainingExport, count: number, computed: readonly number[][] | null) {
  const inputs = rowsOf(source.golden.inputs).slice(0, count);
  const trained = rowsOf(source.golden.probabilities)
    .slice(0, count)
    .map((row) => sixOf(row, source));
  const bytes = new Uint8Array(inputs.reduce((sum, input) => sum + input.byteLength, 0));
  inputs.reduce((at, input) => {
    bytes.set(new Uint8Array(input.buffer), at);
    return at + input.byteLength;
  }, 0);
  const golden = {
    inputs: { file: 'golden-inputs.bin' },
    // tfjs in WebAssembly, of the weights as stored: every engine must give these.
    probabilities: computed ?? trained,
    // PyTorch (or the export's own reference) in float32, before the weights were stored.
    trainingProbabilities: trained,
  };
  return new Map([
    ['golden.json', jsonFile(golden)],
    ['golden-inputs.bin', bytes],
  ]);
}

/** Adds manifest.json, made from the list of the other files with their sizes and hashes. */
export async function filesWithManifest(
  content: PackageFiles,
  manifest: (files: ModelManifest['files']) => ModelManifest,
): Promise<PackageFiles> {
  return new Map([...content, ['manifest.json', jsonFile(manifest(await listed(content)))]]);
}

/**
 * Makes the files of a package. The first round carries the export's own probabilities; then the stored weights run in
 * tfjs, and their probabilities become the golden ones.
 */
export async function assemblePackage(
  source: TrainingExport,
  options: PackOptions,
): Promise<PackageFiles> {
  const graph = buildGraph(source);
  const { modelJson, shards } = storeModel(graph.def, options.store);
  const model = new Map([['model.json', jsonFile(modelJson)], ...shards]);
  if (options.sequence !== null) model.set(SEQUENCE_FILE, options.sequence);
  const golden = (computed: number[][] | null) =>
    goldenFiles(source, options.goldenCount, computed);
  const manifest = (files: ModelManifest['files']) => manifestOf(source, graph, options, files);
  const first = await filesWithManifest(new Map([...model, ...golden(null)]), manifest);
  const pack = await loadFiles(first);
  const rows = await withReference(pack, (engine) => engine.run(pack.golden.inputs));
  const computed = rows.map((row) => sixOf(row, source));
  const card = modelCard(pack.manifest);
  const content = new Map([
    ...model,
    ...golden(computed),
    ['model-card.json', jsonFile(card.json, 2)],
    ['MODEL_CARD.md', textFile(card.markdown)],
  ]);
  return filesWithManifest(content, manifest);
}
