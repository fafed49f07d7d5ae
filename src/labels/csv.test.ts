import { expect, it, vi } from 'vitest';
import { parseCsv } from './csv.ts';
import { parseTruth } from './truth.ts';

// What a worker of the browser gets in place of it: see the alias in vite.config.ts.
vi.mock('csv-parse/sync', () => import('csv-parse/browser/esm/sync'));

const bytes = (text: string) => new TextEncoder().encode(text);

it('reads bytes by the parser’s build for browsers, byte order mark and all', () => {
  const { columns, rows } = parseCsv('a.csv', bytes('\uFEFFfile,note\na,"one\ntwo"\n\nb,Ünü\n'));
  expect(columns).toEqual(['file', 'note']);
  expect(rows.map(({ line, text }) => [line, text('file'), text('note')])).toEqual([
    [2, 'a', 'one\ntwo'],
    [5, 'b', 'Ünü'],
  ]);
});

it.each([
  [',', 'study,any\nx,1\n'],
  [';', '\uFEFFstudy;any\r\nx;1\r\n'],
  ['\t', 'study\tany\nx\t1\n'],
])('reads what spreadsheets write, columns apart by %j', (separator, text) => {
  const file = parseCsv('a.csv', bytes(text), ['study', 'any']);
  expect(file.separator).toBe(separator);
  expect(file.rows.map(({ line, text: of }) => [line, of('study'), of('any')])).toEqual([
    [2, 'x', '1'],
  ]);
});

it('says that a file is UTF-16', () => {
  const utf16 = new Uint8Array([0xff, 0xfe, 0x61, 0, 0x2c, 0]);
  expect(() => parseCsv('a.csv', utf16)).toThrow('a.csv: is UTF-16: save it as CSV in UTF-8');
});

it('says what is wrong there as everywhere, by line', () => {
  expect(() => parseCsv('a.csv', bytes('any\n"1'))).toThrow('a.csv:2: a quote is opened');
  expect(() => parseTruth('a.csv', bytes('study,any\nx,2'))).toThrow(
    'a.csv:2: "any" is "2", not 0 or 1',
  );
  expect(parseTruth('a.csv', bytes('PatientID,label\nx,1')).byName.get('x')?.truth.any).toBe(true);
});
