import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCsv } from './csv.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ich-csv-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function read(text: string, required: readonly string[] = []) {
  const path = join(folder, 'table.csv');
  await writeFile(path, text);
  const { columns, rows } = await readCsv(path, required);
  return {
    columns,
    rows: rows.map(({ line, text: of }) => [line, ...columns.map((column) => of(column))]),
  };
}

describe('readCsv', () => {
  it('reads commas, quotes and line breaks in quotes, and knows each line', async () => {
    const { columns, rows } = await read('file,note\na,"one, ""two""\nthree"\n\n  \nb , four \n');
    expect(columns).toEqual(['file', 'note']);
    expect(rows).toEqual([
      [2, 'a', 'one, "two"\nthree'],
      [6, 'b', 'four'],
    ]);
  });

  it('takes a byte order mark and the line ends of every system, also mixed', async () => {
    const { columns, rows } = await read('\uFEFFfile,any\r\na,1\nb,0\r\nc,1');
    expect(columns).toEqual(['file', 'any']);
    expect(rows).toEqual([
      [2, 'a', '1'],
      [3, 'b', '0'],
      [4, 'c', '1'],
    ]);
  });

  it.each([
    ['a missing column', 'file\na', /table\.csv:1: the column "any" is missing/],
    ['an empty file', '', /table\.csv:1: the column "any" is missing/],
    ['a column twice', 'any,any\n1,0', /table\.csv:1: the column "any" is there twice/],
    ['a short row', 'file,any\na,1\n\nb\n', /table\.csv:4: no value for "any"/],
    ['a quote without an end', 'file,any\na,1\n"b,0\nc,1\n', /table\.csv:3: a quote is opened/],
    ['text after a quote', 'any\n"1"x\n', /table\.csv:2: text follows a closing quote/],
  ])('refuses %s, by line', async (_, text, message) => {
    await expect(read(text, ['any'])).rejects.toThrow(message);
  });

  it('says which file cannot be read', async () => {
    await expect(readCsv(join(folder, 'none.csv'), [])).rejects.toThrow(/none\.csv: cannot be/);
  });
});
