/** A buffer that is needed from step `from` to step `to`, both included. */
export interface Lifetime {
  readonly bytes: number;
  readonly from: number;
  readonly to: number;
}

/** The cache line: buffers begin on one. */
const ALIGNMENT = 64;

/** The next multiple of a cache line. */
export function aligned(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}

/**
 * Places buffers so that no two which are needed at the same time overlap: each at the lowest free offset, in the order
 * given. A chain of layers needs room for its largest two neighbors.
 */
export function allocate(lifetimes: readonly Lifetime[]): {
  readonly offsets: readonly number[];
  readonly bytes: number;
} {
  const taken: (Lifetime & { readonly at: number })[] = [];
  for (const life of lifetimes) {
    const rivals = taken
      .filter(({ from, to }) => from <= life.to && life.from <= to)
      .sort((a, b) => a.at - b.at);
    let at = 0;
    for (const rival of rivals) {
      if (at + aligned(life.bytes) <= rival.at) break;
      at = Math.max(at, rival.at + aligned(rival.bytes));
    }
    taken.push({ ...life, at });
  }
  const bytes = Math.max(0, ...taken.map((life) => life.at + aligned(life.bytes)));
  return { offsets: taken.map(({ at }) => at), bytes };
}
