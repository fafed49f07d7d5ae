import { isAbort, type Reason, reasonFrom } from '#base';
import {
  type ObjectsBeside,
  type Pacs,
  type RetrievedStudy,
  retrieveStudy,
  type StudyRow,
  stateOf,
  studySources,
} from '#dicomweb';
import type { SourceEvent } from '#intake';
import { isOwnObject } from '#report';
import { asWaiting, changeStudies, changeStudy, type PacsStore, type TakenStudy } from './state.ts';

/** What came of a study, beyond what the screen shows. */
export interface Held {
  /** SOP Instance UIDs of its objects in the PACS, as far as this tab knows. */
  readonly instances: Set<string>;
  /** Those of them that are no results of ours, and those that were once fetched: they are still open. */
  readonly open: ReadonlySet<string>;
  /** How many the PACS said it has when it was fetched, results left out; null: it did not say. */
  readonly announced: number | null;
  /** What tells those of them that are no results of ours from as many others; null where that is in doubt. */
  readonly state: string | null;
  /** The PACS gave fewer than it said, or has had others since. */
  readonly isOld: boolean;
}

/** Fetches studies and gives them to the intake, as a drop does. */
export interface Taking {
  /** Fetches a study, or what of it is new. Never rejects: what goes wrong stands at the study. */
  take(row: StudyRow): Promise<void>;
  cancel(uid: string): void;
  /** Gives up what waits for its turn, and says what that was; what is on its way comes whole. */
  cancelWaiting(): readonly string[];
  isUnderWay(uid: string): boolean;
  held(uid: string): Held | undefined;
  /** The PACS has other objects of it than before: what is held is old, what was tried in vain is tried anew. */
  changed(uid: string): void;
  /** How often a study was tried in vain, or came short, one time after the other. */
  failures(uid: string): number;
  forget(): void;
}

/** A screen is drawn so often; objects come faster. */
const TELL_EVERY_MS = 100;

/** Nothing taken yet. `give` reads what was found, in its turn. */
export function createTaking(
  store: PacsStore,
  pacs: Pacs,
  beside: ObjectsBeside,
  give: (events: AsyncIterable<SourceEvent>, signal: AbortSignal) => Promise<void>,
  now: () => number,
): Taking {
  const underWay = new Map<string, AbortController>();
  const helds = new Map<string, Held>();
  const failed = new Map<string, number>();

  async function fetched(row: StudyRow, stop: AbortController): Promise<void> {
    const { studyInstanceUid: uid, instances } = row;
    const { signal } = stop;
    let told = 0;
    const onObject = (got: number) => {
      if (now() - told < TELL_EVERY_MS && got !== instances) return;
      told = now();
      changeStudy(store, uid, (study) => ({
        ...study,
        phase: { kind: 'fetching', got, of: instances },
      }));
    };
    const announced = await beside.of(row, signal);
    const came = await retrieveStudy(pacs, { ...row, onObject }, signal);
    const before = helds.get(uid);
    await give(studySources(freshOf(came, before), signal), signal);
    signal.throwIfAborted();
    const others = new Set(uidsOf(came.objects.filter((one) => !isOwnObject(one))));
    const open = new Set([...(before?.open ?? []), ...others]);
    const isOld = came.troubles.some(({ code }) => code === 'pacs-fewer');
    // One that is counted otherwise here than there would seem to be exchanged for ever.
    const isAsCounted = came.troubles.length === 0 && others.size === announced;
    const state = isAsCounted ? await stateOf(others) : null;
    helds.set(uid, { instances: new Set(uidsOf(came.objects)), open, announced, state, isOld });
    if (isOld) failed.set(uid, (failed.get(uid) ?? 0) + 1);
    else failed.delete(uid);
    changeStudy(store, uid, (study) => ({
      ...study,
      phase: { kind: 'taken' },
      troubles: [...came.troubles, ...goneReasons(open.size - others.size, isOld)],
    }));
  }

  /** As it was before it was to be fetched. */
  const asBefore = (uid: string) => (study: TakenStudy) =>
    helds.has(uid) ? { ...study, phase: { kind: 'taken' } as const } : null;

  function cancelWaiting(): readonly string[] {
    const { studies } = store.getState();
    const waiting = [...underWay].filter(([uid]) => studies.get(uid)?.phase.kind === 'waiting');
    const uids = waiting.map(([uid]) => uid);
    for (const uid of uids) underWay.delete(uid);
    for (const [, stop] of waiting) stop.abort();
    changeStudies(store, uids, asBefore);
    return uids;
  }

  async function take(row: StudyRow): Promise<void> {
    const { studyInstanceUid: uid } = row;
    if (underWay.has(uid)) return;
    const stop = new AbortController();
    underWay.set(uid, stop);
    changeStudy(store, uid, asWaiting);
    try {
      await fetched(row, stop);
    } catch (error) {
      if (underWay.get(uid) !== stop) return;
      if (isAbort(error)) {
        changeStudy(store, uid, asBefore(uid));
        return;
      }
      failed.set(uid, (failed.get(uid) ?? 0) + 1);
      const reason = reasonOf(error);
      changeStudy(store, uid, (study) => ({ ...study, phase: { kind: 'failed', reason } }));
    } finally {
      if (underWay.get(uid) === stop) underWay.delete(uid);
    }
  }

  return {
    take,
    cancel: (uid) => underWay.get(uid)?.abort(),
    cancelWaiting,
    isUnderWay: (uid) => underWay.has(uid),
    held: (uid) => helds.get(uid),
    changed: (uid) => {
      failed.delete(uid);
      const held = helds.get(uid);
      if (held !== undefined) helds.set(uid, { ...held, isOld: true });
    },
    failures: (uid) => failed.get(uid) ?? 0,
    forget: () => {
      for (const stop of underWay.values()) stop.abort();
      underWay.clear();
      helds.clear();
      failed.clear();
    },
  };
}

const uidsOf = (objects: RetrievedStudy['objects']): readonly string[] =>
  objects.map(({ sopInstanceUid }) => sopInstanceUid);

/** What of a study is open and was not given again; of one that came short nobody can tell. */
function goneReasons(count: number, cameShort: boolean): readonly Reason[] {
  if (count <= 0 || cameShort) return [];
  const text =
    count === 1
      ? '1 object that is open here is not in the PACS any more'
      : `${count} objects that are open here are not in the PACS any more`;
  return [{ code: 'pacs-gone', text }];
}

/** Of a study that was fetched before, what is new: the rest is open already. */
function freshOf({ found }: RetrievedStudy, before: Held | undefined): RetrievedStudy['found'] {
  if (before === undefined) return found;
  const nameOf = (path: string) => /([\d.]+)\.dcm$/.exec(path)?.[1] ?? '';
  return found.filter((one) => 'reason' in one || !before.instances.has(nameOf(one.path)));
}

/** Why something was not to be had, for the screen. */
export const reasonOf = (error: unknown): Reason => reasonFrom(error, 'pacs-error');
