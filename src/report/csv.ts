/** What a spreadsheet takes for the start of a formula; where Chinese, Japanese and Korean are written, in full width, too. */
const FORMULA = /^[=+\-@\t\r\n\uff0b\uff0d\uff1d\uff20]/;
/**
 * The same where a spreadsheet that parts cells at semicolons or tabs begins another: as in German, where the comma is that of decimals. Quotes
 * round the whole are none to it, so a new line begins one, too.
 */
const FORMULA_WITHIN = /([;\t\r\n] *)(?=[=+\-@\uff0b\uff0d\uff1d\uff20])/g;
const PLAIN_NUMBER = /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i;

/**
 * A table as CSV by RFC 4180: CRLF, quotes where needed. Text that a spreadsheet would run as a formula (it may come from a
 * hostile DICOM header) gets an apostrophe before it. Equal rows of any length; null is an empty cell.
 */
export function toCsv(rows: readonly (readonly (string | number | null)[])[]): string {
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  const begun = FORMULA.test(value) && !PLAIN_NUMBER.test(value) ? `'${value}` : value;
  const safe = begun.replace(FORMULA_WITHIN, "$1'");
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
