/** Filters as int8 levels, from -127 to 127: a number is its level times the step of its output channel. */
export interface Levels {
  readonly codes: Int8Array;
  /** One for each output channel, which is the last axis. */
  readonly steps: Float32Array;
  /** The step of the levels of the image that the filters move over: from calibration. */
  readonly inputStep: number;
}

/** Numbers with a shape, row-major. Outside of the kernels all numbers are float32. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
  /** The same numbers as they were stored, where the model is to be computed with levels. */
  readonly levels?: Levels;
}

/** How many numbers a shape holds. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}
