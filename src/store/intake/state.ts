import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Reason } from '#base';

/** A file that gave no slice, and why. */
export interface LeftOut {
  readonly path: string;
  readonly reason: Reason;
}

/** What a drop came to. */
export interface DropSummary {
  readonly slices: number;
  /** Files of it that gave no slice: the last so many of {@link IntakeState.leftOut}. */
  readonly leftOut: number;
  /** Why not all of it was read; null where all was. */
  readonly broken: 'stopped' | Reason | null;
}

/** What the intake is at, and all that was left out since the tab was opened. */
export interface IntakeState {
  readonly phase:
    | { readonly kind: 'idle' }
    /** `found` grows while folders are walked. */
    | { readonly kind: 'reading'; readonly found: number; readonly read: number };
  readonly leftOut: readonly LeftOut[];
  /** Of these so many were left out before the present drop, or the last one. */
  readonly leftOutBefore: number;
  /** What the last drop came to; null before the first. */
  readonly lastDrop: DropSummary | null;
}

/** The intake of this tab. */
export type IntakeStore = StoreApi<IntakeState>;

/** Nothing dropped yet. */
export const createIntakeStore = (): IntakeStore =>
  createStore<IntakeState>()(() => ({
    phase: { kind: 'idle' },
    leftOut: [],
    leftOutBefore: 0,
    lastDrop: null,
  }));
