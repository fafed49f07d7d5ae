import { brainAt, duraHu } from './brain.ts';
import { depthAt, type HeadShape, wallHu } from './head-shape.ts';
import { type Lesion, pushedFrom, withLesion } from './lesions.ts';
import { AIR, type Anatomy, renderPlane, type SlicePlane } from './render-plane.ts';
import { length2 } from './shapes.ts';
import { frontalSinusHu, skullBaseHu } from './skull-base.ts';
import { grain, type SmoothNoise, smoothNoise } from './smooth-noise.ts';

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

/** A phantom ready for slices. */
export interface PhantomScanner {
  /** HU of size x size pixels, row-major, rounded. */
  readonly slice: (plane: SlicePlane) => Float32Array;
  /** By how many HU blood made each pixel denser than the tissue that it was painted on, without noise; calcium is no blood. */
  readonly blood: (plane: SlicePlane) => Float32Array;
}

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

/** Noise inside the body only: air stays flat, which keeps the files small. */
function addGrain(values: Float32Array, texture: Float32Array, sigma: number, shift: number): void {
  const offset = (Math.imul(shift, 48271) >>> 0) % texture.length;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] ?? 0;
    const noise = value > AIR + 20 ? sigma * (texture[(index + offset) % texture.length] ?? 0) : 0;
    values[index] = Math.round(value + noise);
  }
}
