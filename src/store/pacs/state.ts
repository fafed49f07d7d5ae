import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Ms, Reason } from '#base';
import type { StudyRow } from '#dicomweb';
import type { Site } from './site.ts';

/** Whether a PACS is behind the app. */
export type SiteState =
  | { readonly kind: 'unknown' | 'none' }
  /** The server does not answer: the page is kept in the browser. */
  | { readonly kind: 'unreachable' }
  | ({ readonly kind: 'there' } & Site);

/** What becomes of a study of the PACS in this tab. */
export interface TakenStudy {
  readonly phase:
    | { readonly kind: 'waiting' }
    /** `of` is what the PACS says it has; null where it does not say. */
    | { readonly kind: 'fetching'; readonly got: number; readonly of: number | null }
    | { readonly kind: 'taken' }
    | { readonly kind: 'failed'; readonly reason: Reason };
  /** Why it may be less or other than what the PACS has: nothing is written to it. */
  readonly troubles: readonly Reason[];
  readonly result:
    | { readonly kind: 'none' | 'sending' }
    | { readonly kind: 'sent'; readonly at: Ms }
    | { readonly kind: 'not-sent'; readonly text: string };
}

/** The PACS behind the app, as far as this tab knows it. */
export interface PacsState {
  readonly site: SiteState;
  /** The list is on the screen. */
  readonly shown: boolean;
  /** What the list is of: the day, or a search by these words. */
  readonly search: string;
  readonly list:
    | { readonly kind: 'idle' }
    | { readonly kind: 'asking' }
    | { readonly kind: 'listed'; readonly at: Ms }
    | { readonly kind: 'failed'; readonly reason: Reason };
  /** The newest first. */
  readonly rows: readonly StudyRow[];
  /** Rows that name no study, and why there may be more of them. */
  readonly remarks: readonly Reason[];
  readonly watch: {
    readonly on: boolean;
    /** When the PACS last gave its list; null before the first time. */
    readonly seenAt: Ms | null;
    /** Why it does not give it now. */
    readonly problem: Reason | null;
    /** Why the list that it gave may leave studies out: what is new of these is not seen. */
    readonly partial: Reason | null;
    /** Studies that may still grow. */
    readonly growing: ReadonlySet<string>;
  };
  readonly studies: ReadonlyMap<string, TakenStudy>;
  /** Seals of the list's Study Instance UIDs: what was kept of a study before a reload is found by them. */
  readonly seals: ReadonlyMap<string, string>;
  /** A study does not answer as it did before a result was stored beside it: nothing more is sent. */
  readonly alarm: string | null;
}

/** The PACS of this tab. */
export type PacsStore = StoreApi<PacsState>;

const NOT_WATCHED: PacsState['watch'] = {
  on: false,
  seenAt: null,
  problem: null,
  partial: null,
  growing: new Set(),
};

/** Nothing asked yet. */
export const noList = (): Pick<
  PacsState,
  'search' | 'list' | 'rows' | 'remarks' | 'watch' | 'studies' | 'seals'
> => ({
  search: '',
  list: { kind: 'idle' },
  rows: [],
  remarks: [],
  watch: NOT_WATCHED,
  studies: new Map(),
  seals: new Map(),
});

/** Nothing known yet. */
export const createPacsStore = (): PacsStore =>
  createStore<PacsState>()(() => ({
    site: { kind: 'unknown' },
    shown: true,
    alarm: null,
    ...noList(),
  }));

/** A study that nothing was done with. */
const NOT_TAKEN: TakenStudy = {
  phase: { kind: 'waiting' },
  troubles: [],
  result: { kind: 'none' },
};

/** Changes what is known of a study; null forgets it. */
type Change = (study: TakenStudy) => TakenStudy | null;

/** Changes what is known of one study. */
export const changeStudy = (store: PacsStore, uid: string, change: Change): void =>
  changeStudies(store, [uid], () => change);

/** Changes what is known of studies, at once: of thousands one by one the screen would hear, and the map be copied, as often. */
export function changeStudies(
  store: PacsStore,
  uids: readonly string[],
  changeOf: (uid: string) => Change,
): void {
  store.setState((state) => {
    // Copied where something changes alone: a list of thousands asks of each.
    let next: Map<string, TakenStudy> | null = null;
    for (const uid of uids) {
      const before = (next ?? state.studies).get(uid);
      const after = changeOf(uid)(before ?? NOT_TAKEN);
      if (after === before) continue;
      next ??= new Map(state.studies);
      if (after === null) next.delete(uid);
      else next.set(uid, after);
    }
    return next === null ? state : { studies: next };
  });
}

/** It is to be fetched, when its turn comes. */
export const asWaiting: Change = (study) =>
  study !== NOT_TAKEN && study.phase.kind === 'waiting'
    ? study
    : { ...study, phase: { kind: 'waiting' } };
