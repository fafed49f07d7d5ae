import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { clockText, clockWithSeconds } from './moments.ts';

const UI = new URL('../', import.meta.url);

it('says the time of day in 24 hours, whatever the browser speaks', () => {
  const early = new Date(2026, 2, 14, 0, 5, 7);
  const late = new Date(2026, 2, 14, 14, 2, 0);
  expect([clockText(early), clockText(late)]).toEqual(['00:05', '14:02']);
  expect([clockWithSeconds(early), clockWithSeconds(late)]).toEqual(['00:05:07', '14:02:00']);
});

it('is alone in saying it: a browser’s own words for a time are 12 hours in some', () => {
  const own = readdirSync(UI, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.'))
    .filter((name) =>
      /toLocaleTimeString|timeStyle|DateTimeFormat/.test(readFileSync(new URL(name, UI), 'utf8')),
    );
  expect(own).toEqual([]);
});
