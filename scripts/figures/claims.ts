import { join } from 'node:path';
import { isThere } from '#datasets';
import { type Cell, cellsOf, hasFigure, PROSE, proseCell } from './cells.ts';
import type { Measured } from './judge.ts';

/** Where a figure is published: a cell, or with `pattern` a sentence, whose groups are its numbers. */
export interface Place {
  readonly page: string;
  /** Of several tables with such a row, the one below this heading. */
  readonly section?: string;
  readonly row: string;
  /** The head of the column, or what stands before its " (". */
  readonly column: string;
  readonly pattern?: RegExp;
}

/** A published figure, and what it is of the facts that a part measures. */
export interface Claim<Facts> {
  readonly at: Place;
  readonly values: (facts: Facts) => readonly Measured[];
  /** What it may differ by, as a part of itself: for ratios of times alone. */
  readonly slack?: number;
}

/** How a part reports and stops. */
export interface PartHooks {
  readonly onStep: (what: string, done: number, total: number) => void;
  readonly signal: AbortSignal;
  /** The folder of the labeled data. */
  readonly data: string;
  /** Gives what an earlier run left of these very sources, or does the work and keeps it. */
  readonly kept: <T>(name: string, work: () => Promise<T>) => Promise<T>;
}

/** Figures that one piece of work gives. */
export interface Part<Facts> {
  readonly name: string;
  /** How its figures are had, in a few words. */
  readonly how: string;
  /** `quick`: always; `long`: with --all; `speed`: with --speed, as a time needs a machine that does nothing else. */
  readonly when: 'quick' | 'long' | 'speed';
  readonly claims: readonly Claim<Facts>[];
  /** Throws with the reason where the figures can't be had. */
  readonly measure: (hooks: PartHooks) => Promise<Facts>;
}

/** The folder of the data that a part reads. Throws where it is not here. */
export async function folderHere(...parts: readonly string[]): Promise<string> {
  const folder = join(...parts);
  if (!(await isThere(folder))) throw new Error(`${folder} is not here`);
  return folder;
}

/** A part whose facts nobody else needs to know. */
export interface AnyPart {
  readonly name: string;
  readonly how: string;
  readonly when: Part<unknown>['when'];
  readonly places: readonly Pick<Claim<unknown>, 'at' | 'slack'>[];
  /** The values of all places, in their order. */
  readonly measure: (hooks: PartHooks) => Promise<readonly (readonly Measured[])[]>;
}

/** Hides what the facts of a part are. */
export function part<Facts>({ name, how, when, claims, measure }: Part<Facts>): AnyPart {
  return {
    name,
    how,
    when,
    places: claims,
    measure: async (hooks) => {
      const facts = await measure(hooks);
      return claims.map(({ values }) => values(facts));
    },
  };
}

/** Figures that no part makes, with the reason. */
export interface Away {
  readonly page: string;
  readonly section?: string;
  readonly row?: RegExp;
  readonly column?: RegExp;
  readonly why: string;
}

/** Whether a cell is the one that a place names. */
const isAt = (cell: Cell, { page, section, row, column }: Place): boolean =>
  cell.page === page &&
  (section === undefined || cell.section === section) &&
  cell.row === row &&
  (cell.column === column || cell.column.startsWith(`${column} (`));

const isAway = (cell: Cell, { page, section, row, column }: Away): boolean =>
  cell.page === page &&
  (section === undefined || cell.section === section) &&
  (row?.test(cell.row) ?? true) &&
  (column?.test(cell.column) ?? true);

/** A published figure with who says what it is: a part's claim by its place, a reason why none does, or null: nobody. */
export interface Found {
  readonly cell: Cell;
  readonly by: { readonly part: string; readonly index: number } | { readonly why: string } | null;
}

/** Every figure of the pages, and the places that are nowhere in them. */
export function findFigures(
  pages: ReadonlyMap<string, string>,
  parts: readonly AnyPart[],
  away: readonly Away[],
): { readonly figures: readonly Found[]; readonly lost: readonly Place[] } {
  const figures: Found[] = [];
  const met = new Set<Place>();
  const claimed = parts.flatMap(({ name, places }) =>
    places.map(({ at }, index) => ({ part: name, index, at })),
  );
  for (const [page, text] of pages) {
    for (const cell of cellsOf(page, text).filter(hasFigure)) {
      const claim = claimed.find(({ at }) => at.pattern === undefined && isAt(cell, at));
      if (claim !== undefined) met.add(claim.at);
      const why = away.find((reason) => isAway(cell, reason))?.why;
      figures.push({ cell, by: claim ?? (why === undefined ? null : { why }) });
    }
    for (const claim of claimed) {
      const { pattern, row } = claim.at;
      if (pattern === undefined || claim.at.page !== page) continue;
      const cell = proseCell(page, text, row, pattern);
      if (cell === null) continue;
      met.add(claim.at);
      figures.push({ cell, by: claim });
    }
  }
  return { figures, lost: claimed.map(({ at }) => at).filter((at) => !met.has(at)) };
}

/** A sentence of a page; `row` says what it is of. */
export const sentence = (page: string, row: string, pattern: RegExp): Place => ({
  page,
  row,
  column: PROSE,
  pattern,
});
