import fc from 'fast-check';
import { expect, it } from 'vitest';
import { reaches } from './any-lift.ts';
import { apart, roundedBeside } from './apart.ts';

it('takes as many digits as it takes to tell a number from its threshold', () => {
  expect(apart(0.41, 0.5)).toEqual({ value: 0.41, threshold: 0.5, digits: 2 });
  expect(apart(0.4988, 0.5)).toEqual({ value: 0.499, threshold: 0.5, digits: 3 });
  expect(apart(0.49961, 0.5)).toEqual({ value: 0.4996, threshold: 0.5, digits: 4 });
  expect(apart(0.5, 0.5)).toEqual({ value: 0.5, threshold: 0.5, digits: 4 });
});

it('never shows a number as reaching a threshold that it is under, nor the other way round', () => {
  expect(apart(0.49997, 0.5)).toEqual({ value: 0.4999, threshold: 0.5, digits: 4 });
  expect(roundedBeside(0.49997, 0.5, 2)).toBe(0.49);
  const part = fc.double({ min: 0, max: 0.999, noNaN: true });
  const near = fc.double({ min: -1e-4, max: 1e-4, noNaN: true });
  fc.assert(
    fc.property(part, near, (threshold, off) => {
      const value = Math.min(1, Math.max(0, threshold + off));
      const said = apart(value, threshold);
      return (
        said.value >= said.threshold === reaches(value, threshold) &&
        Math.abs(said.value - value) < 1.6e-4
      );
    }),
  );
});
