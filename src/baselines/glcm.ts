import { type HeadPlane, PLANE_SIDE } from '#imaging';

/** Gray levels of 5 HU from 0 to 80 HU; what lies beyond is in the first and the last. */
const LEVELS = 16;
const STEP_HU = 5;
/** Right, down and both diagonals; the matrix is symmetric. */
const OFFSETS = [1, PLANE_SIDE, PLANE_SIDE + 1, PLANE_SIDE - 1];

/** Haralick's features of a gray-level co-occurrence matrix (Haralick et al. 1973); zeros where no two pixels touch. */
export interface Texture {
  /** Mean squared difference in levels, 0..225. */
  readonly contrast: number;
  /** -1..1; 0 where all pixels are alike. */
  readonly correlation: number;
  /** Angular second moment, 0..1. */
  readonly energy: number;
  /** Inverse difference moment, 0..1. */
  readonly homogeneity: number;
  /** Nats. */
  readonly entropy: number;
}

/** Texture of the pixels of a mask at distance 1, the four directions together. The mask never touches the plane's edge. */
export function textureOf(plane: HeadPlane, mask: Uint8Array): Texture {
  const counts = new Float64Array(LEVELS * LEVELS);
  let total = 0;
  const levelOf = (pixel: number) =>
    Math.min(LEVELS - 1, Math.max(0, Math.floor((plane[pixel] ?? 0) / STEP_HU)));
  for (let pixel = 0; pixel < plane.length; pixel += 1) {
    if (mask[pixel] !== 1) continue;
    const here = levelOf(pixel);
    for (const offset of OFFSETS) {
      if (mask[pixel + offset] !== 1) continue;
      const there = levelOf(pixel + offset);
      counts[here * LEVELS + there] = (counts[here * LEVELS + there] ?? 0) + 1;
      counts[there * LEVELS + here] = (counts[there * LEVELS + here] ?? 0) + 1;
      total += 2;
    }
  }
  let [contrast, energy, homogeneity, entropy, mean, square, product] = [0, 0, 0, 0, 0, 0, 0];
  for (let i = 0; i < LEVELS; i += 1) {
    for (let j = 0; j < LEVELS; j += 1) {
      const p = (counts[i * LEVELS + j] ?? 0) / Math.max(1, total);
      if (p === 0) continue;
      contrast += p * (i - j) ** 2;
      energy += p * p;
      homogeneity += p / (1 + (i - j) ** 2);
      entropy -= p * Math.log(p);
      mean += p * i;
      square += p * i * i;
      product += p * i * j;
    }
  }
  const variance = square - mean * mean;
  const correlation = variance > 1e-9 ? (product - mean * mean) / variance : 0;
  return { contrast, correlation, energy, homogeneity, entropy };
}
