import { PANEL_BYTES } from './simd';

/** Sums of two products each: 8 numbers of 16 bits times 8, added to 4 sums of 32 bits. Exact, on every machine. */
@inline
function dot(a: v128, b: v128, sum: v128): v128 {
  return i32x4.add(i32x4.dot_i16x8_s(a, b), sum);
}

/** 4 rows of A times one panel of B, as rows4 (gemm.ts) does it for floats; each step takes two numbers of the depth. */
@inline
function rows4(a: usize, stride: usize, panel: usize, out: usize, outStride: usize, pairs: usize): void {
  const stride2 = stride << 1;
  const stride3 = stride2 + stride;
  let s00 = i32x4.splat(0);
  let s01 = s00;
  let s10 = s00;
  let s11 = s00;
  let s20 = s00;
  let s21 = s00;
  let s30 = s00;
  let s31 = s00;
  let left = pairs;
  do {
    const b0 = v128.load(panel);
    const b1 = v128.load(panel, 16);
    let x = v128.load32_splat(a);
    s00 = dot(x, b0, s00);
    s01 = dot(x, b1, s01);
    x = v128.load32_splat(a + stride);
    s10 = dot(x, b0, s10);
    s11 = dot(x, b1, s11);
    x = v128.load32_splat(a + stride2);
    s20 = dot(x, b0, s20);
    s21 = dot(x, b1, s21);
    x = v128.load32_splat(a + stride3);
    s30 = dot(x, b0, s30);
    s31 = dot(x, b1, s31);
    a += 4;
    panel += PANEL_BYTES;
  } while (--left);
  v128.store(out, s00);
  v128.store(out, s01, 16);
  out += outStride;
  v128.store(out, s10);
  v128.store(out, s11, 16);
  out += outStride;
  v128.store(out, s20);
  v128.store(out, s21, 16);
  out += outStride;
  v128.store(out, s30);
  v128.store(out, s31, 16);
}

/**
 * out[rows][panels * 8] = A[rows][depth] x B: A in 16 bits, out in 32, B packed as [panel][depth / 2][8][2]. `rows` counts in fours:
 * the caller leaves room for up to three rows too many on both sides. Strides are in bytes. Depth is even.
 */
export function gemm16(
  a: usize, stride: usize, b: usize, out: usize, outStride: usize, rows: usize, panels: usize, depth: usize,
): void {
  const pairs = depth >> 1;
  const panelBytes = pairs * PANEL_BYTES;
  const lastRow = a + rows * stride;
  for (let p: usize = 0; p < panels; p++) {
    let to = out + p * PANEL_BYTES;
    for (let row = a; row < lastRow; row += stride << 2) {
      rows4(row, stride, b, to, outStride, pairs);
      to += outStride << 2;
    }
    b += panelBytes;
  }
}
