import { expect, it } from 'vitest';
import { isInterpolated, momentText } from './study-facts.ts';

it('a moment is written as people do, and left alone where it is none', () => {
  expect(momentText('20260314', '090511.250')).toBe('2026-03-14 09:05:11');
  expect(momentText('20260314', '')).toBe('2026-03-14');
  expect(momentText('today', 'noon')).toBe('today noon');
  expect(momentText('', '')).toBe('');
});

it('an image computed from others says so', () => {
  expect(isInterpolated(['ORIGINAL', 'PRIMARY', 'AXIAL'])).toBe(false);
  expect(isInterpolated(['DERIVED', 'SECONDARY', 'MPR'])).toBe(true);
  expect(isInterpolated(['DERIVED', 'PRIMARY', 'RESAMPLED'])).toBe(true);
});
