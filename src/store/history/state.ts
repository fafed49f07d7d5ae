import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Measurement } from '#measure';
import type { Care, CareState } from '../worklist/care.ts';
import type { StudyEntry } from '../worklist/study-entry.ts';

/** Something that people did and can take back. */
export type Change =
  | {
      readonly kind: 'care';
      readonly key: string;
      readonly before: Care;
      readonly after: Care;
      readonly to: CareState;
    }
  | {
      readonly kind: 'measurements';
      readonly key: string;
      readonly before: readonly Measurement[];
      readonly after: readonly Measurement[];
    }
  | {
      readonly kind: 'pin';
      readonly key: string;
      readonly before: StudyEntry['pin'];
      readonly after: StudyEntry['pin'];
    }
  /** The verdict at this place of the study's log. */
  | { readonly kind: 'verdict'; readonly key: string; readonly index: number };

/** What was done and what of it was taken back, the newest at the end. In this tab alone. */
export interface HistoryState {
  readonly done: readonly Change[];
  readonly undone: readonly Change[];
}

/** The history of this tab. */
export type HistoryStore = StoreApi<HistoryState>;

/** Nothing done yet. */
export const createHistoryStore = (): HistoryStore =>
  createStore<HistoryState>()(() => ({ done: [], undone: [] }));

/** Something new was done: what was taken back before doesn't come again. */
export const did = (history: HistoryStore, change: Change): void =>
  history.setState(({ done }) => ({ done: [...done, change], undone: [] }));

/** What was done of these, or taken back, can be neither any more. */
export const forgetChanges = (history: HistoryStore, isGone: (change: Change) => boolean): void =>
  history.setState(({ done, undone }) => ({
    done: done.filter((change) => !isGone(change)),
    undone: undone.filter((change) => !isGone(change)),
  }));

/** The newest change that is to be seen: a measurement of a study that is on no screen (`shownKeys`) would come or go behind one's back. */
export const lastSeen = (
  changes: readonly Change[],
  shownKeys: readonly (string | null)[],
): number =>
  changes.findLastIndex(({ kind, key }) => kind !== 'measurements' || shownKeys.includes(key));
