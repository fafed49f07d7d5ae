import type { Mm } from '#base';
import { alongRay } from './along-ray.ts';
import { middleOfCells } from './middle-of-cells.ts';

/** Means of an image's square cells, row-major. */
export interface CellGrid {
  readonly means: Float32Array;
  readonly rows: number;
  readonly columns: number;
}

/** Brain in the middle of a head, between a newborn's and the largest adult's, in mm2. */
const AREA_MM2 = [5000, 40_000] as const;
/** The same as a part of the image where the pixel spacing is unknown. */
const LEAST_FRACTION = 0.08;
/** A filled ellipse covers .79 of the box round it. Brain does almost; ribs enclose scattered muscle and vessels. */
const LEAST_FILL = 0.45;
/** Between the 10th and the 90th percentile of the cells' means, in HU: brain and its fluid, not fat, liver and contrast. */
const MOST_SPREAD = 45;
const DENSER_END = 0.9;
/** Rays from the middle outward, and how many of them must run through nothing lighter than fluid until they meet bone. */
const RAYS = 64;
const LEAST_CLOSED = 0.7;
/**
 * A large dense clot spreads the values as far as a liver's and fat's do. Within a ring that is as good as closed, which ribs never are, the
 * denser part of the brain is left out.
 */
const SURELY_CLOSED = 0.9;
const BUT_CLOT = 0.6;
/** Fat and air break the view of the skull from within. Above the -20 HU to which some data are clipped nothing is broken. */
const BREAK_HU = -30;
const BONE_HU = 95;

/**
 * Whether a slice shows brain as the middle of a head does: one filled area of a head's size, of brain's range of values, in a
 * ring of bone without large gaps. `brain` are the numbers of the cells that bone surrounds.
 */
export function looksLikeHead(
  grid: CellGrid,
  brain: readonly number[],
  cell: number,
  pixelSpacing: readonly [Mm, Mm] | null,
): boolean {
  const middle = hasHeadsShape(grid, brain, cell, pixelSpacing);
  if (middle !== null) return closedPart(grid, middle) >= LEAST_CLOSED;
  const bleeding = hasHeadsShape(grid, brain, cell, pixelSpacing, BUT_CLOT);
  return bleeding !== null && closedPart(grid, bleeding) >= SURELY_CLOSED;
}

/** The middle, in cells, of what has a head's size, shape and range of values up to such a part of them; null of anything else. */
export function hasHeadsShape(
  { means, columns, rows }: CellGrid,
  brain: readonly number[],
  cell: number,
  pixelSpacing: readonly [Mm, Mm] | null,
  denserEnd = DENSER_END,
): readonly [number, number] | null {
  const middle = middleOfCells(brain, columns);
  if (middle === null) return null;
  const size = sizeAmongHeads(brain.length, rows * columns, cell, pixelSpacing);
  if (size !== 0) return null;
  let [left, right, top, bottom] = [columns, 0, rows, 0];
  for (const index of brain) {
    const [x, y] = [index % columns, Math.floor(index / columns)];
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
  }
  const box = (right - left + 1) * (bottom - top + 1);
  if (brain.length < LEAST_FILL * box) return null;
  const huCounts = countHu(means, brain);
  if (percentile(huCounts, denserEnd) - percentile(huCounts, 0.1) > MOST_SPREAD) return null;
  return middle;
}

/** Whether so many cells of an image's are too few for the brain in the middle of a head (-1), too many (1) or neither (0). */
export function sizeAmongHeads(
  brain: number,
  cells: number,
  cell: number,
  pixelSpacing: readonly [Mm, Mm] | null,
): -1 | 0 | 1 {
  if (pixelSpacing === null) return brain < LEAST_FRACTION * cells ? -1 : 0;
  const area = brain * cell * cell * pixelSpacing[0] * pixelSpacing[1];
  if (area < AREA_MM2[0]) return -1;
  return area > AREA_MM2[1] ? 1 : 0;
}

const MOST_BRAIN_HU = 80;

/** How many of the cells of brain have a mean of n to n + 1 HU, for n of 0 to 80. */
export function countHu(means: Float32Array, brain: readonly number[]): Uint16Array {
  const counts = new Uint16Array(MOST_BRAIN_HU + 1);
  for (const index of brain) {
    const bin = Math.floor(means[index] ?? 0);
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
}

/** The HU that such a part of the counted cells doesn't reach. */
export function percentile(counts: Uint16Array, part: number): number {
  const wanted = part * counts.reduce((sum, count) => sum + count, 0);
  let below = 0;
  return counts.findIndex((count) => {
    below += count;
    return below > wanted;
  });
}

/** The part of the rays from a place, in cells, that meet bone before fat, air or the image's edge. */
function closedPart(grid: CellGrid, middle: readonly [number, number]): number {
  let closed = 0;
  for (let ray = 0; ray < RAYS; ray += 1) {
    const end = alongRay(grid, middle, (2 * Math.PI * ray) / RAYS, [BREAK_HU, BONE_HU]);
    if (end !== null && end.mean > BONE_HU) closed += 1;
  }
  return closed / RAYS;
}
