import { describe, expect, it } from 'vitest';
import type { Vector3 } from '#dicom';
import { orientationLetters } from './orientation-letters.ts';

const AXIAL: readonly [Vector3, Vector3] = [
  [1, 0, 0],
  [0, 1, 0],
];
const upright = { hflip: false, vflip: false, rotation: 0 };

describe('orientation letters', () => {
  it('have the patient’s left on the right of an axial slice', () => {
    expect(orientationLetters(AXIAL, upright)).toEqual({
      left: 'R',
      right: 'L',
      top: 'A',
      bottom: 'P',
    });
  });

  it('swap sides with a horizontal flip, and only those', () => {
    expect(orientationLetters(AXIAL, { ...upright, hflip: true })).toEqual({
      left: 'L',
      right: 'R',
      top: 'A',
      bottom: 'P',
    });
  });

  it('go round clockwise with a rotation to the right', () => {
    expect(orientationLetters(AXIAL, { ...upright, rotation: 90 })).toEqual({
      top: 'R',
      right: 'A',
      bottom: 'L',
      left: 'P',
    });
  });

  it('flip first and rotate then, as Cornerstone does', () => {
    expect(orientationLetters(AXIAL, { hflip: true, vflip: false, rotation: 90 })).toEqual({
      top: 'L',
      right: 'A',
      bottom: 'R',
      left: 'P',
    });
  });

  it('name two directions where the gantry is tilted by more than 15 degrees', () => {
    const tilt = (20 * Math.PI) / 180;
    const tilted: readonly [Vector3, Vector3] = [
      [1, 0, 0],
      [0, Math.cos(tilt), -Math.sin(tilt)],
    ];
    expect(orientationLetters(tilted, upright)).toMatchObject({ top: 'AH', bottom: 'PF' });
  });

  it('are missing where the file says nothing', () => {
    expect(orientationLetters(null, upright)).toBeNull();
  });
});
