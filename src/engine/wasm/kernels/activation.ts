import { multiplyAdd, within } from './simd';

// Activations that are not bounds, as the plan encodes them: 3 swish, 4 hard swish, 5 sigmoid, 6 hard sigmoid.
const SWISH: u32 = 3;
const HARD_SWISH: u32 = 4;
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
 * 1 + e^-x. e^-x is 2^n 2^r with |r| <= 1/2, 2^r a polynomial that is 1 at 0 and off by 1e-7 of itself at most (least squares, weighted
 * until the errors' peaks were alike). e^-x ends at 2^-126 and 2^126, as far as exponents reach. What is no number stays so.
 */
@inline
function onePlusPower(x: v128): v128 {
  const power = within(f32x4.splat(-126), f32x4.splat(126), f32x4.mul(x, f32x4.splat(-1.4426950408889634)));
  const shifted = f32x4.add(power, f32x4.splat(ROUNDER));
  const r = f32x4.sub(power, f32x4.sub(shifted, f32x4.splat(ROUNDER)));
  let sum = multiplyAdd(f32x4.splat(0.001326472614891827), r, f32x4.splat(0.009671512991189957));
  sum = multiplyAdd(sum, r, f32x4.splat(0.05550733581185341));
  sum = multiplyAdd(sum, r, f32x4.splat(0.24022242426872253));
  sum = multiplyAdd(sum, r, f32x4.splat(0.6931470036506653));
  sum = multiplyAdd(sum, r, f32x4.splat(1));
  // n stands in the lowest bits of `shifted`: added to the exponent, it multiplies by 2^n.
  return f32x4.add(f32x4.splat(1), i32x4.add(sum, i32x4.shl(shifted, 23)));
}

/** relu6(x + 3) / 6 */
@inline
function hardGate(x: v128): v128 {
  const clipped = within(f32x4.splat(0), f32x4.splat(6), f32x4.add(x, f32x4.splat(3)));
  return f32x4.mul(clipped, f32x4.splat(1.0 / 6.0));
}

/** An activation that is not a bound, of each lane. What a caller gives as a constant costs nothing. */
@inline
function curve(activation: u32, x: v128): v128 {
  if (activation == SWISH) return f32x4.div(x, onePlusPower(x));
  if (activation == SIGMOID) return f32x4.div(f32x4.splat(1), onePlusPower(x));
  return activation == HARD_SIGMOID ? hardGate(x) : f32x4.mul(x, hardGate(x));
}

/** An activation that is not a bound, of each lane. */
export function curved(activation: u32, x: v128): v128 {
  if (activation == SWISH) return curve(SWISH, x);
  if (activation == SIGMOID) return curve(SIGMOID, x);
  return activation == HARD_SIGMOID ? curve(HARD_SIGMOID, x) : curve(HARD_SWISH, x);
}

/** Any activation of each lane; low and high are its bounds (simd.ts). */
@inline
export function activated(activation: u32, low: v128, high: v128, value: v128): v128 {
  return isCurve(activation) ? curved(activation, value) : within(low, high, value);
}

/** Two vectors a turn, which do not wait for each other; then what is left. */
@inline
function span(activation: u32, at: usize, bytes: usize): void {
  const end = at + bytes;
  for (; at + 32 <= end; at += 32) {
    const x0 = v128.load(at);
    const x1 = v128.load(at, 16);
    v128.store(at, curve(activation, x0));
    v128.store(at, curve(activation, x1), 16);
  }
  for (; at < end; at += 16) v128.store(at, curve(activation, v128.load(at)));
}

/**
 * The activation of numbers that follow each other, where they lie: whole vectors. Long spans are quick: the loop's constants stay in
 * registers.
 */
export function curveSpan(activation: u32, at: usize, bytes: usize): void {
  if (activation == SWISH) span(SWISH, at, bytes);
  else if (activation == SIGMOID) span(SIGMOID, at, bytes);
  else if (activation == HARD_SIGMOID) span(HARD_SIGMOID, at, bytes);
  else span(HARD_SWISH, at, bytes);
}

/**
 * The activation of channels channelStart..channelEnd (in bytes) of `pixels` pixels, where they lie: one span where that is all of a
 * pixel.
 */
export function curvePixels(
  activation: u32, at: usize, pixels: usize, pixelBytes: usize, channelStart: usize, channelEnd: usize,
): void {
  if (channelStart == 0 && channelEnd == pixelBytes) {
    curveSpan(activation, at, pixels * pixelBytes);
    return;
  }
  for (let pixel: usize = 0; pixel < pixels; pixel++) {
    curveSpan(activation, at + channelStart, channelEnd - channelStart);
    at += pixelBytes;
  }
}
