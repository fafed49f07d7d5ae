import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Reason } from '#base';

/** A file that gave no slice, and why. */
export interface LeftOut {
  readonly path: string;
  readonly reason: Reason;
}

/** What the intake is at, and all that was left out since the tab was opened. */
export interface IntakeState {
  readonly phase:
    | { readonly kind: 'idle' }
    /** `found` grows while folders are walked. */
    | { readonly kind: 'reading'; readonly found: number; readonly read: number };
  readonly leftOut: readonly LeftOut[];
  /** What the last drop came to, in words; null before the first. */
  readonly summary: string | null;
}

/** The intake of this tab. */
export type IntakeStore = StoreApi<IntakeState>;

/** Nothing dropped yet. */
export const createIntakeStore = (): IntakeStore =>
  createStore<IntakeState>()(() => ({ phase: { kind: 'idle' }, leftOut: [], summary: null }));

/** Left-out files counted by reason, the most frequent first. */
export function leftOutByReason(
  leftOut: readonly LeftOut[],
): readonly { readonly reason: Reason; readonly paths: readonly string[] }[] {
  const groups = new Map<string, { reason: Reason; paths: string[] }>();
  for (const { path, reason } of leftOut) {
    const name = `${reason.code} ${reason.text}`;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, { reason, paths: [path] });
    else group.paths.push(path);
  }
  return [...groups.values()].sort((a, b) => b.paths.length - a.paths.length);
}
