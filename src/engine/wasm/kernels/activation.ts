import { multiplyAdd, within } from './simd';

// Activations that are not bounds, as the plan encodes them: 3 swish, 4 hard swish, 5 sigmoid, 6 hard sigmoid. They are computed where
// the sums lie, in spans as long as there are.
const SWISH: u32 = 3;
const SIGMOID: u32 = 5;
const HARD_SIGMOID: u32 = 6;

/** Whether an activation is more than a bound. */
@inline
export function isCurve(activation: u32): bool {
  return activation >= SWISH;
}

/**
 * The numbers that curves are made of, in memory: loaded before a loop they stay in registers, where a browser makes constants anew in
 * each turn of it. First those of e^-x: -log2 e, the exponents' bounds, 1.5 * 2^23 (added to a number below 2^22, it leaves the nearest
 * whole number in the lowest bits), the polynomial of 2^r, and 1. Then those of the hard curves: 0, 3, 6 and 1 / 6.
 */
const NUMBERS: usize = memory.data<f32>([
  -1.4426950408889634, -126, 126, 12582912, 0.001326472614891827, 0.009671512991189957, 0.05550733581185341, 0.24022242426872253,
  0.6931470036506653, 1, 0, 3, 6, 1.0 / 6.0,
]);

@inline
function number(index: usize): v128 {
  return v128.load32_splat(NUMBERS + (index << 2));
}

/**
 * Swish, or the sigmoid if `alone`, of vectors from `at` to `end`, where they lie. e^-x is 2^n 2^r with |r| <= 1/2, 2^r a polynomial
 * that is 1 at 0 and off by 1e-7 of itself at most (least squares, weighted until the errors' peaks were alike). e^-x ends at 2^-126
 * and 2^126, as far as exponents reach. What is no number stays so.
 */
@inline
function smoothSpan(alone: bool, at: usize, end: usize): void {
  const scale = number(0);
  const least = number(1);
  const most = number(2);
  const rounder = number(3);
  const c5 = number(4);
  const c4 = number(5);
  const c3 = number(6);
  const c2 = number(7);
  const c1 = number(8);
  const one = number(9);
  for (; at < end; at += 16) {
    const x = v128.load(at);
    const power = within(least, most, f32x4.mul(x, scale));
    const shifted = f32x4.add(power, rounder);
    const r = f32x4.sub(power, f32x4.sub(shifted, rounder));
    let sum = multiplyAdd(c5, r, c4);
    sum = multiplyAdd(sum, r, c3);
    sum = multiplyAdd(sum, r, c2);
    sum = multiplyAdd(sum, r, c1);
    sum = multiplyAdd(sum, r, one);
    // n stands in the lowest bits of `shifted`: added to the exponent, it multiplies by 2^n.
    const divisor = f32x4.add(one, i32x4.add(sum, i32x4.shl(shifted, 23)));
    v128.store(at, f32x4.div(alone ? one : x, divisor));
  }
}

/** relu6(x + 3) / 6, and that times x unless `alone`, of vectors from `at` to `end`. */
@inline
function hardSpan(alone: bool, at: usize, end: usize): void {
  const none = number(10);
  const three = number(11);
  const six = number(12);
  const sixth = number(13);
  for (; at < end; at += 16) {
    const x = v128.load(at);
    const gate = f32x4.mul(within(none, six, f32x4.add(x, three)), sixth);
    v128.store(at, alone ? gate : f32x4.mul(x, gate));
  }
}

/** An activation that is not a bound, of numbers that follow each other, where they lie: whole vectors. */
export function curveSpan(activation: u32, at: usize, bytes: usize): void {
  const end = at + bytes;
  if (activation == SWISH) smoothSpan(false, at, end);
  else if (activation == SIGMOID) smoothSpan(true, at, end);
  else hardSpan(activation == HARD_SIGMOID, at, end);
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
