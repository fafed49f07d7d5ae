import type { Activations, ConvLayer, DepthwiseLayer } from '../graph/layers.ts';
import { layOut } from './layout.ts';
import { programOf } from './program.ts';
import { readValue } from './read-value.ts';
import { uploadWeights } from './upload.ts';
import {
  compileKernels,
  createMemory,
  instantiateKernels,
  type KernelFlavor,
} from './wasm-kernels.ts';

/** An image between layers. */
export const image = (
  id: number,
  height: number,
  width: number,
  channels: number,
  stride: number,
) => ({ id, height, width, channels, stride }) satisfies Activations;

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const hardSigmoid = (x: number) => Math.min(6, Math.max(0, x + 3)) / 6;
/** What each activation does to a number. */
export const APPLIED: Readonly<Record<ConvLayer['activation'], (sum: number) => number>> = {
  none: (x) => x,
  Relu: (x) => Math.max(0, x),
  Relu6: (x) => Math.min(6, Math.max(0, x)),
  Swish: (x) => x * sigmoid(x),
  HardSwish: (x) => x * hardSigmoid(x),
  Sigmoid: sigmoid,
  HardSigmoid: hardSigmoid,
};

/** The builds of the kernels that this machine runs. */
export const FLAVORS = (['simd', 'relaxed'] as const).filter(
  (flavor) => flavor === 'simd' || relaxedHere(),
);

function relaxedHere(): boolean {
  // () => f32x4.relaxed_madd(...) in a module of one function.
  const body = [0xfd, 0x0c, ...new Array<number>(16).fill(0)];
  const code = [0, ...body, ...body, ...body, 0xfd, 0x85, 0x02, 0x0b];
  const head = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 5, 1, 0x60, 0, 1, 0x7b, 3, 2, 1, 0];
  return WebAssembly.validate(Uint8Array.of(...head, 10, code.length + 2, 1, code.length, ...code));
}

/** A layer's output by the kernels, its work done in `shares`. */
export async function byKernels(
  flavor: KernelFlavor,
  layer: ConvLayer | DepthwiseLayer,
  input: Float32Array,
  shares: number,
) {
  const placed = { image: layer.output, shape: [layer.output.channels] };
  const plan = { input: layer.input, layers: [layer], exports: new Map([['conv', placed]]) };
  const layout = layOut({ ...plan, tail: [], constants: new Map() }, 1, shares);
  const kernels = await instantiateKernels(
    await compileKernels(flavor, false),
    createMemory(layout.pages, false),
  );
  uploadWeights(plan.layers, layout, kernels);
  // What was in the memory before must not matter.
  const from = layout.mailboxes[0]?.[0] ?? 0;
  new Float32Array(kernels.memory.buffer, from).fill(Number.NaN);
  const { channels, stride, height, width } = layer.input;
  const target = new Float32Array(kernels.memory.buffer, from, height * width * stride);
  for (let i = 0; i < target.length; i++) {
    const channel = i % stride;
    target[i] = channel < channels ? (input[Math.floor(i / stride) * channels + channel] ?? 0) : 0;
  }
  for (let index = 0; index < shares; index++) {
    for (const call of programOf(plan.layers, layout, {
      slot: 0,
      mailbox: 0,
      thread: index,
      index,
      count: shares,
    })) {
      kernels.call(call);
    }
  }
  return readValue(kernels.memory, layout.slots[0]?.get(1) ?? 0, placed).data;
}
