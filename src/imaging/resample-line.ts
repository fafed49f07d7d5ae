/**
 * How one axis of a crop is resampled: output sample i is the sum of `weights[k] * source[first[i] + k - start[i]]` for k in
 * start[i]..start[i + 1] - 1, plus `outside[i]` times the value of what lies beyond the image.
 */
export interface LineWeights {
  /** First source index of each output sample. */
  readonly first: Int32Array;
  /** Where each output sample's weights begin; size + 1 entries. */
  readonly start: Int32Array;
  readonly weights: Float32Array;
  /** The part of each output sample that lies outside the image, 0..1. */
  readonly outside: Float32Array;
}

/**
 * The weights that bring the stretch `origin`..`origin + extent` (pixel edges at whole numbers) of a line of `length` pixels to
 * `size` samples. Shrinking averages by area with fractional coverage; growing interpolates linearly between pixel
 * centers. Weights of a sample and its `outside` add up to 1.
 */
export function lineWeights(
  origin: number,
  extent: number,
  length: number,
  size: number,
): LineWeights {
  const scale = extent / size;
  const first = new Int32Array(size);
  const start = new Int32Array(size + 1);
  const outside = new Float32Array(size);
  const weights: number[] = [];
  for (let sample = 0; sample < size; sample += 1) {
    const taps =
      scale > 1
        ? areaTaps(origin + sample * scale, origin + (sample + 1) * scale)
        : linearTaps(origin + (sample + 0.5) * scale - 0.5);
    start[sample] = weights.length;
    first[sample] = Math.min(Math.max(taps.from, 0), length);
    let beyond = 0;
    taps.weights.forEach((weight, index) => {
      const pixel = taps.from + index;
      if (pixel < 0 || pixel >= length) beyond += weight;
      else weights.push(weight);
    });
    outside[sample] = beyond;
  }
  start[size] = weights.length;
  return { first, start, weights: Float32Array.from(weights), outside };
}

interface Taps {
  readonly from: number;
  readonly weights: readonly number[];
}

/** Each pixel by the part of the interval it covers. */
function areaTaps(from: number, to: number): Taps {
  const firstPixel = Math.floor(from);
  const weights: number[] = [];
  for (let pixel = firstPixel; pixel < to; pixel += 1) {
    weights.push((Math.min(to, pixel + 1) - Math.max(from, pixel)) / (to - from));
  }
  return { from: firstPixel, weights };
}

/** The two pixel centers on either side of a position. */
function linearTaps(position: number): Taps {
  const firstPixel = Math.floor(position);
  const fraction = position - firstPixel;
  return { from: firstPixel, weights: fraction === 0 ? [1] : [1 - fraction, fraction] };
}
