import { expect, it } from 'vitest';
import { sliceCache } from './slice-cache.ts';

const [a, b, c] = [{}, {}, {}];

/** A cache of ten pixels, what it freed, and how to use a value for a moment. */
function setup() {
  const freed: string[] = [];
  let made = 0;
  const cache = sliceCache<string>(10, (value) => freed.push(value));
  const use = (key: object, pixels: number): string => {
    const held = cache.hold(key, pixels, () => {
      made += 1;
      return `value ${made}`;
    });
    held.release();
    return held.value;
  };
  return { cache, freed, use };
}

it('the slices used longest ago make room, and one too large for all still is kept', () => {
  const { freed, use } = setup();
  expect([use(a, 4), use(b, 4), use(a, 4)]).toEqual(['value 1', 'value 2', 'value 1']);
  use(c, 4);
  expect(freed).toEqual(['value 2']);
  use(b, 11);
  expect(freed).toEqual(['value 2', 'value 1', 'value 3']);
  expect(use(b, 11)).toBe('value 4');
});

it('what is deleted gives its room back', () => {
  const { cache, freed, use } = setup();
  use(a, 8);
  cache.delete(a);
  use(b, 5);
  use(c, 5);
  expect(freed).toEqual(['value 1']);
});

it('nothing is freed under its holders, and everything once when the last of them lets go', () => {
  const { cache, freed, use } = setup();
  const first = cache.hold(a, 8, () => 'held');
  const second = cache.hold(a, 8, () => 'made twice');
  expect(second.value).toBe('held');
  use(b, 8);
  expect(freed).toEqual([]);
  expect(use(a, 8)).not.toBe('held');
  first.release();
  expect(freed).not.toContain('held');
  second.release();
  expect(freed.filter((value) => value === 'held')).toHaveLength(1);
});
