import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compilePlan } from './compile.ts';
import { countFlops } from './count-flops.ts';

const folder = new URL('../../../models/ich-vgg16/', import.meta.url);
const file = (name: string) => readFileSync(new URL(name, folder));

describe('the operations of a slice', () => {
  it('are those of VGG-16 at a quarter of its width and 160 pixels, counted by hand', () => {
    const plan = compilePlan({
      topology: JSON.parse(file('model.json').toString()),
      weights: new Uint8Array(file('weights-1of1.bin')).buffer,
      input: 'input',
      outputs: { probabilities: 'probabilities', classMaps: 'class_maps' },
    });
    const channels = [3, 16, 16, 32, 32, 64, 64, 64, 128, 128, 128, 128, 128, 128];
    const sides = [160, 160, 80, 80, 40, 40, 40, 20, 20, 20, 10, 10, 10];
    const products = sides.map((side, at) => side ** 2 * 9 * channels[at]! * channels[at + 1]!);
    const head = 10 ** 2 * 128 * 6;
    expect(countFlops(plan)).toBe(2 * (products.reduce((sum, n) => sum + n, 0) + head));
  });
});
