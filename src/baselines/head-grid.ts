import { PLANE_SIDE } from '#imaging';
import type { Head } from './head.ts';

/** Pixels of the plane along a cell's side. */
const CELL = 4;
const SIDE = PLANE_SIDE / CELL;

/** Cells of a head's grid. */
export const CELLS = SIDE * SIDE;

/** What stands for a cell that is not inside the skull, in HU: brain, so that a head's outline is not what is learnt. */
const BRAIN_HU = 35;
const [DARKEST_HU, DENSEST_HU] = [-10, 90];

/**
 * The brain coarsely: for each cell of 4 x 4 pixels the mean over its pixels inside the skull, in HU above brain (held within -45 and
 * 55), then for each cell 1 where at least half of its pixels are inside, else 0.
 */
export function headGrid({ smooth, inside }: Head): Float64Array {
  const grid = new Float64Array(2 * CELLS);
  const counts = new Uint8Array(CELLS);
  smooth.forEach((hu, pixel) => {
    if (inside.mask[pixel] !== 1) return;
    const row = Math.floor(pixel / PLANE_SIDE / CELL);
    const cell = row * SIDE + Math.floor((pixel % PLANE_SIDE) / CELL);
    const held = Math.min(DENSEST_HU, Math.max(DARKEST_HU, hu));
    grid[cell] = (grid[cell] ?? 0) + held - BRAIN_HU;
    counts[cell] = (counts[cell] ?? 0) + 1;
  });
  counts.forEach((count, cell) => {
    if (count > 0) grid[cell] = (grid[cell] ?? 0) / count;
    grid[CELLS + cell] = count >= (CELL * CELL) / 2 ? 1 : 0;
  });
  return grid;
}
