import type { CellGrid } from './head-ring.ts';

/** Where a ray ends: the mean of the cell there, in HU, and how far out it lies, in cells. */
export interface RayEnd {
  readonly mean: number;
  readonly far: number;
}

/**
 * Goes from a place, in cells, outward by half a cell at a time until a cell's mean lies below or above two limits, in HU. `angle`: in radians,
 * from the row's direction. null where the ray leaves the image first. Cells that it passes are marked in `passed`.
 */
export function alongRay(
  { means, rows, columns }: CellGrid,
  [x, y]: readonly [number, number],
  angle: number,
  [low, high]: readonly [number, number],
  passed?: Uint8Array,
): RayEnd | null {
  const [dx, dy] = [Math.cos(angle), Math.sin(angle)];
  for (let far = 0; ; far += 0.5) {
    const [column, row] = [Math.round(x + far * dx), Math.round(y + far * dy)];
    if (column < 0 || row < 0 || column >= columns || row >= rows) return null;
    const index = row * columns + column;
    const mean = means[index] ?? 0;
    if (mean < low || mean > high) return { mean, far };
    if (passed !== undefined) passed[index] = 1;
  }
}
