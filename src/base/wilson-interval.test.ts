import { describe, expect, it } from 'vitest';
import { wilsonInterval } from './wilson-interval.ts';

describe('the interval of a counted part', () => {
  it('is that of Wilson: 34 of 36, and the ends', () => {
    const [low, high] = wilsonInterval(34, 36) ?? [];
    expect(low).toBeCloseTo(0.8186, 3);
    expect(high).toBeCloseTo(0.9846, 3);
    expect(wilsonInterval(0, 10)?.[0]).toBe(0);
    expect(wilsonInterval(0, 10)?.[1]).toBeCloseTo(0.2775, 3);
    expect(wilsonInterval(10, 10)?.[1]).toBeCloseTo(1, 9);
    expect(wilsonInterval(0, 0)).toBeNull();
  });
});
