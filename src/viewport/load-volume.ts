import { isAbort, type Outcome, ok, type Reason } from '#base';
import {
  type HeldStack,
  type SliceValues,
  type Stack,
  type StackComputer,
  type StackSeries,
  stackOf,
} from '#imaging';
import type { SliceImages } from './slice-images.ts';

/** A stack whose slices are where planes are computed. */
export interface Volume {
  readonly stack: Stack;
  readonly held: HeldStack;
  /** Places in the series of slices that could not be read: what lies there is bridged. */
  readonly missing: readonly number[];
  /** What decoding said of the others' pixels. */
  readonly notes: readonly Reason[];
}

/**
 * The volume of a series, or why it is none; the caller closes what it holds. Slices are decoded one at a time, when nobody waits for
 * another; the computer gets copies, and the page keeps none. Rejects with an AbortError.
 */
export async function loadVolume(
  images: SliceImages,
  series: StackSeries,
  computer: StackComputer,
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
  // What is missing is known now, and with it which places the others have.
  const stack = missing.length === 0 ? planned : stackOf(series, new Set(missing));
  if (!stack.ok) return stack;
  const held = computer.open(stack.value);
  try {
    for (const [place, { index }] of stack.value.slices.entries()) {
      const slice = values.get(index);
      if (slice !== undefined) await held.give(place, slice);
      signal.throwIfAborted();
    }
  } catch (error) {
    held.close();
    throw error;
  }
  const notes = stack.value.slices.flatMap(({ index }) => images.notes(index));
  return ok({ stack: stack.value, held, missing, notes });
}
