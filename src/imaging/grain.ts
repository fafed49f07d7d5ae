import { percentile } from './head-ring.ts';

/** Fewer places say nothing. */
const FEWEST = 100;
/** A normal distribution's median absolute deviation in standard deviations. */
const MEDIAN_DEVIATION = 0.6745;
/** The kernel's gain on noise that is independent from cell to cell: the root of the sum of its squares. */
const GAIN = 6;

/** Bins of the sum's size, in HU, for its median. */
const BIN_HU = 0.25;
const BINS = 4096;

/**
 * How grainy brain is, in HU: the standard deviation from cell to cell, by the Laplacian of Immerkaer (1996), which plane and ramp
 * leave at zero, and its median, which few edges move. `brain` are the numbers of its cells; those count that others surround. null where
 * there are too few.
 */
export function grainOf(
  means: Float32Array,
  columns: number,
  brain: readonly number[],
): number | null {
  const mask = new Uint8Array(means.length);
  for (const cell of brain) mask[cell] = 1;
  const bins = new Uint16Array(BINS);
  let count = 0;
  for (const i of brain) {
    const [up, down] = [i - columns, i + columns];
    if (!isWithin(mask, up, i, down)) continue;
    const corners =
      (means[up - 1] ?? 0) + (means[up + 1] ?? 0) + (means[down - 1] ?? 0) + (means[down + 1] ?? 0);
    const sides = (means[up] ?? 0) + (means[down] ?? 0) + (means[i - 1] ?? 0) + (means[i + 1] ?? 0);
    const sum = Math.abs(corners - 2 * sides + 4 * (means[i] ?? 0));
    const bin = Math.min(BINS - 1, Math.floor(sum / BIN_HU));
    bins[bin] = (bins[bin] ?? 0) + 1;
    count += 1;
  }
  if (count < FEWEST) return null;
  return (percentile(bins, 0.5) * BIN_HU) / GAIN / MEDIAN_DEVIATION;
}

/** Whether all round a cell is brain. */
const isWithin = (mask: Uint8Array, up: number, i: number, down: number): boolean =>
  mask[up - 1] === 1 &&
  mask[up] === 1 &&
  mask[up + 1] === 1 &&
  mask[i - 1] === 1 &&
  mask[i + 1] === 1 &&
  mask[down - 1] === 1 &&
  mask[down] === 1 &&
  mask[down + 1] === 1;
