import { expect, it } from 'vitest';
import { scaleBar } from './scale-bar.ts';

it('takes the longest round length that fits', () => {
  expect(scaleBar(0.45, 150)).toEqual({ mm: 50, length: 50 / 0.45 });
});

it('is missing where the scale is unknown', () => {
  expect(scaleBar(null, 150)).toBeNull();
});
