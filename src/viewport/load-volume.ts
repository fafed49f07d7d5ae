import { isAbort, type Outcome, ok, type Reason } from '#base';
import { type SliceValues, type Stack, type StackSeries, stackOf } from '#imaging';
import type { SliceImages } from './slice-images.ts';

/** A stack with the pixels of its slices, in its order. */
export interface Volume {
  readonly stack: Stack;
  readonly values: readonly SliceValues[];
  /** Places in the series of slices that could not be read: what lies there is bridged. */
  readonly missing: readonly number[];
  /** What decoding said of the others' pixels. */
  readonly notes: readonly Reason[];
}

/**
 * The volume of a series, or why it is none. Slices are decoded one at a time, when nobody waits for another; their pixels are those that
 * Cornerstone holds and not copies. Rejects with an AbortError.
 */
export async function loadVolume(
  images: SliceImages,
  series: StackSeries,
  {
    signal,
    onProgress,
  }: {
    readonly signal: AbortSignal;
    readonly onProgress: (done: number, of: number) => void;
  },
): Promise<Outcome<Volume>> {
  const planned = stackOf(series);
  if (!planned.ok) return planned;
  const values = new Map<number, SliceValues>();
  const missing: number[] = [];
  const { slices } = planned.value;
  for (const [done, { index }] of slices.entries()) {
    onProgress(done, slices.length);
    try {
      const image = images.ready(index) ?? (await images.imageLater(index, signal));
      const { slope, intercept } = image;
      values.set(index, { pixels: image.getPixelData(), slope, intercept });
    } catch (error) {
      if (isAbort(error)) throw error;
      missing.push(index); // The viewport says why, where the slice is looked at.
    }
    signal.throwIfAborted();
  }
  const stack = missing.length === 0 ? planned : stackOf(series, new Set(missing));
  if (!stack.ok) return stack;
  const inOrder = stack.value.slices.flatMap(({ index }) => values.get(index) ?? []);
  const notes = stack.value.slices.flatMap(({ index }) => images.notes(index));
  return ok({ stack: stack.value, values: inOrder, missing, notes });
}
