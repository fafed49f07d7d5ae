import { multiplyAdd, within } from './simd';
import { forward } from './tile4';

// The transforms for tiles of 5 x 5 outputs, F(5x5, 3x3): one point more, 1/2, after the others. Where an image's side is a
// multiple of 5 and not of 4, fewer tiles and multiplications do.

/**
 * B^T d: seven numbers from seven, stored `step` bytes apart. The new point multiplies each polynomial of F(4, 3) by (x - 1/2), so that
 * F(4, 3) itself does the rest.
 */
@inline
function forward5(
  to: usize, step: usize, d0: v128, d1: v128, d2: v128, d3: v128, d4: v128, d5: v128, d6: v128,
): void {
  const half = f32x4.splat(-0.5);
  v128.store(to + step * 6, multiplyAdd(f32x4.splat(-4), f32x4.sub(d3, d1), f32x4.sub(d5, d3)));
  forward(
    to, step, multiplyAdd(half, d0, d1), multiplyAdd(half, d1, d2), multiplyAdd(half, d2, d3), multiplyAdd(half, d3, d4),
    multiplyAdd(half, d4, d5), multiplyAdd(half, d5, d6),
  );
}

@inline
function forwardColumn(from: usize, row: usize, to: usize): void {
  forward5(
    to, 112, v128.load(from), v128.load(from + row), v128.load(from + row * 2), v128.load(from + row * 3),
    v128.load(from + row * 4), v128.load(from + row * 5), v128.load(from + row * 6),
  );
}

@inline
function forwardRow(from: usize, to: usize, plane: usize): void {
  forward5(
    to, plane, v128.load(from), v128.load(from, 16), v128.load(from, 32), v128.load(from, 48), v128.load(from, 64),
    v128.load(from, 80), v128.load(from, 96),
  );
}

/** 7 x 7 inputs of `channelBytes` channels to one row of each of the 49 planes: V = B^T d B. */
export function patchToPlanes5(
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
    forwardColumn(patch + pixel * 6, row, scratch + 96);
    forwardRow(scratch, out, plane);
    forwardRow(scratch + 112, out + plane * 7, plane);
    forwardRow(scratch + 224, out + plane * 14, plane);
    forwardRow(scratch + 336, out + plane * 21, plane);
    forwardRow(scratch + 448, out + plane * 28, plane);
    forwardRow(scratch + 560, out + plane * 35, plane);
    forwardRow(scratch + 672, out + plane * 42, plane);
    out += 16;
  }
}

/** A^T m along a column: five numbers from seven that lie seven planes apart. */
@inline
function backColumn(from: usize, plane: usize, to: usize): void {
  const m1 = v128.load(from + plane * 7);
  const m2 = v128.load(from + plane * 14);
  const sum = f32x4.add(m1, m2);
  const difference = f32x4.sub(m1, m2);
  const m3 = v128.load(from + plane * 21);
  const m4 = v128.load(from + plane * 28);
  const sum2 = f32x4.add(m3, m4);
  const difference2 = f32x4.sub(m3, m4);
  const half = v128.load(from + plane * 42);
  v128.store(to, f32x4.add(f32x4.add(v128.load(from), half), f32x4.add(sum, sum2)));
  const one = multiplyAdd(f32x4.splat(0.5), half, difference);
  v128.store(to, multiplyAdd(f32x4.splat(2), difference2, one), 112);
  const two = multiplyAdd(f32x4.splat(0.25), half, sum);
  v128.store(to, multiplyAdd(f32x4.splat(4), sum2, two), 224);
  const three = multiplyAdd(f32x4.splat(0.125), half, difference);
  v128.store(to, multiplyAdd(f32x4.splat(8), difference2, three), 336);
  const four = f32x4.add(multiplyAdd(f32x4.splat(0.0625), half, sum), v128.load(from + plane * 35));
  v128.store(to, multiplyAdd(f32x4.splat(16), sum2, four), 448);
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
  const half = v128.load(from, 96);
  v128.store(to, within(low, high, f32x4.add(f32x4.add(v128.load(from), half), f32x4.add(sum, sum2))));
  const one = multiplyAdd(f32x4.splat(0.5), half, difference);
  v128.store(to + pixel, within(low, high, multiplyAdd(f32x4.splat(2), difference2, one)));
  const two = multiplyAdd(f32x4.splat(0.25), half, sum);
  v128.store(to + pixel * 2, within(low, high, multiplyAdd(f32x4.splat(4), sum2, two)));
  const three = multiplyAdd(f32x4.splat(0.125), half, difference);
  v128.store(to + pixel * 3, within(low, high, multiplyAdd(f32x4.splat(8), difference2, three)));
  const four = f32x4.add(multiplyAdd(f32x4.splat(0.0625), half, sum), v128.load(from, 80));
  v128.store(to + pixel * 4, within(low, high, multiplyAdd(f32x4.splat(16), sum2, four)));
}

/** One row of the 49 planes to 5 x 5 outputs of four channels: Y = A^T m A, with bias and activation. */
@inline
export function planesToTile5(
  from: usize, plane: usize, scratch: usize, to: usize, row: usize, pixel: usize, bias: v128, low: v128, high: v128,
): void {
  backColumn(from, plane, scratch);
  backColumn(from + plane, plane, scratch + 16);
  backColumn(from + plane * 2, plane, scratch + 32);
  backColumn(from + plane * 3, plane, scratch + 48);
  backColumn(from + plane * 4, plane, scratch + 64);
  backColumn(from + plane * 5, plane, scratch + 80);
  backColumn(from + plane * 6, plane, scratch + 96);
  backRow(scratch, to, pixel, bias, low, high);
  backRow(scratch + 112, to + row, pixel, bias, low, high);
  backRow(scratch + 224, to + row * 2, pixel, bias, low, high);
  backRow(scratch + 336, to + row * 3, pixel, bias, low, high);
  backRow(scratch + 448, to + row * 4, pixel, bias, low, high);
}
