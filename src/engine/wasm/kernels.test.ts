import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '#base';
import { kernelBinaries } from '../../../scripts/build-kernels.ts';
import type { Activations, ConvLayer, DepthwiseLayer } from '../graph/layers.ts';
import { layOut, tileSide } from './layout.ts';
import { programOf } from './program.ts';
import { readValue } from './read-value.ts';
import { uploadWeights } from './upload.ts';
import {
  compileKernels,
  createMemory,
  instantiateKernels,
  type KernelFlavor,
} from './wasm-kernels.ts';

interface ConvCase {
  readonly kind: ConvLayer['kind'];
  readonly height: number;
  readonly width: number;
  readonly depth: number;
  readonly channels: number;
  readonly kernel?: number;
  readonly stride?: number;
  readonly pool?: boolean;
  readonly shares?: number;
  readonly activation?: ConvLayer['activation'];
  /** The side of the Winograd tiles that the plan must choose. */
  readonly tile?: 4 | 5;
}

const image = (id: number, height: number, width: number, channels: number, stride: number) =>
  ({ id, height, width, channels, stride }) satisfies Activations;

function aConvolution(spec: ConvCase, random: () => number): ConvLayer {
  const { kind, height, width, depth, channels, kernel = 3, stride = 1, pool = false } = spec;
  const shrink = (size: number) => Math.floor(Math.ceil(size / stride) / (pool ? 2 : 1));
  const noise = (count: number) => Float32Array.from({ length: count }, () => random() - 0.5);
  const padded = (count: number) => Math.ceil(count / 4) * 4;
  const pad = (size: number) =>
    Math.floor(((Math.ceil(size / stride) - 1) * stride + kernel - size) / 2);
  return {
    kind,
    name: 'conv',
    input: image(0, height, width, depth, kind === 'direct' ? depth : padded(depth)),
    output: image(1, shrink(height), shrink(width), channels, padded(channels)),
    kernel: { height: kernel, width: kernel },
    stride,
    padTop: Math.max(0, pad(height)),
    padLeft: Math.max(0, pad(width)),
    filters: {
      shape: [kernel, kernel, depth, channels],
      data: noise(kernel * kernel * depth * channels),
    },
    bias: noise(channels),
    activation: spec.activation ?? 'Relu',
    pool,
  };
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const hardSigmoid = (x: number) => Math.min(6, Math.max(0, x + 3)) / 6;
const APPLIED: Readonly<Record<ConvLayer['activation'], (sum: number) => number>> = {
  none: (x) => x,
  Relu: (x) => Math.max(0, x),
  Relu6: (x) => Math.min(6, Math.max(0, x)),
  Swish: (x) => x * sigmoid(x),
  HardSwish: (x) => x * hardSigmoid(x),
  Sigmoid: sigmoid,
  HardSigmoid: hardSigmoid,
};

/** One output number before pooling, in double precision. */
function naive(
  layer: ConvLayer,
  input: Float32Array,
  y: number,
  x: number,
  channel: number,
): number {
  const { kernel, stride, padTop, padLeft, filters, bias, activation } = layer;
  const { height, width, channels } = layer.input;
  let sum = bias?.[channel] ?? 0;
  for (let ky = 0; ky < kernel.height; ky++) {
    for (let kx = 0; kx < kernel.width; kx++) {
      const [iy, ix] = [y * stride + ky - padTop, x * stride + kx - padLeft];
      if (iy < 0 || ix < 0 || iy >= height || ix >= width) continue;
      for (let c = 0; c < channels; c++) {
        const tap = (ky * kernel.width + kx) * channels + c;
        const weight = filters.data[tap * layer.output.channels + channel] ?? 0;
        sum += weight * (input[(iy * width + ix) * channels + c] ?? 0);
      }
    }
  }
  return APPLIED[activation](sum);
}

function oracle(layer: ConvLayer, input: Float32Array): number[] {
  const { height, width, channels } = layer.output;
  const step = layer.pool ? 2 : 1;
  return Array.from({ length: height * width * channels }, (_, index) => {
    const channel = index % channels;
    const x = (Math.floor(index / channels) % width) * step;
    const y = Math.floor(index / channels / width) * step;
    const at = (dy: number, dx: number) => naive(layer, input, y + dy, x + dx, channel);
    return layer.pool ? Math.max(at(0, 0), at(0, 1), at(1, 0), at(1, 1)) : at(0, 0);
  });
}

async function byKernels(
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

const CASES: readonly ConvCase[] = [
  { kind: 'winograd', height: 4, width: 4, depth: 4, channels: 4 },
  { kind: 'winograd', height: 1, width: 1, depth: 5, channels: 3 },
  { kind: 'winograd', height: 9, width: 14, depth: 6, channels: 13 },
  { kind: 'winograd', height: 13, width: 10, depth: 12, channels: 20, pool: true },
  { kind: 'winograd', height: 8, width: 11, depth: 16, channels: 24, shares: 3 },
  { kind: 'winograd', height: 5, width: 6, depth: 9, channels: 100, shares: 3, pool: true },
  { kind: 'winograd', height: 33, width: 35, depth: 8, channels: 8, activation: 'none', tile: 5 },
  { kind: 'winograd', height: 10, width: 10, depth: 128, channels: 24, tile: 5 },
  { kind: 'winograd', height: 10, width: 9, depth: 9, channels: 20, shares: 2, tile: 5 },
  { kind: 'winograd', height: 20, width: 5, depth: 4, channels: 100, shares: 3, tile: 5 },
  { kind: 'winograd', height: 20, width: 20, depth: 8, channels: 12, pool: true, tile: 4 },
  { kind: 'direct', height: 11, width: 7, depth: 3, channels: 10 },
  { kind: 'direct', height: 6, width: 9, depth: 1, channels: 2, activation: 'Relu6' },
  { kind: 'direct', height: 5, width: 5, depth: 7, channels: 6, kernel: 1, activation: 'none' },
  { kind: 'direct', height: 15, width: 12, depth: 4, channels: 9, kernel: 5, stride: 2, shares: 4 },
  { kind: 'direct', height: 2, width: 9, depth: 8, channels: 5, shares: 5 },
  { kind: 'direct', height: 10, width: 10, depth: 6, channels: 8, kernel: 3, stride: 2 },
  { kind: 'direct', height: 9, width: 11, depth: 5, channels: 12, kernel: 1, shares: 3 },
  { kind: 'direct', height: 1, width: 3, depth: 4, channels: 20, kernel: 1, shares: 2 },
  { kind: 'direct', height: 9, width: 7, depth: 3, channels: 12, activation: 'Swish' },
  ...(['Swish', 'HardSwish', 'Sigmoid', 'HardSigmoid'] as const).map(
    (activation) =>
      ({
        kind: 'direct',
        height: 9,
        width: 7,
        depth: 300,
        channels: 12,
        kernel: 1,
        activation,
      }) as const,
  ),
];

const FLAVORS = (['simd', 'relaxed'] as const).filter(
  (flavor) => flavor === 'simd' || relaxedHere(),
);

function relaxedHere(): boolean {
  // () => f32x4.relaxed_madd(...) in a module of one function.
  const body = [0xfd, 0x0c, ...new Array<number>(16).fill(0)];
  const code = [0, ...body, ...body, ...body, 0xfd, 0x85, 0x02, 0x0b];
  const head = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 5, 1, 0x60, 0, 1, 0x7b, 3, 2, 1, 0];
  return WebAssembly.validate(Uint8Array.of(...head, 10, code.length + 2, 1, code.length, ...code));
}

describe('convolutions equal plain loops:', () => {
  for (const [index, spec] of CASES.entries()) {
    it(JSON.stringify(spec), async () => {
      const random = seededRandom(100 + index);
      const layer = aConvolution(spec, random);
      if (spec.tile !== undefined) expect(tileSide(layer)).toBe(spec.tile);
      const { height, width, channels } = layer.input;
      const input = Float32Array.from({ length: height * width * channels }, () => random() - 0.5);
      const expected = oracle(layer, input);
      for (const flavor of FLAVORS) {
        const actual = await byKernels(flavor, layer, input, spec.shares ?? 1);
        expect(actual).toHaveLength(expected.length);
        const largest = Math.max(...expected.map(Math.abs));
        actual.forEach((value, at) => {
          const error = Math.abs(value - (expected[at] ?? Number.NaN));
          expect(error).toBeLessThan(2e-5 * Math.max(1, largest));
        });
      }
    });
  }
});

/** A depthwise convolution in double precision: weights as [kernel][kernel][channels], padded by half of the kernel. */
function naiveDepthwise(layer: DepthwiseLayer, input: Float32Array): number[] {
  const { kernel, stride, padTop, padLeft, filters, bias, activation, output } = layer;
  const { height, width, channels } = layer.input;
  return Array.from({ length: output.height * output.width * channels }, (_, index) => {
    const channel = index % channels;
    const x = (Math.floor(index / channels) % output.width) * stride - padLeft;
    const y = Math.floor(index / channels / output.width) * stride - padTop;
    let sum = bias?.[channel] ?? 0;
    for (let tap = 0; tap < kernel.height * kernel.width; tap++) {
      const [iy, ix] = [y + Math.floor(tap / kernel.width), x + (tap % kernel.width)];
      if (iy < 0 || ix < 0 || iy >= height || ix >= width) continue;
      const weight = filters.data[tap * channels + channel] ?? 0;
      sum += weight * (input[(iy * width + ix) * channels + channel] ?? 0);
    }
    return APPLIED[activation](sum);
  });
}

describe('depthwise convolutions equal plain loops:', () => {
  it.each([
    { side: 7, channels: 36, kernel: 5, stride: 1, shares: 1, activation: 'Swish' },
    { side: 8, channels: 20, kernel: 5, stride: 2, shares: 3, activation: 'HardSwish' },
    { side: 2, channels: 16, kernel: 5, stride: 1, shares: 1, activation: 'Sigmoid' },
    { side: 9, channels: 28, kernel: 3, stride: 1, shares: 2, activation: 'Swish' },
    { side: 6, channels: 64, kernel: 3, stride: 2, shares: 1, activation: 'Relu6' },
    { side: 9, channels: 4, kernel: 7, stride: 1, shares: 1, activation: 'none' },
  ] as const)('%j', async ({ side, channels, kernel, stride, shares, activation }) => {
    const random = seededRandom(7);
    const noise = (count: number) => Float32Array.from({ length: count }, () => 4 * random() - 2);
    const out = Math.ceil(side / stride);
    const layer: DepthwiseLayer = {
      kind: 'depthwise',
      name: 'depthwise',
      input: image(0, side, side, channels, channels),
      output: image(1, out, out, channels, channels),
      kernel: { height: kernel, width: kernel },
      stride,
      padTop: Math.floor(kernel / 2),
      padLeft: Math.floor(kernel / 2),
      filters: { shape: [kernel, kernel, channels, 1], data: noise(kernel * kernel * channels) },
      bias: noise(channels),
      activation,
    };
    const input = noise(side * side * channels);
    const expected = naiveDepthwise(layer, input);
    for (const flavor of FLAVORS) {
      const actual = await byKernels(flavor, layer, input, shares);
      expect(actual).toHaveLength(expected.length);
      const errors = expected.map((value, at) => Math.abs(value - (actual[at] ?? Number.NaN)));
      expect(Math.max(...errors)).toBeLessThan(2e-5 * Math.max(...expected.map(Math.abs)));
    }
  });
});

describe('the compiled kernels', () => {
  it('are those of the sources (else: npm run kernels)', async () => {
    const committed = await readFile(new URL('./kernel-binaries.ts', import.meta.url), 'utf8');
    // Not toBe: a difference of base64 is nothing to read.
    expect(committed === (await kernelBinaries())).toBe(true);
  });
});
