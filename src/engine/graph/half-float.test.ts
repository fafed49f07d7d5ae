import { expect, it } from 'vitest';
import { floatsToHalves, HALF_MAX, halvesToFloats } from './half-float.ts';

it('gives every 16-bit number back', () => {
  const all = Uint16Array.from({ length: 65536 }, (_, bits) => bits);
  const numbers = all.filter((bits) => (bits & 0x7c00) !== 0x7c00);
  expect(floatsToHalves(halvesToFloats(numbers))).toEqual(numbers);
});

it('rounds to the nearest, and to the even one of two that are as near', () => {
  const [one = 0] = floatsToHalves(Float32Array.of(1));
  const step = 2 ** -10;
  const near = Float32Array.of(1 + 0.4 * step, 1 + 0.5 * step, 1 + 0.6 * step, 1 + 1.5 * step);
  expect([...floatsToHalves(near)]).toEqual([one, one, one + 1, one + 2]);
  expect([...floatsToHalves(Float32Array.of(2 ** -25, 1.01 * 2 ** -25))]).toEqual([0, 1]);
});

it('goes to infinity only beyond the largest number', () => {
  const [largest, over, infinite, nothing] = halvesToFloats(
    floatsToHalves(
      Float32Array.of(HALF_MAX + 15, HALF_MAX + 16, Number.NEGATIVE_INFINITY, Number.NaN),
    ),
  );
  expect([largest, over]).toEqual([HALF_MAX, Number.POSITIVE_INFINITY]);
  expect([infinite, nothing]).toEqual([Number.NEGATIVE_INFINITY, Number.NaN]);
});
