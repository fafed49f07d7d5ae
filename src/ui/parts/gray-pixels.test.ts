import { expect, it } from 'vitest';
import { grayPixels } from './gray-pixels.ts';

it('gives each gray value as an opaque pixel', () => {
  const pixels = grayPixels(new Uint8ClampedArray([0, 7, 255]));
  expect([...pixels]).toEqual([0, 0, 0, 255, 7, 7, 7, 255, 255, 255, 255, 255]);
});
