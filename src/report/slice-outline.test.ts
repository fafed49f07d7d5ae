import { expect, it } from 'vitest';
import { mm } from '#base';
import type { SliceHeader, Vector3 } from '#dicom';
import { aHeader } from '../triage/study.fixture.ts';
import { sliceOutline } from './slice-outline.ts';

const TILT = Math.PI / 9;
const placed = (more: Partial<SliceHeader> = {}) =>
  aHeader(3, {
    frameOfReferenceUid: '1.2.9',
    rows: 4,
    columns: 6,
    pixelSpacing: [mm(2), mm(0.5)],
    imagePositionPatient: [10, 20, 30],
    imageOrientationPatient: [
      [1, 0, 0],
      [0, 1, 0],
    ],
    ...more,
  });

it('is the outer edge of the first and last pixels, closed', () => {
  expect(sliceOutline(placed())).toEqual({
    frameOfReferenceUid: '1.2.9',
    corners: [
      [9.75, 19, 30],
      [12.75, 19, 30],
      [12.75, 27, 30],
      [9.75, 27, 30],
      [9.75, 19, 30],
    ],
  });
});

it('lies in the plane of a tilted slice', () => {
  const down: Vector3 = [0, Math.cos(TILT), Math.sin(TILT)];
  const outline = sliceOutline(placed({ imageOrientationPatient: [[1, 0, 0], down] }));
  const corners = outline?.corners ?? [];
  expect(corners).toHaveLength(5);
  for (const [, y, z] of corners) {
    expect((y - 20) * -Math.sin(TILT) + (z - 30) * Math.cos(TILT)).toBeCloseTo(0, 9);
  }
});

it.each<[string, Partial<SliceHeader>]>([
  ['has no frame of reference', { frameOfReferenceUid: null }],
  ['has a frame of reference that nothing may refer to', { frameOfReferenceUid: 'ID_7' }],
  ['has no position', { imagePositionPatient: null }],
  ['has no orientation', { imageOrientationPatient: null }],
  [
    'has an unreadable orientation',
    {
      imageOrientationPatient: [
        [Number.NaN, 0, 0],
        [0, 1, 0],
      ],
    },
  ],
  ['has no spacing', { pixelSpacing: null }],
])('is none where the slice %s', (_, more) => {
  expect(sliceOutline(placed(more))).toBeNull();
});
