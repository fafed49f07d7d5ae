import { componentsOf } from './components.ts';
import { DIRECTIONS_NEEDED, directionsToBone } from './directions-to-bone.ts';
import { type HeadPlane, PLANE_SIDE } from './head-plane.ts';

/** Denser is bone: near the window's end, where all of the skull lies after clipping. */
const BONE_HU = 95;
/** Smaller dense spots are clots' cores, calcium or metal, and belong to what they lie in. */
const LEAST_SKULL_PIXELS = 100;
/** Lighter is air of the sinuses. */
const AIR_HU = -10;
/** Pixels along the inner table that mix bone and brain. */
const PARTIAL_VOLUME_PIXELS = 2;

/** The inside of the skull on a slice. */
export interface Intracranial {
  /** 1 where brain, fluid or blood lies; without the pixels along the bone that mix both. */
  readonly mask: Uint8Array;
  /** 1 where the skull is. */
  readonly skull: Uint8Array;
  /** Pixels of the mask; 0 where there is no skull round anything. */
  readonly area: number;
}

/** Finds the largest area that the skull surrounds: orbits and sinuses fall away, dense clots stay in. */
export function intracranial(plane: HeadPlane): Intracranial {
  const skull = new Uint8Array(plane.length);
  const bone = new Uint8Array(plane.length);
  for (let pixel = 0; pixel < plane.length; pixel += 1) {
    if ((plane[pixel] ?? 0) >= BONE_HU) bone[pixel] = 1;
  }
  for (const part of componentsOf(bone, PLANE_SIDE)) {
    if (part.length >= LEAST_SKULL_PIXELS) for (const pixel of part) skull[pixel] = 1;
  }
  const seen = directionsToBone(
    { rows: PLANE_SIDE, columns: PLANE_SIDE },
    (pixel) => skull[pixel] === 1,
    () => true,
  );
  const near = grown(skull, PARTIAL_VOLUME_PIXELS);
  const inside = new Uint8Array(plane.length);
  for (let pixel = 0; pixel < plane.length; pixel += 1) {
    const open = near[pixel] === 0 && (plane[pixel] ?? 0) > AIR_HU;
    if (open && (seen[pixel] ?? 0) >= DIRECTIONS_NEEDED) inside[pixel] = 1;
  }
  const mask = new Uint8Array(plane.length);
  const [largest] = componentsOf(inside, PLANE_SIDE).toSorted((a, b) => b.length - a.length);
  for (const pixel of largest ?? []) mask[pixel] = 1;
  return { mask, skull, area: largest?.length ?? 0 };
}

/** A mask grown by a square of `radius` pixels on every side. */
export function grown(mask: Uint8Array, radius: number): Uint8Array {
  const out = new Uint8Array(mask.length);
  for (let pixel = 0; pixel < mask.length; pixel += 1) {
    if (mask[pixel] !== 1) continue;
    const [cx, cy] = [pixel % PLANE_SIDE, Math.floor(pixel / PLANE_SIDE)];
    for (let y = Math.max(0, cy - radius); y <= Math.min(PLANE_SIDE - 1, cy + radius); y += 1) {
      const row = y * PLANE_SIDE;
      out.fill(1, row + Math.max(0, cx - radius), row + Math.min(PLANE_SIDE, cx + radius + 1));
    }
  }
  return out;
}
