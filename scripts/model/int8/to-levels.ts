import type { Levels, Tensor } from '../../../src/engine/graph/tensor.ts';
import { channelsOutOfRange } from '../../../src/engine/wasm/int8-range.ts';

/** The greatest level. */
const TOP = 127;
/** A channel of zeros has a step all the same: none may be 0. */
const SMALLEST_STEP = 2 ** -100;

/**
 * Filters [3][3][depth][channels] as levels: each output channel's largest magnitude is 127 of its steps. Where a channel's sums could
 * leave 32 bits, it gets a larger step. `largest` is the largest magnitude of the image that they move over.
 */
export function toLevels({ shape, data }: Tensor, largest: number): Levels {
  const [, , depth = 0, channels = 0] = shape;
  const steps = new Float32Array(channels);
  data.forEach((value, at) => {
    const channel = at % channels;
    steps[channel] = Math.max(steps[channel] ?? 0, Math.abs(value) / TOP);
  });
  for (const [channel, step] of steps.entries()) steps[channel] = Math.max(step, SMALLEST_STEP);
  const codes = new Int8Array(data.length);
  const fill = (channel: number) => {
    for (let at = channel; at < data.length; at += channels) {
      const level = Math.round((data[at] ?? 0) / (steps[channel] ?? 1));
      codes[at] = Math.min(TOP, Math.max(-TOP, level));
    }
  };
  for (let channel = 0; channel < channels; channel++) fill(channel);
  const filters = { codes, depth, channels };
  for (
    let over = channelsOutOfRange(filters);
    over.length > 0;
    over = channelsOutOfRange(filters)
  ) {
    for (const channel of over) {
      steps[channel] = 1.25 * (steps[channel] ?? 1);
      fill(channel);
    }
  }
  return { codes, steps, inputStep: Math.max(largest / TOP, SMALLEST_STEP) };
}
