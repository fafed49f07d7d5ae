import { quantile, seededRandom } from '#base';
import { normalBelow, normalQuantile } from './normal.ts';

/** A shift of this many standard deviations is what the alarm is tuned to: half of it is what a value may be off for nothing. */
const ALLOWANCE = 0.5;
const STATES = 60;

/** Gauss elimination with partial pivoting; `rows` hold the right side last and are used up. */
function solve(rows: Float64Array[]): Float64Array {
  const n = rows.length;
  const at = (row: number, column: number) => rows[row]?.[column] ?? 0;
  for (let pivot = 0; pivot < n; pivot++) {
    let best = pivot;
    for (let row = pivot + 1; row < n; row++) {
      if (Math.abs(at(row, pivot)) > Math.abs(at(best, pivot))) best = row;
    }
    const [held, found] = [rows[pivot], rows[best]];
    if (held === undefined || found === undefined) continue;
    [rows[pivot], rows[best]] = [found, held];
    for (let row = pivot + 1; row < n; row++) {
      const line = rows[row];
      const factor = at(row, pivot) / at(pivot, pivot);
      if (line === undefined || factor === 0) continue;
      for (let column = pivot; column <= n; column++) {
        line[column] = (line[column] ?? 0) - factor * at(pivot, column);
      }
    }
  }
  const x = new Float64Array(n);
  for (let row = n - 1; row >= 0; row--) {
    let sum = at(row, n);
    for (let column = row + 1; column < n; column++) sum -= at(row, column) * (x[column] ?? 0);
    x[row] = sum / at(row, row);
  }
  return x;
}

/** Mean number of values until a one-sided sum passes `limit`, of normal values with this mean (Brook and Evans 1972). */
function oneSidedRunLength(limit: number, mean: number): number {
  const width = (2 * limit) / (2 * STATES - 1);
  const rows = Array.from({ length: STATES }, (_, from) => {
    const row = new Float64Array(STATES + 1);
    for (let to = 0; to < STATES; to++) {
      const center = (to - from) * width + ALLOWANCE - mean;
      const upTo = normalBelow(center + width / 2);
      const chance = to === 0 ? upTo : upTo - normalBelow(center - width / 2);
      row[to] = (from === to ? 1 : 0) - chance;
    }
    row[STATES] = 1;
    return row;
  });
  return solve(rows)[0] ?? Number.NaN;
}

/**
 * Average run length of a two-sided CUSUM (Page 1954) with allowance 0.5: after how many studies on average it alarms when values are
 * off by `shift` standard deviations; with 0, a false alarm.
 */
export function averageRunLength(limit: number, shift = 0): number {
  return 1 / (1 / oneSidedRunLength(limit, shift) + 1 / oneSidedRunLength(limit, -shift));
}

/** The limit at which a false alarm comes after `runLength` studies on average (2 to 100 000). */
export function limitFor(runLength: number): number {
  let [low, high] = [0.05, 12];
  for (let step = 0; step < 40; step++) {
    const middle = (low + high) / 2;
    if (averageRunLength(middle) < runLength) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Turns a value into a standard normal one by its rank among a reference's (rising). Ties take the middle. */
export function normalScore(reference: ArrayLike<number>, value: number): number {
  const count = (below: (other: number) => boolean): number => {
    let [low, high] = [0, reference.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (below(reference[middle] ?? 0)) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const less = count((other) => other < value);
  const upTo = count((other) => other <= value);
  return normalQuantile(((less + upTo) / 2 + 0.5) / (reference.length + 1));
}

/** Where a two-sided CUSUM first passes its limit, and which way; null: nowhere. */
export function firstAlarm(
  scores: Iterable<number>,
  limit: number,
): { readonly at: number; readonly direction: 'higher' | 'lower' } | null {
  let [up, down, at] = [0, 0, 0];
  for (const z of scores) {
    up = Math.max(0, up + z - ALLOWANCE);
    down = Math.max(0, down - z - ALLOWANCE);
    if (up > limit || down > limit) return { at, direction: up > limit ? 'higher' : 'lower' };
    at++;
  }
  return null;
}

/**
 * How often an alarm is false within `within` studies when nothing changed, with a reference of `n` values instead of a distribution that
 * is known: ranks alone count, so it holds for any continuous one. 0..1, by simulation.
 */
export function falseAlarmShare(
  limit: number,
  { n, within, seed, rounds }: Readonly<Record<'n' | 'within' | 'seed' | 'rounds', number>>,
): number {
  const random = seededRandom(seed);
  let alarms = 0;
  for (let round = 0; round < rounds; round++) {
    const reference = Float64Array.from({ length: n }, random).sort();
    const stream = Array.from({ length: within }, () => normalScore(reference, random()));
    if (firstAlarm(stream, limit) !== null) alarms++;
  }
  return alarms / rounds;
}

/** The median of values; NaN of none. */
export const medianOf = (values: readonly number[]): number =>
  quantile(Float64Array.from(values).sort(), 0.5);
