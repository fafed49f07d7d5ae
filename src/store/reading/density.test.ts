import { describe, expect, it } from 'vitest';
import { agreement } from './agreement.ts';
import { denseVolume, sliceHeights } from './dense-volume.ts';

type Given = Parameters<typeof denseVolume>[0];
const seriesOf = (positions: readonly number[], given: Partial<Given['geometry']> = {}): Given =>
  ({
    slices: positions.map(() => ({ sliceThickness: null })),
    geometry: { positions, medianSpacing: 5, orderedByInstanceNumber: false, ...given },
  }) as unknown as Given;

describe('the volume of dense tissue', () => {
  const area = (mm2: number | null, hasSkull = true) => ({ mm2, hasSkull });

  it('is that of a ball, by its slices, within 3 percent', () => {
    const radius = 20;
    const positions = Array.from({ length: 21 }, (_, index) => -50 + 5 * index);
    const areas = positions.map((z) => area(Math.PI * Math.max(0, radius ** 2 - z ** 2)));
    const { ml } = denseVolume(seriesOf(positions), areas);
    const known = ((4 / 3) * Math.PI * radius ** 3) / 1000;
    expect(Math.abs((ml ?? 0) / known - 1)).toBeLessThan(0.03);
  });

  it('counts uneven slices by their own height, and nothing of a gap', () => {
    expect(sliceHeights(seriesOf([0, 5, 10]))).toEqual([5, 5, 5]);
    expect(sliceHeights(seriesOf([0, 2, 10, 40]))).toEqual([3.5, 3.5, 5, 5]);
    expect(sliceHeights(seriesOf([0, 0, 5]))).toEqual([2.5, 2.5, 5]);
  });

  it('is not known without distances, and says how far it got and what it could not see', () => {
    expect(sliceHeights(seriesOf([0, 1], { medianSpacing: null }))).toBeNull();
    expect(denseVolume(seriesOf([0, 5]), [area(null), area(null)]).ml).toBeNull();
    expect(denseVolume(seriesOf([0, 5, 10]), [area(200), undefined, area(0, false)])).toEqual({
      ml: 1,
      done: 2,
      total: 3,
      withoutSkull: 1,
    });
  });
});

describe('whether the model and dense tissue agree', () => {
  const box = { left: 0, top: 0, side: 100 };
  /** 2 x 2 cells. */
  const map = (...values: readonly number[]) => ({
    width: 2,
    height: 2,
    values: Float32Array.from(values),
    box,
  });
  /** 4 x 4 cells, dense at those given. */
  const dense = (...cells: readonly number[]) => ({
    values: Float32Array.from({ length: 16 }, (_, cell) => Number(cells.includes(cell))),
    side: 4,
    box,
    hasSkull: true,
  });

  it.each([
    ['agree', map(0.9, 0, 0, 0), dense(0, 1, 4), 1],
    ['in-part', map(0.9, 0, 0, 0), dense(0, 10, 11, 14), 0.25],
    ['apart', map(0.9, 0, 0, 0), dense(10, 11), 0],
    ['model-alone', map(0.9, 0, 0, 0), dense(), null],
    ['density-alone', map(0.1, 0, 0, 0), dense(0), 0],
    ['neither', map(0.1, 0.2, 0, 0), dense(), null],
    ['unknown', null, dense(0), null],
  ] as const)('%s', (kind, hot, tissue, share) => {
    const said = agreement(hot, tissue);
    expect(said).toMatchObject({ kind, share });
    expect(said.sentence).toMatch(/\.$/);
    expect(said.sentence).not.toMatch(/\bnormal\b|\bnegative\b|no bleed/i);
  });

  it('lays maps over another that cover other squares of the slice', () => {
    const corner = { ...map(0.9, 0.9, 0.9, 0.9), box: { left: 50, top: 50, side: 50 } };
    expect(agreement(corner, dense(10)).kind).toBe('agree');
    expect(agreement(corner, dense(0)).kind).toBe('apart');
  });

  it('says nothing where no skull surrounds anything', () => {
    const open = { ...dense(), hasSkull: false };
    expect(agreement(map(0.9, 0, 0, 0), open)).toMatchObject({ kind: 'unknown' });
  });
});
