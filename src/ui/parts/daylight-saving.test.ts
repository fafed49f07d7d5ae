import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { receivedTime } from '../worklist/row-times.ts';
import { clockText, dayText } from './moments.ts';
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
    expect([first, again].map(clockText)).toEqual(['02:30', '02:30']);
    expect(dayAndClockFrom(again, first)).toBe('2026-10-25 02:30 (UTC+02:00)');
    expect(dayAndClockFrom(again, again)).toBe('2026-10-25 02:30');
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
