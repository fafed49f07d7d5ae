/** A glance reads one slice in five at the most: with 5 mm slices, one in 25 mm. */
const LEAST_STRIDE = 5;
/** And no more than so many of a study, however thin its slices are. */
const MOST_GLANCES = 10;
/** Shorter series are done before a glance would help. */
const SHORTEST = 12;

/**
 * The slices that a glance reads, evenly spread; none where the series is too short for it. A glanced slice stands in for
 * its own neighbors, so that it costs one slice to decode and not three; it is read again in full later.
 */
export function glanceOrder(count: number): readonly number[] {
  if (count < SHORTEST) return [];
  const stride = Math.max(LEAST_STRIDE, Math.ceil(count / MOST_GLANCES));
  const first = Math.floor(stride / 2);
  return Array.from({ length: count }, (_, index) => index).filter(
    (index) => index % stride === first,
  );
}

/** The slice of the highest glance and those beside it, within a series of `count`: what is read in full before the first guess. */
export function closerLook(count: number, highest: number): readonly number[] {
  return [highest, highest - 1, highest + 1].filter((index) => index >= 0 && index < count);
}

/** All slices, those nearest to a suspicious one first; in their order where none is suspicious. */
export function fullOrder(count: number, suspicious: readonly number[]): readonly number[] {
  const distance = (index: number): number =>
    Math.min(count, ...suspicious.map((other) => Math.abs(other - index)));
  return Array.from({ length: count }, (_, index) => index).sort(
    (a, b) => distance(a) - distance(b) || a - b,
  );
}
