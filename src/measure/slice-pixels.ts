import type { Ellipse } from './ellipse.ts';
import type { ImagePoint } from './image-point.ts';

/** The values of a slice as they are stored, and what makes modality values of them. */
export interface SlicePixels {
  readonly rows: number;
  readonly columns: number;
  /** rows * columns, row-major. */
  readonly stored: ArrayLike<number>;
  /** The modality LUT: stored * slope + intercept (PS3.3 C.11.1.1.2). */
  readonly slope: number;
  readonly intercept: number;
  /** Stored values that stand for no tissue, both ends included; null where there are none. */
  readonly padding: { readonly from: number; readonly to: number } | null;
  /** Whether the values are Hounsfield units, as far as the file says. */
  readonly isHounsfield: boolean;
}

/** Values in a region. */
export interface RegionStatistics {
  readonly count: number;
  readonly mean: number;
  /** Over the pixels of the region: divided by their number. */
  readonly sd: number;
  readonly min: number;
  readonly max: number;
}

/** The modality value at a place; null beside the image and where there is padding. */
export function valueAt(pixels: SlicePixels, { x, y }: ImagePoint): number | null {
  const column = Math.floor(x);
  const row = Math.floor(y);
  if (column < 0 || row < 0 || column >= pixels.columns || row >= pixels.rows) return null;
  return modalityValue(pixels, row * pixels.columns + column);
}

function modalityValue({ stored, slope, intercept, padding }: SlicePixels, at: number) {
  const value = stored[at];
  if (value === undefined || !Number.isFinite(value)) return null;
  if (padding !== null && value >= padding.from && value <= padding.to) return null;
  return value * slope + intercept;
}

/** The values of the pixels whose centers lie in an ellipse, padding left out; null where there is none. */
export function statisticsIn(pixels: SlicePixels, ellipse: Ellipse): RegionStatistics | null {
  const values = valuesIn(pixels, ellipse);
  if (values.length === 0) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return {
    count: values.length,
    mean,
    sd: Math.sqrt(squares / values.length),
    min: values.reduce((a, b) => Math.min(a, b)),
    max: values.reduce((a, b) => Math.max(a, b)),
  };
}

function valuesIn(pixels: SlicePixels, { center, radii }: Ellipse): readonly number[] {
  const values: number[] = [];
  const { rows, columns } = pixels;
  const firstRow = Math.max(0, Math.floor(center.y - radii.y));
  const lastRow = Math.min(rows - 1, Math.floor(center.y + radii.y));
  const firstColumn = Math.max(0, Math.floor(center.x - radii.x));
  const lastColumn = Math.min(columns - 1, Math.floor(center.x + radii.x));
  for (let row = firstRow; row <= lastRow; row += 1) {
    for (let column = firstColumn; column <= lastColumn; column += 1) {
      const x = (column + 0.5 - center.x) / radii.x;
      const y = (row + 0.5 - center.y) / radii.y;
      if (!(x * x + y * y <= 1)) continue;
      const value = modalityValue(pixels, row * columns + column);
      if (value !== null) values.push(value);
    }
  }
  return values;
}

/** Below it is air: no window is made for it. */
const AIR_BELOW = -500;

/**
 * A window for a region: its mean with two standard deviations to each side. Without one, for the tissue of the whole slice: from its
 * 2nd to its 98th percentile. Width at least 10; null where there are no values.
 */
export function windowFor(
  pixels: SlicePixels,
  region: Ellipse | null,
): { readonly center: number; readonly width: number } | null {
  if (region !== null) {
    const seen = statisticsIn(pixels, region);
    if (seen === null) return null;
    return { center: Math.round(seen.mean), width: Math.max(10, Math.round(4 * seen.sd)) };
  }
  const tissue: number[] = [];
  for (let at = 0; at < pixels.rows * pixels.columns; at += 1) {
    const value = modalityValue(pixels, at);
    if (value !== null && value > AIR_BELOW) tissue.push(value);
  }
  if (tissue.length === 0) return null;
  const sorted = Float32Array.from(tissue).sort();
  const from = sorted[Math.floor(0.02 * (sorted.length - 1))] ?? 0;
  const to = sorted[Math.floor(0.98 * (sorted.length - 1))] ?? 0;
  return { center: Math.round((from + to) / 2), width: Math.max(10, Math.round(to - from)) };
}
