import { seededNormal, seededRandom } from '#base';

/** Smooth random values in -1..1 at any point, about one bump a unit of length. */
export type SmoothNoise = (x: number, y: number, z: number) => number;

const PERIOD = 32;
const MASK = PERIOD - 1;

/** Value noise on a periodic lattice with smooth interpolation. */
export function smoothNoise(seed: number): SmoothNoise {
  const uniform = seededRandom(seed);
  const lattice = Float32Array.from({ length: PERIOD ** 3 }, () => uniform() * 2 - 1);
  const at = (i: number, j: number, k: number): number =>
    lattice[(((k & MASK) * PERIOD + (j & MASK)) * PERIOD + (i & MASK)) | 0] ?? 0;
  return (px, py, pz) => {
    // Turned against the axes, along which value noise shows its lattice.
    const x = 0.8 * px + 0.48 * py + 0.36 * pz;
    const y = -0.6 * px + 0.64 * py + 0.48 * pz;
    const z = -0.6 * py + 0.8 * pz;
    const i = Math.floor(x);
    const j = Math.floor(y);
    const k = Math.floor(z);
    const u = ease(x - i);
    const v = ease(y - j);
    const w = ease(z - k);
    const near = mix(
      mix(at(i, j, k), at(i + 1, j, k), u),
      mix(at(i, j + 1, k), at(i + 1, j + 1, k), u),
      v,
    );
    const far = mix(
      mix(at(i, j, k + 1), at(i + 1, j, k + 1), u),
      mix(at(i, j + 1, k + 1), at(i + 1, j + 1, k + 1), u),
      v,
    );
    return mix(near, far, w);
  };
}

/** A side x side field of correlated noise with standard deviation 1: the grain of a soft reconstruction kernel. */
export function grain(seed: number, side: number): Float32Array {
  const normal = seededNormal(seededRandom(seed));
  const white = Float32Array.from({ length: side * side }, normal);
  const across = blurWrapped(white, side, 1);
  const field = blurWrapped(across, side, side);
  const power = field.reduce((sum, value) => sum + value * value, 0) / field.length;
  return field.map((value) => value / Math.sqrt(power));
}

/** Kernel (1 2 1) along one axis of a square that wraps round. */
function blurWrapped(field: Float32Array, side: number, step: number): Float32Array {
  const out = new Float32Array(field.length);
  for (let index = 0; index < field.length; index += 1) {
    const place = Math.floor(index / step) % side;
    const line = index - place * step;
    const before = field[line + ((place + side - 1) % side) * step] ?? 0;
    const after = field[line + ((place + 1) % side) * step] ?? 0;
    out[index] = before + 2 * (field[index] ?? 0) + after;
  }
  return out;
}

/** 0 below `from`, 1 above `to`, smooth between; `from` may be the greater one. */
export function smoothStep(from: number, to: number, value: number): number {
  return ease(Math.min(1, Math.max(0, (value - from) / (to - from))));
}

/** From a to b as t goes from 0 to 1. */
export const mix = (a: number, b: number, t: number): number => a + (b - a) * t;

const ease = (t: number): number => t * t * (3 - 2 * t);
