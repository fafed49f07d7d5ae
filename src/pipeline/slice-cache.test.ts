import { expect, it } from 'vitest';
import { sliceCache } from './slice-cache.ts';

const [a, b, c] = [{}, {}, {}];

it('the slices used longest ago make room, and one too large for all still is kept', () => {
  const cache = sliceCache<string>(10);
  cache.set(a, 4, 'a');
  cache.set(b, 4, 'b');
  expect(cache.get(a)).toBe('a');
  cache.set(c, 4, 'c');
  expect([cache.get(a), cache.get(b), cache.get(c)]).toEqual(['a', undefined, 'c']);
  cache.set(b, 11, 'b');
  expect([cache.get(a), cache.get(b), cache.get(c)]).toEqual([undefined, 'b', undefined]);
});

it('what is deleted gives its room back', () => {
  const cache = sliceCache<string>(10);
  cache.set(a, 8, 'a');
  cache.delete(a);
  cache.set(b, 5, 'b');
  cache.set(c, 5, 'c');
  expect([cache.get(b), cache.get(c)]).toEqual(['b', 'c']);
});
