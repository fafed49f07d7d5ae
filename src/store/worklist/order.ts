/** What is shown while the order is held, and how many rows would move. */
export interface ShownOrder {
  readonly keys: readonly string[];
  /** Rows that will move or come up when the hold ends. */
  readonly waiting: number;
}

/**
 * The order to show. While the reader's pointer or focus is in the list no row moves: known rows stay where they are, new
 * ones come in at the end. The wanted order follows when the hold ends.
 */
export function shownOrder(
  shown: readonly string[],
  wanted: readonly string[],
  held: boolean,
): ShownOrder {
  if (!held) return { keys: wanted, waiting: 0 };
  const exists = new Set(wanted);
  const kept = shown.filter((key) => exists.has(key));
  const known = new Set(kept);
  const keys = [...kept, ...wanted.filter((key) => !known.has(key))];
  return { keys, waiting: rowsOutOfOrder(keys, wanted) };
}

/** How many rows have to move to make one order of the other: all but the longest run that is in order already. */
function rowsOutOfOrder(keys: readonly string[], wanted: readonly string[]): number {
  const place = new Map(wanted.map((key, index) => [key, index]));
  const tails: number[] = [];
  for (const key of keys) {
    const at = place.get(key) ?? 0;
    const slot = tails.findIndex((tail) => tail >= at);
    if (slot === -1) tails.push(at);
    else tails[slot] = at;
  }
  return keys.length - tails.length;
}
