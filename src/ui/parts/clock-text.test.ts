import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clockLanguage, clockText, typedClock } from './clock-text.ts';

describe('a time of the day', () => {
  it('is shown as the language of the browser reads clocks', () => {
    const at = 22 * 60 + 5;
    expect(['de', 'de-AT', 'en-GB', 'fr'].map((tag) => clockText(at, tag))).toEqual(
      Array.from({ length: 4 }, () => '22:05'),
    );
    expect([at, 0, 12 * 60, 59].map((minutes) => clockText(minutes, 'en-US'))).toEqual([
      '10:05 PM',
      '12:00 AM',
      '12:00 PM',
      '12:59 AM',
    ]);
  });

  it('is that of the language on the screen, not of the browser’s first', () => {
    expect(clockLanguage(['de-DE', 'en-GB', 'en-US'])).toBe('en-GB');
    expect(clockLanguage(['de-DE'])).toBe('en');
  });

  it('is read either way, and back to itself', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1439 }), fc.constantFrom('de', 'en-US'), (at, tag) => {
        expect(typedClock(clockText(at, tag))).toBe(at);
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
