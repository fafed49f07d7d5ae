/** An input tensor, NHWC. */
interface Tensor {
  readonly tensor: Float32Array;
  readonly size: number;
  readonly channels: number;
}

/** One channel as gray RGBA: the window's 0..1 that `value * scale + shift` was made of. */
export function channelPixels(
  { tensor, size, channels }: Tensor,
  channel: number,
  scale: number,
  shift: number,
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(size * size * 4);
  for (let index = 0; index < size * size; index += 1) {
    const value = ((tensor[index * channels + channel] ?? 0) - shift) / scale;
    pixels.fill(255 * value, index * 4, index * 4 + 3);
    pixels[index * 4 + 3] = 255;
  }
  return pixels;
}
