import { clear, copy } from './direct';

/**
 * Copies `count` channels of each pixel to where they stand in a wider image, and clears `rest` channels behind them. Channels are those
 * that lie in memory. Pixels pixelStart..pixelEnd.
 */
export function place(
  input: usize, output: usize, inChannels: usize, outChannels: usize, count: usize, rest: usize, pixelStart: usize, pixelEnd: usize,
): void {
  const bytes = count << 2;
  for (let pixel = pixelStart; pixel < pixelEnd; pixel++) {
    const to = output + pixel * (outChannels << 2);
    copy(input + pixel * (inChannels << 2), to, bytes);
    clear(to + bytes, rest << 2);
  }
}
