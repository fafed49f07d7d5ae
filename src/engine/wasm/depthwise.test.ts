import { describe, expect, it } from 'vitest';
import { seededRandom } from '#base';
import type { DepthwiseLayer } from '../graph/layers.ts';
import { APPLIED, byKernels, FLAVORS, image } from './kernels.fixture.ts';

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
    { side: 13, channels: 8, kernel: 3, stride: 2, shares: 2, activation: 'none' },
    { side: 10, channels: 12, kernel: 5, stride: 1, shares: 4, activation: 'Relu' },
    { side: 17, channels: 4, kernel: 5, stride: 2, shares: 1, activation: 'HardSwish' },
    { side: 4, channels: 8, kernel: 5, stride: 1, shares: 1, activation: 'none' },
    { side: 11, channels: 8, kernel: 3, stride: 3, shares: 1, activation: 'none' },
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

describe('activations', () => {
  it.each(['Swish', 'HardSwish', 'Sigmoid', 'HardSigmoid'] as const)(
    '%s holds over all numbers',
    async (activation) => {
      const numbers = Array.from({ length: 4001 }, (_, at) => (at - 2000) / 10);
      const input = Float32Array.from([...numbers, 1e30, -1e30, Number.NaN]);
      const count = input.length;
      const layer: DepthwiseLayer = {
        kind: 'depthwise',
        name: 'alone',
        input: image(0, 1, 1, count, count),
        output: image(1, 1, 1, count, count),
        kernel: { height: 1, width: 1 },
        stride: 1,
        padTop: 0,
        padLeft: 0,
        filters: { shape: [1, 1, count, 1], data: new Float32Array(count).fill(1) },
        bias: null,
        activation,
      };
      for (const flavor of FLAVORS) {
        const actual = await byKernels(flavor, layer, input, 1);
        input.forEach((x, at) => {
          const [value = 0, expected] = [actual[at], APPLIED[activation](x)];
          if (Number.isNaN(x)) expect(value).toBeNaN();
          else expect(Math.abs(value - expected)).toBeLessThan(2e-7 * Math.max(1, Math.abs(x)));
        });
      }
    },
  );
});
