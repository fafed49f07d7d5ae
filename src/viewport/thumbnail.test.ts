import { describe, expect, it } from 'vitest';
import { brainPixels, fittedBox, type ThumbnailImage } from './thumbnail.ts';

/** A row of stored values with rescale 2 and -1024. */
const anImage = (
  values: readonly number[],
  given: Partial<ThumbnailImage> = {},
): ThumbnailImage => ({
  rows: 1,
  columns: values.length,
  slope: 2,
  intercept: -1024,
  invert: false,
  rowPixelSpacing: 0.5,
  columnPixelSpacing: 0.5,
  getPixelData: () => [...values],
  ...given,
});

const graysOf = (image: ThumbnailImage) => brainPixels(image).filter((_, at) => at % 4 === 0);

describe('a small picture', () => {
  it('is in the brain window 80/40: black to 0 HU, white from 79 HU', () => {
    // 0 and 79 HU are the ends of PS3.3 C.11.2.1.2.1 at center 40, width 80; 40 HU is 40/79 of the way.
    expect([...graysOf(anImage([0, 512, 532, 551.5, 552, 3000]))]).toEqual([
      0, 0, 129, 255, 255, 255,
    ]);
  });

  it('is inverted where the file says that low is white', () => {
    expect([...graysOf(anImage([0, 3000], { invert: true }))]).toEqual([255, 0]);
  });

  it('is opaque and gray', () => {
    expect([...brainPixels(anImage([532]))]).toEqual([129, 129, 129, 255]);
  });

  it('keeps its proportions and lies in the middle', () => {
    const wide = anImage([], { rows: 10, columns: 40 });
    expect(fittedBox(wide, 80)).toEqual({ x: 0, y: 30, width: 80, height: 20 });
    const tall = anImage([], {
      rows: 10,
      columns: 10,
      rowPixelSpacing: 2,
      columnPixelSpacing: 0.5,
    });
    expect(fittedBox(tall, 80)).toEqual({ x: 30, y: 0, width: 20, height: 80 });
  });

  it('takes pixels for square where their size is not known', () => {
    const unknown = anImage([], { rows: 5, columns: 5, rowPixelSpacing: 0, columnPixelSpacing: 0 });
    expect(fittedBox(unknown, 72)).toEqual({ x: 0, y: 0, width: 72, height: 72 });
  });
});
