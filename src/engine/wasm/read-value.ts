import type { Placed } from '../graph/ir.ts';
import type { Tensor } from '../graph/tensor.ts';

/** Copies a value out of the kernels' memory, without the padding between its pixels. */
export function readValue(
  memory: WebAssembly.Memory,
  at: number,
  { image, shape }: Placed,
): Tensor {
  const pixels = image.height * image.width;
  const stored = new Float32Array(memory.buffer, at, pixels * image.stride);
  if (image.stride === image.channels) return { shape, data: stored.slice() };
  const data = new Float32Array(pixels * image.channels);
  for (let pixel = 0; pixel < pixels; pixel++) {
    const from = pixel * image.stride;
    data.set(stored.subarray(from, from + image.channels), pixel * image.channels);
  }
  return { shape, data };
}
