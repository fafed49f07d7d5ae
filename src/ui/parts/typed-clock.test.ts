import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clockOf } from '#store';
import { typedClock } from './typed-clock.ts';

describe('a time of the day', () => {
  it('is read either way, and back to itself', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1439 }), (at) => {
        expect(typedClock(clockOf(at))).toBe(at);
      }),
    );
    for (const text of [
      '22:00',
      '22',
      '22.00',
      '2200',
      '22h',
      '22 Uhr',
      '10 pm',
      '10PM',
      '10:00 p.m.',
    ]) {
      expect(typedClock(text), text).toBe(22 * 60);
    }
    for (const text of ['', 'soon', '25:00', '13 pm', '0 am', '7:5', '22:60', '10:70 pm', '-1']) {
      expect(typedClock(text), text).toBeNull();
    }
  });
});
