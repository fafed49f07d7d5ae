import type { PlaneFrame } from './plane-frame.ts';
import type { ComputedImage } from './reformat.ts';
import type { Slab } from './slab.ts';
import type { SliceValues } from './slice-values.ts';
import type { Stack } from './stack.ts';

/** Computes across the slices of stacks, elsewhere than on the caller's thread. */
export interface StackComputer {
  open(stack: Stack): HeldStack;
}

/**
 * A stack at its computer, of one study. Slices are known by their places in the stack. After {@link HeldStack.close} all that is asked,
 * or is under way, rejects with an AbortError: nothing of it comes late.
 */
export interface HeldStack {
  /** Whether a slice's values are there: they are no more once whatever held them died. */
  has(place: number): boolean;
  /** Copies the values of a slice. */
  give(place: number, values: SliceValues): Promise<void>;
  /** Lets the values of slices go. */
  forget(places: readonly number[]): void;
  /** The slab round a slice. Rejects where a slice that it needs is not there, and with an AbortError. */
  slab(place: number, slab: Slab, signal: AbortSignal): Promise<ComputedImage>;
  /** A plane through all slices. Rejects where one of them is not there, and with an AbortError. */
  plane(frame: PlaneFrame, signal: AbortSignal): Promise<ComputedImage>;
  close(): void;
}
