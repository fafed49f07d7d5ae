import { gemm } from './gemm';
import { highest, lowest, PANEL, PANEL_BYTES } from './simd';
import { transformBack, transformBackPooled, transformPatch } from './transforms';

/** F(4x4, 3x3): a tile of 4 x 4 outputs comes from 6 x 6 inputs by 36 multiplications a channel pair in place of 144. */
const POINTS: usize = 36;

/** An odd multiple of a cache line, so that the planes of a tile fall on different cache sets. */
@inline
function planeBytes(rows: usize, channelBytes: usize): usize {
  return ((rows * channelBytes + 127) & ~127) + 64;
}

/** Copies `bytes` (a multiple of 16). */
@inline
function copy(from: usize, to: usize, bytes: usize): void {
  for (const end = from + bytes; from < end; from += 16) {
    v128.store(to, v128.load(from));
    to += 16;
  }
}

/** Copies a patch that reaches over the edge of the image, with zeros outside, to a dense 6 x 6. */
function padPatch(
  input: usize, height: i32, width: i32, y0: i32, x0: i32, channelBytes: usize, out: usize,
): void {
  const left = max(x0, 0);
  const run = usize(min(x0 + 6, width) - left) * channelBytes;
  const before = usize(left - x0) * channelBytes;
  const rowBytes: usize = 6 * channelBytes;
  for (let y = y0; y < y0 + 6; y++) {
    const inside: bool = y >= 0 && y < height;
    if (!inside || run < rowBytes) {
      for (let at: usize = 0; at < rowBytes; at += 16) v128.store(out + at, f32x4.splat(0));
    }
    if (inside) copy(input + usize(y * width + left) * channelBytes, out + before, run);
    out += rowBytes;
  }
}

/**
 * 3 x 3 convolution, stride 1, zero padding 1 ("same"), over NHWC floats with channel counts that are multiples of 4;
 * bias, activation and, if `pool`, a 2 x 2 maximum of stride 2 are applied before the result is first written.
 * Computes tiles tileStart..tileEnd (4 x 4 outputs each, row-major) of panels panelStart..panelEnd (8 channels each).
 */
export function winograd(
  input: usize, weights: usize, bias: usize, output: usize, height: i32, width: i32, inChannels: usize,
  outChannels: usize, activation: u32, pool: u32, tileStart: i32, tileEnd: i32, panelStart: usize, panelEnd: usize,
  blockTiles: i32, scratch: usize,
): void {
  if (panelStart >= panelEnd) return;
  const channelBytes = inChannels << 2;
  const panels = panelEnd - panelStart;
  const allPanels = (outChannels + PANEL - 1) / PANEL;
  const sumBytes = panels * PANEL_BYTES;
  const plane = planeBytes(usize(blockTiles), channelBytes);
  const sumPlane = planeBytes(usize(blockTiles), sumBytes);
  const patch = scratch + 576;
  const planes = patch + POINTS * channelBytes;
  const sums = planes + POINTS * plane;
  const tilesAcross = (width + 3) >> 2;
  for (let first = tileStart; first < tileEnd; first += blockTiles) {
    const count = min(blockTiles, tileEnd - first);
    for (let t = 0; t < count; t++) {
      const y0 = ((first + t) / tilesAcross) * 4 - 1;
      const x0 = ((first + t) % tilesAcross) * 4 - 1;
      const to = planes + usize(t) * channelBytes;
      if (y0 >= 0 && x0 >= 0 && y0 + 6 <= height && x0 + 6 <= width) {
        const from = input + usize(y0 * width + x0) * channelBytes;
        transformPatch(from, channelBytes, usize(width) * channelBytes, to, plane, channelBytes, scratch);
      } else {
        padPatch(input, height, width, y0, x0, channelBytes, patch);
        transformPatch(patch, channelBytes, channelBytes * 6, to, plane, channelBytes, scratch);
      }
    }
    const rows = usize((count + 3) & ~3);
    for (let point: usize = 0; point < POINTS; point++) {
      const from = weights + (point * allPanels + panelStart) * inChannels * PANEL_BYTES;
      gemm(planes + point * plane, channelBytes, from, sums + point * sumPlane, sumBytes, rows, panels, inChannels);
    }
    writeTiles(
      sums, sumPlane, sumBytes, bias, output, height, width, outChannels, activation, pool, first, count,
      panelStart * PANEL, min(panelEnd * PANEL, outChannels), scratch,
    );
  }
}

/** Transforms sums back to tiles, and those that reach over the edge by way of scratch. */
function writeTiles(
  sums: usize, sumPlane: usize, sumBytes: usize, bias: usize, output: usize, height: i32, width: i32,
  outChannels: usize, activation: u32, pool: u32, first: i32, count: i32, channelStart: usize, channelEnd: usize,
  scratch: usize,
): void {
  const tilesAcross = (width + 3) >> 2;
  const pixelBytes = outChannels << 2;
  const side = 4 >> pool;
  const outHeight = height >> pool;
  const outWidth = width >> pool;
  const rowBytes = usize(outWidth) * pixelBytes;
  for (let t = 0; t < count; t++) {
    const y0 = ((first + t) / tilesAcross) * side;
    const x0 = ((first + t) % tilesAcross) * side;
    const rows = min(side, outHeight - y0);
    const columns = min(side, outWidth - x0);
    const whole = rows == side && columns == side;
    const from = sums + usize(t) * sumBytes;
    const to = output + usize(y0 * outWidth + x0) * pixelBytes;
    if (whole) {
      writeTile(from, sumPlane, to, rowBytes, pixelBytes, bias, activation, pool, channelStart, channelEnd, scratch);
      continue;
    }
    const tile = scratch + 576;
    for (let c = channelStart; c < channelEnd; c += 4) {
      const at = from + ((c - channelStart) << 2);
      writeTile(at, sumPlane, tile - (c << 2), 64, 16, bias, activation, pool, c, c + 4, scratch);
      for (let y = 0; y < rows; y++) {
        for (let x = 0; x < columns; x++) {
          v128.store(to + usize(y) * rowBytes + usize(x) * pixelBytes + (c << 2), v128.load(tile + usize(y * 64 + x * 16)));
        }
      }
    }
  }
}

/** One whole tile of channels channelStart..channelEnd; `from` is the first of them, `to` and `bias` channel 0. */
function writeTile(
  from: usize, plane: usize, to: usize, rowBytes: usize, pixelBytes: usize, bias: usize, activation: u32, pool: u32,
  channelStart: usize, channelEnd: usize, scratch: usize,
): void {
  const low = lowest(activation);
  const high = highest(activation);
  const end = channelEnd << 2;
  for (let c = channelStart << 2; c < end; c += 16) {
    if (pool) transformBackPooled(from, plane, scratch, to + c, rowBytes, pixelBytes, v128.load(bias + c), low, high);
    else transformBack(from, plane, scratch, to + c, rowBytes, pixelBytes, v128.load(bias + c), low, high);
    from += 16;
  }
}
