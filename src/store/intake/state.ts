import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Reason } from '#base';

/** A file that gave no slice, and why. */
export interface LeftOut {
  readonly path: string;
  readonly reason: Reason;
}

/** What came of all that was read since its line was last closed: each study of a PACS is read by itself. */
export interface DropSummary {
  readonly slices: number;
  /** Files that gave no slice: the last so many of {@link IntakeState.leftOut}. */
  readonly leftOut: number;
  /** Those of them that a DICOMDIR names and nobody gave. */
  readonly missing: number;
  /** Why not all was read, the last time that it wasn't; null where all was. */
  readonly broken: 'stopped' | Reason | null;
}

/** What the intake is at, and all that was left out since the tab was opened. */
export interface IntakeState {
  readonly phase:
    | { readonly kind: 'idle' }
    /** `found` grows while folders are walked. */
    | { readonly kind: 'reading'; readonly found: number; readonly read: number };
  readonly leftOut: readonly LeftOut[];
  /** Of these so many were left out before what {@link readSince} or the present drop is of. */
  readonly leftOutBefore: number;
  /** null before the first drop, and from when the line was closed to the next one. */
  readonly readSince: DropSummary | null;
}

/** The intake of this tab. */
export type IntakeStore = StoreApi<IntakeState>;

/** Nothing dropped yet. */
export const createIntakeStore = (): IntakeStore =>
  createStore<IntakeState>()(() => ({
    phase: { kind: 'idle' },
    leftOut: [],
    leftOutBefore: 0,
    readSince: null,
  }));
