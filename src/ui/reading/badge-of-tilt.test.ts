import { expect, it } from 'vitest';
import { isTiltWorthABadge } from './badge-of-tilt.ts';

it('a tilted gantry is told on the image, a localizer is not called tilted', () => {
  expect([null, 0, 2.9, 3, -12, 30, 90].filter(isTiltWorthABadge)).toEqual([3, -12, 30]);
});
