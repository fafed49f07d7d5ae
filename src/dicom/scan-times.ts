import type { Series } from './study.ts';

/** Reconstructions of one scan have its times. */
export const ONE_SCAN_SECONDS = 60;
const DAY_SECONDS = 86_400;

type Timed = Pick<Series, 'slices'>;

/**
 * From the end of one series' acquisition to the beginning of another's, in seconds; negative where the other came first, 0 where
 * their times overlap, null where they aren't stated. Over midnight by the shorter way.
 */
export function secondsFrom(one: Timed, other: Timed): number | null {
  const [a, b] = [timesOf(one), timesOf(other)];
  if (a === null || b === null) return null;
  const [after, before] = [shorterWay(b[0] - a[1]), shorterWay(a[0] - b[1])];
  if (after > 0) return after;
  return before > 0 ? -before : 0;
}

const shorterWay = (seconds: number): number =>
  ((seconds + 1.5 * DAY_SECONDS) % DAY_SECONDS) - DAY_SECONDS / 2;

function timesOf({ slices }: Timed): readonly [number, number] | null {
  const times = slices.flatMap(({ acquiredAt }) => acquiredAt ?? []);
  return times.length === 0 ? null : [Math.min(...times), Math.max(...times)];
}
