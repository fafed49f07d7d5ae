import type { Vector3 } from '#dicom';

/** The scalar product. */
export const dot = (a: Vector3, b: Vector3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

/** a + factor * b. */
export const plus = (a: Vector3, b: Vector3, factor = 1): Vector3 => [
  a[0] + factor * b[0],
  a[1] + factor * b[1],
  a[2] + factor * b[2],
];

/** A vector made longer or shorter. */
export const times = ([x, y, z]: Vector3, factor: number): Vector3 => [
  x * factor,
  y * factor,
  z * factor,
];

/** The same direction with length 1. */
export const unit = (a: Vector3): Vector3 => times(a, 1 / Math.sqrt(dot(a, a)));
