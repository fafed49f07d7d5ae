/** Gives a file to the browser's downloads. The bytes come from this tab: nothing is sent. */
export function saveFile(name: string, content: BlobPart, type: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads it after the click; a minute is long enough for a slow disk's dialog.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** Without it a spreadsheet takes a CSV for another character set, and an umlaut for two letters. */
const BYTE_ORDER_MARK = '\uFEFF';

/** Gives a table for people to the browser's downloads: CSV that spreadsheets open as the UTF-8 that it is. */
export const saveTable = (name: string, csv: string): void =>
  saveFile(name, `${BYTE_ORDER_MARK}${csv}`, 'text/csv;charset=utf-8');
