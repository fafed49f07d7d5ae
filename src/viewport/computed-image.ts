import type { Image } from 'cornerstone-core';
import type { ComputedImage } from '#imaging';

let made = 0;

/** Millimeters from pixel to pixel, along a row and down a column. */
export interface PixelSize {
  readonly column: number;
  readonly row: number;
}

/**
 * A computed image as Cornerstone draws one. It never enters Cornerstone's cache: whoever holds it, keeps it. Its id is its own, since
 * Cornerstone takes equal ids for equal pixels. `invert`: for MONOCHROME1.
 */
export function cornerstoneImage(
  { rows, columns, values }: ComputedImage,
  size: PixelSize,
  invert = false,
): Image {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  made += 1;
  return {
    imageId: `computed:${made}`,
    minPixelValue: least,
    maxPixelValue: most,
    slope: 1,
    intercept: 0,
    windowCenter: 40,
    windowWidth: 80,
    getPixelData: () => values,
    rows,
    columns,
    height: rows,
    width: columns,
    color: false,
    rgba: false,
    columnPixelSpacing: size.column,
    rowPixelSpacing: size.row,
    invert,
    sizeInBytes: values.byteLength,
  } as unknown as Image; // Its types ask for what only colored images have, and for arrays that are not typed.
}
