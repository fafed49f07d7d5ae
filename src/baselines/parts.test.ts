import { describe, expect, it } from 'vitest';
import { medianFiltered, PLANE_SIDE } from '#imaging';
import { textureOf } from './glcm.ts';
import { runSmallNetwork, trainSmallNetwork } from './small-network.ts';
import { splitAndMerge } from './split-and-merge.ts';
import { watershed } from './watershed.ts';

const count = PLANE_SIDE ** 2;
const at = (pixel: number) => [pixel % PLANE_SIDE, Math.floor(pixel / PLANE_SIDE)] as const;
const plane = (value: (x: number, y: number) => number) =>
  Float32Array.from({ length: count }, (_, pixel) => value(...at(pixel)));
/** A square that does not touch the edge. */
const square = Uint8Array.from(plane((x, y) => Number(x >= 20 && x < 60 && y >= 20 && y < 60)));

describe('the median', () => {
  it('takes a lone bright pixel off and keeps an edge', () => {
    const spot = medianFiltered(plane((x, y) => (x === 50 && y === 50 ? 90 : 30)));
    expect(Math.max(...spot)).toBe(30);
    const edge = plane((x) => (x < 80 ? 30 : 70));
    expect(medianFiltered(edge)).toEqual(edge);
  });
});

describe('split and merge', () => {
  it('finds two halves as two regions with their means', () => {
    const regions = splitAndMerge(
      plane((x) => (x < 37 ? 30 : 70)),
      square,
    );
    expect(regions.toSorted((a, b) => a.mean - b.mean)).toEqual([
      { pixels: 17 * 40, mean: 30 },
      { pixels: 23 * 40, mean: 70 },
    ]);
  });

  it('loses no pixel of a ramp', () => {
    const regions = splitAndMerge(
      plane((x, y) => x + y / 2),
      square,
    );
    expect(regions.length).toBeGreaterThan(1);
    expect(regions.reduce((sum, { pixels }) => sum + pixels, 0)).toBe(1600);
  });
});

describe('the watershed', () => {
  it('meets at the steepest place between two flat areas', () => {
    // Steps of 6 HU a pixel between them, the steepest (12) from x = 40 to 41.
    const profile = (x: number) => (x <= 40 ? 30 + 6 * Math.max(0, x - 37) : 60);
    const { labels, count: basins } = watershed(plane(profile), square);
    expect(basins).toBe(2);
    const row = [...labels.slice(30 * PLANE_SIDE + 20, 30 * PLANE_SIDE + 60)];
    expect(row).not.toContain(-1);
    expect(new Set(row.slice(0, 17))).toHaveProperty('size', 1);
    expect(row.filter((label, index) => index > 0 && label !== row[index - 1])).toHaveLength(1);
    const border = row.indexOf(row[39] ?? -1);
    expect(border).toBeGreaterThanOrEqual(18);
    expect(border).toBeLessThanOrEqual(21);
  });
});

describe('texture', () => {
  it('of a flat area is no contrast and all energy', () => {
    const flat = textureOf(
      plane(() => 42),
      square,
    );
    expect(flat).toEqual({ contrast: 0, correlation: 0, energy: 1, homogeneity: 1, entropy: 0 });
  });

  it('of columns that alternate by two levels is as counted by hand', () => {
    const { contrast, energy, homogeneity, correlation } = textureOf(
      plane((x) => (x % 2 === 0 ? 22 : 32)),
      square,
    );
    // 40 x 39 pairs down are alike; 39 x 40 across and twice 39 x 39 along diagonals differ by two levels.
    const [alike, differ] = [40 * 39, 39 * 40 + 2 * 39 * 39];
    const share = differ / (alike + differ);
    expect(contrast).toBeCloseTo(4 * share, 10);
    expect(homogeneity).toBeCloseTo(1 - share + share / 5, 10);
    expect(energy).toBeCloseTo(((1 - share) ** 2 + share ** 2) / 2, 4);
    expect(correlation).toBeCloseTo(1 - 2 * share, 6);
  });
});

describe('the small network', () => {
  const options = { hidden: 8, epochs: 300, batch: 4, rate: 0.03, decay: 0, seed: 1 };
  const xor = [0, 1, 2, 3].map((bits) => ({
    measured: Float64Array.of(bits & 1, bits >> 1),
    labels: [(bits & 1) ^ (bits >> 1), bits & 1],
  }));

  it('learns what no line can part, and the same from the same seed', () => {
    const network = trainSmallNetwork(xor, options);
    for (const { measured, labels } of xor) {
      const out = runSmallNetwork(network, measured);
      expect([...out].map(Math.round)).toEqual(labels);
    }
    expect(trainSmallNetwork(xor, options)).toEqual(network);
    expect(trainSmallNetwork(xor, { ...options, seed: 2 })).not.toEqual(network);
  });

  it('is not carried away by numbers that it has never seen, nor by one that never changes', () => {
    const constant = xor.map(({ measured, labels }) => ({
      measured: Float64Array.of(...measured, 7),
      labels,
    }));
    const network = trainSmallNetwork(constant, options);
    const out = runSmallNetwork(network, Float64Array.of(1e9, -1e9, 8));
    expect([...out].every((p) => p >= 0 && p <= 1)).toBe(true);
  });
});
