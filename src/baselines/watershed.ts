import { componentsOf, type HeadPlane, PLANE_SIDE } from '#imaging';

/** Where attenuation changes by less than this (HU a pixel) lies the flat bottom of a basin. */
const FLAT_HU = 4;
/** Smaller flat spots are grain, and are flooded from their neighbors. */
const LEAST_MARKER_PIXELS = 6;
/** Steps of the flood. */
const LEVELS = 64;
const NEIGHBORS = [-1, 1, -PLANE_SIDE, PLANE_SIDE];

/** Basins of a plane: one label a pixel, -1 outside of the mask and where no flood came. */
export interface Basins {
  readonly labels: Int32Array;
  readonly count: number;
}

/** Sobel's gradient in HU a pixel; what lies outside of the mask counts as the pixel itself. */
function gradientOf(plane: HeadPlane, mask: Uint8Array): Float32Array {
  const out = new Float32Array(plane.length);
  const at = (center: number, pixel: number) =>
    (mask[pixel] === 1 ? plane[pixel] : plane[center]) ?? 0;
  for (let pixel = 0; pixel < plane.length; pixel += 1) {
    if (mask[pixel] !== 1) continue;
    const [above, below] = [pixel - PLANE_SIDE, pixel + PLANE_SIDE];
    const corners = at(pixel, below + 1) - at(pixel, above - 1);
    const others = at(pixel, above + 1) - at(pixel, below - 1);
    const x = corners + others + 2 * (at(pixel, pixel + 1) - at(pixel, pixel - 1));
    const y = corners - others + 2 * (at(pixel, below) - at(pixel, above));
    out[pixel] = Math.hypot(x, y) / 8;
  }
  return out;
}

/**
 * Marker-controlled watershed (Meyer 1994) of what a mask shows of a plane: flat areas are the markers, and the rest is
 * flooded from them in order of the gradient. The mask never touches the plane's edge.
 */
export function watershed(plane: HeadPlane, mask: Uint8Array): Basins {
  const gradient = gradientOf(plane, mask);
  const labels = new Int32Array(plane.length).fill(-1);
  const queues: number[][] = Array.from({ length: LEVELS }, () => []);
  const flat = new Uint8Array(plane.length);
  for (let pixel = 0; pixel < plane.length; pixel += 1) {
    if (mask[pixel] === 1 && (gradient[pixel] ?? 0) < FLAT_HU) flat[pixel] = 1;
  }
  const markers = componentsOf(flat, PLANE_SIDE).filter(
    ({ length }) => length >= LEAST_MARKER_PIXELS,
  );
  markers.forEach((marker, label) => {
    for (const pixel of marker) labels[pixel] = label;
  });
  const queued = new Uint8Array(plane.length);
  const levelOf = (pixel: number) => Math.min(LEVELS - 1, Math.floor(gradient[pixel] ?? 0));
  let level = 0;
  const spread = (pixel: number): void => {
    for (const offset of NEIGHBORS) {
      const other = pixel + offset;
      if (mask[other] !== 1 || labels[other] !== -1 || queued[other] === 1) continue;
      queued[other] = 1;
      labels[other] = labels[pixel] ?? -1;
      queues[Math.max(level, levelOf(other))]?.push(other);
    }
  };
  for (const marker of markers) for (const pixel of marker) spread(pixel);
  for (; level < LEVELS; level += 1) {
    const queue = queues[level] ?? [];
    for (let at = 0; at < queue.length; at += 1) spread(queue[at] ?? 0);
  }
  return { labels, count: markers.length };
}
