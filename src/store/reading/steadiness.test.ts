import { describe, expect, it } from 'vitest';
import { labelMap, probability } from '#base';
import { SMALL_CHANGES } from '#imaging';
import { steadiness } from './steadiness.ts';

const opinions = (...any: readonly number[]) =>
  any.map((value, index) => ({
    change: (['none', ...SMALL_CHANGES] as const)[index] ?? 'none',
    probabilities: labelMap(() => probability(value)),
  }));

describe('how steady an opinion is', () => {
  it('is told by its least and its most, the slice as it is among them', () => {
    expect(steadiness(opinions(0.86, 0.91, 0.7), 0.2)).toEqual({
      plain: 0.86,
      low: 0.7,
      high: 0.91,
      crosses: false,
    });
  });

  it('is not steady where a change alone turns it over, in either direction', () => {
    expect(steadiness(opinions(0.3, 0.19), 0.2)?.crosses).toBe(true);
    expect(steadiness(opinions(0.1, 0.2), 0.2)?.crosses).toBe(true);
    expect(steadiness(opinions(0.2, 0.3), 0.2)?.crosses).toBe(false);
    expect(steadiness(opinions(0.1, 0.19), 0.2)?.crosses).toBe(false);
  });

  it('is not known where nothing was changed', () => {
    expect(steadiness(opinions(0.3), 0.2)).toBeNull();
    expect(steadiness([], 0.2)).toBeNull();
  });
});
