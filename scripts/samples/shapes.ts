/** A point in mm: x to the patient's left, y to the back, z to the head. The origin lies in the middle of the skull base. */
export type Point = readonly [number, number, number];

/** Length of a vector; many times faster than Math.hypot, and nothing here overflows. */
export const length2 = (x: number, y: number): number => Math.sqrt(x * x + y * y);
/** Length of a vector in space. */
export const length3 = (x: number, y: number, z: number): number =>
  Math.sqrt(x * x + y * y + z * z);

/** Signed distance in mm (negative inside) of an ellipsoid; exact enough near its surface. */
export function ellipsoid(x: number, y: number, z: number, center: Point, radii: Point): number {
  const u = (x - center[0]) / radii[0];
  const v = (y - center[1]) / radii[1];
  const w = (z - center[2]) / radii[2];
  const length = Math.sqrt(u * u + v * v + w * w);
  return (length - 1) * Math.min(radii[0], radii[1], radii[2]);
}

/** A piece of a tube: two ends with a radius each; `flat` below 1 makes it narrower in x. */
export interface Tube {
  readonly from: Point;
  readonly to: Point;
  readonly radii: readonly [number, number];
  readonly flat: number;
}

/** Signed distance in mm (negative inside) of a tube. */
export function tubeDistance(x: number, y: number, z: number, tube: Tube): number {
  const { from, to, flat, radii } = tube;
  const ax = (to[0] - from[0]) / flat;
  const ay = to[1] - from[1];
  const az = to[2] - from[2];
  const px = (x - from[0]) / flat;
  const py = y - from[1];
  const pz = z - from[2];
  const along = (px * ax + py * ay + pz * az) / (ax * ax + ay * ay + az * az);
  const t = Math.min(1, Math.max(0, along));
  const dx = px - t * ax;
  const dy = py - t * ay;
  const dz = pz - t * az;
  return Math.sqrt(dx * dx + dy * dy + dz * dz) - (radii[0] + (radii[1] - radii[0]) * t);
}

/** The least distance to several tubes. */
export function tubesDistance(x: number, y: number, z: number, tubes: readonly Tube[]): number {
  let least = Number.POSITIVE_INFINITY;
  for (const tube of tubes) least = Math.min(least, tubeDistance(x, y, z, tube));
  return least;
}
