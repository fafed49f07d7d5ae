import { brainAt, duraHu } from './brain.ts';
import { depthAt, type HeadShape, wallHu } from './head-shape.ts';
import { type Lesion, pushedFrom, withLesion } from './lesions.ts';
import { length2 } from './shapes.ts';
import { frontalSinusHu, skullBaseHu } from './skull-base.ts';
import { grain, mix, type SmoothNoise, smoothNoise } from './smooth-noise.ts';

/** A made-up head: no person was ever scanned for it. */
export interface Phantom {
  readonly seed: number;
  readonly shape: HeadShape;
  readonly lesions: readonly Lesion[];
  /** Turn of the head in the image, degrees. */
  readonly turn: number;
  /** Standard deviation of the image noise, HU. */
  readonly noiseHu: number;
}

/** Where a slice lies: the patient coordinates (mm) of its middle, and how far its rows lean back (gantry tilt). */
export interface SlicePlane {
  readonly size: number;
  readonly spacing: number;
  readonly z: number;
  readonly tiltDegrees: number;
}

/** A phantom ready for slices. */
export interface PhantomScanner {
  /** HU of size x size pixels, row-major, rounded. */
  readonly slice: (plane: SlicePlane) => Float32Array;
  /** By how many HU blood made each pixel denser than the tissue that it was painted on, without noise; calcium is no blood. */
  readonly blood: (plane: SlicePlane) => Float32Array;
}

/** HU at a point in patient coordinates: the anatomy alone, sharp and without noise. */
type Anatomy = (x: number, y: number, z: number) => number;

const AIR = -1000;

/** Prepares noise and texture once a phantom. */
export function scanPhantom(phantom: Phantom): PhantomScanner {
  const anatomy = headAnatomy(phantom);
  let texture: Float32Array | null = null;
  return {
    slice: (plane) => {
      const values = renderPlane(anatomy, plane, phantom.turn);
      texture ??= grain(phantom.seed + 1, plane.size);
      addGrain(values, texture, phantom.noiseHu, Math.round(plane.z * 1237) + phantom.seed);
      return values;
    },
    blood: (plane) => renderPlane(paintedBlood(phantom), plane, phantom.turn),
  };
}

/** What blood adds at a point. The brain is pushed as in the whole head: where it was moved to is no blood. */
function paintedBlood(phantom: Phantom): Anatomy {
  const whole = headAnatomy(phantom);
  const bloodless = headAnatomy(phantom, ({ kind }) => kind === 'calcification');
  return (x, y, z) => Math.max(0, whole(x, y, z) - bloodless(x, y, z));
}

/** All lesions push; those that `isPainted` takes are painted. */
function headAnatomy(
  phantom: Phantom,
  isPainted: (lesion: Lesion) => boolean = () => true,
): Anatomy {
  const noise = smoothNoise(phantom.seed);
  const { shape, lesions } = phantom;
  return (x, y, z) => {
    const depth = depthAt(x, y, z, shape, noise);
    if (depth === null || depth.skin < 0) return headRestHu(x, y, shape);
    if (depth.inner < 0) {
      return frontalSinusHu(x, y, z, noise) ?? wallUnlessFace(x, y, z, depth, noise);
    }
    const base = skullBaseHu(x + noise(y / 19, z / 19, 1), y, z, noise);
    if (base !== null) return base;
    let from = x;
    for (const lesion of lesions) from += pushedFrom(lesion, x, y, z);
    const brain = brainAt(from, y, z, depth, shape, noise);
    let hu = brain.hu + duraHu(from, y, z, depth.inner);
    const point = { x: from, y, z, depth, brain };
    for (const lesion of lesions) {
      if (isPainted(lesion)) hu = withLesion(lesion, point, hu, noise);
    }
    return hu;
  };
}

/** The bony wall; in the face, below the forehead, the calvaria gives way to orbits and soft parts. */
function wallUnlessFace(
  x: number,
  y: number,
  z: number,
  depth: Parameters<typeof wallHu>[0],
  noise: SmoothNoise,
): number {
  const isFace = y < -40 && z < 4 - 0.25 * (y + 60);
  if (isFace && depth.skull > 0) {
    const base = skullBaseHu(x, y, z, noise);
    if (base !== null) return base;
  }
  return wallHu(depth, noise, x, y, z);
}

/** Table and head rest: a shell and foam behind the head. */
function headRestHu(x: number, y: number, shape: HeadShape): number {
  const radius = length2(x, y - 8) - (shape.halfLength + 7);
  if (y < 55 || radius < -2) return AIR;
  if (radius < 1) return -880;
  return radius < 3.2 ? 20 : AIR;
}

/** The anatomy is looked up every 0.75 mm, a scanner's own resolution, and interpolated between. */
const SAMPLING = 0.75;

function renderPlane(anatomy: Anatomy, plane: SlicePlane, turn: number): Float32Array {
  const half = ((plane.size + 1) / 2) * plane.spacing;
  const count = Math.ceil((2 * half) / SAMPLING) + 1;
  const tilt = (plane.tiltDegrees * Math.PI) / 180;
  const angle = (turn * Math.PI) / 180;
  const coarse = new Float32Array(count * count);
  for (let row = 0; row < count; row += 1) {
    const down = row * SAMPLING - half;
    const v = down * Math.cos(tilt);
    const z = plane.z - down * Math.sin(tilt);
    for (let column = 0; column < count; column += 1) {
      const u = column * SAMPLING - half;
      coarse[row * count + column] = anatomy(
        u * Math.cos(angle) + v * Math.sin(angle),
        v * Math.cos(angle) - u * Math.sin(angle),
        z,
      );
    }
  }
  return enlarge(coarse, count, plane, half);
}

/** Bilinear interpolation of the coarse grid at the pixels' centers. */
function enlarge(
  coarse: Float32Array,
  count: number,
  { size, spacing }: SlicePlane,
  half: number,
): Float32Array {
  const values = new Float32Array(size * size);
  for (let row = 0; row < size; row += 1) {
    const v = ((row - (size - 1) / 2) * spacing + half) / SAMPLING;
    const top = Math.floor(v) * count;
    for (let column = 0; column < size; column += 1) {
      const u = ((column - (size - 1) / 2) * spacing + half) / SAMPLING;
      const left = Math.floor(u);
      const at = top + left;
      const upper = mix(coarse[at] ?? AIR, coarse[at + 1] ?? AIR, u - left);
      const lower = mix(coarse[at + count] ?? AIR, coarse[at + count + 1] ?? AIR, u - left);
      values[row * size + column] = mix(upper, lower, v - Math.floor(v));
    }
  }
  return values;
}

/** Noise inside the body only: air stays flat, which keeps the files small. */
function addGrain(values: Float32Array, texture: Float32Array, sigma: number, shift: number): void {
  const offset = (Math.imul(shift, 48271) >>> 0) % texture.length;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] ?? 0;
    const noise = value > AIR + 20 ? sigma * (texture[(index + offset) % texture.length] ?? 0) : 0;
    values[index] = Math.round(value + noise);
  }
}
