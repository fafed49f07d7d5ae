import type { Series } from '#dicom';

/** Slices farther apart than so many thicknesses leave some of the head unseen. */
const APART = 1.6;

/**
 * About how many slices are missing in a series' gaps, from the positions. A wider step is none where the slices are as thick (thin at
 * the base, thick above is routine), or where two steps beside it are as wide.
 */
export function missingBetween({
  slices,
  geometry: { positions, medianSpacing, gapsAfter },
}: Pick<Series, 'slices' | 'geometry'>): number {
  const steps = positions.slice(1).map((position, at) => position - (positions[at] ?? 0));
  const narrower = (one: number, other: number): number =>
    Math.min(steps[one] ?? 0, steps[other] ?? 0);
  return gapsAfter.reduce((sum, at) => {
    const thick = [at, at + 1].map((index) => slices[index]?.sliceThickness ?? 0);
    const beside = [narrower(at - 1, at - 2), narrower(at + 1, at + 2)];
    const apart = (steps[at] ?? 0) / Math.max(medianSpacing ?? 0, ...thick, ...beside);
    return apart > APART ? sum + Math.max(1, Math.round(apart) - 1) : sum;
  }, 0);
}
