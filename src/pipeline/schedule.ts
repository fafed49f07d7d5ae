/** Every fourth slice gives the first guess: with 5 mm slices, one in 20 mm. */
const STRIDE = 4;
/** Shorter series are done before a first guess would help. */
const SHORTEST = 12;

/** The slices of the first pass, or all of them in order. */
export function firstPass(count: number, coarseToFine: boolean): readonly number[] {
  const all = Array.from({ length: count }, (_, index) => index);
  if (!coarseToFine || count < SHORTEST) return all;
  return all.filter((index) => index % STRIDE === STRIDE / 2);
}

/** What is left after the first pass, the slices nearest to a suspicious one first. */
export function secondPass(
  count: number,
  done: ReadonlySet<number>,
  suspicious: readonly number[],
): readonly number[] {
  const distance = (index: number): number =>
    Math.min(count, ...suspicious.map((other) => Math.abs(other - index)));
  return Array.from({ length: count }, (_, index) => index)
    .filter((index) => !done.has(index))
    .sort((a, b) => distance(a) - distance(b) || a - b);
}
