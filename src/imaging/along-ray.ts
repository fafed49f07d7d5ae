import type { CellGrid } from './head-ring.ts';

/** Where a ray ends: the mean of the cell there, in HU, and how far out it lies, in cells. */
export interface RayEnd {
  readonly mean: number;
  readonly far: number;
}

/**
 * Goes from a place, in cells, outward by half a cell at a time until a cell is one that `ends` the ray, which hears of each by its mean in HU and its
 * number. `angle`: in radians, from the row's direction. null where the ray leaves the image first.
 */
export function alongRay(
  { means, rows, columns }: CellGrid,
  [x, y]: readonly [number, number],
  angle: number,
  ends: (mean: number, index: number) => boolean,
): RayEnd | null {
  const [dx, dy] = [Math.cos(angle), Math.sin(angle)];
  for (let far = 0; ; far += 0.5) {
    const [column, row] = [Math.round(x + far * dx), Math.round(y + far * dy)];
    if (column < 0 || row < 0 || column >= columns || row >= rows) return null;
    const index = row * columns + column;
    const mean = means[index] ?? 0;
    if (ends(mean, index)) return { mean, far };
  }
}
