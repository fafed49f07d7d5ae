/** A glance reads one slice in four at the most: with 5 mm slices, one in 20 mm. */
const LEAST_STRIDE = 4;
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

/** All slices, those nearest to a suspicious one first; in their order where none is suspicious. */
export function fullOrder(count: number, suspicious: readonly number[]): readonly number[] {
  const distance = (index: number): number =>
    Math.min(count, ...suspicious.map((other) => Math.abs(other - index)));
  return Array.from({ length: count }, (_, index) => index).sort(
    (a, b) => distance(a) - distance(b) || a - b,
  );
}
