import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { clockText, clockWithSeconds, dayAndClock, saidOn } from './moments.ts';
import { dayAndClockFrom, zoneText } from './zoned-moments.ts';

const UI = new URL('../', import.meta.url);

it('says the time of day in 24 hours, whatever the browser speaks', () => {
  const early = new Date(2026, 2, 14, 0, 5, 7);
  const late = new Date(2026, 2, 14, 14, 2, 0);
  expect([clockText(early), clockText(late)]).toEqual(['00:05', '14:02']);
  expect([clockWithSeconds(early), clockWithSeconds(late)]).toEqual(['00:05:07', '14:02:00']);
});

it('says day and time, and which clock that is', () => {
  const at = new Date(2026, 2, 14, 0, 5, 7);
  expect(dayAndClock(at)).toBe('2026-03-14 00:05');
  const ahead = (minutes: number) =>
    zoneText(Object.assign(new Date(0), { getTimezoneOffset: () => -minutes }));
  expect([0, 60, -210, 345].map(ahead)).toEqual([
    'UTC',
    'UTC+01:00',
    'UTC\u221203:30',
    'UTC+05:45',
  ]);
});

it('says the day of a moment that is of another day', () => {
  const at = new Date(2026, 2, 14, 0, 5, 7);
  expect([saidOn('2026-03-14', at), saidOn('2026-03-15', at)]).toEqual([
    '00:05',
    '2026-03-14 00:05',
  ]);
});

it('says the zone of a moment beyond the change of summer time, and of no other', () => {
  const inZone = (ahead: number) =>
    Object.assign(new Date(2026, 9, 25, 2, 30), { getTimezoneOffset: () => -ahead });
  expect(dayAndClockFrom(inZone(60), inZone(60))).toBe('2026-10-25 02:30');
  expect(dayAndClockFrom(inZone(60), inZone(120))).toBe('2026-10-25 02:30 (UTC+02:00)');
});

it('is alone in saying it: a browser’s own words for a time are 12 hours in some', () => {
  const own = readdirSync(UI, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.'))
    .filter((name) =>
      /toLocaleTimeString|timeStyle|DateTimeFormat/.test(readFileSync(new URL(name, UI), 'utf8')),
    );
  expect(own).toEqual([]);
});
