import { describe, expect, it } from 'vitest';
import { seededNormal, seededRandom } from '#base';
import { pixelFaults } from './pixel-faults.ts';
import type { HuImage } from './preprocess-spec.ts';
import { clipScene, HEAD_SHAPES, paintScene } from './scene.fixture.ts';

const SIDE = 512;
const PLAIN = paintScene(SIDE, SIDE, HEAD_SHAPES);
/** A head as a scanner sees it: grainy, its edges over three pixels. */
const HEAD: HuImage = (() => {
  const normal = seededNormal(seededRandom(3));
  const { values } = PLAIN;
  const near = (at: number) =>
    [-2, -1, 0, 1, 2].flatMap((dy) =>
      [-2, -1, 0, 1, 2].map((dx) => values[at + dy * SIDE + dx] ?? -1000),
    );
  const soft = values.map((_, at) => near(at).reduce((sum, hu) => sum + hu, 0) / 25);
  return { ...PLAIN, values: soft.map((hu) => Math.round(hu + 5 * normal())) };
})();

const changed = (change: (hu: number, x: number, y: number) => number, image = HEAD): HuImage => ({
  ...image,
  values: image.values.map((hu, at) => change(hu, at % SIDE, Math.floor(at / SIDE))),
});
/** Means of two by two pixels, in whole HU. */
const half = ({ rows, columns, values }: HuImage): HuImage => ({
  rows: rows / 2,
  columns: columns / 2,
  values: Float32Array.from({ length: (rows * columns) / 4 }, (_, index) => {
    const first = Math.floor(index / (columns / 2)) * 2 * columns + (index % (columns / 2)) * 2;
    const four = [0, 1, columns, columns + 1].map((by) => values[first + by] ?? 0);
    return Math.round(four.reduce((sum, hu) => sum + hu, 0) / 4);
  }),
});
const isIn = (value: number, from: number, to: number) => value >= from && value < to;

describe('pixels that were lost within a head', () => {
  it.each([-1024, -2000, 0, 40, 70, 3071])('are told by a block of %s HU', (fill) => {
    const block = changed((hu, x, y) => (isIn(x, 250, 300) && isIn(y, 250, 290) ? fill : hu));
    expect(pixelFaults(block)).toEqual({ patched: true, wrapped: false });
  });

  it.each([-1024, 0, 70, 3071])(
    'are told by a block of %s HU whose edges were mixed as the image was made coarser',
    (fill) => {
      const block = changed((hu, x, y) => (isIn(x, 251, 301) && isIn(y, 249, 291) ? fill : hu));
      expect(pixelFaults(half(half(block)))).toEqual({ patched: true, wrapped: false });
      expect(pixelFaults(half(half(HEAD))).patched).toBe(false);
    },
  );

  it('are told by rows of one value, though they reach from edge to edge', () => {
    const rows = changed((hu, _, y) => (isIn(y, 250, 270) ? -1024 : hu));
    expect(pixelFaults(rows).patched).toBe(true);
    // A line burned in above the head, with air between, is none.
    const line = changed((hu, x, y) => (isIn(y, 20, 22) && x < 90 ? 800 : y < 60 ? -1000 : hu));
    expect(pixelFaults(line).patched).toBe(false);
  });

  it('are none in a head, clipped or painted without noise, too', () => {
    for (const image of [HEAD, PLAIN, clipScene(HEAD, -20, 100), clipScene(PLAIN, -20, 100)]) {
      expect(pixelFaults(image)).toEqual({ patched: false, wrapped: false });
    }
  });
});

it('bone that came round the end of twelve signed bits is told', () => {
  const skull = changed((hu) => (hu > 600 ? hu + 300 : hu));
  expect(pixelFaults(skull).wrapped).toBe(false);
  const wrapped = changed((hu) => (hu > 1023 ? -1024 : hu), skull);
  expect(pixelFaults(wrapped).wrapped).toBe(true);
});

it('letters burned in beside the head are no bone that came round', () => {
  const lines = changed((hu, x, y) =>
    hu > -900 ? hu : isIn(x, 4, 120) && y % 16 < 12 && x % 4 < 2 ? 800 : -1024,
  );
  expect(pixelFaults(lines)).toEqual({ patched: false, wrapped: false });
});
