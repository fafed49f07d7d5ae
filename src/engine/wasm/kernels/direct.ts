import { curvePixels, isCurve } from './activation';
import { rows4 } from './gemm';
import { highest, lowest, PANEL, PANEL_BYTES } from './simd';

@inline
export function copy(from: usize, to: usize, bytes: usize): void {
  const end = to + bytes;
  for (; to + 16 <= end; to += 16) {
    v128.store(to, v128.load(from));
    from += 16;
  }
  for (; to < end; to += 4) {
    i32.store(to, i32.load(from));
    from += 4;
  }
}

@inline
export function clear(to: usize, bytes: usize): void {
  const end = to + bytes;
  for (; to + 16 <= end; to += 16) v128.store(to, f32x4.splat(0));
  for (; to < end; to += 4) i32.store(to, 0);
}

/** Copies the rows under an output row, `pitch` bytes apart: `columns` pixels from x = -left on, zeros outside of the image. */
function padRows(
  input: usize, to: usize, pitch: usize, height: i32, width: i32, pixelBytes: usize, top: i32, rows: i32, left: i32, columns: i32,
): void {
  const before = usize(min(left, columns)) * pixelBytes;
  const visible = usize(max(min(width, columns - left), 0)) * pixelBytes;
  const all = usize(columns) * pixelBytes;
  for (let y = top; y < top + rows; y++) {
    if (y < 0 || y >= height) clear(to, all);
    else {
      clear(to, before);
      copy(input + usize(y * width) * pixelBytes, to + before, visible);
      clear(to + before + visible, all - before - visible);
    }
    to += pitch;
  }
}

/**
 * Any convolution over NHWC floats: copies the rows under an output row, with zeros around them, then multiplies. Weights are
 * panels of depth kernelHeight * kernelWidth * inChannels. Any inChannels; outChannels a multiple of 4. Computes output rows
 * rowStart..rowEnd of panels panelStart..panelEnd. Scratch: 128 bytes, then kernelHeight rows for outWidth counted in fours.
 */
export function direct(
  input: usize, weights: usize, bias: usize, output: usize, height: i32, width: i32, inChannels: i32, outWidth: i32,
  outChannels: usize, kernelHeight: i32, kernelWidth: i32, stride: i32, padTop: i32, padLeft: i32, activation: u32,
  rowStart: i32, rowEnd: i32, panelStart: usize, panelEnd: usize, scratch: usize,
): void {
  const inBytes = usize(inChannels) << 2;
  const run = kernelWidth * inChannels;
  const step = usize(stride) * inBytes;
  const pixelBytes = outChannels << 2;
  const pitch = usize(((outWidth + 3) & ~3) - 1) * step + (usize(run) << 2);
  const panelBytes = usize(kernelHeight * run) * PANEL_BYTES;
  const columns = (outWidth - 1) * stride + kernelWidth;
  const low = lowest(activation);
  const high = highest(activation);
  const rows = scratch + 128;
  for (let y = rowStart; y < rowEnd; y++) {
    padRows(input, rows, pitch, height, width, inBytes, y * stride - padTop, kernelHeight, padLeft, columns);
    for (let p = panelStart; p < panelEnd; p++) {
      const channels = min(outChannels - p * PANEL, PANEL);
      let to = output + usize(y * outWidth) * pixelBytes + p * PANEL_BYTES;
      let from = rows;
      for (let x = 0; x < outWidth; x += 4) {
        // What would reach beyond the row or the channels goes by way of scratch.
        const whole: bool = x + 4 <= outWidth && channels == PANEL;
        rows4(
          from, step, weights + p * panelBytes, whole ? to : scratch, whole ? pixelBytes : PANEL_BYTES, kernelHeight, usize(run),
          pitch - (usize(run) << 2), bias + p * PANEL_BYTES, true, low, high,
        );
        if (!whole) {
          const count = usize(min(outWidth - x, 4));
          for (let i: usize = 0; i < count; i++) copy(scratch + i * PANEL_BYTES, to + i * pixelBytes, channels << 2);
        }
        to += pixelBytes << 2;
        from += step << 2;
      }
    }
    if (isCurve(activation)) {
      const end = min(panelEnd * PANEL_BYTES, pixelBytes);
      const row = output + usize(y * outWidth) * pixelBytes;
      curvePixels(activation, row, usize(outWidth), pixelBytes, panelStart * PANEL_BYTES, end);
    }
  }
}
