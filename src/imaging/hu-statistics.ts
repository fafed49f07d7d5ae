import { type HU, hu, type Reason } from '#base';
import { AIR, MAX_HU } from './air.ts';
import { kernelsWithImage } from './kernel-memory.ts';
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
  const count = image.values.length;
  if (count === 0) return { min: AIR, max: AIR, metalFraction: 0, airFraction: 1 };
  const [min, max, metal, air] = countedByKernel(image.values) ?? countedPlainly(image.values);
  return { min: hu(min), max: hu(max), metalFraction: metal / count, airFraction: air / count };
}

/** Minimum, maximum, pixels of metal, pixels of air. */
type Counted = readonly [number, number, number, number];

function countedPlainly(values: Float32Array): Counted {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let metal = 0;
  let air = 0;
  for (const value of values) {
    min = Math.min(min, value);
    max = Math.max(max, value);
    metal += Number(value > METAL_HU);
    air += Number(value < AIR_HU);
  }
  return [min, max, metal, air];
}

function countedByKernel(values: Float32Array): Counted | null {
  const ready = kernelsWithImage(values, 4 * 4);
  if (ready === null) return null;
  const { kernels, image } = ready;
  const output = kernels.take(4 * 4);
  kernels.call('statistics', image, values.length, METAL_HU, AIR_HU, output);
  const [min = 0, max = 0, metal = 0, air = 0] = kernels.floats(output, 4);
  return [min, max, metal, air];
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
