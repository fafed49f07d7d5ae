import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { receivedTime } from '../worklist/row-times.ts';
import { clockText, clockWithSeconds, dayText, saidOn } from './moments.ts';
import { dayAndClockFrom } from './zoned-moments.ts';

const before = process.env.TZ;
beforeAll(() => {
  process.env.TZ = 'Europe/Berlin';
});
afterAll(() => {
  process.env.TZ = before;
});

const ms = (iso: string): number => Date.parse(iso);
/** Summer time ends on 25 October 2026 at 01:00 UTC, and began on 29 March. */
const END = '2026-10-25';
const BEGIN = '2026-03-29';

describe('in Berlin, on the days when the clocks change', () => {
  it('an hour that comes twice is told apart on paper, where the wait is not said beside it', () => {
    const [first, again] = [new Date(`${END}T00:30:00Z`), new Date(`${END}T01:30:00Z`)];
    expect([first, again].map(clockText)).toEqual(['02:30 +02', '02:30 +01']);
    expect([first, again].map(clockWithSeconds)).toEqual(['02:30:00 +02', '02:30:00 +01']);
    expect(saidOn(END, first)).toBe('02:30 +02');
    expect(dayAndClockFrom(again, first)).toBe('2026-10-25 02:30 (UTC+02:00)');
    expect(dayAndClockFrom(again, again)).toBe('2026-10-25 02:30 +01');
  });

  it('says which only of the hour that comes twice, to the minute', () => {
    const clock = (iso: string) => clockText(new Date(iso));
    expect(clock(`${END}T00:00:00Z`)).toBe('02:00 +02');
    expect(clock(`${END}T01:59:59Z`)).toBe('02:59 +01');
    expect(clock(`${END}T02:00:00Z`)).toBe('03:00');
    expect(clock('2026-10-24T23:59:59Z')).toBe('01:59');
    for (const iso of [`${BEGIN}T00:59:59Z`, `${BEGIN}T01:00:00Z`, '2026-07-01T12:00:00Z']) {
      expect(clock(iso)).toMatch(/^\d\d:\d\d$/);
    }
  });

  it('says which where the clock is set back by half an hour, and behind UTC', () => {
    process.env.TZ = 'Australia/Lord_Howe';
    const clock = (iso: string) => clockText(new Date(iso));
    expect(clock('2026-04-04T14:45:00Z')).toBe('01:45 +11');
    expect(clock('2026-04-04T15:15:00Z')).toBe('01:45 +10:30');
    process.env.TZ = 'America/New_York';
    expect(clock('2026-11-01T05:30:00Z')).toBe('01:30 \u221204');
    expect(clock('2026-11-01T06:30:00Z')).toBe('01:30 \u221205');
    process.env.TZ = 'Europe/Berlin';
  });

  it('an hour that is left out moves no study to another day', () => {
    const [came, now] = [ms(`${BEGIN}T00:50:00Z`), ms(`${BEGIN}T01:10:00Z`)];
    expect(receivedTime(came, now)).toEqual({ day: '', clock: '01:50' });
    expect(clockText(new Date(now))).toBe('03:10');
  });

  it('today begins at local midnight, by either time', () => {
    const day = (iso: string) => dayText(new Date(iso));
    expect([day('2026-10-24T21:59:59Z'), day('2026-10-24T22:00:00Z')]).toEqual([
      '2026-10-24',
      '2026-10-25',
    ]);
    expect([day('2026-10-25T22:59:59Z'), day('2026-10-25T23:00:00Z')]).toEqual([
      '2026-10-25',
      '2026-10-26',
    ]);
    expect(receivedTime(ms('2026-10-24T21:50:00Z'), ms('2026-10-24T22:10:00Z'))).toEqual({
      day: '2026-10-24',
      clock: '23:50',
    });
  });
});
