import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { layerFlops } from '../../src/engine/graph/count-flops.ts';
import { anImage } from '../../src/engine/graph/graph.fixture.ts';
import { endWithUsage, readArguments } from '../command.ts';
import { type BenchModel, loadModel } from './model-files.ts';
import { largestDifference, median, medianRatio } from './statistics.ts';

const USAGE = `usage: npm run bench -- kernels --model PACK [--against FOLDER] [--rounds 40] [--plain]

Where the time of a slice goes by kernel of our own WASM engine, on one thread of this Node; with --against beside the engine of another checkout of this
project, a slice of each in turn in one process, and whether both say the same to the bit. Of each kernel the sum of its layers' least times, which other work
disturbs least; of a whole slice the median of the rounds' own ratios of processor time. --plain: without relaxed SIMD.`;

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A slice's layers, each with its kernel, run by one checkout's engine. */
interface Side {
  readonly kernels: readonly string[];
  /** Operations of each layer, counted as done directly: two a product. */
  readonly flop: readonly number[];
  readonly run: () => readonly number[];
  readonly said: () => Float32Array;
}

/** The modules of a checkout's engine. */
async function engineOf(root: string) {
  const load = (path: string) => import(pathToFileURL(join(root, 'src/engine', path)).href);
  const [compile, layout, split, program, upload, kernels]: [
    typeof import('../../src/engine/graph/compile.ts'),
    typeof import('../../src/engine/wasm/layout.ts'),
    typeof import('../../src/engine/wasm/split-max-pools.ts'),
    typeof import('../../src/engine/wasm/program.ts'),
    typeof import('../../src/engine/wasm/upload.ts'),
    typeof import('../../src/engine/wasm/wasm-kernels.ts'),
  ] = [
    await load('graph/compile.ts'),
    await load('wasm/layout.ts'),
    await load('wasm/split-max-pools.ts'),
    await load('wasm/program.ts'),
    await load('wasm/upload.ts'),
    await load('wasm/wasm-kernels.ts'),
  ];
  return { ...compile, ...layout, ...split, ...program, ...upload, ...kernels };
}

async function prepare(root: string, model: BenchModel, image: Float32Array): Promise<Side> {
  const engine = await engineOf(root);
  const plan = engine.splitMaxPools(engine.compilePlan(model));
  const layout = engine.layOut(plan, 1, 1);
  const module = await engine.compileKernels(engine.bestFlavor(), false);
  const kernels = await engine.instantiateKernels(module, engine.createMemory(layout.pages, false));
  engine.uploadWeights(plan.layers, layout, kernels);
  const share = { slot: 0, mailbox: 0, thread: 0, index: 0, count: 1 };
  const steps = engine.stepsOf(plan.layers, layout, share);
  const input = layout.mailboxes[0]?.[0] ?? 0;
  const last = plan.layers.at(-1)?.output;
  return {
    kernels: steps.map(([call]) => call?.kernel ?? 'none'),
    flop: plan.layers.map((layer) => layerFlops(layer)),
    run: () => {
      new Float32Array(kernels.memory.buffer, input, image.length).set(image);
      return steps.map((calls) => {
        const before = performance.now();
        for (const call of calls) kernels.call(call);
        return performance.now() - before;
      });
    },
    said: () => {
      if (last === undefined) return new Float32Array();
      const at = engine.addressOf(layout, share, last.id);
      return new Float32Array(
        kernels.memory.buffer,
        at,
        last.height * last.width * last.stride,
      ).slice();
    },
  };
}

/** The least time of each layer, summed by kernel; and its operations. */
function byKernel({ kernels, flop }: Side, rounds: readonly (readonly number[])[]) {
  const sums = new Map<string, { ms: number; flop: number }>();
  kernels.forEach((kernel, index) => {
    const least = Math.min(...rounds.map((round) => round[index] ?? Number.NaN));
    const sum = sums.get(kernel) ?? { ms: 0, flop: 0 };
    sums.set(kernel, { ms: sum.ms + least, flop: sum.flop + (flop[index] ?? 0) });
  });
  return sums;
}

async function main(): Promise<void> {
  const { values } = readArguments(USAGE, {
    model: { type: 'string', default: 'models/ich-vgg16' },
    against: { type: 'string' },
    rounds: { type: 'string', default: '40' },
    plain: { type: 'boolean', default: false },
  });
  if (!/^[1-9]\d{0,3}$/.test(values.rounds)) endWithUsage(USAGE, `--rounds ${values.rounds}?`);
  // Node 20 has relaxed SIMD behind this flag; later ones have it always and pass over it.
  if (!values.plain) setFlagsFromString('--experimental-wasm-relaxed-simd');
  const model = loadModel(values.model);
  const image = anImage(model.size, model.channels);
  const roots = [ROOT, ...(values.against === undefined ? [] : [resolve(values.against)])];
  const sides = await Promise.all(roots.map((root) => prepare(root, model, image)));
  const times = sides.map((): (readonly number[])[] => []);
  const processor = sides.map((): number[] => []);
  for (let round = -3; round < Number(values.rounds); round++) {
    // Whoever comes second finds the caches as the first left them: they change places.
    const order = [...sides.keys()];
    for (const index of round % 2 === 0 ? order : order.reverse()) {
      const before = process.cpuUsage();
      const ms = sides[index]?.run() ?? [];
      const { user, system } = process.cpuUsage(before);
      if (round < 0) continue;
      times[index]?.push(ms);
      processor[index]?.push((user + system) / 1000);
    }
  }
  console.log(`${model.title}; Node ${process.version}; ${values.rounds} rounds`);
  const [own, other] = sides.map((side, index) => byKernel(side, times[index] ?? []));
  for (const [kernel, { ms, flop }] of own ?? []) {
    const rate = flop === 0 ? '' : `, ${(flop / ms / 1e6).toFixed(1)} GFLOP/s`;
    const before = other?.get(kernel)?.ms;
    const ratio =
      before === undefined
        ? ''
        : `; there ${before.toFixed(2)} ms, ${(before / ms).toFixed(2)} times as long`;
    console.log(`  ${kernel}: ${ms.toFixed(2)} ms${rate}${ratio}`);
  }
  const [here = [], there = []] = processor;
  console.log(
    `a slice: ${median(here).toFixed(2)} ms of processor time, at best ${Math.min(...here).toFixed(2)}`,
  );
  if (sides.length > 1) {
    const apart = largestDifference([...(sides[0]?.said() ?? [])], [...(sides[1]?.said() ?? [])]);
    console.log(
      `there ${medianRatio(there, here).toFixed(3)} times as long (median of ${values.rounds} rounds' own), ${(Math.min(...there) / Math.min(...here)).toFixed(3)} by the best of each; what they say is ${apart} apart`,
    );
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
