import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hu } from '#base';
import { headBox, wholeBox } from './head-box.ts';
import { preprocess } from './preprocess.ts';
import type { PreprocessSpec } from './preprocess-spec.ts';
import { lineWeights } from './resample-line.ts';
import { clipScene, HEAD_SHAPES, paintScene } from './scene.fixture.ts';
import { applyWindow } from './window.ts';

const spec: PreprocessSpec = {
  version: 1,
  crop: 'head',
  size: 24,
  channels: [-1, 0, 1].map((offset) => ({
    sliceOffset: offset as -1 | 0 | 1,
    center: hu(40),
    width: hu(120),
  })),
  resize: 'area-bilinear',
  scale: [1, 1, 1],
  shift: [0, 0, 0],
};

describe('preprocess', () => {
  it('gives data clipped to -20..100 HU the very input of the full range', () => {
    const full = paintScene(256, 231, [...HEAD_SHAPES, ['box', 0.5, 0.97, 0.45, 0.01, 800]]);
    const clipped = clipScene(full, -20, 100);
    expect(preprocess(clipped, clipped, clipped, spec)).toEqual(preprocess(full, full, full, spec));
  });

  it('puts the slice before, the slice and the slice after into channels 0, 1 and 2', () => {
    const level = (value: number) => paintScene(40, 40, [['box', 0.5, 0.5, 1, 1, value]]);
    const input = preprocess(level(-20), level(39.5), level(99), { ...spec, crop: 'none' });
    expect(Array.from(input.slice(0, 3))).toEqual([0, 0.5, 1]);
  });

  it('shows a picture that ends at 100 HU as it is in a bone window: training knows such pictures', () => {
    const bone = { sliceOffset: 0 as const, center: hu(700), width: hu(3200) };
    const four = {
      ...spec,
      channels: [...spec.channels, bone],
      scale: [1, 1, 1, 1],
      shift: [0, 0, 0, 0],
    };
    const full = paintScene(256, 231, HEAD_SHAPES);
    const clipped = clipScene(full, -20, 100);
    const [whole, cut] = [full, clipped].map((image) => preprocess(image, image, image, four));
    expect(whole).toHaveLength(24 * 24 * 4);
    const last = (input: Float32Array | undefined) =>
      input?.filter((_, index) => index % 4 === 3) ?? [];
    expect(Math.max(...last(whole))).toBeGreaterThan((400 + 900) / 3200);
    expect(Math.max(...last(cut))).toBeLessThan((101 + 900) / 3200);
    expect(Math.min(...last(cut))).toBeGreaterThan((-25 + 900) / 3200);
  });

  it('fills what lies outside the image with air', () => {
    const wide = paintScene(20, 60, [['box', 0.5, 0.5, 1, 1, 200]]);
    const input = preprocess(wide, wide, wide, { ...spec, crop: 'none', size: 60 });
    expect(input[0]).toBe(0);
    expect(input[(30 * 60 + 30) * 3]).toBe(1);
  });

  it('refuses neighbors of another size', () => {
    const [small, large] = [paintScene(8, 8, []), paintScene(9, 8, [])];
    expect(() => preprocess(large, small, small, spec)).toThrow('differ in size');
  });
});

describe('headBox', () => {
  it('does not see the table and the head rest', () => {
    const bare = paintScene(512, 512, HEAD_SHAPES);
    const lying = paintScene(512, 512, [
      ...HEAD_SHAPES,
      ['box', 0.5, 0.9, 0.4, 0.006, 200],
      ['box', 0.5, 0.97, 0.5, 0.012, 500],
    ]);
    expect(headBox(lying)).toEqual(headBox(bare));
  });

  it('finds none in air', () => {
    expect(headBox(paintScene(64, 64, []))).toBeNull();
  });
});

describe('wholeBox', () => {
  it('is the centered square that holds the image', () => {
    expect(wholeBox({ rows: 10, columns: 4 })).toEqual({ left: -3, top: 0, side: 10 });
  });
});

describe('lineWeights', () => {
  it('gives every sample weights that add up to 1, the outside included', () => {
    const plan = fc.tuple(
      fc.double({ min: -90, max: 90, noNaN: true }),
      fc.double({ min: 0.5, max: 300, noNaN: true }),
      fc.integer({ min: 1, max: 64 }),
      fc.integer({ min: 1, max: 48 }),
    );
    fc.assert(
      fc.property(plan, ([origin, extent, length, size]) => {
        const line = lineWeights(origin, extent, length, size);
        for (let sample = 0; sample < size; sample += 1) {
          const from = line.start[sample] ?? 0;
          const to = line.start[sample + 1] ?? 0;
          const inside = line.weights.slice(from, to).reduce((sum, weight) => sum + weight, 0);
          expect(inside + (line.outside[sample] ?? 0)).toBeCloseTo(1, 5);
          expect((line.first[sample] ?? 0) + to - from).toBeLessThanOrEqual(length);
        }
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});

describe('applyWindow', () => {
  it('maps 40/80 from 0 to 79 HU', () => {
    const image = { rows: 1, columns: 4, values: Float32Array.of(-5, 0, 39.5, 79) };
    const mapped = applyWindow(image, { center: hu(40), width: hu(80) });
    [0, 0, 0.5, 1].forEach((value, index) => {
      expect(mapped[index]).toBeCloseTo(value, 6);
    });
  });
});
