import { describe, expect, it } from 'vitest';
import { seededRandom } from '#base';
import type { Activations, Int8Layer } from '../graph/layers.ts';
import { channelsOutOfRange } from './int8-range.ts';
import { addressOf, layOut } from './layout.ts';
import { placeLevels } from './place-levels.ts';
import { programOf } from './program.ts';
import { uploadWeights } from './upload.ts';
import { bestFlavor, compileKernels, createMemory, instantiateKernels } from './wasm-kernels.ts';

interface Case {
  readonly height: number;
  readonly width: number;
  readonly depth: number;
  readonly channels: number;
  readonly pool?: boolean;
  readonly shares?: number;
  readonly activation?: 'none' | 'Relu';
  /** Every filter's and image's level is as large as can be, of random sign. */
  readonly extreme?: boolean;
}

const STEP = 0.02;
/** Of the output, for sums of some size. */
const outputStep = ({ depth, extreme = false }: Case) =>
  (extreme ? 3 : 1) * 0.012 * Math.sqrt(depth);

function aLayer(spec: Case, random: () => number): Int8Layer {
  const { height, width, depth, channels, pool = false, extreme = false } = spec;
  const shrink = (size: number) => (pool ? size >> 1 : size);
  const image = (id: number, h: number, w: number, of: number): Activations => ({
    id,
    height: h,
    width: w,
    channels: of,
    stride: of,
  });
  const level = () => (extreme ? (random() < 0.5 ? -127 : 127) : Math.round(254 * random() - 127));
  const codes = Int8Array.from({ length: 9 * depth * channels }, level);
  const steps = Float32Array.from({ length: channels }, () => 0.001 + 0.003 * random());
  const data = Float32Array.from(codes, (code, at) => code * (steps[at % channels] ?? 0));
  return {
    kind: 'int8',
    name: 'conv',
    input: { ...image(5, height, width, depth), step: STEP },
    output: image(6, shrink(height), shrink(width), channels),
    kernel: { height: 3, width: 3 },
    stride: 1,
    padTop: 1,
    padLeft: 1,
    filters: { shape: [3, 3, depth, channels], data, levels: { codes, steps, inputStep: STEP } },
    bias: Float32Array.from({ length: channels }, () => random() - 0.5),
    activation: spec.activation ?? 'Relu',
    pool,
  };
}

/** One sum of products of levels: a whole number. */
function sumAt(layer: Int8Layer, levels: Int8Array, y: number, x: number, channel: number): number {
  const { height, width, channels: depth } = layer.input;
  const { codes } = layer.filters.levels;
  let sum = 0;
  for (let ky = 0; ky < 3; ky++) {
    for (let kx = 0; kx < 3; kx++) {
      const [iy, ix] = [y + ky - 1, x + kx - 1];
      if (iy < 0 || ix < 0 || iy >= height || ix >= width) continue;
      for (let c = 0; c < depth; c++) {
        const tap = (ky * 3 + kx) * depth + c;
        const level = levels[(iy * width + ix) * depth + c] ?? 0;
        sum += level * (codes[tap * layer.output.channels + channel] ?? 0);
      }
    }
  }
  return sum;
}

/** What the layer gives, done directly and in double precision, before it is rounded to levels. */
function oracle(layer: Int8Layer, levels: Int8Array): number[] {
  const { height, width, channels } = layer.output;
  const { steps } = layer.filters.levels;
  const taps = layer.pool ? [0, 1] : [0];
  const scale = layer.pool ? 2 : 1;
  return Array.from({ length: height * width * channels }, (_, index) => {
    const channel = index % channels;
    const x = (Math.floor(index / channels) % width) * scale;
    const y = Math.floor(index / channels / width) * scale;
    const sums = taps.flatMap((dy) =>
      taps.map((dx) => sumAt(layer, levels, y + dy, x + dx, channel)),
    );
    const value = Math.max(...sums) * STEP * (steps[channel] ?? 0) + (layer.bias?.[channel] ?? 0);
    return layer.activation === 'Relu' ? Math.max(0, value) : value;
  });
}

async function byKernels(
  flavor: 'simd' | 'relaxed',
  layer: Int8Layer,
  levels: Int8Array,
  shares: number,
): Promise<Int8Array | Float32Array> {
  const plan = {
    input: { ...layer.input, id: 0 },
    layers: [
      { kind: 'quantize' as const, name: 'unused', input: layer.input, output: layer.input },
      layer,
    ],
    exports: new Map(),
    tail: [],
    constants: new Map(),
  };
  const layout = layOut(plan, 1, shares);
  const kernels = await instantiateKernels(
    await compileKernels(flavor, false),
    createMemory(layout.pages, false),
  );
  uploadWeights(plan.layers, layout, kernels);
  // What was in the memory before must not matter.
  new Uint8Array(kernels.memory.buffer, layout.mailboxes[0]?.[0] ?? 0).fill(255);
  const where = { slot: 0, mailbox: 0 };
  const { buffer } = kernels.memory;
  new Int8Array(buffer, addressOf(layout, where, layer.input.id), levels.length).set(levels);
  for (let index = 0; index < shares; index++) {
    const share = { ...where, thread: index, index, count: shares };
    const [, ...calls] = programOf(plan.layers, layout, share);
    for (const call of calls) kernels.call(call);
  }
  const { height, width, channels, step } = layer.output;
  const at = addressOf(layout, where, layer.output.id);
  const length = height * width * channels;
  return step === undefined
    ? new Float32Array(buffer, at, length)
    : new Int8Array(buffer, at, length);
}

const CASES: readonly Case[] = [
  { height: 4, width: 4, depth: 8, channels: 8 },
  { height: 1, width: 1, depth: 8, channels: 16 },
  { height: 9, width: 14, depth: 16, channels: 24, activation: 'none' },
  { height: 13, width: 10, depth: 24, channels: 16, pool: true },
  { height: 8, width: 11, depth: 16, channels: 24, shares: 3 },
  { height: 5, width: 6, depth: 8, channels: 104, shares: 3, pool: true },
  { height: 33, width: 35, depth: 8, channels: 8, activation: 'none' },
  { height: 10, width: 10, depth: 128, channels: 32, shares: 2 },
  { height: 12, width: 12, depth: 128, channels: 16, extreme: true },
];

const FLAVORS = bestFlavor() === 'relaxed' ? (['simd', 'relaxed'] as const) : (['simd'] as const);

describe('int8 convolutions equal whole-number loops:', () => {
  for (const [index, spec] of CASES.entries()) {
    it(JSON.stringify(spec), async () => {
      const random = seededRandom(300 + index);
      const layer = aLayer(spec, random);
      const { height, width, channels } = layer.input;
      const levels = Int8Array.from({ length: height * width * channels }, () =>
        spec.extreme ? (random() < 0.5 ? -127 : 127) : Math.round(254 * random() - 127),
      );
      const expected = oracle(layer, levels);
      const largest = Math.max(...expected.map(Math.abs));
      const step = outputStep(spec);
      const asLevels = { ...layer, output: { ...layer.output, step } };
      const [first] = FLAVORS;
      const floats = await byKernels(first, layer, levels, spec.shares ?? 1);
      const rounded = await byKernels(first, asLevels, levels, spec.shares ?? 1);
      let used = 0;
      expected.forEach((value, at) => {
        expect(Math.abs(value - (floats[at] ?? Number.NaN))).toBeLessThan(2e-6 * largest + 1e-7);
        const level = Math.max(-127, Math.min(127, value / step));
        // Half a step, and what floats may be off.
        expect(Math.abs(level - (rounded[at] ?? Number.NaN))).toBeLessThan(0.5 + 1e-3);
        if (Math.abs(level) > 30) used++;
      });
      // The range is made use of, or this would prove little.
      expect(used).toBeGreaterThan(expected.length / 20);
      for (const flavor of FLAVORS.slice(1)) {
        expect(await byKernels(flavor, layer, levels, spec.shares ?? 1)).toEqual(floats);
        expect(await byKernels(flavor, asLevels, levels, 1)).toEqual(rounded);
      }
    });
  }
});

describe('images of levels', () => {
  const plain = aLayer({ height: 4, width: 4, depth: 8, channels: 8 }, seededRandom(1));
  const image = (id: number) => ({ ...plain.output, id });
  const int8 = (from: number, to: number, inputStep = STEP): Int8Layer => ({
    ...plain,
    input: image(from),
    output: image(to),
    filters: { ...plain.filters, levels: { ...plain.filters.levels, inputStep } },
  });
  const planOf = (layers: readonly Int8Layer[], exported: number) =>
    placeLevels({
      input: image(0),
      layers,
      exports: new Map([['out', { image: image(exported), shape: [8] }]]),
      tail: [],
      constants: new Map(),
    });

  it('lie between int8 layers of one step, and nowhere else', () => {
    const { layers } = planOf([int8(0, 1), int8(1, 2, 0.5), int8(2, 3, 0.25)], 3);
    expect(layers.map(({ kind }) => kind)).toEqual(['quantize', 'int8', 'int8', 'int8']);
    expect(layers.map(({ output }) => output.step)).toEqual([STEP, 0.5, 0.25, undefined]);
    expect(layers[1]?.input).toEqual(layers[0]?.output);
  });

  it('are made anew where readers want other steps, or somebody wants the floats', () => {
    const { layers } = planOf([int8(0, 1), int8(1, 2, 0.5), int8(1, 3, 0.25)], 2);
    expect(layers.map(({ kind }) => kind)).toEqual([
      'quantize',
      'int8',
      'quantize',
      'int8',
      'quantize',
      'int8',
    ]);
    const kept = planOf([int8(0, 1), int8(1, 2)], 1).layers;
    expect(kept.map(({ kind }) => kind)).toEqual(['quantize', 'int8', 'quantize', 'int8']);
  });
});

describe('sums that could leave 32 bits', () => {
  const filters = (depth: number, level: number) => ({
    codes: new Int8Array(9 * depth * 8).fill(level),
    depth,
    channels: 8,
  });

  it('are found by the worst image that there can be', () => {
    // All taps 127: point 1, 1 adds up 9 * 127 a channel, times 100 * 127 of the image; point 3, 3 49 * 127 times 36 * 127.
    const most = Math.floor((2 ** 31 - 256) / (49 * 127 * 36 * 127));
    expect(channelsOutOfRange(filters(most, 127))).toEqual([]);
    expect(channelsOutOfRange(filters(most + 1, 127))).toHaveLength(8);
  });

  it('are not where signs make up for size', () => {
    const mixed = filters(128, 127);
    for (let tap = 1; tap < 9; tap++) mixed.codes.fill(0, tap * 128 * 8, (tap + 1) * 128 * 8);
    expect(channelsOutOfRange(mixed)).toEqual([]);
  });

  it('end a model before it runs', () => {
    const layer = aLayer({ height: 4, width: 4, depth: 128, channels: 8 }, seededRandom(2));
    const levels = { ...layer.filters.levels, codes: filters(128, 127).codes };
    const huge = { ...layer, filters: { ...layer.filters, levels } };
    const plan = {
      input: { ...layer.input, id: 5 },
      layers: [huge],
      exports: new Map(),
      tail: [],
      constants: new Map(),
    };
    expect(() => placeLevels(plan)).toThrow(
      expect.objectContaining({
        code: 'model-weights',
        message: expect.stringContaining('sums could leave 32 bits'),
      }),
    );
  });
});
