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

it('says what is wrong there as everywhere, by line', () => {
  expect(() => parseCsv('a.csv', bytes('any\n"1'))).toThrow('a.csv:2: a quote is opened');
  expect(() => parseTruth('a.csv', bytes('study,any\nx,2'))).toThrow(
    'a.csv:2: "any" is "2", not 0 or 1',
  );
  expect(parseTruth('a.csv', bytes('PatientID,label\nx,1')).byName.get('x')?.truth.any).toBe(true);
});
