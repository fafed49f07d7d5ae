/** Holds work back while the reader is busy with the page, but never for long. */
export interface HoldBack {
  /** The reader did something: no work is to start for a moment. */
  giveWay(): void;
  /** What work is held back for is nearly done: after one moment more work may start. */
  soon(): void;
  /** Milliseconds until work may start; 0: now. */
  wait(): number;
}

/** Between two steps of a reader who scrolls. */
const MOMENT_MS = 150;
/** So long at the most without any work, however long the reader scrolls. */
const LONGEST_MS = 1500;

/** `clock` and `holdMs`, for how long each thing that the reader does holds work back, in milliseconds. */
export function holdBack(clock: () => number, holdMs = MOMENT_MS): HoldBack {
  let until = Number.NEGATIVE_INFINITY;
  let since = 0;
  return {
    giveWay: () => {
      const now = clock();
      if (now >= until) since = now;
      until = now + holdMs;
    },
    soon: () => {
      until = Math.min(until, clock() + MOMENT_MS);
    },
    wait: () => {
      const now = clock();
      if (now - since < LONGEST_MS) return Math.max(0, until - now);
      since = now;
      return 0;
    },
  };
}
