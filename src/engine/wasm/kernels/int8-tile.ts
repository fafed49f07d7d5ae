// Winograd's transforms for tiles of 4 x 4 outputs (see tile4.ts) over int8 levels. On the way in all is whole numbers: a level is at
// most 127, and two passes of B^T make at most 100 times that of it, which 16 bits hold. On the way out floats take over: the
// sums have 32 bits.

/** B^T d of eight channels: six numbers from six, stored `step` bytes apart. */
@inline
function forward(to: usize, step: usize, d0: v128, d1: v128, d2: v128, d3: v128, d4: v128, d5: v128): void {
  const a = i16x8.sub(d4, i16x8.shl(d2, 2));
  const b = i16x8.sub(d3, i16x8.shl(d1, 2));
  const c = i16x8.sub(d4, d2);
  const e = i16x8.sub(d3, d1);
  const e2 = i16x8.shl(e, 1);
  v128.store(to, i16x8.add(i16x8.shl(i16x8.sub(d0, d2), 2), c));
  v128.store(to + step, i16x8.add(a, b));
  v128.store(to + step * 2, i16x8.sub(a, b));
  v128.store(to + step * 3, i16x8.add(c, e2));
  v128.store(to + step * 4, i16x8.sub(c, e2));
  v128.store(to + step * 5, i16x8.sub(i16x8.sub(d5, d3), i16x8.shl(e, 2)));
}

/** Eight levels in 16 bits each. */
@inline
function levels(from: usize): v128 {
  return v128.load8x8_s(from);
}

@inline
function forwardColumn(from: usize, row: usize, to: usize): void {
  forward(
    to, 96, levels(from), levels(from + row), levels(from + row * 2), levels(from + row * 3), levels(from + row * 4),
    levels(from + row * 5),
  );
}

@inline
function forwardRow(from: usize, to: usize, plane: usize): void {
  forward(
    to, plane, v128.load(from), v128.load(from, 16), v128.load(from, 32), v128.load(from, 48), v128.load(from, 64),
    v128.load(from, 80),
  );
}

/** 6 x 6 pixels of `channels` levels (a multiple of 8) to one row of each of the 36 planes of 16-bit numbers: V = B^T d B. */
export function patchToPlanes8(
  patch: usize, row: usize, out: usize, plane: usize, channels: usize, pixel: usize, scratch: usize,
): void {
  const end = patch + channels;
  for (; patch < end; patch += 8) {
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

@inline
function sum(from: usize): v128 {
  return f32x4.convert_i32x4_s(v128.load(from));
}

/** a + factor * b, in two roundings everywhere: no fused multiply-add, so that every machine gets the same. */
@inline
function plus(a: v128, factor: f32, b: v128): v128 {
  return f32x4.add(a, f32x4.mul(f32x4.splat(factor), b));
}

/** 24 A^T m: the filters were transformed without the fractions of G, which are made up for here; 24 keeps all factors whole. */
@inline
function back(to: usize, step: usize, m0: v128, m1: v128, m2: v128, m3: v128, m4: v128, m5: v128): void {
  const s1 = f32x4.add(m1, m2);
  const d1 = f32x4.sub(m1, m2);
  const s2 = f32x4.add(m3, m4);
  const d2 = f32x4.sub(m3, m4);
  v128.store(to, plus(plus(s2, -4, s1), 6, m0));
  v128.store(to + step, plus(f32x4.add(d2, d2), -4, d1));
  v128.store(to + step * 2, f32x4.mul(f32x4.splat(4), f32x4.sub(s2, s1)));
  v128.store(to + step * 3, plus(f32x4.mul(f32x4.splat(4), f32x4.sub(f32x4.add(d2, d2), d1)), 24, m5));
}

@inline
function backColumn(from: usize, plane: usize, to: usize): void {
  back(
    to, 96, sum(from), sum(from + plane * 6), sum(from + plane * 12), sum(from + plane * 18), sum(from + plane * 24),
    sum(from + plane * 30),
  );
}

@inline
function backRow(from: usize): void {
  back(
    from, 16, v128.load(from), v128.load(from, 16), v128.load(from, 32), v128.load(from, 48), v128.load(from, 64),
    v128.load(from, 80),
  );
}

/**
 * One row of the 36 planes of sums to 4 x 4 outputs of four channels, in scratch, 96 bytes a row and 16 a pixel: 576 A^T m A, where
 * m lacks the fractions of G.
 */
@inline
export function planesToTile8(from: usize, plane: usize, scratch: usize): void {
  backColumn(from, plane, scratch);
  backColumn(from + plane, plane, scratch + 16);
  backColumn(from + plane * 2, plane, scratch + 32);
  backColumn(from + plane * 3, plane, scratch + 48);
  backColumn(from + plane * 4, plane, scratch + 64);
  backColumn(from + plane * 5, plane, scratch + 80);
  backRow(scratch);
  backRow(scratch + 96);
  backRow(scratch + 192);
  backRow(scratch + 288);
}
