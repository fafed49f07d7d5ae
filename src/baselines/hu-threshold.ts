import { componentsOf, PLANE_SIDE } from '#imaging';
import type { Head } from './head.ts';

/** Acute blood is denser than gray matter (37 to 41 HU) with its grain and than most partial volume. */
export const BLOOD_HU = 60;

/**
 * The oldest of all: the largest connected area inside the skull that is denser than BLOOD_HU after a 3 x 3 median, as a part
 * of the plane. 0..1; 0 where no skull surrounds anything.
 */
export function largestDenseArea({ smooth, inside }: Head): number {
  const dense = new Uint8Array(smooth.length);
  for (let pixel = 0; pixel < smooth.length; pixel += 1) {
    if (inside.mask[pixel] === 1 && (smooth[pixel] ?? 0) >= BLOOD_HU) dense[pixel] = 1;
  }
  return (
    Math.max(0, ...componentsOf(dense, PLANE_SIDE).map(({ length }) => length)) / smooth.length
  );
}
