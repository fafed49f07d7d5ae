import { labelMap, probability } from '#base';
import type { SliceFinding } from './findings.ts';

/**
 * Each slice's probabilities mixed with those of its neighbors along the normal. A neighbor that is missing (the
 * series' end, a slice not analyzed) hands its weight to those that are there.
 */
export function smooth(
  slices: readonly SliceFinding[],
  weights: readonly [number, number, number],
): readonly SliceFinding[] {
  const byIndex = new Map(slices.map((slice) => [slice.index as number, slice]));
  return slices.map((slice) => {
    const window = weights.flatMap((weight, place) => {
      const neighbor = byIndex.get(slice.index + place - 1);
      return neighbor === undefined ? [] : [{ weight, probabilities: neighbor.probabilities }];
    });
    const sum = window.reduce((total, { weight }) => total + weight, 0);
    if (sum <= 0) return slice;
    const probabilities = labelMap((label) =>
      probability(
        window.reduce((total, { weight, probabilities: p }) => total + weight * p[label], 0) / sum,
      ),
    );
    return { ...slice, probabilities };
  });
}
