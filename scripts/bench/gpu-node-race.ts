/** One model's race on WebGPU in Node: starts the contestants, checks their probabilities, times them in turn, and tells after each step what it knows. */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import template from '../../models/tiny/manifest.json' with { type: 'json' };
import { messageOf } from '../../src/base/index.ts';
import {
  createOwnWasmEngine,
  createOwnWebgpuEngine,
  type Engine,
  type LoadedPackage,
  parseManifest,
  startTfjsEngine,
} from '../../src/inference/index.ts';
import { type BenchModel, loadModel } from './model-files.ts';
import { toOnnx } from './onnx.ts';
import { imagesOf, planar } from './page/images.ts';
import { largestDifference, median, medianRatio } from './statistics.ts';

/** A contestant called in one way. */
export interface HeatRow {
  readonly engine: string;
  /** Who took turns with it. */
  readonly beside: string;
  readonly slicesPerCall: number;
  readonly msPerSlice: number;
  readonly slicesPerSecond: number;
  readonly min: number;
  readonly max: number;
  readonly rounds: number;
  readonly startMs: number;
  /** Largest difference of a probability from our own WASM engine's. */
  readonly difference: number;
}

/** What is known of a model. */
export interface ModelResult {
  readonly title: string;
  readonly adapter: string;
  readonly half: boolean;
  readonly probabilities: readonly (readonly number[])[];
  readonly rows: readonly HeatRow[];
  readonly ratios: Readonly<Record<string, number>>;
  readonly notes: readonly string[];
}

/** What to race, and for how long. */
export interface RaceOptions {
  readonly model: string;
  /** The npm package webgpu's index.js, and the folder of onnxruntime-web's builds. */
  readonly webgpu: string;
  readonly ort: string | null;
  readonly rounds: number;
  /** The most slices a call. */
  readonly batch: number;
  readonly seconds: number;
}

interface Runner {
  readonly description: string;
  readonly batch: number;
  run(images: readonly Float32Array[]): Promise<readonly Float32Array[]>;
}

interface Entry {
  readonly name: string;
  readonly runner: Runner;
  readonly startMs: number;
  readonly difference: number;
}

/** Slices whose probabilities are compared. */
const COMPARED = 3;

/** Dawn in Node takes no shared memory, which is ONNX Runtime's heap: a copy of what it writes. */
function copyShared(queue: { writeBuffer: GPUQueue['writeBuffer'] }): void {
  const { writeBuffer } = queue;
  queue.writeBuffer = function (this: GPUQueue, buffer, at, data, from = 0, size) {
    const isView = ArrayBuffer.isView(data);
    const shared = isView ? data.buffer : data;
    if (!(shared instanceof SharedArrayBuffer)) {
      return writeBuffer.call(this, buffer, at, data as ArrayBufferView<ArrayBuffer>, from, size);
    }
    const unit = 'BYTES_PER_ELEMENT' in data ? Number(data.BYTES_PER_ELEMENT) : 1;
    const start = (isView ? data.byteOffset : 0) + from * unit;
    const bytes = size === undefined ? data.byteLength - from * unit : size * unit;
    const copy = new Uint8Array(bytes);
    copy.set(new Uint8Array(shared, start, bytes));
    return writeBuffer.call(this, buffer, at, copy);
  };
}

/** Gives Node a navigator.gpu. */
async function openWebgpu(file: string): Promise<GPU> {
  const { create, globals } = await import(pathToFileURL(file).href);
  Object.assign(globalThis, globals);
  copyShared(globals.GPUQueue.prototype);
  const gpu: GPU = create(['enable-dawn-features=allow_unsafe_apis']);
  // ONNX Runtime Web asks whether this is a browser, and tfjs for navigator.gpu.
  Object.defineProperty(globalThis, 'navigator', {
    value: { gpu, userAgent: 'Node', hardwareConcurrency: 1 },
    configurable: true,
  });
  return gpu;
}

function packageOf(model: BenchModel): LoadedPackage {
  const manifest = parseManifest({
    ...template,
    input: model.input,
    outputs: model.outputs,
    preprocess: { ...template.preprocess, size: model.size },
  });
  const golden = { inputs: [], probabilities: [] };
  const { topology, weights } = model;
  return { manifest, modelHash: '', topology, weights, golden, sequence: null };
}

const runnerOf = (engine: Engine): Runner => ({
  description: engine.description,
  batch: engine.preferredBatch,
  run: (images) => engine.run(images),
});

/** ONNX Runtime Web on WebGPU, one slice a call: the twin has that batch. */
async function startOrt(model: BenchModel, folder: string): Promise<Runner> {
  const ort = await import(pathToFileURL(`${folder}/ort.webgpu.min.mjs`).href);
  const binary = 'ort-wasm-simd-threaded.asyncify';
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.wasmPaths = { mjs: pathToFileURL(`${folder}/${binary}.mjs`).href };
  ort.env.wasm.wasmBinary = new Uint8Array(readFileSync(`${folder}/${binary}.wasm`)).buffer;
  const onnx = toOnnx(model, model.size, model.channels);
  const session = await ort.InferenceSession.create(new Uint8Array(onnx), {
    executionProviders: ['webgpu'],
  });
  const dims = [1, model.channels, model.size, model.size];
  const one = async (image: Float32Array) => {
    const input = new ort.Tensor('float32', planar(image, model.channels), dims);
    const out = await session.run({ [model.input]: input });
    return Float32Array.from(await out[model.outputs.probabilities].getData());
  };
  const run = async (images: readonly Float32Array[]) => {
    const rows: Float32Array[] = [];
    for (const image of images) rows.push(await one(image));
    return rows;
  };
  return { description: `ONNX Runtime Web ${ort.env.versions.web ?? ''}`, batch: 1, run };
}

/** All take their turn in each round, in each way to be called; the first round isn't counted. */
async function timeInTurn(
  entries: readonly Entry[],
  model: BenchModel,
  { rounds, batch }: RaceOptions,
  until: number,
): Promise<readonly { entry: Entry; slices: number; ms: number[] }[]> {
  const timed = entries.flatMap((entry) =>
    [...new Set([1, Math.min(batch, entry.runner.batch)])].map((slices) => ({
      entry,
      slices,
      ms: [] as number[],
    })),
  );
  const images = imagesOf(model, Math.max(1, ...timed.map(({ slices }) => slices)));
  for (let round = -2; round < rounds; round++) {
    if (round > 0 && performance.now() > until) break;
    for (const { entry, slices, ms } of timed) {
      const some = images.slice(0, slices);
      const before = performance.now();
      await entry.runner.run(some);
      if (round >= 0) ms.push((performance.now() - before) / slices);
    }
  }
  return timed;
}

class Race {
  readonly #result: {
    title: string;
    adapter: string;
    half: boolean;
    probabilities: number[][];
    rows: HeatRow[];
    ratios: Record<string, number>;
    notes: string[];
  };
  readonly #begun = performance.now();
  readonly model: BenchModel;
  readonly options: RaceOptions;

  constructor(model: BenchModel, options: RaceOptions, adapter: string, half: boolean) {
    const { title } = model;
    this.model = model;
    this.options = options;
    this.#result = { title, adapter, half, probabilities: [], rows: [], ratios: {}, notes: [] };
  }

  note(text: string): void {
    this.#result.notes.push(text);
    this.tell();
  }

  /** One line of JSON: all that is known by now. */
  tell(): void {
    process.stdout.write(`${JSON.stringify(this.#result)}\n`);
  }

  async enter(
    name: string,
    expected: readonly Float32Array[],
    start: () => Promise<Runner>,
  ): Promise<Entry | null> {
    try {
      const before = performance.now();
      const limit = 500 * this.options.seconds;
      const late = new Promise<never>((_, reject) =>
        setTimeout(() => reject(new Error('it takes too long to start')), limit),
      );
      const runner = await Promise.race([start(), late]);
      const rows = await Promise.race([runner.run(imagesOf(this.model, COMPARED)), late]);
      const startMs = performance.now() - before;
      const difference = Math.max(
        ...expected.map((row, slice) => largestDifference([...(rows[slice] ?? [])], [...row])),
      );
      this.note(`${name}: ${runner.description}, dp ${difference.toExponential(1)}`);
      return { name, runner, startMs, difference };
    } catch (error) {
      this.note(`${name} is not measured: ${messageOf(error).slice(0, 400)}`);
      return null;
    }
  }

  async heat(entries: readonly (Entry | null)[], part: number, beside: string): Promise<void> {
    const present = entries.filter((entry) => entry !== null);
    const until = this.#begun + part * 1000 * this.options.seconds;
    const timed = await timeInTurn(present, this.model, this.options, until);
    for (const { entry, slices, ms } of timed) {
      const msPerSlice = median(ms);
      this.#result.rows.push({
        engine: entry.name,
        beside,
        slicesPerCall: slices,
        msPerSlice,
        slicesPerSecond: 1000 / msPerSlice,
        min: Math.min(...ms),
        max: Math.max(...ms),
        rounds: ms.length,
        startMs: entry.startMs,
        difference: entry.difference,
      });
    }
    const ours = timed.filter(({ entry }) => entry.name.startsWith('own-webgpu'));
    for (const rival of timed.filter((one) => !ours.includes(one))) {
      // One slice a call against one, as many as they like against as many as they like.
      for (const own of ours.filter(({ slices }) => (slices === 1) === (rival.slices === 1))) {
        const name = `${rival.entry.name} (${rival.slices}) / ${own.entry.name} (${own.slices})`;
        this.#result.ratios[name] = Number(medianRatio(rival.ms, own.ms).toFixed(2));
      }
    }
    this.tell();
  }

  expect(rows: readonly Float32Array[]): void {
    this.#result.probabilities = rows.map((row) => [...row]);
  }
}

/** Races one model and tells on standard output. */
export async function raceModel(options: RaceOptions): Promise<void> {
  const model = loadModel(options.model);
  const pack = packageOf(model);
  const gpu = await openWebgpu(options.webgpu);
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  const { vendor = '', architecture = '', description = '' } = adapter?.info ?? {};
  const half = adapter?.features.has('shader-f16') === true;
  const race = new Race(model, options, `${vendor} ${architecture} ${description}`.trim(), half);
  const wasm = await createOwnWasmEngine(pack, { threads: 1 });
  const expected = await wasm.run(imagesOf(model, COMPARED));
  race.expect(expected);
  race.tell();
  const own = (precision: 'f16' | 'f32') =>
    race.enter(`own-webgpu-${precision}`, expected, async () =>
      runnerOf(await createOwnWebgpuEngine(pack, { precision })),
    );
  const f32 = await own('f32');
  const f16 = half ? await own('f16') : null;
  await race.heat([f16, f32], 0.2, 'nobody'); // Told before a rival can take all the time.
  const tfjs = await race.enter('tfjs-webgpu', expected, async () =>
    runnerOf(await startTfjsEngine('tfjs-webgpu', pack)),
  );
  if (tfjs !== null) await race.heat([f16, f32, tfjs], 0.6, 'tfjs');
  const folder = options.ort;
  if (folder === null) return;
  const ort = await race.enter('ort-webgpu', expected, () => startOrt(model, folder));
  if (ort !== null) await race.heat([ort, f16, f32], 0.9, 'ort');
}
