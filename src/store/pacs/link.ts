import { ms, pause, type Reason } from '#base';
import {
  listStudies,
  ObjectsBeside,
  type Pacs,
  pacsAt,
  SameObjects,
  type StudyList,
  type StudyNews,
  type StudyRow,
  StudyWatch,
  searchStudies,
  watchedDays,
  whenLate,
} from '#dicomweb';
import type { SourceEvent } from '#intake';
import { isOwnObject, OWN_MODALITIES } from '#report';
import type { AnalysisService } from '#workers';
import type { Stores } from '../stores.ts';
import { uidMark } from '../worklist/kept-rows.ts';
import { rankedResultOf, type StudyEntry } from '../worklist/study-entry.ts';
import { takesResults, whyNotTaken } from './selectors.ts';
import { createSending } from './sending.ts';
import type { Site } from './site.ts';
import { asWaiting, changeStudies, noList } from './state.ts';
import { createTaking, reasonOf } from './taking.ts';

/** What the tab does with a PACS; fetched once there is one. */
export interface PacsLink {
  list(search: string): Promise<void>;
  take(uids: readonly string[]): void;
  cancel(uid: string): void;
  /** Gives up all that was to be taken and has not begun to come. */
  cancelWaiting(): void;
  watch(on: boolean): void;
  send(key: string): Promise<void>;
  /** A study has a new result. */
  onResult(entry: StudyEntry): void;
  forget(): void;
}

/** What a link works with. */
export interface LinkPorts {
  readonly address: string;
  readonly site: Site;
  readonly service: Pick<AnalysisService, 'results'>;
  readonly sources: ReadonlyMap<string, Blob>;
  /** The seal under which something is kept. */
  readonly seal: (text: string) => Promise<string>;
  /** Reads what was found, when those before it are read. */
  readonly give: (events: AsyncIterable<SourceEvent>, signal: AbortSignal) => Promise<void>;
  readonly now: () => number;
  /** Milliseconds after which a list that is still read is a problem; two minutes where nothing is said. */
  readonly lateMs?: number;
}

interface Watching {
  readonly stop: AbortController;
  readonly news: StudyWatch;
  /** It is known what was there before. */
  isBased: boolean;
}

/** A study that does not come is tried so often while the PACS is watched; then by hand. */
const MOST_TRIES = 3;
/** More that is found by a search is no list to look through. What is watched is read whole: a large hospital has as many in a day. */
const MOST_FOUND = 2000;

/** Opens the link to the PACS behind the app. */
export function openLink(stores: Stores, ports: LinkPorts): PacsLink {
  const { site, now } = ports;
  const pacs = ownPacs(ports.address);
  const searched = { ...pacs, limits: { ...pacs.limits, rows: MOST_FOUND } };
  const store = stores.pacs;
  const beside = new ObjectsBeside(pacs, {
    isOwn: (series) => isOwnObject(series),
    modalities: OWN_MODALITIES,
  });
  const same = new SameObjects(beside);
  const taking = createTaking(store, pacs, beside, ports.give, now);
  const sending = createSending(stores, pacs, ports.service, ports.sources, taking, now);
  /** Taken by hand, or arrived while the PACS was watched: kept up to date while it is. */
  const wanted = new Set<string>();
  let asking = new AbortController();
  let watching: Watching | null = null;

  const listDays = (signal: AbortSignal): Promise<StudyList> =>
    listStudies(pacs, { kind: 'dates', ...watchedDays(now()) }, signal);

  async function list(search: string): Promise<void> {
    asking.abort();
    asking = new AbortController();
    const { signal } = asking;
    store.setState({ search, list: { kind: 'asking' } });
    try {
      const found =
        search === '' ? await listDays(signal) : await searchStudies(searched, search, signal);
      if (!signal.aborted) show(found);
    } catch (error) {
      if (signal.aborted) return;
      store.setState({ list: { kind: 'failed', reason: reasonOf(error) }, rows: [], remarks: [] });
    }
  }

  function show({ studies, badRows, incomplete }: StudyList): void {
    store.setState({
      list: { kind: 'listed', at: ms(now()) },
      rows: studies.toSorted(newestFirst),
      remarks: [...badRows, ...(incomplete === null ? [] : [incomplete])],
    });
    void sealNew(studies);
  }

  /** Where nothing can be sealed, nothing kept can be found. */
  async function sealNew(studies: readonly StudyRow[]): Promise<void> {
    const known = store.getState().seals;
    const uids = studies.map((row) => row.studyInstanceUid).filter((uid) => !known.has(uid));
    if (uids.length === 0) return;
    const made = await Promise.all(
      uids.map(async (uid) => [uid, await ports.seal(uidMark(uid))] as const),
    ).catch(() => []);
    store.setState(({ seals }) => ({ seals: new Map([...seals, ...made]) }));
  }

  function take(row: StudyRow): void {
    wanted.add(row.studyInstanceUid);
    void taking.take(row).then(() => {
      const uid = row.studyInstanceUid;
      const state = taking.held(uid)?.state ?? null;
      if (state !== null) same.keep(uid, state);
      sendWhereDue(uid);
    });
  }

  /** Sends the result of a study where the site says so, it was not tried, and the study is taken for whole. */
  function sendWhereDue(uid: string): void {
    if (!site.always || !takesResults(store.getState()) || watching?.news.isGrowing(uid)) return;
    if (!wanted.has(uid) || taking.isUnderWay(uid)) return;
    for (const entry of stores.worklist.getState().entries.values()) {
      // Without a click only where the study is ranked by it.
      const isDue = entry.summary.studyInstanceUid === uid && rankedResultOf(entry) !== null;
      if (isDue && !sending.isTried(entry)) void sending.send(entry.key);
    }
  }

  async function poll(watch: Watching): Promise<void> {
    const { news } = watch;
    const { signal } = watch.stop;
    const found = await listDays(signal);
    if (signal.aborted) return;
    const { studies, incomplete } = found;
    if (!watch.isBased) news.knows(studies, now());
    watch.isBased = true;
    // Of what is not taken nobody has to know it better than the list does.
    const heads = studies.filter((row) => whyNotTaken(row) === null);
    const counts = await beside.ofAll(heads, incomplete === null, signal);
    hear(news.see(studies, incomplete === null, now(), counts));
    // Of what is open here, the PACS may have others by now.
    const standing = heads.filter(
      ({ studyInstanceUid: uid }) => isHeld(uid) && !news.isGrowing(uid),
    );
    hear(news.exchanged(await same.exchanged(standing, signal), now()));
    const growing = studies.map((row) => row.studyInstanceUid).filter((uid) => news.isGrowing(uid));
    watchState({
      seenAt: ms(now()),
      problem: null,
      partial: incomplete,
      growing: new Set(growing),
    });
    if (store.getState().search === '') show(found);
    for (const row of heads) followUp(row, counts.get(row.studyInstanceUid) ?? null, news);
  }

  function hear(news: readonly StudyNews[]): void {
    for (const { kind, row } of news) {
      if (kind === 'arrived') wanted.add(row.studyInstanceUid);
      if (kind === 'settled') continue;
      taking.changed(row.studyInstanceUid);
      same.forget(row.studyInstanceUid);
    }
  }

  /** As it was, as far as is known, and not on its way. */
  const isHeld = (uid: string): boolean =>
    wanted.has(uid) && !taking.isUnderWay(uid) && taking.held(uid)?.isOld === false;

  function followUp(row: StudyRow, objects: number | null, news: StudyWatch): void {
    const uid = row.studyInstanceUid;
    if (!wanted.has(uid) || taking.isUnderWay(uid)) return;
    const held = taking.held(uid);
    const isOld = held?.isOld === true || held?.announced !== objects;
    const isDue = held === undefined || (isOld && !news.isGrowing(uid));
    if (isDue && taking.failures(uid) < MOST_TRIES) take(row);
    else sendWhereDue(uid);
  }

  const watchState = (part: Partial<ReturnType<typeof store.getState>['watch']>) =>
    store.setState(({ watch }) => ({ watch: { ...watch, ...part } }));

  /** Polls until it is stopped. A PACS that does not answer is asked again at the next turn, and that it does not is said. */
  async function keepWatching(watch: Watching): Promise<void> {
    const { signal } = watch.stop;
    while (!signal.aborted) {
      const fails = (problem: Reason) => {
        if (!signal.aborted) watchState({ problem });
      };
      const inTime = whenLate(fails, ports.lateMs);
      await poll(watch).catch((error: unknown) => fails(reasonOf(error)));
      inTime();
      await pause(site.pollSeconds * 1000, signal);
    }
  }

  function watch(on: boolean): void {
    watching?.stop.abort();
    watching = null;
    store.setState({ watch: { ...noList().watch, on } });
    if (!on) return;
    const news = new StudyWatch(site.settleSeconds * 1000);
    const { rows, search, list: shown } = store.getState();
    // What the list shows is there for a click; what comes from now on is taken.
    const isBased = search === '' && shown.kind === 'listed';
    if (isBased) news.knows(rows, now());
    watching = { stop: new AbortController(), news, isBased };
    void keepWatching(watching);
  }

  return {
    list,
    take: (uids) => {
      const asked = new Set(uids);
      const due = store
        .getState()
        .rows.filter(
          (row) =>
            asked.has(row.studyInstanceUid) &&
            whyNotTaken(row) === null &&
            !taking.isUnderWay(row.studyInstanceUid),
        );
      changeStudies(
        store,
        due.map((row) => row.studyInstanceUid),
        () => asWaiting,
      );
      for (const row of due) take(row);
    },
    cancel: (uid) => {
      wanted.delete(uid);
      taking.cancel(uid);
    },
    cancelWaiting: () => {
      for (const uid of taking.cancelWaiting()) wanted.delete(uid);
    },
    watch,
    send: (key) => sending.send(key),
    onResult: (entry) => sendWhereDue(entry.summary.studyInstanceUid),
    forget: () => {
      asking.abort();
      watching?.stop.abort();
      watching = null;
      wanted.clear();
      taking.forget();
      store.setState(noList());
    },
  };
}

function ownPacs(address: string): Pacs {
  // Its own origin: whatever carries the page carries this.
  return pacsAt(address, { insecure: true, guarded: true });
}

const newestFirst = (a: StudyRow, b: StudyRow): number => {
  const at = ({ studyDate, studyTime }: StudyRow) => `${studyDate} ${studyTime}`;
  return at(b) < at(a) ? -1 : at(b) > at(a) ? 1 : 0;
};
