import { componentsOf, grown, type HeadPlane, type Intracranial, PLANE_SIDE } from '#imaging';
import { type Texture, textureOf } from './glcm.ts';
import type { Head } from './head.ts';
import { labelSums } from './label-sums.ts';
import { watershed } from './watershed.ts';

/** A basin so much denser than the brain's median may be blood, in HU. */
const EXCESS_HU = 10;
/** Smaller basins are partial volume. */
const LEAST_PIXELS = 8;
/** So near to the skull a region counts as lying along it, in pixels. */
const ALONG_SKULL_PIXELS = 5;

/** How many numbers {@link regionFeatures} gives. */
export const FEATURE_COUNT = 35;

/** The brain as a whole. */
interface Brain {
  /** Sorted HU of the inside. */
  readonly sorted: Float32Array;
  readonly median: number;
  readonly centerX: number;
  readonly centerY: number;
  /** Of a disk as large. */
  readonly radius: number;
}

const quantileOf = (sorted: Float32Array, q: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0;

function meanAndSpread(values: Float32Array) {
  const mean = values.reduce((sum, hu) => sum + hu, 0) / values.length;
  const squares = values.reduce((sum, hu) => sum + (hu - mean) ** 2, 0);
  return { mean, spread: Math.sqrt(squares / values.length) };
}

function brainOf(plane: HeadPlane, { mask, area }: Intracranial): Brain {
  const sorted = plane.filter((_, pixel) => mask[pixel] === 1).sort();
  let [sumX, sumY] = [0, 0];
  for (let pixel = 0; pixel < mask.length; pixel += 1) {
    if (mask[pixel] !== 1) continue;
    sumX += pixel % PLANE_SIDE;
    sumY += Math.floor(pixel / PLANE_SIDE);
  }
  return {
    sorted,
    median: quantileOf(sorted, 0.5),
    centerX: sumX / area,
    centerY: sumY / area,
    radius: Math.sqrt(area / Math.PI),
  };
}

/** The heaviest of the dense watershed regions that touch each other: pixels times excess. Empty where nothing is dense. */
function candidateOf(plane: HeadPlane, inside: Intracranial, { median }: Brain): Int32Array {
  const { labels, count } = watershed(plane, inside.mask);
  const { pixels, sums } = labelSums(plane, labels, count);
  const isDense = (label: number) =>
    (pixels[label] ?? 0) >= LEAST_PIXELS &&
    (sums[label] ?? 0) / (pixels[label] ?? 1) >= median + EXCESS_HU;
  const denseLabels = Array.from(pixels, (_, label) => isDense(label));
  const dense = new Uint8Array(labels.length);
  for (let pixel = 0; pixel < labels.length; pixel += 1) {
    if (denseLabels[labels[pixel] ?? -1] === true) dense[pixel] = 1;
  }
  const weight = (part: Int32Array) =>
    part.reduce((sum, pixel) => sum + (plane[pixel] ?? 0) - median, 0);
  const parts = componentsOf(dense, PLANE_SIDE).map((part) => ({ part, weight: weight(part) }));
  return parts.toSorted((a, b) => b.weight - a.weight)[0]?.part ?? new Int32Array();
}

/** Second moments of a region: how long it is for its width (0 a disk, near 1 a line) and how much of its box it fills. */
function shapeOf(part: Int32Array, inPart: Uint8Array) {
  let [sx, sy, sxx, syy, sxy] = [0, 0, 0, 0, 0];
  let [left, right, top, bottom] = [PLANE_SIDE, 0, PLANE_SIDE, 0];
  let edge = 0;
  for (const pixel of part) {
    const [x, y] = [pixel % PLANE_SIDE, Math.floor(pixel / PLANE_SIDE)];
    sx += x;
    sy += y;
    sxx += x * x;
    syy += y * y;
    sxy += x * y;
    [left, right, top, bottom] = [
      Math.min(left, x),
      Math.max(right, x),
      Math.min(top, y),
      Math.max(bottom, y),
    ];
    for (const other of [pixel - 1, pixel + 1, pixel - PLANE_SIDE, pixel + PLANE_SIDE]) {
      if (inPart[other] !== 1) edge += 1;
    }
  }
  const n = part.length;
  const [x, y] = [sx / n, sy / n];
  const [xx, yy, xy] = [sxx / n - x * x, syy / n - y * y, sxy / n - x * y];
  const spread = Math.hypot(xx - yy, 2 * xy);
  const major = (xx + yy + spread) / 2;
  const minor = Math.max(0, (xx + yy - spread) / 2);
  return {
    x,
    y,
    eccentricity: major > 0 ? Math.sqrt(1 - minor / major) : 0,
    fill: n / ((right - left + 1) * (bottom - top + 1)),
    compactness: (4 * Math.PI * n) / (edge * edge),
  };
}

const textureNumbers = ({ contrast, correlation, energy, homogeneity, entropy }: Texture) => [
  contrast,
  correlation,
  energy,
  homogeneity,
  entropy,
];

function candidateNumbers(
  plane: HeadPlane,
  smooth: HeadPlane,
  inside: Intracranial,
  brain: Brain,
): readonly number[] {
  const part = candidateOf(smooth, inside, brain);
  if (part.length === 0) return new Array<number>(18).fill(0);
  const values = Float32Array.from(part, (pixel) => smooth[pixel] ?? 0).sort();
  const { mean, spread } = meanAndSpread(values);
  const mask = new Uint8Array(plane.length);
  for (const pixel of part) mask[pixel] = 1;
  const { x, y, eccentricity, fill, compactness } = shapeOf(part, mask);
  const near = grown(inside.skull, ALONG_SKULL_PIXELS);
  const along = part.reduce((sum, pixel) => sum + (near[pixel] ?? 0), 0) / part.length;
  return [
    1,
    Math.sqrt(part.length / inside.area),
    mean - brain.median,
    quantileOf(values, 0.95) - brain.median,
    mean,
    spread,
    eccentricity,
    fill,
    compactness,
    along,
    Math.abs(x - brain.centerX) / brain.radius,
    (y - brain.centerY) / brain.radius,
    Math.hypot(x - brain.centerX, y - brain.centerY) / brain.radius,
    ...textureNumbers(textureOf(plane, mask)),
  ];
}

/** Mean difference in HU of pixels that mirror each other about the middle of the brain. */
function asymmetry(plane: HeadPlane, { mask }: Intracranial, { centerX }: Brain): number {
  let [sum, pairs] = [0, 0];
  for (let pixel = 0; pixel < mask.length; pixel += 1) {
    const x = pixel % PLANE_SIDE;
    const other = pixel - x + Math.round(2 * centerX - x);
    if (mask[pixel] !== 1 || mask[other] !== 1 || other <= pixel) continue;
    sum += Math.abs((plane[pixel] ?? 0) - (plane[other] ?? 0));
    pairs += 1;
  }
  return pairs === 0 ? 0 : sum / pairs;
}

/**
 * What a small network is shown of a slice: attenuation and texture of the brain, and size, attenuation, shape, place and
 * texture of the heaviest dense watershed region. FEATURE_COUNT numbers; all 0 where no skull surrounds anything.
 */
export function regionFeatures({ plane, smooth, inside }: Head): Float64Array {
  if (inside.area === 0) return new Float64Array(FEATURE_COUNT);
  const brain = brainOf(smooth, inside);
  const { sorted, median } = brain;
  const above = (hu: number) =>
    Math.sqrt(sorted.filter((value) => value >= hu).length / sorted.length);
  const { spread } = meanAndSpread(sorted);
  return Float64Array.from([
    inside.area / plane.length,
    median,
    quantileOf(sorted, 0.05) - median,
    quantileOf(sorted, 0.9) - median,
    quantileOf(sorted, 0.97) - median,
    quantileOf(sorted, 0.995) - median,
    spread,
    1 - above(15) ** 2,
    above(50),
    above(60),
    above(70),
    asymmetry(smooth, inside, brain),
    ...textureNumbers(textureOf(plane, inside.mask)),
    ...candidateNumbers(plane, smooth, inside, brain),
  ]);
}
