import { type HU, hu, type Reason } from '#base';
import { AIR, MAX_HU } from './air.ts';
import type { HuImage } from './preprocess-spec.ts';

/** What a slice's values say of its scale and content, for the suitability checks. Never an input of the model. */
export interface HuStatistics {
  readonly min: HU;
  readonly max: HU;
  /** Part of the pixels above 2500 HU, 0..1: dental work, clips, shunts. */
  readonly metalFraction: number;
  /** Part of the pixels below -800 HU, 0..1. */
  readonly airFraction: number;
}

const METAL_HU = 2500;
const AIR_HU = -800;

/** Minimum, maximum, metal and air of a slice. An empty image counts as air. */
export function huStatistics(image: HuImage): HuStatistics {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let metal = 0;
  let air = 0;
  for (let index = 0; index < image.values.length; index += 1) {
    const value = image.values[index] ?? 0;
    min = Math.min(min, value);
    max = Math.max(max, value);
    metal += Number(value > METAL_HU);
    air += Number(value < AIR_HU);
  }
  const count = image.values.length;
  if (count === 0) return { min: AIR, max: AIR, metalFraction: 0, airFraction: 1 };
  return { min: hu(min), max: hu(max), metalFraction: metal / count, airFraction: air / count };
}

/**
 * Why values cannot be Hounsfield units of a head CT, or null. Meant for a whole series: pass the least minimum and the
 * greatest maximum, since single slices beyond the head are all air rightly.
 */
export function implausibleHounsfield(range: Pick<HuStatistics, 'min' | 'max'>): Reason | null {
  const { min, max } = range;
  const say = (text: string): Reason => ({
    code: 'implausible-hounsfield',
    text: `values from ${Math.round(min)} to ${Math.round(max)}: ${text}`,
  });
  if (min > 200) return say('no air, no soft tissue');
  if (min >= 0 && max <= 400) return say('looks like gray levels, not Hounsfield units');
  if (min >= 0 && max >= MAX_HU) return say('no air: the rescale intercept is probably missing');
  if (max < 0) return say('nothing as dense as water');
  return null;
}
