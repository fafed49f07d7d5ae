import { createStore, type StoreApi } from 'zustand/vanilla';
import type { VerdictRecord } from '#verdicts';

/** What readers said, by study. */
export interface VerdictsState {
  readonly byStudy: ReadonlyMap<string, VerdictRecord>;
}

/** The verdicts of this browser. */
export type VerdictsStore = StoreApi<VerdictsState>;

/** Starts with what was kept. */
export const createVerdictsStore = (kept: readonly VerdictRecord[]): VerdictsStore =>
  createStore<VerdictsState>()(() => ({
    byStudy: new Map(kept.map((record) => [record.studyKey, record])),
  }));
