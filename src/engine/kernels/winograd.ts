import { gemm } from './gemm';
import { activate, multiplyAdd, PANEL, PANEL_BYTES } from './simd';

// F(4x4, 3x3) of Lavin and Gray (arXiv:1509.09308): a tile of 4 x 4 outputs comes from 6 x 6 inputs by 36 multiplications
// a channel pair in place of 144. Points 0, 1, -1, 2, -2 and infinity.
const POINTS: usize = 36;

/** An odd multiple of a cache line, so that the 36 planes of a tile fall on 36 different cache sets. */
@inline
function planeBytes(rows: usize, channelBytes: usize): usize {
  return ((rows * channelBytes + 127) & ~127) + 64;
}

@inline
function store6(
  to: usize, step: usize, d0: v128, d1: v128, d2: v128, d3: v128, d4: v128, d5: v128,
): void {
  const four = f32x4.splat(4);
  const minusFour = f32x4.splat(-4);
  const minusFive = f32x4.splat(-5);
  v128.store(to, multiplyAdd(four, d0, multiplyAdd(minusFive, d2, d4)));
  const a = multiplyAdd(minusFour, d2, d4);
  const b = multiplyAdd(minusFour, d1, d3);
  to += step;
  v128.store(to, f32x4.add(a, b));
  to += step;
  v128.store(to, f32x4.sub(a, b));
  const c = f32x4.sub(d4, d2);
  const e = f32x4.sub(d3, d1);
  const e2 = f32x4.add(e, e);
  to += step;
  v128.store(to, f32x4.add(c, e2));
  to += step;
  v128.store(to, f32x4.sub(c, e2));
  to += step;
  v128.store(to, multiplyAdd(four, d1, multiplyAdd(minusFive, d3, d5)));
}

/** 6 x 6 inputs of `channelBytes` channels to one row of each of the 36 planes: V = B^T d B. */
function transformPatch(
  patch: usize, pixelBytes: usize, rowBytes: usize, out: usize, plane: usize, channelBytes: usize, scratch: usize,
): void {
  for (let c: usize = 0; c < channelBytes; c += 16) {
    let column = patch + c;
    for (let x: usize = 0; x < 96; x += 16) {
      let at = column;
      const d0 = v128.load(at);
      at += rowBytes;
      const d1 = v128.load(at);
      at += rowBytes;
      const d2 = v128.load(at);
      at += rowBytes;
      const d3 = v128.load(at);
      at += rowBytes;
      const d4 = v128.load(at);
      at += rowBytes;
      store6(scratch + x, 96, d0, d1, d2, d3, d4, v128.load(at));
      column += pixelBytes;
    }
    let to = out + c;
    for (let y = scratch; y < scratch + 576; y += 96) {
      store6(
        to, plane, v128.load(y), v128.load(y, 16), v128.load(y, 32), v128.load(y, 48), v128.load(y, 64), v128.load(y, 80),
      );
      to += plane * 6;
    }
  }
}

/** Copies a patch that reaches over the edge of the image, with zeros outside, to a dense 6 x 6. */
function padPatch(
  input: usize, height: i32, width: i32, y0: i32, x0: i32, channelBytes: usize, out: usize,
): void {
  for (let y = y0; y < y0 + 6; y++) {
    for (let x = x0; x < x0 + 6; x++) {
      if (y < 0 || y >= height || x < 0 || x >= width) memory.fill(out, 0, channelBytes);
      else memory.copy(out, input + usize(y * width + x) * channelBytes, channelBytes);
      out += channelBytes;
    }
  }
}

@inline
function store4(to: usize, m0: v128, m1: v128, m2: v128, m3: v128, m4: v128, m5: v128): void {
  const sum = f32x4.add(m1, m2);
  const difference = f32x4.sub(m1, m2);
  const sum2 = f32x4.add(m3, m4);
  const difference2 = f32x4.sub(m3, m4);
  v128.store(to, f32x4.add(f32x4.add(m0, sum), sum2));
  v128.store(to + 96, multiplyAdd(f32x4.splat(2), difference2, difference));
  v128.store(to + 192, multiplyAdd(f32x4.splat(4), sum2, sum));
  v128.store(to + 288, f32x4.add(multiplyAdd(f32x4.splat(8), difference2, difference), m5));
}
/** One row of the 36 planes to 4 x 4 outputs in scratch: Y = A^T m A, bias and activation applied. */
@inline
function transformBack(from: usize, plane: usize, scratch: usize, bias: v128, activation: u32): void {
  for (let x: usize = 0; x < 96; x += 16) {
    let at = from;
    const m0 = v128.load(at);
    at += plane * 6;
    const m1 = v128.load(at);
    at += plane * 6;
    const m2 = v128.load(at);
    at += plane * 6;
    const m3 = v128.load(at);
    at += plane * 6;
    const m4 = v128.load(at);
    at += plane * 6;
    store4(scratch + x, m0, m1, m2, m3, m4, v128.load(at));
    from += plane;
  }
  for (let y = scratch; y < scratch + 384; y += 96) {
    const m0 = v128.load(y);
    const m1 = v128.load(y, 16);
    const m2 = v128.load(y, 32);
    const m3 = v128.load(y, 48);
    const m4 = v128.load(y, 64);
    const sum = f32x4.add(m1, m2);
    const difference = f32x4.sub(m1, m2);
    const sum2 = f32x4.add(m3, m4);
    const difference2 = f32x4.sub(m3, m4);
    v128.store(y, activate(f32x4.add(f32x4.add(f32x4.add(m0, sum), sum2), bias), activation));
    v128.store(y, activate(f32x4.add(multiplyAdd(f32x4.splat(2), difference2, difference), bias), activation), 16);
    v128.store(y, activate(f32x4.add(multiplyAdd(f32x4.splat(4), sum2, sum), bias), activation), 32);
    v128.store(
      y, activate(f32x4.add(f32x4.add(multiplyAdd(f32x4.splat(8), difference2, difference), v128.load(y, 80)), bias), activation), 48,
    );
  }
}

/** Bytes of scratch that {@link winograd} needs for blocks of `blockTiles` tiles (a multiple of 4). */
export function winogradScratch(blockTiles: usize, inChannels: usize, panels: usize): usize {
  return (
    576 + POINTS * (inChannels << 2) +
    POINTS * (planeBytes(blockTiles, inChannels << 2) + planeBytes(blockTiles, panels * PANEL_BYTES))
  );
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

function writeTiles(
  sums: usize, sumPlane: usize, sumBytes: usize, bias: usize, output: usize, height: i32, width: i32,
  outChannels: usize, activation: u32, pool: u32, first: i32, count: i32, channelStart: usize, channelEnd: usize,
  scratch: usize,
): void {
  const tilesAcross = (width + 3) >> 2;
  const pixelBytes = outChannels << 2;
  for (let t = 0; t < count; t++) {
    const y0 = ((first + t) / tilesAcross) * 4;
    const x0 = ((first + t) % tilesAcross) * 4;
    const rows = min(4, height - y0);
    const columns = min(4, width - x0);
    let from = sums + usize(t) * sumBytes;
    for (let c = channelStart; c < channelEnd; c += 4) {
      transformBack(from, sumPlane, scratch, v128.load(bias + (c << 2)), activation);
      from += 16;
      if (pool) {
        const to = output + usize((y0 >> 1) * (width >> 1) + (x0 >> 1)) * pixelBytes + (c << 2);
        writePooled(scratch, to, rows >> 1, columns >> 1, usize(width >> 1) * pixelBytes, pixelBytes);
      } else {
        const to = output + usize(y0 * width + x0) * pixelBytes + (c << 2);
        writePlain(scratch, to, rows, columns, usize(width) * pixelBytes, pixelBytes);
      }
    }
  }
}

@inline
function writePlain(from: usize, to: usize, rows: i32, columns: i32, rowBytes: usize, pixelBytes: usize): void {
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      v128.store(to + usize(y) * rowBytes + usize(x) * pixelBytes, v128.load(from + usize(y * 96 + x * 16)));
    }
  }
}

@inline
function writePooled(from: usize, to: usize, rows: i32, columns: i32, rowBytes: usize, pixelBytes: usize): void {
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      const at = from + usize(y * 192 + x * 32);
      const top = f32x4.pmax(v128.load(at), v128.load(at, 16));
      const bottom = f32x4.pmax(v128.load(at, 96), v128.load(at, 112));
      v128.store(to + usize(y) * rowBytes + usize(x) * pixelBytes, f32x4.pmax(top, bottom));
    }
  }
}
