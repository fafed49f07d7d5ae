import { CsvError, parse } from 'csv-parse/sync';
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

/** A record as it is held: RSNA's labels are millions of these. */
interface Held {
  readonly line: number;
  readonly fields: readonly string[];
}

const breaksIn = (fields: readonly string[]): number =>
  fields.reduce((sum, field) => sum + (field.match(/\r\n|\r|\n/g)?.length ?? 0), 0);

/** The records of a CSV file, each with the line on which it begins. */
function recordsOf(path: string, content: Uint8Array): readonly Held[] {
  const held: Held[] = [];
  let end = 0;
  try {
    // As text: the parser's build for browsers takes bytes of a Buffer alone.
    parse(new TextDecoder().decode(content), {
      bom: true,
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
 * Reads the content of a CSV file (RFC 4180, UTF-8) that must have the given columns. Throws AppError 'bad-dataset' that names file and
 * line.
 */
export function parseCsv(
  path: string,
  content: Uint8Array,
  required: readonly string[] = [],
): CsvFile {
  const [header, ...records] = recordsOf(path, content);
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
