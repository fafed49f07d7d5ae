import type { WorklistRow } from './selectors.ts';

/** What is shown while the order is held, and which rows would move. */
export interface ShownOrder {
  readonly keys: readonly string[];
  /** Rows that will move or come up when the hold ends. */
  readonly waiting: ReadonlySet<string>;
}

const NONE: ReadonlySet<string> = new Set();

/**
 * The order to show. While the reader's pointer or focus is in the list no row moves: known rows stay where they are, new
 * ones come in at the end. The wanted order follows when the hold ends.
 */
export function shownOrder(
  shown: readonly string[],
  wanted: readonly string[],
  held: boolean,
): ShownOrder {
  if (!held) return { keys: wanted, waiting: NONE };
  const exists = new Set(wanted);
  const kept = shown.filter((key) => exists.has(key));
  const known = new Set(kept);
  const keys = [...kept, ...wanted.filter((key) => !known.has(key))];
  return { keys, waiting: keysOutOfOrder(keys, wanted) };
}

/** Who has to move to make one order of the other: all but the longest run that is in order already. */
function keysOutOfOrder(keys: readonly string[], wanted: readonly string[]): ReadonlySet<string> {
  const place = new Map(wanted.map((key, index) => [key, index]));
  /** For each length of a run the one that ends soonest, each with the run before its last key. */
  const runs: Run[] = [];
  for (const key of keys) {
    const at = place.get(key) ?? 0;
    const length = firstFrom(runs, at);
    runs[length] = { key, at, before: runs[length - 1] ?? null };
  }
  const moving = new Set(keys);
  for (let run = runs.at(-1) ?? null; run !== null; run = run.before) moving.delete(run.key);
  return moving;
}

/** The first of the runs that ends at a place or beyond: they end one after the other. As many as there are where none does. */
function firstFrom(runs: readonly Run[], at: number): number {
  let [from, to] = [0, runs.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((runs[middle]?.at ?? 0) < at) from = middle + 1;
    else to = middle;
  }
  return from;
}

interface Run {
  readonly key: string;
  readonly at: number;
  readonly before: Run | null;
}

/** The last row that was made of a row in another place. */
const lastInPlace = new WeakMap<WorklistRow, WorklistRow>();

/** A row with another rank; the same object as the last time where that said the same, so that it need not be drawn anew. */
function inPlace(row: WorklistRow, rank: number, goesTo: number | null): WorklistRow {
  if (rank === row.rank && goesTo === null) return row;
  const last = lastInPlace.get(row);
  if (last?.rank === rank && last.goesTo === goesTo) return last;
  const moved = { ...row, rank, goesTo };
  lastInPlace.set(row, moved);
  return moved;
}

/**
 * The rows of a held order, with ranks that run downwards as their places do: each has the rank of its place, and those that wait to move
 * say which they go to. A list that is sorted by something else keeps its ranks.
 */
export function ranksInPlace(
  rows: readonly WorklistRow[],
  waiting: ReadonlySet<string>,
): readonly WorklistRow[] {
  if (waiting.size === 0) return rows;
  const ranks = rows.flatMap(({ rank }) => rank ?? []).sort((a, b) => a - b);
  let next = 0;
  return rows.map((row) => {
    if (row.rank === null) return row;
    const rank = ranks[next] ?? row.rank;
    next += 1;
    return inPlace(row, rank, waiting.has(row.key) ? row.rank : null);
  });
}
