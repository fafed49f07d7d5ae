import { describe, expect, it } from 'vitest';
import { probeAt } from './probe.ts';

/** Two rows of three stored values, with rescale 2 and -1000. */
const image = {
  rows: 2,
  columns: 3,
  slope: 2,
  intercept: -1000,
  getPixelData: () => [500, 501, 502, 503, 504, 505],
};

describe('the value under the pointer', () => {
  it('is in Hounsfield units, of the pixel that the place lies in', () => {
    expect(probeAt(image, { x: 1.9, y: 1.01 })).toEqual({ column: 1, row: 1, hu: 8 });
    expect(probeAt(image, { x: 0, y: 0 })).toEqual({ column: 0, row: 0, hu: 0 });
  });

  it('is none beside the image', () => {
    for (const [x, y] of [
      [-0.01, 1],
      [3, 1],
      [1, -0.01],
      [1, 2],
    ] as const) {
      expect(probeAt(image, { x, y })).toBeNull();
    }
  });
});
