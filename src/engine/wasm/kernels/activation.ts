import { multiplyAdd, within } from './simd';

// Activations that are not bounds, as the plan encodes them: 3 swish, 4 hard swish, 5 sigmoid, 6 hard sigmoid.
const SWISH: u32 = 3;
const SIGMOID: u32 = 5;
const HARD_SIGMOID: u32 = 6;

/** Whether an activation is more than a bound. */
@inline
export function isCurve(activation: u32): bool {
  return activation >= SWISH;
}

/** 1.5 * 2^23: added to a number below 2^22, it leaves the nearest whole number in the lowest bits. */
const ROUNDER: f32 = 12582912;

/**
 * e^x within 2e-7 of it, for x in -87..87: 2^n e^r with |r| <= ln 2 / 2, where Taylor's series to r^7 is off by 5e-9. What is no number
 * stays so.
 */
@inline
function power(x: v128): v128 {
  const shifted = f32x4.add(f32x4.mul(x, f32x4.splat(1.4426950408889634)), f32x4.splat(ROUNDER));
  const n = f32x4.sub(shifted, f32x4.splat(ROUNDER));
  // ln 2 in two parts: n times the first, of 9 bits, is exact.
  let r = f32x4.sub(x, f32x4.mul(n, f32x4.splat(0.693359375)));
  r = f32x4.sub(r, f32x4.mul(n, f32x4.splat(-0.00021219444005469058)));
  let sum = multiplyAdd(f32x4.splat(1.0 / 5040.0), r, f32x4.splat(1.0 / 720.0));
  sum = multiplyAdd(sum, r, f32x4.splat(1.0 / 120.0));
  sum = multiplyAdd(sum, r, f32x4.splat(1.0 / 24.0));
  sum = multiplyAdd(sum, r, f32x4.splat(1.0 / 6.0));
  sum = multiplyAdd(sum, r, f32x4.splat(0.5));
  sum = multiplyAdd(sum, r, f32x4.splat(1));
  sum = multiplyAdd(sum, r, f32x4.splat(1));
  // n stands in the lowest bits of `shifted`, whose own exponent the shift pushes out.
  const exponent = i32x4.shl(i32x4.add(shifted, i32x4.splat(127)), 23);
  return f32x4.mul(sum, exponent);
}

/** 1 / (1 + e^-x), or that times x. */
@inline
function smooth(x: v128, alone: bool): v128 {
  const negative = within(f32x4.splat(-87), f32x4.splat(87), f32x4.neg(x));
  const gate = f32x4.div(f32x4.splat(1), f32x4.add(f32x4.splat(1), power(negative)));
  return alone ? gate : f32x4.mul(x, gate);
}

/** Swish of four vectors where they lie: together they make the constants once and do not wait for each other. */
function swish4(a: usize, b: usize): void {
  const x0 = v128.load(a);
  const x1 = v128.load(a, 16);
  const x2 = v128.load(b);
  const x3 = v128.load(b, 16);
  v128.store(a, smooth(x0, false));
  v128.store(a, smooth(x1, false), 16);
  v128.store(b, smooth(x2, false));
  v128.store(b, smooth(x3, false), 16);
}

/** Two pairs of vectors, for an activation that is not a bound. */
function curvePairs(activation: u32, a: usize, b: usize): void {
  if (activation == SWISH) swish4(a, b);
  else {
    v128.store(a, curved(activation, v128.load(a)));
    v128.store(a, curved(activation, v128.load(a, 16)), 16);
    v128.store(b, curved(activation, v128.load(b)));
    v128.store(b, curved(activation, v128.load(b, 16)), 16);
  }
}

/** An activation that is not a bound, of each lane. */
export function curved(activation: u32, x: v128): v128 {
  if (activation == SWISH || activation == SIGMOID) return smooth(x, activation == SIGMOID);
  const clipped = within(f32x4.splat(0), f32x4.splat(6), f32x4.add(x, f32x4.splat(3)));
  const gate = f32x4.mul(clipped, f32x4.splat(1.0 / 6.0));
  return activation == HARD_SIGMOID ? gate : f32x4.mul(x, gate);
}

/** Any activation of each lane; low and high are its bounds (simd.ts). */
@inline
export function activated(activation: u32, low: v128, high: v128, value: v128): v128 {
  return isCurve(activation) ? curved(activation, value) : within(low, high, value);
}

/** The activation of numbers that follow each other, where they lie: whole vectors. */
export function curveSpan(activation: u32, at: usize, bytes: usize): void {
  const end = at + bytes;
  for (; at + 64 <= end; at += 64) curvePairs(activation, at, at + 32);
  for (; at < end; at += 16) v128.store(at, curved(activation, v128.load(at)));
}

/** The activation of four rows of a panel, where they lie. */
export function curvePanel(activation: u32, at: usize, stride: usize): void {
  curvePairs(activation, at, at + stride);
  at += stride << 1;
  curvePairs(activation, at, at + stride);
}
