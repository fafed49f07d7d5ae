import { createStore, type StoreApi } from 'zustand/vanilla';

/** What the app tells without being asked. */
export interface NoticesState {
  /** Newly flagged studies that were not opened since: the number in the title. */
  readonly flaggedUnseen: ReadonlySet<string>;
  /** For aria-live: the latest news in words. */
  readonly spoken: string;
}

/** The notices of this tab. */
export type NoticesStore = StoreApi<NoticesState>;

/** No news. */
export const createNoticesStore = (): NoticesStore =>
  createStore<NoticesState>()(() => ({ flaggedUnseen: new Set(), spoken: '' }));

/** Tells of a flagged study. Never names a patient: the words may be read out aloud. */
export function noticeFlagged(store: NoticesStore, key: string, words: string): void {
  store.setState(({ flaggedUnseen }) => ({
    flaggedUnseen: new Set(flaggedUnseen).add(key),
    spoken: words,
  }));
}

/** The study was opened. */
export function noticeSeen(store: NoticesStore, key: string): void {
  store.setState(({ flaggedUnseen }) => {
    const left = new Set(flaggedUnseen);
    left.delete(key);
    return { flaggedUnseen: left };
  });
}
