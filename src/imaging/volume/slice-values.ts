import { AIR } from '../air.ts';
import type { PlaneFrame } from './plane-frame.ts';

/** A decoded slice: stored values, row-major, and what makes HU of them. */
export interface SliceValues {
  readonly pixels: ArrayLike<number>;
  readonly slope: number;
  readonly intercept: number;
}

/** HU at a place between the pixels' centers, counted from the first one's; air beside the slice. */
export type ReadPixel = (column: number, row: number) => number;

/** So far outside the outermost centers, in pixels, the outermost value holds. */
const HALF = 0.5;

/** Bilinear. A slice whose values are missing is air. */
export function pixelReader(
  values: SliceValues | undefined,
  { rows, columns }: Pick<PlaneFrame, 'rows' | 'columns'>,
): ReadPixel {
  if (values === undefined) return () => AIR;
  const { pixels, slope, intercept } = values;
  const [lastColumn, lastRow] = [columns - 1, rows - 1];
  return (column, row) => {
    if (column >= 0 && row >= 0 && column < lastColumn && row < lastRow) {
      const x = column | 0;
      const y = row | 0;
      const at = y * columns + x;
      const first = pixels[at] ?? 0;
      const second = pixels[at + columns] ?? 0;
      const over = first + (column - x) * ((pixels[at + 1] ?? 0) - first);
      const below = second + (column - x) * ((pixels[at + columns + 1] ?? 0) - second);
      return (over + (row - y) * (below - over)) * slope + intercept;
    }
    const outside =
      column < -HALF || row < -HALF || column > lastColumn + HALF || row > lastRow + HALF;
    if (outside) return AIR;
    const x = Math.min(Math.max(column, 0), lastColumn);
    const y = Math.min(Math.max(row, 0), lastRow);
    const left = x | 0;
    const top = y | 0;
    const right = left < lastColumn ? left + 1 : left;
    const upper = top * columns;
    const under = top < lastRow ? upper + columns : upper;
    const a = pixels[upper + left] ?? 0;
    const c = pixels[under + left] ?? 0;
    const high = a + (x - left) * ((pixels[upper + right] ?? 0) - a);
    const low = c + (x - left) * ((pixels[under + right] ?? 0) - c);
    return (high + (y - top) * (low - high)) * slope + intercept;
  };
}
