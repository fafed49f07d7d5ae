import type { Image } from 'cornerstone-core';

/** The value under the pointer. */
export interface Probe {
  readonly column: number;
  readonly row: number;
  /** Hounsfield units: the modality LUT is applied. */
  readonly hu: number;
}

/** The pixel at a place of an image, counted from its corner; null beside it. */
export function probeAt(
  image: Pick<Image, 'rows' | 'columns' | 'slope' | 'intercept' | 'getPixelData'>,
  { x, y }: { readonly x: number; readonly y: number },
): Probe | null {
  const column = Math.floor(x);
  const row = Math.floor(y);
  if (column < 0 || row < 0 || column >= image.columns || row >= image.rows) return null;
  const stored = image.getPixelData()[row * image.columns + column];
  if (stored === undefined) return null;
  return { column, row, hu: Math.round(stored * image.slope + image.intercept) };
}
