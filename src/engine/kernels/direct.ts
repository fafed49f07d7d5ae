import { gemm } from './gemm';
import { highest, lowest, PANEL, PANEL_BYTES, within } from './simd';

/** Copies pixels that lie `fromStep` bytes apart to places `toStep` apart. */
@inline
function copyPixels(from: usize, fromStep: usize, to: usize, toStep: usize, count: i32, pixelBytes: usize): void {
  const vectors = pixelBytes & ~15;
  for (; count > 0; count--) {
    let c: usize = 0;
    for (; c < vectors; c += 16) v128.store(to + c, v128.load(from + c));
    if (pixelBytes & 8) {
      i64.store(to + c, i64.load(from + c));
      c += 8;
    }
    if (pixelBytes & 4) i32.store(to + c, i32.load(from + c));
    from += fromStep;
    to += toStep;
  }
}

/**
 * The inputs under an output row as columns: for each x from `left` on, kernelHeight pixels one above the other, zeros outside of the
 * image. A patch of kernelWidth columns is then one run of numbers, and neighbors overlap. `zero` is a pixel of zeros.
 */
function gatherColumns(
  input: usize, to: usize, height: i32, width: i32, pixelBytes: usize, top: i32, kernelHeight: i32, left: i32, columns: i32,
  zero: usize,
): void {
  const columnBytes = usize(kernelHeight) * pixelBytes;
  const before = min(max(-left, 0), columns);
  const within = max(min(left + columns, width) - left - before, 0);
  for (let y = top; y < top + kernelHeight; y++) {
    const inside: bool = y >= 0 && y < height;
    const start = inside ? before : columns;
    copyPixels(zero, 0, to, columnBytes, start, pixelBytes);
    if (inside) {
      const from = input + usize(y * width + left + before) * pixelBytes;
      const at = to + usize(before) * columnBytes;
      copyPixels(from, pixelBytes, at, columnBytes, within, pixelBytes);
      copyPixels(zero, 0, at + usize(within) * columnBytes, columnBytes, columns - before - within, pixelBytes);
    }
    to += pixelBytes;
  }
}

/** Adds bias, activates and stores `rows` rows of sums as pixels. */
function finishRows(
  sums: usize, sumBytes: usize, bias: usize, out: usize, pixelBytes: usize, rows: usize, channelBytes: usize,
  activation: u32,
): void {
  const low = lowest(activation);
  const high = highest(activation);
  for (let row: usize = 0; row < rows; row++) {
    for (let c: usize = 0; c < channelBytes; c += 16) {
      v128.store(out + c, within(low, high, f32x4.add(v128.load(sums + c), v128.load(bias + c))));
    }
    sums += sumBytes;
    out += pixelBytes;
  }
}

/**
 * Any convolution over NHWC floats: gathers the columns of an output row, then multiplies. Weights are panels of depth
 * kernelWidth * kernelHeight * inChannels, in this order. Any inChannels; outChannels a multiple of 4. Computes output rows
 * rowStart..rowEnd of panels panelStart..panelEnd. Scratch: a pixel, the columns for the output row, its sums.
 */
export function direct(
  input: usize, weights: usize, bias: usize, output: usize, height: i32, width: i32, inChannels: i32, outWidth: i32,
  outChannels: usize, kernelHeight: i32, kernelWidth: i32, stride: i32, padTop: i32, padLeft: i32, activation: u32,
  rowStart: i32, rowEnd: i32, panelStart: usize, panelEnd: usize, scratch: usize,
): void {
  if (panelStart >= panelEnd) return;
  const inBytes = usize(inChannels) << 2;
  const columnBytes = usize(kernelHeight) * inBytes;
  const depth = usize(kernelHeight * kernelWidth * inChannels);
  const pixelBytes = outChannels << 2;
  const gemmRows = usize((outWidth + 3) & ~3);
  const step = usize(stride) * columnBytes;
  const gathered = scratch + ((inBytes + 15) & ~15);
  const sums = gathered + ((gemmRows * step + usize(kernelWidth) * columnBytes + 15) & ~15);
  const channel = panelStart * PANEL;
  const channelBytes = (min(panelEnd * PANEL, outChannels) - channel) << 2;
  const sumBytes = (panelEnd - panelStart) * PANEL_BYTES;
  const packed = weights + panelStart * depth * PANEL_BYTES;
  const columns = (outWidth - 1) * stride + kernelWidth;
  memory.fill(scratch, 0, inBytes);
  for (let y = rowStart; y < rowEnd; y++) {
    gatherColumns(input, gathered, height, width, inBytes, y * stride - padTop, kernelHeight, -padLeft, columns, scratch);
    gemm(gathered, step, packed, sums, sumBytes, gemmRows, panelEnd - panelStart, depth);
    const out = output + usize(y * outWidth) * pixelBytes + (channel << 2);
    finishRows(sums, sumBytes, bias + (channel << 2), out, pixelBytes, usize(outWidth), channelBytes, activation);
  }
}
