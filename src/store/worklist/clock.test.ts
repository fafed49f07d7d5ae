import { describe, expect, it } from 'vitest';
import { ms } from '#base';
import { prioritize } from '#triage';
import { UNSEEN } from './care.ts';
import { byClock, laterShift } from './clock.ts';
import { anEntry } from './entries.fixture.ts';
import { restoredEntries, rowToKeep } from './kept-rows.ts';
import { goesOn, shiftFrom } from './shift.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOON = 12 * HOUR;
const came = (key: string, at: number, more: object = {}) =>
  [key, anEntry(key, { receivedAt: ms(at), ...more })] as const;

describe('a clock that is set back', () => {
  it('leaves studies waiting from what they had waited, those that came before the new time, too', () => {
    const entries = new Map([came('late', NOON - 10 * MINUTE), came('early', NOON - 90 * MINUTE)]);
    const now = NOON - HOUR;
    const moved = byClock(entries, NOON, now);
    const waited = [...moved.values()].map(({ receivedAt }) => (now - receivedAt) / MINUTE);
    expect(waited).toEqual([10, 90]);
    expect([...moved.values()].map(({ setBack }) => setBack)).toEqual([HOUR, HOUR]);
    // Once: the next look finds nothing.
    expect(byClock(moved, now, now + MINUTE)).toBe(moved);
    const again = byClock(moved, now, now - HOUR);
    expect(again.get('late')).toMatchObject({ setBack: 2 * HOUR });
  });

  it('lets no study wait for ever at nothing that came in later than now, whatever was seen last', () => {
    const entries = new Map([came('future', NOON + 365 * 24 * HOUR)]);
    const moved = byClock(entries, NOON, NOON);
    expect(moved.get('future')?.receivedAt).toBe(NOON);
    const [row] = [...moved.values()].map((entry) => rowToKeep(entry, false));
    const [restored] = restoredEntries(row === undefined ? [] : [row], []).values();
    expect(restored).toMatchObject({ receivedAt: NOON, setBack: 365 * 24 * HOUR });
  });

  it('is said in the row, and the order is that of how long each waited', () => {
    const entries = new Map([came('a', NOON - 5 * MINUTE), came('b', NOON - 70 * MINUTE)]);
    const now = ms(NOON - HOUR + 2 * MINUTE);
    const moved = byClock(entries, NOON, NOON - HOUR);
    const all = new Map([...moved, came('new', NOON - HOUR + 1)]);
    const items = [...all.values()].map(({ key, receivedAt, setBack }) => ({
      ...{ key, receivedAt, state: { kind: 'waiting' as const } },
      ...(setBack === undefined ? {} : { setBack }),
    }));
    const ranked = prioritize(items, now);
    expect(ranked.map(({ key }) => key)).toEqual(['b', 'a', 'new']);
    expect(ranked.map(({ reason }) => reason)).toEqual([
      'Not analyzed yet; promoted by waiting time (1 h 12 min, cap 60 min); the clock was set back by 60 min meanwhile',
      'Not analyzed yet; placed by waiting time; waiting 7 min; the clock was set back by 60 min meanwhile',
      'Not analyzed yet; placed by waiting time; waiting 1 min',
    ]);
    // A row says so by itself.
    expect(ranked[1]?.brief).toBe('Not analyzed yet; placed by waiting time');
  });

  it('moves nothing that somebody saw, and nothing for the seconds by which clocks are kept right', () => {
    const care = { ...UNSEEN, openedAt: ms(NOON - 5 * MINUTE) };
    const entries = new Map([
      came('seen', NOON - 10 * MINUTE, { care }),
      came('just now', NOON + 20_000),
    ]);
    expect(byClock(entries, NOON, NOON - 30_000)).toBe(entries);
    const { seen } = Object.fromEntries(byClock(entries, NOON, NOON - HOUR));
    expect(seen).toBe(entries.get('seen'));
  });
});

describe('a tab that slept', () => {
  const own = shiftFrom(null, 0);

  it('goes on with the shift in which another one was awake', () => {
    const other = { ...own, seenAt: ms(5 * HOUR), lastNumber: 40 };
    expect(goesOn(own, 6 * HOUR)).toBe(false);
    const shift = shiftFrom(laterShift(other, { ...own, lastNumber: 41 }), 6 * HOUR);
    expect(shift).toMatchObject({ startedAt: 0, seenAt: 6 * HOUR, lastNumber: 41 });
  });

  it('begins another where none was', () => {
    for (const kept of [null, own, { ...own, seenAt: ms(-5) }]) {
      expect(shiftFrom(laterShift(kept, own), 6 * HOUR).startedAt).toBe(6 * HOUR);
    }
  });
});
