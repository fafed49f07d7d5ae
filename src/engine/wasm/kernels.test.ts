import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '#base';
import { kernelBinaries } from '../../../scripts/build-kernels.ts';
import type { ConvLayer } from '../graph/layers.ts';
import { APPLIED, byKernels, FLAVORS, image } from './kernels.fixture.ts';
import { tileSide } from './layout.ts';

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
  { kind: 'direct', height: 2, width: 9, depth: 8, channels: 12, shares: 5, activation: 'Swish' },
  // Panels are shared out, so that each share has some of a pixel's channels.
  {
    kind: 'direct',
    height: 1,
    width: 3,
    depth: 4,
    channels: 20,
    kernel: 1,
    shares: 2,
    activation: 'Sigmoid',
  },
  // Several blocks of pixels, the last one with a rest.
  {
    kind: 'direct',
    height: 11,
    width: 13,
    depth: 5,
    channels: 12,
    kernel: 1,
    activation: 'HardSwish',
  },
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

describe('the compiled kernels', () => {
  it('are those of the sources (else: npm run kernels)', async () => {
    const committed = await readFile(new URL('./kernel-binaries.ts', import.meta.url), 'utf8');
    // Not toBe: a difference of base64 is nothing to read.
    expect(committed === (await kernelBinaries())).toBe(true);
    // A compiler's work, on a machine that others may load.
  }, 300_000);
});
