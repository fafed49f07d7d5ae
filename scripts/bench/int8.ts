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
import { loadModel } from './model-files.ts';
import { median, medianRatio } from './statistics.ts';

const USAGE = `usage: npm run bench -- int8 [--model models/ich-vgg16|full] [--rounds 15] [--layers]

Our own WASM engine's float kernels against its int8 kernels, on one thread of this Node with relaxed SIMD, in turns: one slice of
each a round. The model is quantized here, on noise, which is enough for its time. --model full: VGG-16 as published.
A ratio is the median of the rounds' own; beside it stand those of the best times and of processor time, which a busy machine disturbs less.`;

interface Side {
  readonly name: string;
  readonly plan: Plan;
  /** Milliseconds of each layer, one slice. */
  readonly run: () => readonly number[];
  readonly mib: number;
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
  plan.layers.forEach((layer, index) => {
    const { input, output } = layer;
    const tile = layer.kind === 'winograd' ? `, tiles of ${tileSide(layer)}` : '';
    const times = rounds.map((round) => round[index] ?? Number.NaN);
    console.log(
      `  ${name.padEnd(6)} ${layer.kind} ${input.height} px, ${input.channels}-${output.channels}${tile}: ${median(times).toFixed(2)} ms, at best ${Math.min(...times).toFixed(2)}`,
    );
  });
}

async function race(model: GraphModel, image: Float32Array, rounds: number, layers: boolean) {
  const int8 = await quantizeGraph(model, [image]);
  const sides = [
    await prepare('float', splitMaxPools(compilePlan(model)), image),
    await prepare('int8', placeLevels(splitMaxPools(compilePlan(int8.model))), image),
  ];
  const times = sides.map((): (readonly number[])[] => []);
  const processor = sides.map((): number[] => []);
  for (let round = -2; round < rounds; round++) {
    sides.forEach((side, index) => {
      const before = process.cpuUsage();
      const ms = side.run();
      const { user, system } = process.cpuUsage(before);
      if (round < 0) return;
      times[index]?.push(ms);
      processor[index]?.push((user + system) / 1000);
    });
  }
  const sums = times.map((of) => of.map(total));
  sides.forEach((side, index) => {
    if (layers) layerTable(side, times[index] ?? []);
  });
  sides.forEach(({ name, mib }, index) => {
    const of = sums[index] ?? [];
    console.log(
      `${name.padEnd(6)} ${median(of).toFixed(1)} ms a slice [${Math.min(...of).toFixed(1)}-${Math.max(...of).toFixed(1)}], ${mib.toFixed(0)} MiB, processor time ${median(processor[index] ?? []).toFixed(1)} ms`,
    );
  });
  const [floatTime = [], int8Time = []] = processor;
  const [float = [], levels = []] = sums;
  console.log(
    `int8 is ${medianRatio(float, levels).toFixed(2)} times as quick (median of ${rounds} rounds' own), ${(Math.min(...float) / Math.min(...levels)).toFixed(2)} by the best of each, ${medianRatio(floatTime, int8Time).toFixed(2)} by processor time`,
  );
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
