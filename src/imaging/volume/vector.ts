import { dot, type Vector3 } from '#dicom';

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

/** The vector whose scalar product with a place counts the steps to it: 1 for `step` itself. */
export const perStep = (step: Vector3): Vector3 => times(step, 1 / dot(step, step));
