import { expect, it } from 'vitest';
import { liftAny, reaches } from './any-lift.ts';
import { labelMap } from './labels.ts';

const NUMBERS = {
  ...labelMap(() => 0.1),
  any: 0.26,
  intraventricular: 0.4,
  subarachnoid: 0.85,
};
const points = labelMap((label) => ({ highSensitivity: label === 'subarachnoid' ? 1 : 0.3 }));

it('a type that is never flagged does not move any, whatever its number', () => {
  expect(liftAny(NUMBERS, points).any).toBe(0.4);
  expect(liftAny({ ...NUMBERS, intraventricular: 0.2 }, points).any).toBe(0.26);
  expect(liftAny(NUMBERS, points).subarachnoid).toBe(0.85);
});

it('no type moves any where the evidence was against it', () => {
  expect(liftAny(NUMBERS, points, 'none').any).toBe(0.26);
});

it('nothing reaches a threshold of 1, and a number reaches its own threshold', () => {
  expect(reaches(1, 1)).toBe(false);
  expect(reaches(0.5, 0.5)).toBe(true);
  expect(reaches(0.49, 0.5)).toBe(false);
  expect(reaches(Number.NaN, 0.5)).toBe(false);
});
