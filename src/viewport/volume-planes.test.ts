import { describe, expect, it } from 'vitest';
import { stackOf } from '#imaging';
import { aStackSeries, everyMm, MIDDLE } from '../imaging/volume/stack.fixture.ts';
import { computeHere } from '../imaging/volume/stack-computer.fixture.ts';
import { volumePlanes } from './volume-planes.ts';

function planesOf(tiltDegrees: number) {
  const { series, values } = aStackSeries({ heights: everyMm(-60, 30, 5), tiltDegrees });
  const stack = stackOf(series);
  if (!stack.ok) throw new Error(stack.reason.text);
  const held = computeHere().open(stack.value);
  for (const [place, slice] of values().entries()) void held.give(place, slice);
  return volumePlanes({ stack: stack.value, held, missing: [], notes: [] });
}

const { signal } = new AbortController();

describe('planes of a volume', () => {
  it('bear the letters of their own orientation', async () => {
    const planes = planesOf(18.5);
    expect((await planes.cut('coronal', 0, signal)).letters).toEqual({
      left: 'R',
      right: 'L',
      top: 'H',
      bottom: 'F',
    });
    expect((await planes.cut('sagittal', 0, signal)).letters).toEqual({
      left: 'A',
      right: 'P',
      top: 'H',
      bottom: 'F',
    });
  });

  it('go through one point, and each image says where that is', () => {
    const planes = planesOf(18.5);
    const { cuts, slice } = planes.through(MIDDLE);
    expect(cuts).toEqual({ coronal: MIDDLE[1], sagittal: MIDDLE[0] });
    for (const on of ['axial', 'coronal', 'sagittal'] as const) {
      const lines = planes.lines(on, cuts, slice);
      expect(lines.map(({ of }) => of).sort()).toEqual(
        ['axial', 'coronal', 'sagittal'].filter((of) => of !== on),
      );
    }
    // In the sagittal image the leaning slice is a leaning line.
    const [axial] = planes.lines('sagittal', cuts, slice);
    if (axial === undefined) throw new Error('No line.');
    const { from, to } = axial.line;
    const angle = (Math.atan2(Math.abs(to.y - from.y), Math.abs(to.x - from.x)) * 180) / Math.PI;
    expect(angle).toBeCloseTo(18.5, 6);
    const onCoronal = planes.lines('coronal', cuts, slice).find(({ of }) => of === 'axial')?.line;
    expect(onCoronal?.from.y).toBeCloseTo(onCoronal?.to.y ?? Number.NaN, 6);
  });

  it('follow a place that is pointed at, in any of the images', () => {
    const planes = planesOf(-12);
    const { cuts, slice } = planes.through(MIDDLE);
    for (const on of ['coronal', 'sagittal'] as const) {
      const point = planes.pointOn(on, { x: 61.5, y: 40.5 }, cuts, slice);
      if (point === null) throw new Error('No point.');
      const next = planes.through(point);
      expect(next.cuts[on]).toBe(cuts[on]);
      const { position = 0 } = planes.volume.stack.slices[next.slice] ?? {};
      const { normal } = planes.volume.stack;
      const height = point[0] * normal[0] + point[1] * normal[1] + point[2] * normal[2];
      expect(Math.abs(position - height)).toBeLessThanOrEqual(2.5);
    }
    expect(planes.pointOn('coronal', { x: -3, y: 40 }, cuts, slice)).toBeNull();
    expect(planes.pointOn('axial', { x: 20, y: 97 }, cuts, slice)).toBeNull();
  });

  it('stay in the volume', async () => {
    const planes = planesOf(0);
    const { to } = planes.range('coronal');
    const edge = await planes.cut('coronal', to + 500, signal);
    expect([edge.place, edge.frame.origin[1]]).toEqual([to, to]);
    const middle = planes.middle();
    expect(middle.coronal).toBeCloseTo(-1, 6);
    expect(planes.lines('axial', middle, 99)).toEqual([]);
  });
});
