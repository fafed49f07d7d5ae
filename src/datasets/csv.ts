import { readFile } from 'node:fs/promises';
import { AppError } from '#base';

/** One line of a CSV file, with what error messages need. */
export interface CsvRow {
  /** 1-based line in the file, the header being line 1. */
  readonly line: number;
  /** The named column's text, trimmed. Throws where the line is too short. */
  readonly text: (column: string) => string;
}

/** A CSV file with a header line. */
export interface CsvFile {
  readonly path: string;
  readonly columns: readonly string[];
  readonly rows: readonly CsvRow[];
}

/** An error that names the file and the line. */
export function fileError(path: string, line: number | null, message: string): AppError {
  const where = line === null ? path : `${path}:${line}`;
  return new AppError('bad-dataset', `${where}: ${message}`, { data: { line } });
}

/** Reads a CSV file (commas, optional double quotes, no line breaks in fields) that must have the given columns. */
export async function readCsv(path: string, required: readonly string[]): Promise<CsvFile> {
  let content: string;
  try {
    content = await readFile(path, 'utf8');
  } catch (cause) {
    throw new AppError('bad-dataset', `${path}: cannot be read`, { cause });
  }
  const lines = content.replace(/^\uFEFF/, '').split(/\r?\n/);
  const columns = splitLine(lines[0] ?? '');
  for (const column of required) {
    if (!columns.includes(column)) throw fileError(path, 1, `the column "${column}" is missing`);
  }
  const indexOf = new Map(columns.map((column, index) => [column, index]));
  const rows: CsvRow[] = [];
  lines.slice(1).forEach((source, index) => {
    if (source.trim() === '') return;
    const line = index + 2;
    rows.push({
      line,
      text: (column) => {
        // Split when asked: millions of rows (RSNA's labels) are held as their text alone.
        const field = splitLine(source)[indexOf.get(column) ?? -1];
        if (field === undefined) throw fileError(path, line, `no value for "${column}"`);
        return field;
      },
    });
  });
  return { path, columns, rows };
}

/** A 0 or 1 of a label column. */
export function labelBit(file: CsvFile, row: CsvRow, column: string): number {
  const text = row.text(column);
  if (text === '0' || text === '1') return Number(text);
  throw fileError(file.path, row.line, `"${column}" is "${text}", not 0 or 1`);
}

/** A non-negative integer. */
export function wholeNumber(file: CsvFile, row: CsvRow, column: string): number {
  const text = row.text(column);
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw fileError(file.path, row.line, `"${column}" is "${text}", not a whole number`);
}

function splitLine(line: string): string[] {
  const fields: string[] = [];
  for (const match of line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)) {
    fields.push((match[1]?.replaceAll('""', '"') ?? match[2] ?? '').trim());
  }
  return fields;
}
