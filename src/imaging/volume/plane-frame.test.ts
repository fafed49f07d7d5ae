import { expect, it } from 'vitest';
import { lineWhereMeets, type PlaneFrame, patientPoint } from './plane-frame.ts';
import { flatPlane } from './plane-grid.ts';

/** 40 rows and 60 columns of 0.5 x 2 mm, leaning. */
const FRAME: PlaneFrame = {
  rows: 40,
  columns: 60,
  origin: [-20, -30, 5],
  alongRow: [0.5, 0, 0],
  alongColumn: [0, 2 * Math.cos(0.3), -2 * Math.sin(0.3)],
};

it('says what lies where: the first pixel’s center is half a pixel from the corner', () => {
  expect(patientPoint(FRAME, { x: 0.5, y: 0.5 })).toEqual([-20, -30, 5]);
  expect(patientPoint(FRAME, { x: 2.5, y: 1.5 })).toEqual([
    -19,
    -30 + 2 * Math.cos(0.3),
    5 - 2 * Math.sin(0.3),
  ]);
});

it('finds where planes meet, to the edges and no farther', () => {
  const down = lineWhereMeets(FRAME, flatPlane('sagittal', -10));
  expect(down?.from.x).toBeCloseTo(20.5, 9);
  expect(down?.to.x).toBeCloseTo(20.5, 9);
  expect([down?.from.y, down?.to.y].sort()).toEqual([0, 40]);
  for (const plane of [
    flatPlane('coronal', 3),
    { normal: [0.3, 0.5, Math.sqrt(0.66)] as const, distance: -9 },
  ]) {
    const line = lineWhereMeets(FRAME, plane);
    if (line === null) throw new Error('They meet.');
    for (const end of [line.from, line.to]) {
      const [x, y, z] = patientPoint(FRAME, end);
      const [a, b, c] = plane.normal;
      expect(a * x + b * y + c * z).toBeCloseTo(plane.distance, 9);
      expect(end.x).toBeGreaterThanOrEqual(-1e-9);
      expect(end.x).toBeLessThanOrEqual(60 + 1e-9);
      expect(end.y).toBeGreaterThanOrEqual(-1e-9);
      expect(end.y).toBeLessThanOrEqual(40 + 1e-9);
    }
  }
});

it('has no line where the other plane passes by or is parallel', () => {
  expect(lineWhereMeets(FRAME, flatPlane('sagittal', 100))).toBeNull();
  expect(
    lineWhereMeets(FRAME, { normal: [0, Math.sin(0.3), Math.cos(0.3)], distance: 0 }),
  ).toBeNull();
});
