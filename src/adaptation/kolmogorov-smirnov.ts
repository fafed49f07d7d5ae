import { seededRandom } from '#base';
import type { Chance } from './recalibrate.ts';

/** Two samples compared. */
export interface KsTest {
  /** The greatest distance of the two cumulative distributions, 0..1. */
  readonly statistic: number;
  /** The part of random divisions of all values into two such samples that differ at least as much. */
  readonly p: number;
  readonly n: readonly [number, number];
}

/** The statistic from values in rising order, each with whether it is of the first sample. Ties count together. */
function distance(values: Float64Array, isFirst: Uint8Array, n: readonly [number, number]): number {
  let [first, second, most] = [0, 0, 0];
  for (let at = 0; at < values.length; at++) {
    if (isFirst[at] === 1) first++;
    else second++;
    if (values[at] === values[at + 1]) continue;
    most = Math.max(most, Math.abs(first / n[0] - second / n[1]));
  }
  return most;
}

/** The two-sample Kolmogorov-Smirnov test, its p by permutation: right for small samples and for ties. NaN of an empty sample. */
export function ksTest(
  one: readonly number[],
  other: readonly number[],
  { seed, rounds }: Chance,
): KsTest {
  const n = [one.length, other.length] as const;
  const all = [
    ...one.map((value) => ({ value, first: 1 })),
    ...other.map((value) => ({ value, first: 0 })),
  ].sort((a, b) => a.value - b.value);
  const values = Float64Array.from(all, ({ value }) => value);
  const isFirst = Uint8Array.from(all, ({ first }) => first);
  const statistic = n[0] === 0 || n[1] === 0 ? Number.NaN : distance(values, isFirst, n);
  const random = seededRandom(seed);
  let asFar = 0;
  for (let round = 0; round < rounds; round++) {
    for (let at = isFirst.length - 1; at > 0; at--) {
      const pick = Math.floor(random() * (at + 1));
      const held = isFirst[at] ?? 0;
      isFirst[at] = isFirst[pick] ?? 0;
      isFirst[pick] = held;
    }
    if (distance(values, isFirst, n) >= statistic - 1e-12) asFar++;
  }
  return { statistic, p: (asFar + 1) / (rounds + 1), n };
}
