import { CsvError, parse } from 'csv-parse/sync';
import { AppError } from '#base';

/** One line of a CSV file, with what error messages need. */
export interface CsvRow {
  /** 1-based line in the file, the header being line 1. */
  readonly line: number;
  /** The named column's text, trimmed. Throws where the line is too short. */
  readonly text: (column: string) => string;
}

/** Commas, or what spreadsheets write where the comma is the decimal point. */
export type Separator = ',' | ';' | '\t';

/** A CSV file with a header line. */
export interface CsvFile {
  readonly path: string;
  /** What stands between its fields. A number may have a comma for its point where that is no comma. */
  readonly separator: Separator;
  readonly columns: readonly string[];
  readonly rows: readonly CsvRow[];
}

/** An error that names the file and the line. */
export function fileError(path: string, line: number | null, message: string): AppError {
  const where = line === null ? path : `${path}:${line}`;
  return new AppError('bad-dataset', `${where}: ${message}`, { data: { line } });
}

/** A record as it is held: RSNA's labels are millions of these. */
interface Held {
  readonly line: number;
  readonly fields: readonly string[];
}

const breaksIn = (fields: readonly string[]): number =>
  fields.reduce((sum, field) => sum + (field.match(/\r\n|\r|\n/g)?.length ?? 0), 0);

/** The text of a file; throws for UTF-16, which spreadsheets call "Unicode text". */
function textOf(path: string, content: Uint8Array): string {
  const [first, second] = content;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    throw fileError(path, null, 'is UTF-16: save it as CSV in UTF-8');
  }
  return new TextDecoder().decode(content);
}

/** A header without a comma has its columns apart by semicolons or tabs, if it has more than one. */
function separatorOf(text: string): Separator {
  const header = /[^\r\n]*/.exec(text.trimStart())?.[0] ?? '';
  if (header.includes(',')) return ',';
  return ([';', '\t'] as const).find((mark) => header.includes(mark)) ?? ',';
}

/** The records of a CSV file, each with the line on which it begins. */
function recordsOf(path: string, text: string, separator: Separator): readonly Held[] {
  const held: Held[] = [];
  let end = 0;
  try {
    // As text: the parser's build for browsers takes bytes of a Buffer alone.
    parse(text, {
      bom: true,
      delimiter: separator,
      trim: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      skip_empty_lines: true,
      // A short row is an error where a column is asked for that it lacks.
      relax_column_count: true,
      on_record: (fields, { lines }) => {
        // `lines` counts to the record's end.
        const line = lines - end === 1 ? lines : lines - breaksIn(fields);
        held.push({ line, fields: fields.map((field) => field.trim()) });
        end = lines;
        return null;
      },
    });
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    // The parser names the line at which it gave up: for an open quote, the file's last.
    throw fileError(path, end + 1, WORDS[cause.code] ?? cause.message);
  }
  return held;
}

const WORDS: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote is opened and never closed',
  CSV_INVALID_CLOSING_QUOTE: 'text follows a closing quote',
  INVALID_OPENING_QUOTE: 'a quote stands inside a field that is not quoted',
};

/**
 * Reads the content of a CSV file (RFC 4180, UTF-8) that must have the given columns; with semicolons or tabs in place of commas, too. Throws
 * AppError 'bad-dataset' that names file and line.
 */
export function parseCsv(
  path: string,
  content: Uint8Array,
  required: readonly string[] = [],
): CsvFile {
  const given = textOf(path, content);
  const separator = separatorOf(given);
  const [header, ...records] = recordsOf(path, given, separator);
  const columns = header?.fields ?? [];
  for (const column of required) {
    if (!columns.includes(column)) throw fileError(path, 1, `the column "${column}" is missing`);
  }
  const twice = columns.find((column, at) => column !== '' && columns.indexOf(column) !== at);
  if (twice !== undefined) throw fileError(path, 1, `the column "${twice}" is there twice`);
  const indexOf = new Map(columns.map((column, index) => [column, index]));
  const rows = records.map(
    ({ line, fields }): CsvRow => ({
      line,
      text: (column) => {
        const field = fields[indexOf.get(column) ?? -1];
        if (field === undefined) throw fileError(path, line, `no value for "${column}"`);
        return field;
      },
    }),
  );
  return { path, separator, columns, rows };
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
