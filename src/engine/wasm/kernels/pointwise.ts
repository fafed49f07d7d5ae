import { curvePixels, isCurve } from './activation';
import { copy } from './direct';
import { rows4 } from './gemm';
import { highest, lowest, PANEL, PANEL_BYTES } from './simd';

/** The most pixels whose inputs stay near while all panels of weights go over them. */
const BLOCK: usize = 56;

/**
 * A 1 x 1 convolution of stride 1: a matrix product that reads the image where it lies. Weights are panels of depth inChannels. Any
 * inChannels; outChannels a multiple of 4. Pixels pixelStart..pixelEnd (the start a multiple of 4) of panels panelStart..panelEnd.
 * Scratch: 128 bytes.
 */
export function pointwise(
  input: usize, weights: usize, bias: usize, output: usize, inChannels: usize, outChannels: usize, activation: u32,
  pixelStart: usize, pixelEnd: usize, panelStart: usize, panelEnd: usize, scratch: usize,
): void {
  const inBytes = inChannels << 2;
  const pixelBytes = outChannels << 2;
  const panelBytes = inChannels * PANEL_BYTES;
  const low = lowest(activation);
  const high = highest(activation);
  // Blocks of one size: a small last one would read all weights for little.
  const blocks = max((pixelEnd - pixelStart + BLOCK - 1) / BLOCK, 1);
  const size = ((pixelEnd - pixelStart + blocks - 1) / blocks + 3) & ~3;
  for (let block = pixelStart; block < pixelEnd; block += size) {
    const last = min(block + size, pixelEnd);
    for (let p = panelStart; p < panelEnd; p++) {
      const channels = min(outChannels - p * PANEL, PANEL);
      const panel = weights + p * panelBytes;
      let x = block;
      while (x < last) {
        // Where fewer than four are left, four times the same pixel: nothing is read beyond the image.
        const four: bool = x + 4 <= last;
        // What would reach beyond the pixels or the channels goes by way of scratch.
        const whole: bool = four && channels == PANEL;
        const to = output + x * pixelBytes + p * PANEL_BYTES;
        const sums = whole ? to : scratch;
        const stride = whole ? pixelBytes : PANEL_BYTES;
        rows4(
          input + x * inBytes, four ? inBytes : 0, panel, sums, stride, 1, inChannels, 0, bias + p * PANEL_BYTES, true, low, high,
        );
        const count: usize = four ? 4 : 1;
        if (!whole) {
          for (let i: usize = 0; i < count; i++) copy(scratch + i * PANEL_BYTES, to + i * pixelBytes, channels << 2);
        }
        x += count;
      }
    }
    if (isCurve(activation)) {
      const end = min(panelEnd * PANEL_BYTES, pixelBytes);
      curvePixels(activation, output + block * pixelBytes, last - block, pixelBytes, panelStart * PANEL_BYTES, end);
    }
  }
}
