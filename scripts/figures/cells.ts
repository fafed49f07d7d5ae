/** The cell of a table of a page, or a sentence that was found in it (`column` is then `PROSE`). */
export interface Cell {
  readonly page: string;
  /** The heading above. */
  readonly section: string;
  /** The first cell of the row, without emphasis. */
  readonly row: string;
  /** The head of the column, without emphasis. */
  readonly column: string;
  readonly text: string;
}

/** Column of what stands in a sentence. */
export const PROSE = 'text';

const plain = (text: string): string => text.replaceAll('**', '').trim();

/** The cells of one line of a table, without emphasis. */
export const splitRow = (line: string): readonly string[] =>
  line.trim().slice(1, -1).split('|').map(plain);

/** All cells of all tables of a page but the first ones of their rows, which are names. */
export function cellsOf(page: string, text: string): readonly Cell[] {
  const cells: Cell[] = [];
  let section = '';
  let head: readonly string[] = [];
  for (const line of text.split('\n')) {
    if (line.startsWith('#')) section = line.replace(/^#+\s*/, '');
    if (!line.startsWith('|')) head = [];
    else if (head.length === 0) head = splitRow(line);
    else if (!/^\|[\s:|-]+$/.test(line)) {
      const [row = '', ...others] = splitRow(line);
      others.forEach((cell, at) => {
        cells.push({ page, section, row, column: head[at + 1] ?? '', text: cell });
      });
    }
  }
  return cells;
}

/** What of a cell's text is a figure: a cell without a digit has none. */
export const hasFigure = ({ text }: Cell): boolean => /\d/.test(text);

/** The first place of a page that a pattern finds, with what its groups caught as the cell's text; null where there is none. */
export function proseCell(page: string, text: string, row: string, pattern: RegExp): Cell | null {
  const found = pattern.exec(text.replace(/\s+/g, ' '));
  const caught = found?.slice(1).join(' ; ');
  return caught === undefined ? null : { page, section: '', row, column: PROSE, text: caught };
}
