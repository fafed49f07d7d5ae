import { describe, expect, it } from 'vitest';
import { patientPoint } from './plane-frame.ts';
import { planSlab, type Slab, slabImage, slabPlaces } from './slab.ts';
import { aStackSeries, brightness, everyMm, MIDDLE } from './stack.fixture.ts';
import { stackOf } from './stack.ts';

function stackAt(heights: readonly number[], tiltDegrees = 0) {
  const made = aStackSeries({ heights, tiltDegrees });
  const stack = stackOf(made.series);
  if (!stack.ok) throw new Error(stack.reason.text);
  return { stack: stack.value, values: made.values };
}

const slab = (kind: Slab['kind'], mm: Slab['mm']): Slab => ({ kind, mm });
const FIVE = everyMm(-30, 26, 5);

describe('what a slab is made of', () => {
  const { stack } = stackAt(FIVE);

  it('is the integral between the slices for an average', () => {
    // ±5 mm round slice 10: the hats of both neighbors count by half.
    expect(planSlab(stack, 10, slab('average', 10)).sums).toEqual([
      [
        { place: 9, weight: expect.closeTo(0.25, 9) },
        { place: 10, weight: expect.closeTo(0.5, 9) },
        { place: 11, weight: expect.closeTo(0.25, 9) },
      ],
    ]);
    // ±1.5 mm: no slice but the own lies in it, and what is between is not left out.
    const [thin = []] = planSlab(stack, 10, slab('average', 3)).sums;
    expect(thin.map(({ weight }) => weight)).toEqual(
      [0.075, 0.85, 0.075].map((w) => expect.closeTo(w, 9)),
    );
  });

  it('is every slice in it, and both its ends, for a maximum', () => {
    expect(planSlab(stack, 10, slab('maximum', 10)).sums).toEqual([
      [{ place: 9, weight: 1 }],
      [{ place: 10, weight: 1 }],
      [{ place: 11, weight: 1 }],
    ]);
    const ends = planSlab(stack, 10, slab('maximum', 3));
    expect(ends.sums).toHaveLength(3);
    expect(slabPlaces(ends)).toEqual([10, 9, 11]);
  });

  it('goes by millimeters where gaps are uneven, and not by slices', () => {
    const uneven = stackAt([0, 1, 2, 9, 10]).stack;
    const [average = []] = planSlab(uneven, 2, slab('average', 10)).sums;
    expect(average.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 9);
    // From 0 to 7 mm: 5 of 7 mm lie in the gap, where the upper slice counts by 2.5 / 7 on average.
    expect(average.find(({ place }) => place === 3)?.weight).toBeCloseTo((5 / 7) * (2.5 / 7), 9);
  });

  it('says how much of it there is at the end of the stack', () => {
    expect(planSlab(stack, 0, slab('average', 10)).covered).toBeCloseTo(5, 6);
    expect(planSlab(stack, 25, slab('maximum', 10)).covered).toBeCloseTo(5, 6);
    expect(planSlab(stack, 10, slab('maximum', 10)).covered).toBeCloseTo(10, 6);
  });
});

describe.each([0, 18.5, -25])('a slab under a gantry tilted by %f°', (tilt) => {
  const { stack, values } = stackAt(everyMm(-40, 60, 2.5), tilt);
  const all = values();
  const at = stack.slices.findIndex(({ position }) => position > MIDDLE[2] - 2) + 6;
  const slice = stack.slices[at];
  if (slice === undefined) throw new Error('No slice.');

  /** The truth by a fine walk along the normal. */
  const truth = (x: number, y: number, kind: Slab['kind']): number => {
    const center = patientPoint(slice, { x: x + 0.5, y: y + 0.5 });
    const along = Array.from({ length: 201 }, (_, step) => {
      const far = -5 + step / 20;
      return brightness([
        center[0] + far * stack.normal[0],
        center[1] + far * stack.normal[1],
        center[2] + far * stack.normal[2],
      ]);
    });
    return kind === 'maximum' ? Math.max(...along) : along.reduce((sum, hu) => sum + hu, 0) / 201;
  };

  it.each(['average', 'maximum'] as const)(
    'is the %s along the normal, not along the pixels',
    (kind) => {
      const image = slabImage(
        stack,
        at,
        planSlab(stack, at, slab(kind, 10)),
        (place) => all[place],
      );
      expect([image.rows, image.columns]).toEqual([slice.rows, slice.columns]);
      let most = 0;
      for (let y = 20; y < 76; y += 5) {
        for (let x = 20; x < 76; x += 5) {
          const [px, py, pz] = patientPoint(slice, { x: x + 0.5, y: y + 0.5 });
          if (Math.hypot(px - MIDDLE[0], py - MIDDLE[1], pz - MIDDLE[2]) < 15) continue;
          most = Math.max(
            most,
            Math.abs((image.values[y * image.columns + x] ?? 0) - truth(x, y, kind)),
          );
        }
      }
      expect(most).toBeGreaterThan(0);
      expect(most).toBeLessThan(6); // 0.6 mm of the ramp; along the pixels it were up to 20.
    },
  );
});
