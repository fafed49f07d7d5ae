import { gemm } from './gemm';
import { highest, lowest, PANEL, PANEL_BYTES } from './simd';
import { patchToPlanes4, planesToPooled4, planesToTile4 } from './tile4';
import { patchToPlanes5, planesToTile5 } from './tile5';

// F(4x4, 3x3): a tile of 4 x 4 outputs comes from 6 x 6 inputs by 36 multiplications a channel pair in place of 144;
// F(5x5, 3x3): 5 x 5 from 7 x 7 by 49 in place of 225.

/** Scratch of the transforms: 7 x 7 vectors, and some. */
const TRANSFORM: usize = 832;

/** An odd multiple of a cache line, so that the planes of a tile fall on different cache sets. */
@inline
function planeBytes(rows: usize, channelBytes: usize): usize {
  return ((rows * channelBytes + 127) & ~127) + 64;
}

/** Copies a patch that reaches over the edge of the image, with zeros outside, to a dense square of `side` pixels. */
function padPatch(
  input: usize, height: i32, width: i32, y0: i32, x0: i32, side: i32, channelBytes: usize, out: usize,
): void {
  const left = max(x0, 0);
  const run = usize(min(x0 + side, width) - left) * channelBytes;
  const before = usize(left - x0) * channelBytes;
  const rowBytes = usize(side) * channelBytes;
  for (let y = y0; y < y0 + side; y++) {
    const inside: bool = y >= 0 && y < height;
    if (!inside || run < rowBytes) {
      for (let at: usize = 0; at < rowBytes; at += 16) v128.store(out + at, f32x4.splat(0));
    }
    if (inside) {
      const from = input + usize(y * width + left) * channelBytes;
      for (let at: usize = 0; at < run; at += 16) v128.store(out + before + at, v128.load(from + at));
    }
    out += rowBytes;
  }
}

/**
 * 3 x 3 convolution, stride 1, zero padding 1 ("same"), over NHWC floats with channel counts that are multiples of 4;
 * bias, activation and, if `pool`, a 2 x 2 maximum of stride 2 are applied before the result is first written.
 * Computes tiles tileStart..tileEnd of panels panelStart..panelEnd (8 channels each). Tiles, row-major, are `tile` outputs wide and
 * high: 4, or 5 where nothing is pooled. Blocks of `blockTiles` tiles (a multiple of 4) go through the products together.
 */
export function winograd(
  input: usize, weights: usize, bias: usize, output: usize, height: i32, width: i32, inChannels: usize,
  outChannels: usize, activation: u32, pool: u32, tile: i32, tileStart: i32, tileEnd: i32, panelStart: usize,
  panelEnd: usize, blockTiles: i32, scratch: usize,
): void {
  if (panelStart >= panelEnd) return;
  const channelBytes = inChannels << 2;
  const panels = panelEnd - panelStart;
  const allPanels = (outChannels + PANEL - 1) / PANEL;
  const sumBytes = panels * PANEL_BYTES;
  const plane = planeBytes(usize(blockTiles), channelBytes);
  const sumPlane = planeBytes(usize(blockTiles), sumBytes);
  const side = tile + 2;
  const points = usize(side * side);
  const planes = scratch + TRANSFORM + points * channelBytes;
  const sums = planes + points * plane;
  for (let first = tileStart; first < tileEnd; first += blockTiles) {
    const count = min(blockTiles, tileEnd - first);
    readTiles(input, height, width, channelBytes, tile, first, count, planes, plane, scratch);
    const rows = usize((count + 3) & ~3);
    for (let point: usize = 0; point < points; point++) {
      const from = weights + (point * allPanels + panelStart) * inChannels * PANEL_BYTES;
      gemm(planes + point * plane, channelBytes, from, sums + point * sumPlane, sumBytes, rows, panels, inChannels);
    }
    writeTiles(
      sums, sumPlane, sumBytes, bias, output, height, width, outChannels, activation, pool, tile, first, count,
      panelStart * PANEL, min(panelEnd * PANEL, outChannels), scratch,
    );
  }
}

/** Transforms the patches of `count` tiles from `first` on, those that reach over the edge by way of scratch. */
function readTiles(
  input: usize, height: i32, width: i32, channelBytes: usize, tile: i32, first: i32, count: i32, to: usize, plane: usize,
  scratch: usize,
): void {
  const side = tile + 2;
  const across = (width + tile - 1) / tile;
  const padded = scratch + TRANSFORM;
  for (let t = first; t < first + count; t++) {
    const y0 = (t / across) * tile - 1;
    const x0 = (t % across) * tile - 1;
    let patch = input + usize(y0 * width + x0) * channelBytes;
    let rowBytes = usize(width) * channelBytes;
    if (y0 < 0 || x0 < 0 || y0 + side > height || x0 + side > width) {
      padPatch(input, height, width, y0, x0, side, channelBytes, padded);
      patch = padded;
      rowBytes = usize(side) * channelBytes;
    }
    if (tile == 4) patchToPlanes4(patch, channelBytes, rowBytes, to, plane, channelBytes, scratch);
    else patchToPlanes5(patch, channelBytes, rowBytes, to, plane, channelBytes, scratch);
    to += channelBytes;
  }
}

/** Transforms sums back to tiles, those that reach over the edge by way of scratch. */
function writeTiles(
  sums: usize, sumPlane: usize, sumBytes: usize, bias: usize, output: usize, height: i32, width: i32,
  outChannels: usize, activation: u32, pool: u32, tile: i32, first: i32, count: i32, channelStart: usize, channelEnd: usize,
  scratch: usize,
): void {
  const across = (width + tile - 1) / tile;
  const pixelBytes = outChannels << 2;
  const side = tile >> pool;
  const outHeight = height >> pool;
  const outWidth = width >> pool;
  const rowBytes = usize(outWidth) * pixelBytes;
  const edge = scratch + TRANSFORM;
  for (let t = first; t < first + count; t++) {
    const y0 = (t / across) * side;
    const x0 = (t % across) * side;
    const rows = min(side, outHeight - y0);
    const columns = min(side, outWidth - x0);
    const to = output + usize(y0 * outWidth + x0) * pixelBytes;
    const whole: bool = rows == side && columns == side;
    const last = whole ? channelEnd : channelStart + 4;
    let from = sums;
    for (let c = channelStart; c < channelEnd; c += last - channelStart) {
      const place = whole ? to : edge - (c << 2);
      const end = whole ? channelEnd : c + 4;
      writeTile(
        from, sumPlane, place, whole ? rowBytes : 80, whole ? pixelBytes : 16, bias, activation, pool, tile, c, end, scratch,
      );
      from += 16;
      if (!whole) copyEdge(edge, to + (c << 2), rows, columns, rowBytes, pixelBytes);
    }
    sums += sumBytes;
  }
}

/** Copies one vector of the pixels of an edge tile that lie inside of the image. */
function copyEdge(from: usize, to: usize, rows: i32, columns: i32, rowBytes: usize, pixelBytes: usize): void {
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) v128.store(to + usize(x) * pixelBytes, v128.load(from + usize(x * 16)));
    from += 80;
    to += rowBytes;
  }
}

/** One whole tile of channels channelStart..channelEnd; `from` is the first of them, `to` and `bias` channel 0. */
function writeTile(
  from: usize, plane: usize, to: usize, rowBytes: usize, pixelBytes: usize, bias: usize, activation: u32, pool: u32,
  tile: i32, channelStart: usize, channelEnd: usize, scratch: usize,
): void {
  const low = lowest(activation);
  const high = highest(activation);
  const end = channelEnd << 2;
  for (let c = channelStart << 2; c < end; c += 16) {
    const add = v128.load(bias + c);
    if (pool) planesToPooled4(from, plane, scratch, to + c, rowBytes, pixelBytes, add, low, high);
    else if (tile == 4) planesToTile4(from, plane, scratch, to + c, rowBytes, pixelBytes, add, low, high);
    else planesToTile5(from, plane, scratch, to + c, rowBytes, pixelBytes, add, low, high);
    from += 16;
  }
}
