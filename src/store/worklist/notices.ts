import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Label } from '#base';
import type { Verdict } from '#verdicts';
import type { SetAside } from '../set-aside.ts';
import type { SettingsProblem } from '../settings/settings-file.ts';
import type { CareState } from './care.ts';

/** Something to be told without being asked. Never names a patient: it may be read out aloud. */
export type Notice =
  | { readonly kind: 'flagged'; readonly types: readonly Label[] }
  | { readonly kind: 'verdict'; readonly number: number; readonly verdict: Verdict }
  | { readonly kind: 'care'; readonly number: number; readonly to: CareState }
  /** The note is left out: somebody wrote it. */
  | { readonly kind: 'pin'; readonly number: number; readonly pinned: boolean }
  | { readonly kind: 'revealed'; readonly number: number }
  | { readonly kind: 'undone'; readonly number: number }
  | { readonly kind: 'cleared' };

/** What the app tells without being asked. */
export interface NoticesState {
  /** Newly flagged studies that were not opened since: the number in the title. */
  readonly flaggedUnseen: ReadonlySet<string>;
  /** For aria-live: the latest news. */
  readonly latest: Notice | null;
  /** The latest of what people did: a new flag meanwhile takes nobody's undo away. */
  readonly done: Notice | null;
  /** What is kept in this browser and not used; empty once it was read. */
  readonly setAside: readonly SetAside[];
  /** What is not understood of the site's own settings, config.json; empty once it was read. */
  readonly siteProblems: readonly SettingsProblem[];
}

/** The notices of this tab. */
export type NoticesStore = StoreApi<NoticesState>;

/** No news. */
export const createNoticesStore = (): NoticesStore =>
  createStore<NoticesState>()(() => ({
    flaggedUnseen: new Set(),
    latest: null,
    done: null,
    setAside: [],
    siteProblems: [],
  }));

/** Tells something. */
export const notice = (store: NoticesStore, latest: Notice): void =>
  store.setState({ latest, done: latest });

/** Tells of a flagged study. */
export function noticeFlagged(store: NoticesStore, key: string, types: readonly Label[]): void {
  store.setState(({ flaggedUnseen }) => ({
    flaggedUnseen: new Set(flaggedUnseen).add(key),
    latest: { kind: 'flagged', types },
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
