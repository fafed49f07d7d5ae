import { highest, lowest, multiplyAdd, PANEL, PANEL_BYTES, within } from './simd';

@inline
function copy(from: usize, to: usize, bytes: usize): void {
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
function clear(to: usize, bytes: usize): void {
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
 * 4 neighboring outputs of one panel: `runs` rows of the kernel, each `run` numbers long, `gap` bytes from the end of one to the
 * start of the next. See rows4 in gemm.ts, of which this is the twin with bias and activation.
 */
@inline
function pixels4(
  a: usize, step: usize, panel: usize, runs: i32, run: i32, gap: usize, bias: usize, low: v128, high: v128, out: usize,
  outStep: usize,
): void {
  const step2 = step << 1;
  const step3 = step2 + step;
  let s00 = v128.load(bias);
  let s01 = v128.load(bias, 16);
  let s10 = s00;
  let s11 = s01;
  let s20 = s00;
  let s21 = s01;
  let s30 = s00;
  let s31 = s01;
  do {
    let left = run;
    do {
      const b0 = v128.load(panel);
      const b1 = v128.load(panel, 16);
      let x = v128.load32_splat(a);
      s00 = multiplyAdd(x, b0, s00);
      s01 = multiplyAdd(x, b1, s01);
      x = v128.load32_splat(a + step);
      s10 = multiplyAdd(x, b0, s10);
      s11 = multiplyAdd(x, b1, s11);
      x = v128.load32_splat(a + step2);
      s20 = multiplyAdd(x, b0, s20);
      s21 = multiplyAdd(x, b1, s21);
      x = v128.load32_splat(a + step3);
      s30 = multiplyAdd(x, b0, s30);
      s31 = multiplyAdd(x, b1, s31);
      a += 4;
      panel += PANEL_BYTES;
    } while (--left);
    a += gap;
  } while (--runs);
  v128.store(out, within(low, high, s00));
  v128.store(out, within(low, high, s01), 16);
  out += outStep;
  v128.store(out, within(low, high, s10));
  v128.store(out, within(low, high, s11), 16);
  out += outStep;
  v128.store(out, within(low, high, s20));
  v128.store(out, within(low, high, s21), 16);
  out += outStep;
  v128.store(out, within(low, high, s30));
  v128.store(out, within(low, high, s31), 16);
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
        pixels4(
          from, step, weights + p * panelBytes, kernelHeight, run, pitch - (usize(run) << 2), bias + p * PANEL_BYTES, low, high,
          whole ? to : scratch, whole ? pixelBytes : PANEL_BYTES,
        );
        if (!whole) {
          const count = usize(min(outWidth - x, 4));
          for (let i: usize = 0; i < count; i++) copy(scratch + i * PANEL_BYTES, to + i * pixelBytes, channels << 2);
        }
        to += pixelBytes << 2;
        from += step << 2;
      }
    }
  }
}
