import { createRequire } from 'node:module';
import { setFlagsFromString } from 'node:v8';
import { compilePlan } from '../../src/engine/graph/compile.ts';
import { anImage } from '../../src/engine/graph/graph.fixture.ts';
import type { GraphModel, Plan } from '../../src/engine/graph/plan.ts';
import { layOut, tileSide } from '../../src/engine/wasm/layout.ts';
import { placeLevels } from '../../src/engine/wasm/place-levels.ts';
import { stepsOf } from '../../src/engine/wasm/program.ts';
import { splitMaxPools } from '../../src/engine/wasm/split-max-pools.ts';
import { uploadWeights } from '../../src/engine/wasm/upload.ts';
import {
  bestFlavor,
  compileKernels,
  createMemory,
  instantiateKernels,
} from '../../src/engine/wasm/wasm-kernels.ts';
import { endWithUsage, readArguments } from '../command.ts';
import { quantizeGraph } from '../model/int8/quantize-graph.ts';
import { type BenchModel, loadModel } from './model-files.ts';
import { toOnnx } from './onnx.ts';
import { planar } from './page/images.ts';
import { largestDifference, median, medianRatio } from './statistics.ts';

const USAGE = `usage: npm run bench -- int8 [--model models/ich-vgg16|full] [--rounds 15] [--layers]

Our own WASM engine's float kernels against its int8 kernels, on one thread of this Node with relaxed SIMD, in turns: one slice of
each a round; native ONNX Runtime, where it is installed (npm ci --prefix scripts/bench --ignore-scripts), takes part with the same
weights in floats and in int8. The model is quantized here, on noise, which is enough for its time. --model full: VGG-16 as published.
A ratio is the median of the rounds' own; beside it stand those of the best times and of processor time, which a busy machine disturbs less.`;

interface Side {
  readonly name: string;
  /** null: another's, whose layers are not seen. */
  readonly plan: Plan | null;
  /** Milliseconds of each layer, or of all, one slice. */
  readonly run: () => readonly number[] | Promise<readonly number[]>;
  readonly mib: number | null;
}

interface OrtNode {
  readonly Tensor: new (type: 'float32', data: Float32Array, dims: readonly number[]) => object;
  readonly InferenceSession: {
    create(
      file: Uint8Array,
      options: object,
    ): Promise<{ run(feeds: object): Promise<Record<string, { data: Float32Array }>> }>;
  };
}

/** Native ONNX Runtime with the same weights on one thread, and its probabilities. */
async function native(
  name: string,
  model: GraphModel,
  { size, channels }: BenchModel,
  image: Float32Array,
): Promise<Side & { readonly row: readonly number[] }> {
  const root = new URL('./package.json', import.meta.url);
  const ort: OrtNode = createRequire(root)('onnxruntime-node');
  const options = { intraOpNumThreads: 1, interOpNumThreads: 1, graphOptimizationLevel: 'all' };
  const session = await ort.InferenceSession.create(toOnnx(model, size, channels), options);
  const dims = [1, channels, size, size];
  const tensor = new ort.Tensor('float32', planar(image, channels), dims);
  const once = () => session.run({ [model.input]: tensor });
  const row = [...((await once())[model.outputs.probabilities]?.data ?? [])];
  const run = async () => {
    const before = performance.now();
    await once();
    return [performance.now() - before];
  };
  return { name, plan: null, run, mib: null, row };
}

/** Both of native ONNX Runtime's, or none where it is not installed. */
async function rivals(model: BenchModel, int8: GraphModel, image: Float32Array): Promise<Side[]> {
  try {
    const float = await native('onnxruntime-node float', model, model, image);
    const levels = await native('onnxruntime-node int8', int8, model, image);
    const apart = largestDifference(float.row, levels.row);
    console.log(
      `onnxruntime-node: int8 and float are ${apart.toPrecision(2)} of a probability apart`,
    );
    return [float, levels];
  } catch (error) {
    console.log(`onnxruntime-node is not measured: ${error}`);
    return [];
  }
}

async function prepare(name: string, plan: Plan, image: Float32Array): Promise<Side> {
  const layout = layOut(plan, 1, 1);
  const module = await compileKernels(bestFlavor(), false);
  const kernels = await instantiateKernels(module, createMemory(layout.pages, false));
  uploadWeights(plan.layers, layout, kernels);
  const share = { slot: 0, mailbox: 0, thread: 0, index: 0, count: 1 };
  const at = layout.mailboxes[0]?.[0] ?? 0;
  const steps = stepsOf(plan.layers, layout, share);
  const run = () => {
    new Float32Array(kernels.memory.buffer, at, image.length).set(image);
    return steps.map((calls) => {
      const before = performance.now();
      for (const call of calls) kernels.call(call);
      return performance.now() - before;
    });
  };
  return { name, plan, run, mib: layout.pages / 16 };
}

const total = (times: readonly number[]): number => times.reduce((sum, ms) => sum + ms, 0);

function layerTable({ name, plan }: Side, rounds: readonly (readonly number[])[]): void {
  plan?.layers.forEach((layer, index) => {
    const { input, output } = layer;
    const tile = layer.kind === 'winograd' ? `, tiles of ${tileSide(layer)}` : '';
    const times = rounds.map((round) => round[index] ?? Number.NaN);
    console.log(
      `  ${name.padEnd(6)} ${layer.kind} ${input.height} px, ${input.channels}-${output.channels}${tile}: ${median(times).toFixed(2)} ms, at best ${Math.min(...times).toFixed(2)}`,
    );
  });
}

async function race(model: BenchModel, image: Float32Array, rounds: number, layers: boolean) {
  const int8 = await quantizeGraph(model, [image]);
  const sides = [
    await prepare('float', splitMaxPools(compilePlan(model)), image),
    await prepare('int8', placeLevels(splitMaxPools(compilePlan(int8.model))), image),
    ...(await rivals(model, int8.model, image)),
  ];
  const times = sides.map((): (readonly number[])[] => []);
  const processor = sides.map((): number[] => []);
  for (let round = -2; round < rounds; round++) {
    for (const [index, side] of sides.entries()) {
      const before = process.cpuUsage();
      const ms = await side.run();
      const { user, system } = process.cpuUsage(before);
      if (round < 0) continue;
      times[index]?.push(ms);
      processor[index]?.push((user + system) / 1000);
    }
  }
  const sums = times.map((of) => of.map(total));
  sides.forEach((side, index) => {
    if (layers) layerTable(side, times[index] ?? []);
  });
  sides.forEach(({ name, mib }, index) => {
    const of = sums[index] ?? [];
    console.log(
      `${name.padEnd(6)} ${median(of).toFixed(1)} ms a slice [${Math.min(...of).toFixed(1)}-${Math.max(...of).toFixed(1)}], ${mib === null ? '' : `${mib.toFixed(0)} MiB, `}processor time ${median(processor[index] ?? []).toFixed(1)} ms`,
    );
  });
  const against = (from: number, to: number) => {
    const [one = [], two = []] = [sums[from], sums[to]];
    const [oneTime = [], twoTime = []] = [processor[from], processor[to]];
    console.log(
      `${sides[to]?.name} is ${medianRatio(one, two).toFixed(2)} times as quick as ${sides[from]?.name} (median of ${rounds} rounds' own), ${(Math.min(...one) / Math.min(...two)).toFixed(2)} by the best of each, ${medianRatio(oneTime, twoTime).toFixed(2)} by processor time`,
    );
  };
  against(0, 1);
  if (sides.length > 2) against(2, 3);
  if (sides.length > 2) against(3, 1);
}

async function main(): Promise<void> {
  const { values } = readArguments(USAGE, {
    model: { type: 'string', default: 'models/ich-vgg16' },
    rounds: { type: 'string', default: '15' },
    layers: { type: 'boolean', default: false },
  });
  if (!/^[1-9]\d{0,3}$/.test(values.rounds)) endWithUsage(USAGE, `--rounds ${values.rounds}?`);
  // Node 20 has relaxed SIMD behind this flag; later ones have it always and pass over it.
  setFlagsFromString('--experimental-wasm-relaxed-simd');
  const model = loadModel(values.model);
  console.log(`${model.title}; kernels: ${bestFlavor()}; Node ${process.version}`);
  await race(model, anImage(model.size, model.channels), Number(values.rounds), values.layers);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
