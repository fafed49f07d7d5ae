import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mm } from '#base';
import { type LinkedSeries, linkSeries } from './link-series.ts';

function aStack(
  heights: readonly number[],
  { frame = '', topOfBrain = null as number | null, byNumber = false, lean = 0 } = {},
): LinkedSeries {
  const spacing = Math.abs((heights[1] ?? 5) - (heights[0] ?? 0));
  return {
    slices: heights.map(() => ({ frameOfReferenceUid: frame })),
    geometry: {
      normal: [0, -Math.sin(lean), Math.cos(lean)],
      positions: byNumber ? [] : heights.map(mm),
      medianSpacing: mm(spacing),
      orderedByInstanceNumber: byNumber,
    },
    topOfBrain,
  };
}
const every = (from: number, count: number, step: number): readonly number[] =>
  Array.from({ length: count }, (_, at) => from + at * step);

describe('slices of two series of one head', () => {
  it('are linked by coordinates in one frame of reference, where both lean alike', () => {
    const one = aStack(every(0, 20, 5), { frame: '1.2', topOfBrain: 3 });
    const other = aStack(every(20, 40, 2.5), { frame: '1.2', topOfBrain: 30 });
    const link = linkSeries(one, other);
    expect(link.by).toBe('coordinates');
    expect(link.at(6, 0)).toEqual({ index: 4, offMm: 0, beyond: false });
    expect(link.at(0, 0)).toMatchObject({ index: 0, beyond: true });
    expect(linkSeries(one, aStack(every(20, 40, 2.5), { frame: '1.2', lean: 0.3 })).by).toBe('top');
    expect(linkSeries(one, aStack(every(20, 40, 2.5), { frame: '1.3', topOfBrain: 9 })).by).toBe(
      'brain',
    );
  });

  it('are linked by the distance below the highest slice with brain, whatever the distance between slices', () => {
    const one = aStack(every(-40, 30, 5), { topOfBrain: 27 });
    const other = aStack(every(900, 100, 1), { topOfBrain: 80 });
    const link = linkSeries(one, other);
    expect(link.at(27, 0)).toMatchObject({ index: 80, beyond: false });
    expect(link.at(17, 0)).toMatchObject({ index: 30 });
    expect(link.at(17, 7)).toMatchObject({ index: 37 });
    expect(link.at(0, 0)).toMatchObject({ index: 0, beyond: true });
  });

  it('are counted from the top where positions are not known, and no distance is said', () => {
    const link = linkSeries(aStack(every(0, 10, 5), { byNumber: true }), aStack(every(0, 12, 5)));
    expect(link.by).toBe('count');
    expect([9, 0].map((index) => link.at(index, 0))).toEqual([
      { index: 11, offMm: null, beyond: false },
      { index: 2, offMm: null, beyond: false },
    ]);
  });

  it('are found the other way round: the slice that one of the other stands beside, with the offset that it takes', () => {
    const finer = linkSeries(aStack(every(0, 20, 5)), aStack(every(0, 100, 1)));
    // Of five fine slices one stands beside a coarse one by itself.
    expect(finer.back(94, 0)).toEqual({ index: 18, offset: 0 });
    expect(finer.back(92, 0)).toEqual({ index: 18, offset: -2 });
    // Slices lie apart: what the reader had set stays where it will do, and what lies beyond is reached all the same.
    expect(finer.back(92, 3)).toEqual({ index: 17, offset: 3 });
    expect(finer.back(0, 0)).toEqual({ index: 0, offset: -4 });
    const counted = linkSeries(
      aStack(every(0, 10, 5), { byNumber: true }),
      aStack(every(0, 12, 5)),
    );
    expect(counted.back(11, 0)).toEqual({ index: 9, offset: 0 });
    expect(counted.back(0, 0)).toEqual({ index: 0, offset: -2 });
    for (const link of [finer, counted]) {
      for (const wanted of [0, 3, 7, 11]) {
        for (const offset of [0, 1, -6, 40]) {
          const { index, offset: taken } = link.back(wanted, offset);
          expect(link.at(index, taken)).toMatchObject({ index: wanted, beyond: false });
        }
      }
    }
  });

  it('never pass each other, lie within half a slice where there is one, and come back where they began', () => {
    const stack = fc
      .record({
        from: fc.double({ min: -500, max: 500, noNaN: true }),
        count: fc.integer({ min: 1, max: 60 }),
        step: fc.constantFrom(0.625, 1, 2.5, 5, 7.3),
        top: fc.option(fc.nat(59)),
        frame: fc.constantFrom('', '1.2'),
      })
      .map(({ from, count, step, top, frame }) =>
        aStack(every(from, count, step), {
          frame,
          topOfBrain: top === null ? null : Math.min(top, count - 1),
        }),
      );
    fc.assert(
      fc.property(stack, stack, fc.integer({ min: -40, max: 40 }), (one, other, offset) => {
        const [there, back] = [linkSeries(one, other), linkSeries(other, one)];
        expect(back.by).toBe(there.by);
        let before = 0;
        for (const index of one.slices.keys()) {
          const { index: at, offMm, beyond } = there.at(index, offset);
          expect(at).toBeGreaterThanOrEqual(before);
          expect(at).toBeLessThan(other.slices.length);
          before = at;
          const spacing = other.geometry.medianSpacing ?? 0;
          if (beyond) continue;
          expect(Math.abs(offMm ?? 0)).toBeLessThanOrEqual(spacing / 2 + 1e-6);
          // Back again it is the same slice, or one that lies within the half slice that was off.
          const returned = back.at(at, -offset).index;
          const [a, b] = [one.geometry.positions[returned], one.geometry.positions[index]];
          const near = spacing / 2 + (one.geometry.medianSpacing ?? 0) / 2 + 1e-6;
          expect(Math.abs((a ?? 0) - (b ?? 0))).toBeLessThanOrEqual(near);
        }
      }),
      { numRuns: 300 },
    );
  });
});
