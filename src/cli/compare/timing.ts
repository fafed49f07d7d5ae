/** Slices that are timed. */
const SAMPLES = 30;
/** Looks at each; the quickest counts, as everything else that runs can only slow it down. */
const REPEATS = 5;

/** The median over some of the items of the quickest of a few looks at each, in ms; the first item warms up. */
export async function msPerItem<T>(
  items: readonly T[],
  work: (item: T) => unknown,
  clock: () => number = () => performance.now(),
): Promise<number> {
  const step = Math.max(1, Math.floor(items.length / SAMPLES));
  const chosen = items.filter((_, index) => index % step === 0).slice(0, SAMPLES);
  for (const item of chosen.slice(0, 3)) await work(item);
  const quickest: number[] = [];
  for (const item of chosen) {
    let best = Number.POSITIVE_INFINITY;
    for (let repeat = 0; repeat < REPEATS; repeat += 1) {
      const start = clock();
      await work(item);
      best = Math.min(best, clock() - start);
    }
    quickest.push(best);
  }
  return quickest.toSorted((a, b) => a - b)[quickest.length >> 1] ?? Number.NaN;
}
