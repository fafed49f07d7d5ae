import { parse } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import type { Measurement } from '#measure';
import { listedMeasurement, measurementLogCsv } from './measurement-log.ts';
import { aListedStudy } from './study-list.fixture.ts';
import { LIST_NOTE, listCsv, listJson } from './study-list.ts';
import { summaryPage } from './summary-page.ts';

const VOLUME: Measurement = {
  id: 7,
  kind: 'abc2',
  seriesKey: 'series',
  sliceKey: '1.2.3.9',
  slice: 11,
  points: [
    { x: 10.12345, y: 20 },
    { x: 40, y: 20 },
    { x: 25, y: 10 },
    { x: 25, y: 30 },
  ],
  over: [9, 13],
  quantities: [
    { name: 'volume', value: 9.3751, unit: 'ml' },
    { name: 'diameterA', value: 30.04, unit: 'mm' },
  ],
  notes: ['B lies at 70° to A, not across it'],
  at: Date.UTC(2026, 10, 27, 2, 5),
  by: '=AB',
};
const study = aListedStudy({ measurements: [listedMeasurement(VOLUME)] });
const list = {
  version: 3 as const,
  note: LIST_NOTE,
  exportedAt: '2026-11-27T02:10:00.000Z',
  studies: [aListedStudy({ number: 1 }), study],
  skipped: [],
};

it('logs a row for each number, with its slice, points, limits and reader', () => {
  const rows = parse(measurementLogCsv(list), { columns: true }) as Record<string, string>[];
  expect(rows.map(({ quantity, value, unit }) => [quantity, value, unit])).toEqual([
    ['volume', '9.375', 'ml'],
    ['diameterA', '30.04', 'mm'],
  ]);
  expect(rows[0]).toMatchObject({
    number: '3',
    measurement: '1',
    kind: 'ABC/2',
    slice: '12',
    instance: '1.2.3.9',
    over_from: '10',
    over_to: '14',
    points: '10.123 20 / 40 20 / 25 10 / 25 30',
    notes: 'B lies at 70° to A, not across it',
    measured_at: '2026-11-27T02:05:00.000Z',
    // Initials are typed by hand: a spreadsheet must not run them.
    measured_by: "'=AB",
  });
});

it('stands in the table and in the JSON of the list as the reader’s', () => {
  const rows = parse(listCsv(list), { columns: true }) as Record<string, string>[];
  expect(rows[0]?.reader_measurements).toBe('');
  expect(rows[1]?.reader_measurements).toContain('ABC/2 9.4 ml');
  expect(JSON.parse(listJson(list)).studies[1].measurements[0]).toMatchObject({
    kind: 'abc2',
    over: [10, 14],
  });
});

it('is printed under a heading that keeps it apart from the model, and escaped', () => {
  const words = {
    patient: { name: '#3', details: '' },
    scanned: '',
    printedAt: list.exportedAt,
    clock: (at: string) => `at ${at}`,
    zone: 'UTC',
    picture: null,
  };
  const page = summaryPage(
    aListedStudy({ measurements: [{ ...listedMeasurement(VOLUME), by: '<b>' }] }),
    words,
  );
  expect(page).toContain('<h2>The reader’s measurements, not the model’s</h2>');
  expect(page).toContain('slice 12 of 28: ABC/2 9.4 ml');
  expect(page).toContain('over slices 10 to 14; &lt;b&gt;, at 2026-11-27T02:05:');
  expect(summaryPage(aListedStudy({}), words)).not.toContain('measurements');
});
