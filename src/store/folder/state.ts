import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Ms, Reason } from '#base';

/** The folder that is watched, as far as this tab knows it. */
export interface FolderState {
  /** Its name as the browser gives it, without what is above it; null: none. */
  readonly name: string | null;
  readonly phase:
    | 'off'
    /** The browser gives a page no folder to look at again. */
    | 'unsupported'
    /** It was watched before the page was loaded, or the leave was taken back: a click goes on. */
    | 'asks'
    | 'watching';
  /** When it was last seen whole; null before the first time. */
  readonly seenAt: Ms | null;
  /** Why it is not to be had now. It is tried again and again. */
  readonly problem: Reason | null;
  /** Files that are still being written, or are blocked by another program. */
  readonly waiting: number;
  /** Files read since the watch began. */
  readonly taken: number;
  /** Files that changed after they were read, and such as are not there any more. */
  readonly changed: number;
  readonly gone: number;
}

/** The watched folder of this tab. */
export type FolderStore = StoreApi<FolderState>;

/** Nothing watched. */
export const noFolder = (): FolderState => ({
  name: null,
  phase: 'off',
  seenAt: null,
  problem: null,
  waiting: 0,
  taken: 0,
  changed: 0,
  gone: 0,
});

/** Nothing watched yet. */
export const createFolderStore = (): FolderStore => createStore<FolderState>()(noFolder);
