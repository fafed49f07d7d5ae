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
  const [least] = AIR_HU;
  const counts = countsByHu(pixels, slope, intercept);
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

/** How many of the pixels that are looked at have each of air's values, in whole HU. */
function countsByHu(pixels: DecodedFrame['pixels'], slope: number, intercept: number): Uint32Array {
  const [least, most] = AIR_HU;
  const counts = new Uint32Array(most - least);
  const add = (stored: number, count: number): void => {
    const bin = Math.round(stored * slope + intercept) - least;
    if (bin >= 0 && bin < counts.length) counts[bin] = (counts[bin] ?? 0) + count;
  };
  if (pixels.BYTES_PER_ELEMENT !== 2) {
    for (let at = 0; at < pixels.length; at += STEP) add(pixels[at] ?? 0, 1);
    return counts;
  }
  // Stored values are counted first, and what each means is asked once: rounding every pixel costs more than all the rest.
  const [lowest, highest] = pixels instanceof Int16Array ? [-32768, 32767] : [0, 65535];
  const [one, other] = [(least - 1 - intercept) / slope, (most + 1 - intercept) / slope];
  const first = Math.max(lowest, Math.floor(Math.min(one, other)));
  const last = Math.min(highest, Math.ceil(Math.max(one, other)));
  if (last < first) return counts;
  const bits = new Uint16Array(pixels.buffer, pixels.byteOffset, pixels.length);
  const stored = new Uint32Array(last - first + 1);
  for (let at = 0; at < bits.length; at += STEP) {
    const place = ((bits[at] ?? 0) - first) & 0xffff;
    if (place < stored.length) stored[place] = (stored[place] ?? 0) + 1;
  }
  for (let place = 0; place < stored.length; place += 1) add(first + place, stored[place] ?? 0);
  return counts;
}
