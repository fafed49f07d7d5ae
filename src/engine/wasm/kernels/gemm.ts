import { multiplyAdd, PANEL_BYTES, within } from './simd';

/** A sum as it is, or within bounds. */
@inline
function finished(sum: v128, bounded: bool, low: v128, high: v128): v128 {
  return bounded ? within(low, high, sum) : sum;
}

/**
 * 4 rows of A times one panel of B. 8 sums stay in registers; each step loads 2 vectors of B and broadcasts 4 numbers of A, so the
 * multiply-add units and not the loads are the limit. A row is `runs` runs of `run` numbers, `gap` bytes from the end of one to the
 * start of the next. Sums begin with the bias, unless that is null, and end within low and high if they are bounded. What a caller
 * gives as a constant costs nothing.
 */
@inline
export function rows4(
  a: usize, stride: usize, panel: usize, out: usize, outStride: usize, runs: i32, run: usize, gap: usize, bias: usize, bounded: bool,
  low: v128, high: v128,
): void {
  const stride2 = stride << 1;
  const stride3 = stride2 + stride;
  let s00 = bias ? v128.load(bias) : f32x4.splat(0);
  let s01 = bias ? v128.load(bias, 16) : s00;
  let s10 = s00;
  let s11 = s01;
  let s20 = s00;
  let s21 = s01;
  let s30 = s00;
  let s31 = s01;
  do {
    let left = run;
    do {
      const b0 = v128.load(panel);
      const b1 = v128.load(panel, 16);
      let x = v128.load32_splat(a);
      s00 = multiplyAdd(x, b0, s00);
      s01 = multiplyAdd(x, b1, s01);
      x = v128.load32_splat(a + stride);
      s10 = multiplyAdd(x, b0, s10);
      s11 = multiplyAdd(x, b1, s11);
      x = v128.load32_splat(a + stride2);
      s20 = multiplyAdd(x, b0, s20);
      s21 = multiplyAdd(x, b1, s21);
      x = v128.load32_splat(a + stride3);
      s30 = multiplyAdd(x, b0, s30);
      s31 = multiplyAdd(x, b1, s31);
      a += 4;
      panel += PANEL_BYTES;
    } while (--left);
    a += gap;
  } while (--runs);
  v128.store(out, finished(s00, bounded, low, high));
  v128.store(out, finished(s01, bounded, low, high), 16);
  out += outStride;
  v128.store(out, finished(s10, bounded, low, high));
  v128.store(out, finished(s11, bounded, low, high), 16);
  out += outStride;
  v128.store(out, finished(s20, bounded, low, high));
  v128.store(out, finished(s21, bounded, low, high), 16);
  out += outStride;
  v128.store(out, finished(s30, bounded, low, high));
  v128.store(out, finished(s31, bounded, low, high), 16);
}

/**
 * out[rows][panels * 8] = A[rows][depth] x B, B packed as [panel][depth][8]. `rows` counts in fours: the caller leaves
 * room for up to three rows too many on both sides. Strides are in bytes.
 */
export function gemm(
  a: usize,
  stride: usize,
  b: usize,
  out: usize,
  outStride: usize,
  rows: usize,
  panels: usize,
  depth: usize,
): void {
  const panelBytes = depth * PANEL_BYTES;
  const lastRow = a + rows * stride;
  for (let p: usize = 0; p < panels; p++) {
    let to = out + p * PANEL_BYTES;
    for (let row = a; row < lastRow; row += stride << 2) {
      rows4(row, stride, b, to, outStride, 1, depth, 0, 0, false, f32x4.splat(0), f32x4.splat(0));
      to += outStride << 2;
    }
    b += panelBytes;
  }
}
