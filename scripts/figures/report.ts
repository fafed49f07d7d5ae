import { PROSE } from './cells.ts';
import type { AnyPart, Found, Place } from './claims.ts';
import { type Judgment, judge, type Measured } from './judge.ts';

/** A published figure, and what came of it. */
export interface Row extends Judgment {
  readonly page: string;
  readonly section: string;
  readonly row: string;
  readonly column: string;
  readonly published: string;
  /** How it was had, or would be; null: nobody knows, which is a mistake. */
  readonly how: string | null;
}

/** What a part gave: its values, place by place, or why it gave none. */
export type PartResult = readonly (readonly Measured[])[] | { readonly why: string };

const isWhy = (result: PartResult): result is { readonly why: string } => 'why' in result;

/** Judges every figure by what the parts gave. */
export function rowsOf(
  figures: readonly Found[],
  parts: readonly AnyPart[],
  results: ReadonlyMap<string, PartResult>,
): readonly Row[] {
  const partOf = new Map(parts.map((each) => [each.name, each]));
  return figures.map(({ cell, by }): Row => {
    const { page, section, row, column, text: published } = cell;
    const place = { page, section, row, column, published };
    const absent = { verdict: 'absent', measured: '' } as const;
    if (by === null) return { ...place, ...absent, why: 'nobody says what this is of', how: null };
    if ('why' in by) return { ...place, ...absent, why: by.why, how: '' };
    const { how = '', places = [] } = partOf.get(by.part) ?? {};
    const result = results.get(by.part) ?? { why: 'was not asked for' };
    if (isWhy(result)) return { ...place, ...absent, why: result.why, how };
    const slack = places[by.index]?.slack;
    return { ...place, ...judge(published, result[by.index] ?? [], slack), how };
  });
}

const nameOf = ({ page, section, row, column }: Row): string =>
  [page, ...(section === '' ? [] : [section]), row, ...(column === PROSE ? [] : [column])].join(
    ' | ',
  );

const MARKS = { same: 'same   ', differs: 'DIFFERS', absent: 'absent ' } as const;

/** A line a figure; what can't be had is gathered by its reason, unless `all` is asked for. */
export function textOf(rows: readonly Row[], lost: readonly Place[], all: boolean): string {
  const lines = rows
    .filter(({ verdict, how }) => all || verdict !== 'absent' || how === null)
    .map((row) => {
      const { verdict, published, measured, why } = row;
      const now = verdict === 'differs' ? ` now ${measured}` : '';
      return `${MARKS[verdict]}  ${nameOf(row)}: ${published}${now}${why === '' ? '' : ` (${why})`}`;
    });
  const reasons = new Map<string, number>();
  for (const { page, why } of rows.filter(
    ({ verdict, how }) => verdict === 'absent' && how !== null,
  )) {
    const reason = `${page}: ${why}`;
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  const count = (verdict: Row['verdict']) => rows.filter((row) => row.verdict === verdict).length;
  return [
    ...lines,
    ...lost.map(
      ({ page, row, column }) => `LOST     ${page} | ${row} | ${column}: is nowhere on the page`,
    ),
    '',
    `Cells: ${count('same')} same, ${count('differs')} differ, ${count('absent')} can't be had here:`,
    ...[...reasons].map(([reason, n]) => `  ${String(n).padStart(4)}  ${reason}`),
  ].join('\n');
}

/** Whether the pages say what was measured, and everything on them is someone's. */
export const isSound = (rows: readonly Row[], lost: readonly Place[]): boolean =>
  lost.length === 0 && rows.every(({ verdict, how }) => verdict !== 'differs' && how !== null);
