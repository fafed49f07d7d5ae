import type { DecodedFrame } from '#dicom';

/** Air round the patient, in HU: as far as a scale may be off and air still be found. */
const AIR_HU = [-1500, -600] as const;
/** Where air is on a scale that is none too wrong. What lies beyond may be foam, and has to stand out to be air. */
const NEAR_AIR_HU = [-1060, -940] as const;
const LEAST_PEAK = 0.12;
/** One pixel of so many is looked at. */
const STEP = 3;
/** So many pixels of one value are no air that was measured: noise spreads it. Programs fill what lies outside the scan with one. */
const MOST_OF_ONE = 0.25;
/** Where most of it is filled, what is left is foam, or skin that shares its pixels with the fill. */
const MOST_FILLED = 0.75;
/** Fewer pixels tell nothing. */
const FEWEST = 500;
/** The peak is looked for in a window of so many HU. */
const WINDOW = 5;

/**
 * The most frequent value of the air that a slice shows, in HU: -1000 by the scale's definition. null where no air was measured. Of stored
 * values, since HU are clipped just below air: a scale that is stretched would have its air at the clip.
 */
export function airLevel(
  pixels: DecodedFrame['pixels'],
  { slope, intercept }: { readonly slope: number; readonly intercept: number },
): number | null {
  const [least, most] = AIR_HU;
  const counts = new Uint32Array(most - least);
  for (let at = 0; at < pixels.length; at += STEP) {
    const bin = Math.round((pixels[at] ?? 0) * slope + intercept) - least;
    if (bin >= 0 && bin < counts.length) counts[bin] = (counts[bin] ?? 0) + 1;
  }
  const all = counts.reduce((sum, count) => sum + count, 0);
  let total = all;
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
  const level = least + best + (WINDOW - 1) / 2;
  const isNear = level >= NEAR_AIR_HU[0] && level <= NEAR_AIR_HU[1];
  const standsOut = peak >= LEAST_PEAK * total && total >= (1 - MOST_FILLED) * all;
  return isNear || standsOut ? level : null;
}
