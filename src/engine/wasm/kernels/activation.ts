import { multiplyAdd, PANEL_BYTES, within } from './simd';

// Activations that are not bounds, as the plan encodes them: 3 swish, 4 hard swish, 5 sigmoid, 6 hard sigmoid.
const FIRST_CURVE: u32 = 3;
const HARD_SWISH: u32 = 4;
const SIGMOID: u32 = 5;
const HARD_SIGMOID: u32 = 6;

/** Whether an activation is more than a bound. */
@inline
export function isCurve(activation: u32): bool {
  return activation >= FIRST_CURVE;
}

/**
 * e^x within 2e-7 of it, for x in -87..87: 2^n e^r with |r| <= ln 2 / 2, where Taylor's series to r^7 is off by 5e-9. What is no number
 * stays so.
 */
@inline
function power(x: v128): v128 {
  const n = f32x4.nearest(f32x4.mul(x, f32x4.splat(1.4426950408889634)));
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
  const exponent = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23);
  return f32x4.mul(sum, exponent);
}

/** An activation that is not a bound, of each lane. */
export function curved(activation: u32, x: v128): v128 {
  let gate: v128;
  if (activation == HARD_SWISH || activation == HARD_SIGMOID) {
    const clipped = within(f32x4.splat(0), f32x4.splat(6), f32x4.add(x, f32x4.splat(3)));
    gate = f32x4.mul(clipped, f32x4.splat(1.0 / 6.0));
  } else {
    const negative = within(f32x4.splat(-87), f32x4.splat(87), f32x4.neg(x));
    gate = f32x4.div(f32x4.splat(1), f32x4.add(f32x4.splat(1), power(negative)));
  }
  return activation == SIGMOID || activation == HARD_SIGMOID ? gate : f32x4.mul(x, gate);
}

/** Any activation of each lane; low and high are its bounds (simd.ts). */
@inline
export function activated(activation: u32, low: v128, high: v128, value: v128): v128 {
  return isCurve(activation) ? curved(activation, value) : within(low, high, value);
}

/** The activation of four rows of a panel, where they lie. */
export function curvePanel(activation: u32, at: usize, stride: usize): void {
  for (let row = 0; row < 4; row++) {
    for (let x = at; x < at + PANEL_BYTES; x += 16) v128.store(x, curved(activation, v128.load(x)));
    at += stride;
  }
}
