import { multiplyAdd, within } from './simd';

// Winograd's transforms for tiles of 4 x 4 outputs, four channels at a time: F(4x4, 3x3) of Lavin and Gray (arXiv:1509.09308)
// with the points 0, 1, -1, 2, -2 and infinity. First all columns into scratch, then all rows out of it. All is unrolled: each
// turn of a loop would cost a check of the stack and reloads of what that displaces.

/** B^T d: six numbers from six, stored `step` bytes apart. */
@inline
export function forward(to: usize, step: usize, d0: v128, d1: v128, d2: v128, d3: v128, d4: v128, d5: v128): void {
  const minusFour = f32x4.splat(-4);
  const a = multiplyAdd(minusFour, d2, d4);
  const b = multiplyAdd(minusFour, d1, d3);
  const c = f32x4.sub(d4, d2);
  const e = f32x4.sub(d3, d1);
  const e2 = f32x4.add(e, e);
  v128.store(to, multiplyAdd(minusFour, f32x4.sub(d2, d0), c));
  v128.store(to + step, f32x4.add(a, b));
  v128.store(to + step * 2, f32x4.sub(a, b));
  v128.store(to + step * 3, f32x4.add(c, e2));
  v128.store(to + step * 4, f32x4.sub(c, e2));
  v128.store(to + step * 5, multiplyAdd(minusFour, e, f32x4.sub(d5, d3)));
}

@inline
function forwardColumn(from: usize, row: usize, to: usize): void {
  forward(
    to, 96, v128.load(from), v128.load(from + row), v128.load(from + row * 2), v128.load(from + row * 3),
    v128.load(from + row * 4), v128.load(from + row * 5),
  );
}

@inline
function forwardRow(from: usize, to: usize, plane: usize): void {
  forward(
    to, plane, v128.load(from), v128.load(from, 16), v128.load(from, 32), v128.load(from, 48), v128.load(from, 64),
    v128.load(from, 80),
  );
}

/** 6 x 6 inputs of `channelBytes` channels to one row of each of the 36 planes: V = B^T d B. */
export function patchToPlanes4(
  patch: usize, pixel: usize, row: usize, out: usize, plane: usize, channelBytes: usize, scratch: usize,
): void {
  const end = patch + channelBytes;
  for (; patch < end; patch += 16) {
    forwardColumn(patch, row, scratch);
    forwardColumn(patch + pixel, row, scratch + 16);
    forwardColumn(patch + pixel * 2, row, scratch + 32);
    forwardColumn(patch + pixel * 3, row, scratch + 48);
    forwardColumn(patch + pixel * 4, row, scratch + 64);
    forwardColumn(patch + pixel * 5, row, scratch + 80);
    forwardRow(scratch, out, plane);
    forwardRow(scratch + 96, out + plane * 6, plane);
    forwardRow(scratch + 192, out + plane * 12, plane);
    forwardRow(scratch + 288, out + plane * 18, plane);
    forwardRow(scratch + 384, out + plane * 24, plane);
    forwardRow(scratch + 480, out + plane * 30, plane);
    out += 16;
  }
}

/** A^T m along a column: four numbers from six that lie six planes apart. */
@inline
function backColumn(from: usize, plane: usize, to: usize): void {
  const m1 = v128.load(from + plane * 6);
  const m2 = v128.load(from + plane * 12);
  const sum = f32x4.add(m1, m2);
  const difference = f32x4.sub(m1, m2);
  const m3 = v128.load(from + plane * 18);
  const m4 = v128.load(from + plane * 24);
  const sum2 = f32x4.add(m3, m4);
  const difference2 = f32x4.sub(m3, m4);
  v128.store(to, f32x4.add(f32x4.add(v128.load(from), sum), sum2));
  v128.store(to, multiplyAdd(f32x4.splat(2), difference2, difference), 96);
  v128.store(to, multiplyAdd(f32x4.splat(4), sum2, sum), 192);
  v128.store(to, f32x4.add(multiplyAdd(f32x4.splat(8), difference2, difference), v128.load(from + plane * 30)), 288);
}

@inline
function backColumns(from: usize, plane: usize, scratch: usize): void {
  backColumn(from, plane, scratch);
  backColumn(from + plane, plane, scratch + 16);
  backColumn(from + plane * 2, plane, scratch + 32);
  backColumn(from + plane * 3, plane, scratch + 48);
  backColumn(from + plane * 4, plane, scratch + 64);
  backColumn(from + plane * 5, plane, scratch + 80);
}

@inline
function backRow(from: usize, to: usize, pixel: usize, bias: v128, low: v128, high: v128): void {
  const m1 = v128.load(from, 16);
  const m2 = v128.load(from, 32);
  const sum = f32x4.add(f32x4.add(m1, m2), bias);
  const difference = f32x4.add(f32x4.sub(m1, m2), bias);
  const m3 = v128.load(from, 48);
  const m4 = v128.load(from, 64);
  const sum2 = f32x4.add(m3, m4);
  const difference2 = f32x4.sub(m3, m4);
  v128.store(to, within(low, high, f32x4.add(f32x4.add(v128.load(from), sum), sum2)));
  v128.store(to + pixel, within(low, high, multiplyAdd(f32x4.splat(2), difference2, difference)));
  v128.store(to + pixel * 2, within(low, high, multiplyAdd(f32x4.splat(4), sum2, sum)));
  const last = f32x4.add(difference, v128.load(from, 80));
  v128.store(to + pixel * 3, within(low, high, multiplyAdd(f32x4.splat(8), difference2, last)));
}

/** One row of the 36 planes to 4 x 4 outputs of four channels: Y = A^T m A, with bias and activation. */
@inline
export function planesToTile4(
  from: usize, plane: usize, scratch: usize, to: usize, row: usize, pixel: usize, bias: v128, low: v128, high: v128,
): void {
  backColumns(from, plane, scratch);
  backRow(scratch, to, pixel, bias, low, high);
  backRow(scratch + 96, to + row, pixel, bias, low, high);
  backRow(scratch + 192, to + row * 2, pixel, bias, low, high);
  backRow(scratch + 288, to + row * 3, pixel, bias, low, high);
}

/** Two rows of four outputs to the greatest of each 2 x 2. Bias and activation keep the order, so that they can wait. */
@inline
function backPooledRow(from: usize, to: usize, pixel: usize, bias: v128, low: v128, high: v128): void {
  let m1 = v128.load(from, 16);
  let m2 = v128.load(from, 32);
  let m3 = v128.load(from, 48);
  let m4 = v128.load(from, 64);
  let sum = f32x4.add(m1, m2);
  let difference = f32x4.sub(m1, m2);
  let sum2 = f32x4.add(m3, m4);
  let difference2 = f32x4.sub(m3, m4);
  let left = f32x4.add(f32x4.add(v128.load(from), sum), sum2);
  left = f32x4.pmax(left, multiplyAdd(f32x4.splat(2), difference2, difference));
  let right = f32x4.add(multiplyAdd(f32x4.splat(8), difference2, difference), v128.load(from, 80));
  right = f32x4.pmax(right, multiplyAdd(f32x4.splat(4), sum2, sum));
  m1 = v128.load(from, 112);
  m2 = v128.load(from, 128);
  m3 = v128.load(from, 144);
  m4 = v128.load(from, 160);
  sum = f32x4.add(m1, m2);
  difference = f32x4.sub(m1, m2);
  sum2 = f32x4.add(m3, m4);
  difference2 = f32x4.sub(m3, m4);
  left = f32x4.pmax(left, f32x4.add(f32x4.add(v128.load(from, 96), sum), sum2));
  left = f32x4.pmax(left, multiplyAdd(f32x4.splat(2), difference2, difference));
  right = f32x4.pmax(right, f32x4.add(multiplyAdd(f32x4.splat(8), difference2, difference), v128.load(from, 176)));
  right = f32x4.pmax(right, multiplyAdd(f32x4.splat(4), sum2, sum));
  v128.store(to, within(low, high, f32x4.add(left, bias)));
  v128.store(to + pixel, within(low, high, f32x4.add(right, bias)));
}

/** The same with the greatest of each 2 x 2 outputs. */
@inline
export function planesToPooled4(
  from: usize, plane: usize, scratch: usize, to: usize, row: usize, pixel: usize, bias: v128, low: v128, high: v128,
): void {
  backColumns(from, plane, scratch);
  backPooledRow(scratch, to, pixel, bias, low, high);
  backPooledRow(scratch + 192, to + row, pixel, bias, low, high);
}
