import { expect, it } from 'vitest';
import { countOf } from './count-of.ts';

it('counts have the right noun', () => {
  expect([0, 1, 2, 21].map((count) => countOf(count, 'slice'))).toEqual([
    '0 slices',
    '1 slice',
    '2 slices',
    '21 slices',
  ]);
  expect([1, 7].map((count) => countOf(count, 'study', 'studies'))).toEqual([
    '1 study',
    '7 studies',
  ]);
});
