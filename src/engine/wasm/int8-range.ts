import { AppError } from '#base';
import type { Int8Layer } from '../graph/layers.ts';

// How large the sums of kernels/int8-winograd.ts can get.

/** The greatest level. */
const TOP = 127;
/** What the six rows of B^T make of numbers up to 1, at most. */
const FORWARD = [10, 10, 10, 6, 6, 10] as const;
/** The rows of G without their fractions and signs. */
const FILTER = [
  [1, 0, 0],
  [1, 1, 1],
  [1, 1, 1],
  [1, 2, 4],
  [1, 2, 4],
  [0, 0, 1],
] as const;
/** 32 bits, and what a float may be off in it. */
const MOST = 2 ** 31 - 256;

function pointOf(k: number, a: number, b: number, c: number): number {
  if (k === 0) return a;
  if (k === 5) return c;
  if (k === 1) return a + b + c;
  if (k === 2) return a - b + c;
  return k === 3 ? a + 2 * b + 4 * c : a - 2 * b + 4 * c;
}

interface Filters {
  readonly codes: ArrayLike<number>;
  readonly depth: number;
  readonly channels: number;
}

/** The greatest of one output channel's sums at all 36 points, were all levels of the image as bad as can be. */
function exactMost({ codes, depth, channels }: Filters, channel: number): number {
  const sums = new Float64Array(36);
  const columns = new Float64Array(18);
  const row = depth * channels;
  for (let c = 0; c < depth; c++) {
    for (let x = 0; x < 3; x++) {
      const at = x * row + c * channels + channel;
      const top = codes[at] ?? 0;
      const middle = codes[at + 3 * row] ?? 0;
      const bottom = codes[at + 6 * row] ?? 0;
      for (let y = 0; y < 6; y++) columns[y * 3 + x] = pointOf(y, top, middle, bottom);
    }
    for (let k = 0; k < 36; k++) {
      const at = 3 * Math.floor(k / 6);
      const point = pointOf(k % 6, columns[at] ?? 0, columns[at + 1] ?? 0, columns[at + 2] ?? 0);
      sums[k] = (sums[k] ?? 0) + Math.abs(point);
    }
  }
  return Math.max(
    ...sums.map((sum, k) => sum * TOP * (FORWARD[Math.floor(k / 6)] ?? 0) * (FORWARD[k % 6] ?? 0)),
  );
}

/** At most so much, for each output channel, from the magnitudes of the taps alone: quick. */
function roughMost({ codes, depth, channels }: Filters): Float64Array {
  const most = new Float64Array(channels);
  const taps = Array.from({ length: 9 }, (_, tap) => {
    const sums = new Float64Array(channels);
    const end = (tap + 1) * depth * channels;
    for (let at = tap * depth * channels; at < end; at++) {
      sums[at % channels] = (sums[at % channels] ?? 0) + Math.abs(codes[at] ?? 0);
    }
    return sums;
  });
  for (let k = 0; k < 36; k++) {
    const [y, x] = [Math.floor(k / 6), k % 6];
    const reach = TOP * (FORWARD[y] ?? 0) * (FORWARD[x] ?? 0);
    for (let channel = 0; channel < channels; channel++) {
      const sum = taps.reduce((total, sums, tap) => {
        const factor = (FILTER[y]?.[Math.floor(tap / 3)] ?? 0) * (FILTER[x]?.[tap % 3] ?? 0);
        return total + factor * (sums[channel] ?? 0);
      }, 0);
      most[channel] = Math.max(most[channel] ?? 0, reach * sum);
    }
  }
  return most;
}

/** The output channels of filters [3][3][depth][channels] whose sums could leave 32 bits, for some image. */
export function channelsOutOfRange(filters: Filters): readonly number[] {
  const rough = roughMost(filters);
  return [...rough.keys()].filter(
    (channel) => (rough[channel] ?? 0) > MOST && exactMost(filters, channel) > MOST,
  );
}

/** Throws AppError 'model-weights' where a layer's sums could leave 32 bits. */
export function checkSums({ name, filters, input, output }: Int8Layer): void {
  const { codes } = filters.levels;
  const [channel] = channelsOutOfRange({ codes, depth: input.channels, channels: output.channels });
  if (channel === undefined) return;
  throw new AppError(
    'model-weights',
    `${name}: the int8 filters of channel ${channel} are too large together: sums could leave 32 bits.`,
    { data: { layer: name, channel } },
  );
}
