/** Rows to draw: first (inclusive) to end (exclusive). */
export interface VisibleRange {
  readonly first: number;
  readonly end: number;
}

const OVERSCAN = 4;

/** The rows that the viewport shows, and a few on either side. */
export function visibleRange(
  scrollTop: number,
  height: number,
  rowHeight: number,
  count: number,
): VisibleRange {
  const from = Math.floor(scrollTop / rowHeight) - OVERSCAN;
  const end = Math.min(count, Math.ceil((scrollTop + height) / rowHeight) + OVERSCAN);
  return { first: Math.min(Math.max(0, from), end), end };
}
