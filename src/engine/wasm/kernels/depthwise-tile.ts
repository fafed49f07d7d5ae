import { multiplyAdd, within } from './simd';

// Four outputs beside each other of one vector of channels: each input and each weight is loaded once for all of them.

/** Whether a column of a tile's inputs lies within the image: always, unless the tile is `clipped` to first..last. */
@inline
function meets(clipped: bool, column: i32, first: i32, last: i32): bool {
  return !clipped || (column >= first && column < last);
}

/**
 * Stride 1: columns 0..5 of the inputs, 0..7 for filters of five columns (`wide`). `rows` rows of inputs from `at` on and of weights
 * from `weights` on; columns outside of first..last are not read if `clipped`. What a caller gives as a constant costs nothing.
 */
@inline
function fourOfStride1(
  at: usize, rowBytes: usize, rows: i32, weights: usize, filterRowBytes: usize, pixelBytes: usize, bias: usize, to: usize, low: v128,
  high: v128, wide: bool, clipped: bool, first: i32, last: i32,
): void {
  let s0 = v128.load(bias);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  for (; rows > 0; rows--) {
    let w = weights;
    const w0 = v128.load(w);
    w += pixelBytes;
    const w1 = v128.load(w);
    w += pixelBytes;
    const w2 = v128.load(w);
    w += pixelBytes;
    const w3 = wide ? v128.load(w) : w2;
    w += pixelBytes;
    const w4 = wide ? v128.load(w) : w2;
    let from = at;
    if (meets(clipped, 0, first, last)) s0 = multiplyAdd(v128.load(from), w0, s0);
    from += pixelBytes;
    if (meets(clipped, 1, first, last)) {
      const x = v128.load(from);
      s0 = multiplyAdd(x, w1, s0);
      s1 = multiplyAdd(x, w0, s1);
    }
    from += pixelBytes;
    if (meets(clipped, 2, first, last)) {
      const x = v128.load(from);
      s0 = multiplyAdd(x, w2, s0);
      s1 = multiplyAdd(x, w1, s1);
      s2 = multiplyAdd(x, w0, s2);
    }
    from += pixelBytes;
    if (meets(clipped, 3, first, last)) {
      const x = v128.load(from);
      if (wide) s0 = multiplyAdd(x, w3, s0);
      s1 = multiplyAdd(x, w2, s1);
      s2 = multiplyAdd(x, w1, s2);
      s3 = multiplyAdd(x, w0, s3);
    }
    from += pixelBytes;
    if (meets(clipped, 4, first, last)) {
      const x = v128.load(from);
      if (wide) s0 = multiplyAdd(x, w4, s0);
      if (wide) s1 = multiplyAdd(x, w3, s1);
      s2 = multiplyAdd(x, w2, s2);
      s3 = multiplyAdd(x, w1, s3);
    }
    from += pixelBytes;
    if (meets(clipped, 5, first, last)) {
      const x = v128.load(from);
      if (wide) s1 = multiplyAdd(x, w4, s1);
      if (wide) s2 = multiplyAdd(x, w3, s2);
      s3 = multiplyAdd(x, w2, s3);
    }
    if (wide) {
      from += pixelBytes;
      if (meets(clipped, 6, first, last)) {
        const x = v128.load(from);
        s2 = multiplyAdd(x, w4, s2);
        s3 = multiplyAdd(x, w3, s3);
      }
      from += pixelBytes;
      if (meets(clipped, 7, first, last)) s3 = multiplyAdd(v128.load(from), w4, s3);
    }
    at += rowBytes;
    weights += filterRowBytes;
  }
  v128.store(to, within(low, high, s0));
  to += pixelBytes;
  v128.store(to, within(low, high, s1));
  to += pixelBytes;
  v128.store(to, within(low, high, s2));
  to += pixelBytes;
  v128.store(to, within(low, high, s3));
}

/** Stride 2: columns 0..8 of the inputs, 0..10 for filters of five columns. */
@inline
function fourOfStride2(
  at: usize, rowBytes: usize, rows: i32, weights: usize, filterRowBytes: usize, pixelBytes: usize, bias: usize, to: usize, low: v128,
  high: v128, wide: bool, clipped: bool, first: i32, last: i32,
): void {
  let s0 = v128.load(bias);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  for (; rows > 0; rows--) {
    let w = weights;
    const w0 = v128.load(w);
    w += pixelBytes;
    const w1 = v128.load(w);
    w += pixelBytes;
    const w2 = v128.load(w);
    w += pixelBytes;
    const w3 = wide ? v128.load(w) : w2;
    w += pixelBytes;
    const w4 = wide ? v128.load(w) : w2;
    let from = at;
    if (meets(clipped, 0, first, last)) s0 = multiplyAdd(v128.load(from), w0, s0);
    from += pixelBytes;
    if (meets(clipped, 1, first, last)) s0 = multiplyAdd(v128.load(from), w1, s0);
    from += pixelBytes;
    if (meets(clipped, 2, first, last)) {
      const x = v128.load(from);
      s0 = multiplyAdd(x, w2, s0);
      s1 = multiplyAdd(x, w0, s1);
    }
    from += pixelBytes;
    if (meets(clipped, 3, first, last)) {
      const x = v128.load(from);
      if (wide) s0 = multiplyAdd(x, w3, s0);
      s1 = multiplyAdd(x, w1, s1);
    }
    from += pixelBytes;
    if (meets(clipped, 4, first, last)) {
      const x = v128.load(from);
      if (wide) s0 = multiplyAdd(x, w4, s0);
      s1 = multiplyAdd(x, w2, s1);
      s2 = multiplyAdd(x, w0, s2);
    }
    from += pixelBytes;
    if (meets(clipped, 5, first, last)) {
      const x = v128.load(from);
      if (wide) s1 = multiplyAdd(x, w3, s1);
      s2 = multiplyAdd(x, w1, s2);
    }
    from += pixelBytes;
    if (meets(clipped, 6, first, last)) {
      const x = v128.load(from);
      if (wide) s1 = multiplyAdd(x, w4, s1);
      s2 = multiplyAdd(x, w2, s2);
      s3 = multiplyAdd(x, w0, s3);
    }
    from += pixelBytes;
    if (meets(clipped, 7, first, last)) {
      const x = v128.load(from);
      if (wide) s2 = multiplyAdd(x, w3, s2);
      s3 = multiplyAdd(x, w1, s3);
    }
    from += pixelBytes;
    if (meets(clipped, 8, first, last)) {
      const x = v128.load(from);
      if (wide) s2 = multiplyAdd(x, w4, s2);
      s3 = multiplyAdd(x, w2, s3);
    }
    if (wide) {
      from += pixelBytes;
      if (meets(clipped, 9, first, last)) s3 = multiplyAdd(v128.load(from), w3, s3);
      from += pixelBytes;
      if (meets(clipped, 10, first, last)) s3 = multiplyAdd(v128.load(from), w4, s3);
    }
    at += rowBytes;
    weights += filterRowBytes;
  }
  v128.store(to, within(low, high, s0));
  to += pixelBytes;
  v128.store(to, within(low, high, s1));
  to += pixelBytes;
  v128.store(to, within(low, high, s2));
  to += pixelBytes;
  v128.store(to, within(low, high, s3));
}

/** All vectors of channels of four outputs. */
@inline
function allChannels(
  at: usize, rowBytes: usize, rows: i32, weights: usize, filterRowBytes: usize, pixelBytes: usize, bias: usize, to: usize, low: v128,
  high: v128, two: bool, wide: bool, clipped: bool, first: i32, last: i32,
): void {
  const end = at + pixelBytes;
  for (; at < end; at += 16) {
    if (two) {
      fourOfStride2(at, rowBytes, rows, weights, filterRowBytes, pixelBytes, bias, to, low, high, wide, clipped, first, last);
    } else {
      fourOfStride1(at, rowBytes, rows, weights, filterRowBytes, pixelBytes, bias, to, low, high, wide, clipped, first, last);
    }
    weights += 16;
    bias += 16;
    to += 16;
  }
}

/**
 * Four outputs beside each other, all channels, of a filter of 3 or 5 columns and stride 1 or 2. Only columns first..last of the
 * 3 * stride + kernelWidth that the filters meet lie within the image; `at` is where the first of all of them is or would be.
 */
export function fourPixels(
  at: usize, rowBytes: usize, rows: i32, weights: usize, kernelWidth: i32, stride: i32, pixelBytes: usize, bias: usize, to: usize,
  low: v128, high: v128, first: i32, last: i32,
): void {
  const wide: bool = kernelWidth == 5;
  const clipped: bool = first > 0 || last < 3 * stride + kernelWidth;
  const f = usize(kernelWidth) * pixelBytes;
  if (stride == 1) {
    if (wide) {
      if (clipped) allChannels(at, rowBytes, rows, weights, f, pixelBytes, bias, to, low, high, false, true, true, first, last);
      else allChannels(at, rowBytes, rows, weights, f, pixelBytes, bias, to, low, high, false, true, false, 0, 0);
    } else if (clipped) allChannels(at, rowBytes, rows, weights, f, pixelBytes, bias, to, low, high, false, false, true, first, last);
    else allChannels(at, rowBytes, rows, weights, f, pixelBytes, bias, to, low, high, false, false, false, 0, 0);
  } else if (wide) {
    if (clipped) allChannels(at, rowBytes, rows, weights, f, pixelBytes, bias, to, low, high, true, true, true, first, last);
    else allChannels(at, rowBytes, rows, weights, f, pixelBytes, bias, to, low, high, true, true, false, 0, 0);
  } else if (clipped) allChannels(at, rowBytes, rows, weights, f, pixelBytes, bias, to, low, high, true, false, true, first, last);
  else allChannels(at, rowBytes, rows, weights, f, pixelBytes, bias, to, low, high, true, false, false, 0, 0);
}
