import type { HuImage } from './preprocess-spec.ts';

/** Air round the patient, in HU: as far as a scale may be off and still be one. */
const AIR_HU = [-1150, -850] as const;
/** One pixel of so many is looked at. */
const STEP = 3;
/** So many pixels of one value are no air that was measured: noise spreads it. Programs fill what lies outside the scan with one. */
const MOST_OF_ONE = 0.25;
/** Fewer pixels tell nothing. */
const FEWEST = 500;
/** The peak is looked for in a window of so many HU. */
const WINDOW = 5;

/** The most frequent value of the air that a slice shows, in HU: -1000 by the scale's definition. null where no air was measured. */
export function airLevel({ values }: HuImage): number | null {
  const [least, most] = AIR_HU;
  const counts = new Uint32Array(most - least);
  for (let at = 0; at < values.length; at += STEP) {
    const bin = Math.round(values[at] ?? 0) - least;
    if (bin >= 0 && bin < counts.length) counts[bin] = (counts[bin] ?? 0) + 1;
  }
  let total = counts.reduce((sum, count) => sum + count, 0);
  for (let bin = 0; bin < counts.length; bin += 1) {
    const count = counts[bin] ?? 0;
    if (count <= MOST_OF_ONE * total) continue;
    total -= count;
    counts[bin] = 0;
  }
  if (total < FEWEST) return null;
  let [best, peak] = [0, 0];
  for (let bin = 0; bin + WINDOW <= counts.length; bin += 1) {
    let sum = 0;
    for (let next = bin; next < bin + WINDOW; next += 1) sum += counts[next] ?? 0;
    if (sum > peak) [best, peak] = [bin, sum];
  }
  return least + best + (WINDOW - 1) / 2;
}
