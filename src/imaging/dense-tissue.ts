import { componentsOf } from './components.ts';
import { cropBox, type HeadBox } from './head-box.ts';
import { headPlane, medianFiltered, PLANE_SIDE } from './head-plane.ts';
import { intracranial } from './intracranial.ts';
import type { HuImage } from './preprocess-spec.ts';

/** Of acute blood; what is denser is calcium, metal or bone, what is lighter brain, fluid, or old or thinned blood. */
const DENSE_HU = { from: 50, to: 90 } as const;
/** Smaller specks are grain: of pixels of about 1.2 mm. */
const LEAST_PIXELS = 10;

/**
 * Dense tissue has a core: so many pixels whose surroundings of 5 x 5 are so dense. Cortex beside bone, brightened by beam hardening, and
 * the grain of thin slices come to 50 HU pixel by pixel, and not in the mean; where all of the brain is bright, blood is brighter still.
 */
const CORE = { hu: 55, overBrain: 20, pixels: 8, part: 0.3, reach: 2 } as const;

/** Dense tissue inside the skull on a slice. */
export interface DenseTissue {
  /** 1 where it lies, PLANE_SIDE x PLANE_SIDE, row-major, over `box`. */
  readonly mask: Uint8Array;
  /** The square of the slice that the mask covers, in its pixels. */
  readonly box: HeadBox;
  /** How many pixels of the slice it is. */
  readonly pixels: number;
  /** Whether a skull surrounds anything: without one nothing can be said. */
  readonly hasSkull: boolean;
}

/**
 * Where tissue of 50 to 90 HU lies inside the skull of a slice: physics alone, no network. After a 3 x 3 median, without the two
 * pixels along the bone that mix both (a thin rim of blood on the inner table is lost with them), without what has no core.
 */
export function denseTissue(image: HuImage): DenseTissue {
  const box = cropBox(image, { crop: 'head' });
  const plane = headPlane(image);
  const smooth = medianFiltered(plane);
  const inside = intracranial(plane);
  const dense = new Uint8Array(plane.length);
  for (let pixel = 0; pixel < plane.length; pixel += 1) {
    const value = smooth[pixel] ?? 0;
    const isDense = value >= DENSE_HU.from && value <= DENSE_HU.to;
    if (isDense && inside.mask[pixel] === 1) dense[pixel] = 1;
  }
  const coreHu = Math.max(CORE.hu, medianInside(smooth, inside.mask) + CORE.overBrain);
  const mask = new Uint8Array(plane.length);
  let count = 0;
  for (const part of componentsOf(dense, PLANE_SIDE)) {
    if (part.length < LEAST_PIXELS) continue;
    const core = coreOf(part, smooth, inside.mask, coreHu);
    if (core < Math.max(CORE.pixels, CORE.part * part.length)) continue;
    for (const pixel of part) mask[pixel] = 1;
    count += part.length;
  }
  return { mask, box, pixels: count * (box.side / PLANE_SIDE) ** 2, hasSkull: inside.area > 0 };
}

/** How many pixels of a part are dense in the mean of what is inside the skull round them. */
function coreOf(part: Int32Array, plane: Float32Array, inside: Uint8Array, from: number): number {
  let core = 0;
  for (const pixel of part) {
    const [x, y] = [pixel % PLANE_SIDE, Math.floor(pixel / PLANE_SIDE)];
    let [sum, count] = [0, 0];
    for (let row = y - CORE.reach; row <= y + CORE.reach; row += 1) {
      for (let column = x - CORE.reach; column <= x + CORE.reach; column += 1) {
        const at = row * PLANE_SIDE + column;
        if (column < 0 || column >= PLANE_SIDE || inside[at] !== 1) continue;
        sum += plane[at] ?? 0;
        count += 1;
      }
    }
    if (sum >= from * count) core += 1;
  }
  return core;
}

function medianInside(plane: Float32Array, inside: Uint8Array): number {
  const values = plane.filter((_, pixel) => inside[pixel] === 1).sort();
  return values[values.length >> 1] ?? 0;
}
