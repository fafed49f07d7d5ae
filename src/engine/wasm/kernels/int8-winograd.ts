import { gemm16 } from './int8-gemm';
import { patchToPlanes8, planesToTile8 } from './int8-tile';
import { PANEL, PANEL_BYTES } from './simd';

// F(4x4, 3x3) in whole numbers: the planes and the transformed filters have 16 bits, products are summed in 32. What is lost is lost
// at the rounding to levels alone; the sums are those that the convolution done directly would have.

/** Scratch of the transforms. */
const TRANSFORM: usize = 832;
/** The greatest level. -128 is none, so that levels have the same range on both sides. */
const TOP: f32 = 127;

@inline
function planeBytes(rows: usize, rowBytes: usize): usize {
  return ((rows * rowBytes + 127) & ~127) + 64;
}

/** Copies a patch of 6 x 6 pixels that reaches over the edge of the image, with zeros outside. */
function padPatch(input: usize, height: i32, width: i32, y0: i32, x0: i32, channels: usize, out: usize): void {
  const left = max(x0, 0);
  const run = usize(min(x0 + 6, width) - left) * channels;
  const before = usize(left - x0) * channels;
  const rowBytes: usize = 6 * channels;
  for (let y = y0; y < y0 + 6; y++) {
    const inside: bool = y >= 0 && y < height;
    if (!inside || run < rowBytes) {
      for (let at: usize = 0; at < rowBytes; at += 8) store<u64>(out + at, 0);
    }
    if (inside) {
      const from = input + usize(y * width + left) * channels;
      for (let at: usize = 0; at < run; at += 8) store<u64>(out + before + at, load<u64>(from + at));
    }
    out += rowBytes;
  }
}

/**
 * 3 x 3 convolution, stride 1, zero padding 1 ("same"), over NHWC levels (int8) with channel counts that are multiples of 8. `factors`
 * holds, for each output channel, what turns a sum into a number of the output (over 576), then what is added: both in steps of the
 * output, where that is levels. It is rounded to the nearest level (half to even) and kept within them, from 0 on with `relu`; with
 * `floats` it is written as a float, kept over 0 with `relu`. With `pool` a 2 x 2 maximum of stride 2 is taken first, which factors
 * over 0 keep in order. The rest as in winograd.ts.
 */
export function int8Winograd(
  input: usize, weights: usize, factors: usize, output: usize, height: i32, width: i32, inChannels: usize,
  outChannels: usize, relu: u32, floats: u32, pool: u32, tileStart: i32, tileEnd: i32, panelStart: usize, panelEnd: usize,
  blockTiles: i32, scratch: usize,
): void {
  if (panelStart >= panelEnd) return;
  const rowBytes = inChannels << 1;
  const panels = panelEnd - panelStart;
  const allPanels = outChannels / PANEL;
  const sumBytes = panels * PANEL_BYTES;
  const plane = planeBytes(usize(blockTiles), rowBytes);
  const sumPlane = planeBytes(usize(blockTiles), sumBytes);
  const planes = scratch + TRANSFORM + 36 * inChannels;
  const sums = planes + 36 * plane;
  for (let first = tileStart; first < tileEnd; first += blockTiles) {
    const count = min(blockTiles, tileEnd - first);
    readTiles(input, height, width, inChannels, first, count, planes, plane, scratch);
    const rows = usize((count + 3) & ~3);
    for (let point: usize = 0; point < 36; point++) {
      const from = weights + (point * allPanels + panelStart) * (inChannels >> 1) * PANEL_BYTES;
      gemm16(planes + point * plane, rowBytes, from, sums + point * sumPlane, sumBytes, rows, panels, inChannels);
    }
    writeTiles(
      sums, sumPlane, sumBytes, factors, output, height, width, outChannels, relu, floats, pool, first, count,
      panelStart * PANEL, panelEnd * PANEL, scratch,
    );
  }
}

/** Transforms the patches of `count` tiles from `first` on, those that reach over the edge by way of scratch. */
function readTiles(
  input: usize, height: i32, width: i32, channels: usize, first: i32, count: i32, to: usize, plane: usize, scratch: usize,
): void {
  const across = (width + 3) >> 2;
  const padded = scratch + TRANSFORM;
  for (let t = first; t < first + count; t++) {
    const y0 = (t / across) * 4 - 1;
    const x0 = (t % across) * 4 - 1;
    let patch = input + usize(y0 * width + x0) * channels;
    let rowBytes = usize(width) * channels;
    if (y0 < 0 || x0 < 0 || y0 + 6 > height || x0 + 6 > width) {
      padPatch(input, height, width, y0, x0, channels, padded);
      patch = padded;
      rowBytes = 6 * channels;
    }
    patchToPlanes8(patch, rowBytes, to, plane, channels, channels, scratch);
    to += channels << 1;
  }
}

/** Transforms sums back to tiles; of those that reach over the edge only what lies inside is written. */
function writeTiles(
  sums: usize, sumPlane: usize, sumBytes: usize, factors: usize, output: usize, height: i32, width: i32,
  outChannels: usize, relu: u32, floats: u32, pool: u32, first: i32, count: i32, channelStart: usize, channelEnd: usize,
  scratch: usize,
): void {
  const across = (width + 3) >> 2;
  const size = floats << 1;
  const pixelBytes = outChannels << size;
  const side = 4 >> pool;
  const outHeight = height >> pool;
  const outWidth = width >> pool;
  const rowBytes = usize(outWidth) * pixelBytes;
  const floor: f32 = relu ? 0 : floats ? -f32.MAX_VALUE : -TOP;
  const low = f32x4.splat(floor);
  const high = f32x4.splat(floats ? f32.MAX_VALUE : TOP);
  for (let t = first; t < first + count; t++) {
    const y0 = (t / across) * side;
    const x0 = (t % across) * side;
    const rows = min(side, outHeight - y0);
    const columns = min(side, outWidth - x0);
    const to = output + usize(y0 * outWidth + x0) * pixelBytes;
    let from = sums;
    for (let c = channelStart; c < channelEnd; c += 4) {
      const factor = v128.load(factors + (c << 2));
      const add = v128.load(factors + ((outChannels + c) << 2));
      planesToTile8(from, sumPlane, scratch);
      if (floats) writeFloats(scratch, to + (c << 2), rows, columns, rowBytes, pixelBytes, pool, factor, add, low, high);
      else writeLevels(scratch, to + c, rows, columns, rowBytes, pixelBytes, pool, factor, add, low, high);
      from += 16;
    }
    sums += sumBytes;
  }
}

/** The number at a pixel of the tile in scratch, or the greatest of a 2 x 2. */
@inline
function pixelOf(at: usize, pool: u32): v128 {
  const value = v128.load(at);
  if (!pool) return value;
  const upper = f32x4.pmax(value, v128.load(at, 16));
  return f32x4.pmax(upper, f32x4.pmax(v128.load(at, 96), v128.load(at, 112)));
}

@inline
function finished(value: v128, factor: v128, add: v128, low: v128, high: v128): v128 {
  return f32x4.pmin(f32x4.pmax(f32x4.add(f32x4.mul(value, factor), add), low), high);
}

function writeFloats(
  tile: usize, to: usize, rows: i32, columns: i32, rowBytes: usize, pixelBytes: usize, pool: u32, factor: v128, add: v128,
  low: v128, high: v128,
): void {
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      const value = pixelOf(tile + (usize(x << pool) << 4), pool);
      v128.store(to + usize(x) * pixelBytes, finished(value, factor, add, low, high));
    }
    tile += 96 << pool;
    to += rowBytes;
  }
}

/** Four numbers as levels, 4 bytes. */
@inline
function storeLevels(to: usize, value: v128): void {
  const whole = i32x4.trunc_sat_f32x4_s(f32x4.nearest(value));
  const halves = i16x8.narrow_i32x4_s(whole, whole);
  v128.store_lane<i32>(to, i8x16.narrow_i16x8_s(halves, halves), 0);
}

function writeLevels(
  tile: usize, to: usize, rows: i32, columns: i32, rowBytes: usize, pixelBytes: usize, pool: u32, factor: v128, add: v128,
  low: v128, high: v128,
): void {
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      const value = pixelOf(tile + (usize(x << pool) << 4), pool);
      storeLevels(to + usize(x) * pixelBytes, finished(value, factor, add, low, high));
    }
    tile += 96 << pool;
    to += rowBytes;
  }
}

/** Floats from..to of an image to levels: the nearest (half to even) of value / step, kept within -127 and 127. Counts in fours. */
export function quantize(input: usize, output: usize, step: f32, from: usize, to: usize): void {
  const inverse = f32x4.splat(1 / step);
  const low = f32x4.splat(-TOP);
  const high = f32x4.splat(TOP);
  for (let at = from; at < to; at += 4) {
    const value = f32x4.mul(v128.load(input + (at << 2)), inverse);
    storeLevels(output + at, f32x4.pmin(f32x4.pmax(value, low), high));
  }
}
