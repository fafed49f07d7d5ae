import type { HeadPlane } from '#imaging';

/** Pixels and their sum in HU by label, of `count` labels over a plane; -1 is no label. */
export function labelSums(plane: HeadPlane, labels: Int32Array, count: number) {
  const pixels = new Float64Array(count);
  const sums = new Float64Array(count);
  for (let pixel = 0; pixel < labels.length; pixel += 1) {
    const label = labels[pixel] ?? -1;
    if (label < 0) continue;
    pixels[label] = (pixels[label] ?? 0) + 1;
    sums[label] = (sums[label] ?? 0) + (plane[pixel] ?? 0);
  }
  return { pixels, sums };
}
