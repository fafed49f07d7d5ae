import { type HeadPlane, PLANE_SIDE } from '#imaging';
import type { Head } from './head.ts';
import { BLOOD_HU } from './hu-threshold.ts';
import { labelSums } from './label-sums.ts';

/** A square with a wider spread than this is split in four. */
const SPLIT_RANGE_HU = 14;
/** Neighbors whose means are as near as this become one region. */
const MERGE_HU = 6;
/** Smaller regions are grain and partial volume: 25 pixels are some 36 mm2. */
const LEAST_PIXELS = 25;

/** A region of even attenuation. */
export interface Region {
  readonly pixels: number;
  /** HU. */
  readonly mean: number;
}

/** Labels of a plane's regions: -1 outside of the mask. */
interface Leaves {
  readonly labels: Int32Array;
  readonly count: number;
}

/** Splits squares until what the mask shows of each is even, or a single pixel. */
function split(plane: HeadPlane, mask: Uint8Array): Leaves {
  const labels = new Int32Array(plane.length).fill(-1);
  let count = 0;
  const visit = (left: number, top: number, right: number, bottom: number): void => {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let y = top; y < bottom; y += 1) {
      for (let pixel = y * PLANE_SIDE + left; pixel < y * PLANE_SIDE + right; pixel += 1) {
        if (mask[pixel] !== 1) continue;
        low = Math.min(low, plane[pixel] ?? 0);
        high = Math.max(high, plane[pixel] ?? 0);
      }
    }
    if (low > high) return;
    if (high - low > SPLIT_RANGE_HU && (right - left > 1 || bottom - top > 1)) {
      const x = (left + right) >> 1;
      const y = (top + bottom) >> 1;
      visit(left, top, x, y);
      visit(x, top, right, y);
      visit(left, y, x, bottom);
      visit(x, y, right, bottom);
      return;
    }
    for (let y = top; y < bottom; y += 1) {
      for (let pixel = y * PLANE_SIDE + left; pixel < y * PLANE_SIDE + right; pixel += 1) {
        if (mask[pixel] === 1) labels[pixel] = count;
      }
    }
    count += 1;
  };
  visit(0, 0, PLANE_SIDE, PLANE_SIDE);
  return { labels, count };
}

/** Pairs of labels that touch, each once, those of the nearest means first. */
function borders({ labels, count }: Leaves, means: Float64Array): readonly (readonly number[])[] {
  const seen = new Set<number>();
  for (let pixel = 0; pixel < labels.length; pixel += 1) {
    const here = labels[pixel] ?? -1;
    if (here < 0) continue;
    const right = (pixel + 1) % PLANE_SIDE === 0 ? -1 : (labels[pixel + 1] ?? -1);
    for (const there of [right, labels[pixel + PLANE_SIDE] ?? -1]) {
      if (there < 0 || there === here) continue;
      seen.add(Math.min(here, there) * count + Math.max(here, there));
    }
  }
  const apart = (a: number, b: number) => Math.abs((means[a] ?? 0) - (means[b] ?? 0));
  return [...seen]
    .map((key) => [Math.floor(key / count), key % count] as const)
    .map(([a, b]) => [apart(a, b), a, b] as const)
    .sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2])
    .map(([, a, b]) => [a, b]);
}

/** Region splitting and merging (Horowitz and Pavlidis 1976) of what a mask shows of a plane. */
export function splitAndMerge(plane: HeadPlane, mask: Uint8Array): readonly Region[] {
  const leaves = split(plane, mask);
  const { pixels, sums } = labelSums(plane, leaves.labels, leaves.count);
  const parent = Int32Array.from(pixels, (_, label) => label);
  const rootOf = (label: number): number => {
    let root = label;
    while (parent[root] !== root) root = parent[root] ?? root;
    for (let at = label; parent[at] !== root; ) {
      const next = parent[at] ?? root;
      parent[at] = root;
      at = next;
    }
    return root;
  };
  const meanOf = (label: number) => (sums[label] ?? 0) / (pixels[label] ?? 1);
  const leafMeans = sums.map((_, label) => meanOf(label));
  for (const [first = 0, second = 0] of borders(leaves, leafMeans)) {
    const [a, b] = [rootOf(first), rootOf(second)];
    if (a === b || Math.abs(meanOf(a) - meanOf(b)) > MERGE_HU) continue;
    parent[b] = a;
    pixels[a] = (pixels[a] ?? 0) + (pixels[b] ?? 0);
    sums[a] = (sums[a] ?? 0) + (sums[b] ?? 0);
  }
  return [...parent.keys()]
    .filter((label) => parent[label] === label)
    .map((label) => ({ pixels: pixels[label] ?? 0, mean: meanOf(label) }));
}

/**
 * Regions denser than BLOOD_HU, each its part of the plane weighed by its excess over that in tens of HU, added up. 0 where no
 * region is.
 */
export function denseRegionScore({ smooth, inside: { mask } }: Head): number {
  const regions = splitAndMerge(smooth, mask);
  const dense = regions.filter(({ mean, pixels }) => mean >= BLOOD_HU && pixels >= LEAST_PIXELS);
  const mass = dense.reduce((sum, { mean, pixels }) => sum + (pixels * (mean - BLOOD_HU)) / 10, 0);
  return mass / smooth.length;
}
