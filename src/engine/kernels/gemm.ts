import { multiplyAdd, PANEL_BYTES } from './simd';

/**
 * 4 rows of A times one panel of B, over `depth` terms. 8 sums stay in registers; each step loads 2 vectors of B and
 * broadcasts 4 numbers of A, so the multiply-add units and not the loads are the limit.
 */
@inline
function rows4(a: usize, stride: usize, panel: usize, out: usize, outStride: usize, depth: usize): void {
  const stride2 = stride << 1;
  const stride3 = stride2 + stride;
  let s00 = f32x4.splat(0);
  let s01 = s00;
  let s10 = s00;
  let s11 = s00;
  let s20 = s00;
  let s21 = s00;
  let s30 = s00;
  let s31 = s00;
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
  } while (--depth);
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
      rows4(row, stride, b, to, outStride, depth);
      to += outStride << 2;
    }
    b += panelBytes;
  }
}
