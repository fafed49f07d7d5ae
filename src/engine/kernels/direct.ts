import { gemm } from './gemm';
import { activate, PANEL, PANEL_BYTES } from './simd';

/** Copies `bytes` (16 or more, a multiple of 4) by vectors; the last one overlaps its neighbor. */
@inline
function copyRun(from: usize, to: usize, bytes: usize): void {
  const last = bytes - 16;
  for (let at: usize = 0; at < last; at += 16) v128.store(to + at, v128.load(from + at));
  v128.store(to + last, v128.load(from + last));
}

/** The inputs under one row of a kernel, zeros outside of the image. */
function copyEdge(
  row: usize, to: usize, inside: bool, x0: i32, width: i32, kernelWidth: i32, pixelBytes: usize,
): void {
  for (let x = x0; x < x0 + kernelWidth; x++) {
    const visible = inside && x >= 0 && x < width;
    const from = row + usize(x) * pixelBytes;
    for (let c: usize = 0; c < pixelBytes; c += 4) f32.store(to + c, visible ? f32.load(from + c) : 0);
    to += pixelBytes;
  }
}

/** Adds bias, activates and stores `rows` rows of sums as pixels. */
function finishRows(
  sums: usize, sumBytes: usize, bias: usize, out: usize, pixelBytes: usize, rows: usize, channelBytes: usize,
  activation: u32,
): void {
  for (let row: usize = 0; row < rows; row++) {
    for (let c: usize = 0; c < channelBytes; c += 16) {
      v128.store(out + c, activate(f32x4.add(v128.load(sums + c), v128.load(bias + c)), activation));
    }
    sums += sumBytes;
    out += pixelBytes;
  }
}

/** Bytes of scratch that {@link direct} needs. */
export function directScratch(outWidth: usize, depth: usize, panels: usize): usize {
  const rows = (outWidth + 3) & ~3;
  return rows * (depth << 2) + rows * panels * PANEL_BYTES;
}

/**
 * Any convolution over NHWC floats: gathers the patches of an output row, then multiplies. Weights are panels of depth
 * kernelHeight * kernelWidth * inChannels. Any inChannels; outChannels a multiple of 4. Computes output rows
 * rowStart..rowEnd of panels panelStart..panelEnd.
 */
export function direct(
  input: usize, weights: usize, bias: usize, output: usize, height: i32, width: i32, inChannels: i32, outWidth: i32,
  outChannels: usize, kernelHeight: i32, kernelWidth: i32, stride: i32, padTop: i32, padLeft: i32, activation: u32,
  rowStart: i32, rowEnd: i32, panelStart: usize, panelEnd: usize, scratch: usize,
): void {
  if (panelStart >= panelEnd) return;
  const inBytes = usize(inChannels) << 2;
  const runBytes = usize(kernelWidth) * inBytes;
  const depth = usize(kernelHeight * kernelWidth * inChannels);
  const pixelBytes = outChannels << 2;
  const gemmRows = usize((outWidth + 3) & ~3);
  const sums = scratch + gemmRows * (depth << 2);
  const channel = panelStart * PANEL;
  const channelBytes = (min(panelEnd * PANEL, outChannels) - channel) << 2;
  const sumBytes = (panelEnd - panelStart) * PANEL_BYTES;
  const packed = weights + panelStart * depth * PANEL_BYTES;
  for (let y = rowStart; y < rowEnd; y++) {
    let to = scratch;
    for (let x = 0; x < outWidth; x++) {
      const x0 = x * stride - padLeft;
      const whole = x0 >= 0 && x0 + kernelWidth <= width && runBytes >= 16;
      for (let ky = 0; ky < kernelHeight; ky++) {
        const iy = y * stride - padTop + ky;
        const inside = iy >= 0 && iy < height;
        const row = input + usize(iy * width) * inBytes;
        if (whole && inside) copyRun(row + usize(x0) * inBytes, to, runBytes);
        else copyEdge(row, to, inside, x0, width, kernelWidth, inBytes);
        to += runBytes;
      }
    }
    gemm(scratch, depth << 2, packed, sums, sumBytes, gemmRows, panelEnd - panelStart, depth);
    const out = output + usize(y * outWidth) * pixelBytes + (channel << 2);
    finishRows(sums, sumBytes, bias + (channel << 2), out, pixelBytes, usize(outWidth), channelBytes, activation);
  }
}
