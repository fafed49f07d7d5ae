import { describe, expect, it } from 'vitest';
import { watchedDays } from './watched-days.ts';

describe('what is watched', () => {
  it.each([
    [new Date(2026, 2, 1, 0, 5), '20260228', '20260302'],
    [new Date(2026, 0, 1, 12), '20251231', '20260102'],
    [new Date(2026, 2, 29, 23, 59), '20260328', '20260330'],
  ])('is yesterday to tomorrow, as at %s', (at, from, to) => {
    expect(watchedDays(at.getTime())).toEqual({ from, to });
  });
});
