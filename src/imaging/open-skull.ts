import type { Mm } from '#base';
import { alongRay } from './along-ray.ts';
import { type CellGrid, hasHeadsShape, sizeAmongHeads } from './head-ring.ts';
import { middleOfCells } from './middle-of-cells.ts';

/** Of eight directions, as many end on bone within a skull of which nearly half is gone. */
const DIRECTIONS_NEEDED = 4;
/** Rays from the middle outward. */
const RAYS = 64;
/** As many leave out no cell of a head. */
const FINE_RAYS = 480;
/** So many of them still meet bone, and so many of the others lie in one gap, or in two, one on either side: between ribs there are many. */
const LEAST_CLOSED = 0.5;
const LEAST_IN_GAPS = 0.8;
/** A flap of less is let through as a closed skull. */
const LEAST_OPEN = 0.1;
/** Within a gap the head ends in air about as far out as the bone beside it lies: swollen at most by this, sunken at most by that. */
const REACH = [0.5, 1.5] as const;
/** Data that were clipped at -20 HU have no lower air. */
const AIR_HU = -15;
const BONE_HU = 95;
const BRAIN_HU = [0, 80] as const;

/** A grid with, for each cell, in how many of eight directions it meets bone before air. */
export interface SurroundedGrid extends CellGrid {
  readonly directions: Uint8Array;
}

/**
 * The cells of brain on a slice whose skull has one wide gap or two, as after decompressive craniectomy; null where it isn't such a slice. In a
 * gap brain and scalp end in air, beside it in bone.
 */
export function openSkull(
  grid: SurroundedGrid,
  cell: number,
  pixelSpacing: readonly [Mm, Mm] | null,
): readonly number[] | null {
  // What is seen is a part of all: most slices beyond the brain end here, before the rays.
  const all = countBrain(grid.means);
  if (sizeAmongHeads(all, grid.means.length, cell, pixelSpacing) < 0) return null;
  const start = middleOfCells(surrounded(grid), grid.columns);
  if (start === null) return null;
  const cells = seenFrom(grid, start[0], start[1]);
  const place = hasHeadsShape(grid, cells, cell, pixelSpacing);
  return place !== null && hasGaps(grid, place[0], place[1]) ? cells : null;
}

const isBrain = (mean: number): boolean => mean >= BRAIN_HU[0] && mean <= BRAIN_HU[1];

function countBrain(means: Float32Array): number {
  let count = 0;
  for (let index = 0; index < means.length; index += 1) count += Number(isBrain(means[index] ?? 0));
  return count;
}

/** Beyond these a ray ends, on air or on bone. */
const ENDS_HU = [AIR_HU, BONE_HU] as const;

/** The numbers of the cells of the tissue that bone lies round in most directions. */
function surrounded({ means, directions }: SurroundedGrid): readonly number[] {
  const cells: number[] = [];
  for (let index = 0; index < means.length; index += 1) {
    const isIt = isBrain(means[index] ?? 0) && (directions[index] ?? 0) >= DIRECTIONS_NEEDED;
    if (isIt) cells.push(index);
  }
  return cells;
}

/** The cells of brain that are seen from a place, in cells, before bone and air. */
function seenFrom(grid: CellGrid, x: number, y: number): readonly number[] {
  const passed = new Uint8Array(grid.means.length);
  for (let ray = 0; ray < FINE_RAYS; ray += 1) {
    alongRay(grid, [x, y], (2 * Math.PI * ray) / FINE_RAYS, ENDS_HU, passed);
  }
  const cells: number[] = [];
  for (let index = 0; index < passed.length; index += 1) {
    if (passed[index] === 1 && isBrain(grid.means[index] ?? 0)) cells.push(index);
  }
  return cells;
}

/** Whether rays from a place, in cells, meet bone but for one gap or two, in which they meet air about as far out. */
function hasGaps(grid: CellGrid, x: number, y: number): boolean {
  const ends = Array.from({ length: RAYS }, (_, ray) =>
    alongRay(grid, [x, y], (2 * Math.PI * ray) / RAYS, ENDS_HU),
  );
  const bone = ends
    .flatMap((end) => (end !== null && end.mean > BONE_HU ? [end.far] : []))
    .sort((a, b) => a - b);
  const open = RAYS - bone.length;
  if (bone.length < LEAST_CLOSED * RAYS || open < LEAST_OPEN * RAYS) return false;
  const usual = bone[bone.length >> 1] ?? 0;
  const [least, most] = REACH.map((part) => part * usual) as [number, number];
  const isGap = (ray: number): boolean => {
    const end = ends[ray % RAYS] ?? null;
    return end !== null && end.mean < AIR_HU && end.far >= least && end.far <= most;
  };
  const gaps = runsAround(RAYS, isGap).sort((one, other) => other - one);
  return (gaps[0] ?? 0) + (gaps[1] ?? 0) >= LEAST_IN_GAPS * open;
}

/** The lengths of the runs of what holds, once round a circle of so many. */
function runsAround(count: number, holds: (index: number) => boolean): number[] {
  const places = Array.from({ length: count }, (_, index) => index);
  const start = places.find((index) => !holds(index));
  if (start === undefined) return [count];
  const runs: number[] = [];
  let run = 0;
  for (const index of places) {
    if (holds(start + index + 1)) run += 1;
    else if (run > 0) {
      runs.push(run);
      run = 0;
    }
  }
  return runs;
}
