/** Lone slices between two trials of the way that was the slower one. */
const PAUSE = 16;
/** Each way is tried twice at the start: the first time a browser still compiles. */
const TRIALS = 4;

/** Whether a slice that is alone is quicker by all threads together or by one. */
export interface LoneSlices {
  /** How the next one is to be computed. */
  readonly together: () => boolean;
  /** What one took, in milliseconds. */
  readonly took: (together: boolean, ms: number) => void;
}

/**
 * Goes by what slices took of late: where other programs want the cores, threads that work on one slice wait for whichever of them isn't
 * running, and one thread alone is several times as quick. A shorter time counts at once, a longer one by a quarter.
 */
export function createLoneSlices(): LoneSlices {
  const ms = { together: Number.POSITIVE_INFINITY, alone: Number.POSITIVE_INFINITY };
  let slices = 0;
  return {
    together: () => {
      const turn = slices;
      slices += 1;
      if (turn < TRIALS) return turn % 2 === 0;
      const quicker = ms.together <= ms.alone;
      return turn % PAUSE === 0 ? !quicker : quicker;
    },
    took: (together, took) => {
      const way = together ? 'together' : 'alone';
      const before = ms[way];
      ms[way] = took < before ? took : before + (took - before) / 4;
    },
  };
}
