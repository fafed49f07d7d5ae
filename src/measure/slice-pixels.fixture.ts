import { ellipseBetween } from './ellipse.ts';
import { type SlicePixels, statisticsIn } from './slice-pixels.ts';

/** Statistics of every pixel of a slice. */
export const statisticsFor = (pixels: SlicePixels) => {
  const { rows, columns } = pixels;
  return statisticsIn(
    pixels,
    ellipseBetween({ x: -columns, y: -rows }, { x: 2 * columns, y: 2 * rows }),
  );
};
