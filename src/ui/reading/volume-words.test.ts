import { expect, it } from 'vitest';
import { volumeWords } from './volume-words.ts';

it('gives no amount of a series before all of its slices were counted', () => {
  const soFar = { ml: 0.7, done: 16, total: 26, withoutSkull: 0, underWay: true };
  expect(volumeWords(soFar)).toBe('the series: 16 of 26 slices so far');
  const ended = { ...soFar, underWay: false };
  expect(volumeWords(ended)).toBe('0.7 ml on 16 of 26 slices');
  expect(volumeWords({ ...ended, done: 26, withoutSkull: 2 })).toBe(
    '0.7 ml in the series, 2 without a closed skull',
  );
});
