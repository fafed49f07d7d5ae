/** Where the WASM engine's time goes by layer, on one thread. */
import { compilePlan } from '../../../src/engine/graph/compile.ts';
import { layerFlops } from '../../../src/engine/graph/count-flops.ts';
import type { Layer } from '../../../src/engine/graph/layers.ts';
import type { GraphModel } from '../../../src/engine/graph/plan.ts';
import { addressOf, layOut, tileSide } from '../../../src/engine/wasm/layout.ts';
import { placeLevels } from '../../../src/engine/wasm/place-levels.ts';
import { stepsOf } from '../../../src/engine/wasm/program.ts';
import { splitMaxPools } from '../../../src/engine/wasm/split-max-pools.ts';
import { uploadWeights } from '../../../src/engine/wasm/upload.ts';
import {
  bestFlavor,
  compileKernels,
  createMemory,
  instantiateKernels,
} from '../../../src/engine/wasm/wasm-kernels.ts';
import { median } from '../statistics.ts';

/** A layer's median time; `gflops` counts the operations of the convolution done directly. */
export interface LayerTime {
  readonly name: string;
  readonly ms: number;
  readonly gflops: number;
}

function nameOf(layer: Layer): string {
  const { input, output } = layer;
  const size = `${input.height} x ${input.width}, ${input.channels}-${output.channels}`;
  if (layer.kind !== 'winograd') return `${layer.kind} ${size}`;
  return `Winograd ${size}, tiles of ${tileSide(layer)}${layer.pool ? ', pooled' : ''}`;
}

/** Runs one image through all layers, over and over, and takes the time of each call. */
export async function timeLayers(model: GraphModel, rounds: number): Promise<LayerTime[]> {
  const plan = placeLevels(splitMaxPools(compilePlan(model)));
  const layout = layOut(plan, 1, 1);
  const module = await compileKernels(bestFlavor(), false);
  const kernels = await instantiateKernels(module, createMemory(layout.pages, false));
  uploadWeights(plan.layers, layout, kernels);
  const share = { slot: 0, mailbox: 0, thread: 0, index: 0, count: 1 };
  const { height, width, stride } = plan.input;
  const at = addressOf(layout, share, plan.input.id);
  const image = new Float32Array(kernels.memory.buffer, at, height * width * stride);
  image.forEach((_, i) => {
    image[i] = Math.sin(i);
  });
  const steps = stepsOf(plan.layers, layout, share);
  const times = steps.map((): number[] => []);
  for (let round = -3; round < rounds; round++) {
    steps.forEach((calls, index) => {
      const before = performance.now();
      for (const call of calls) kernels.call(call);
      if (round >= 0) times[index]?.push(performance.now() - before);
    });
  }
  return plan.layers.map((layer, index) => {
    const ms = median(times[index] ?? []);
    return { name: nameOf(layer), ms, gflops: layerFlops(layer) / ms / 1e6 };
  });
}
