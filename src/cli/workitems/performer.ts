import { AppError, messageOf, pause } from '#base';
import {
  canceled,
  changeState,
  listWorkitems,
  type Pacs,
  performed,
  progressed,
  retrieveWorkitem,
  updateWorkitem,
  type Workitem,
} from '#dicomweb';
import type { ResultObject, StudyQueue, StudyWork } from '#queue';
import { namedUid } from '#report';
import type { WorkEnd } from '../services/consume.ts';
import type { Health } from '../services/health.ts';
import { takeable, taskOf } from './choose.ts';

/** Whose work items are done, and how; times in milliseconds. */
export interface PerformerSetup {
  readonly pacs: Pacs;
  /** Scheduled Workitem Code of what this program does, as the site calls it. */
  readonly code: string;
  /** This worker's own name, no other's: its claims are named by it, and found again after a restart. */
  readonly station: string;
  readonly everyMs: number;
}

/** A claim that somebody else changes, or that was never ours: it is left alone. */
class LostError extends Error {}

/** An item that was claimed. */
interface Claim {
  readonly uid: string;
  readonly transactionUid: string;
}

/** How often a change of a claimed item is tried. */
const TRIES = 3;

/**
 * Does the work items of a PACS's list one after the other (UPS-RS pull, PS3.18 11; IHE AIW-I): claims, has the study analyzed, and
 * completes with the objects of the result or cancels with the reason. What was claimed is completed, canceled, or found again later.
 */
export class Performer {
  readonly #setup: PerformerSetup;
  readonly #left = new Set<string>();
  #ended: (end: WorkEnd) => void = () => undefined;
  #mayHaveClaims = true;
  #trouble = '';
  #faults: string[] = [];

  constructor(setup: PerformerSetup) {
    this.#setup = setup;
  }

  /** Hears how the work under way goes. */
  readonly heard = (_: StudyWork, end: WorkEnd): void => this.#ended(end);

  /** Until the signal; an item under way is brought to its end first, or left to the next start where that takes another attempt. */
  readonly fill = async (
    queue: StudyQueue,
    health: Health,
    _: string,
    signal: AbortSignal,
  ): Promise<void> => {
    while (!signal.aborted) {
      const did = await this.#once(queue, health, signal);
      if (!did) await pause(this.#setup.everyMs, signal);
    }
  };

  /** Whether there was something to do. */
  async #once(queue: StudyQueue, health: Health, signal: AbortSignal): Promise<boolean> {
    const { everyMs, station } = this.#setup;
    this.#faults = [];
    try {
      const claim =
        (this.#mayHaveClaims ? await this.#find(health, signal) : null) ??
        (await this.#claim(health, signal));
      this.#say(health, this.#faults.join('; '));
      if (claim === null) return false;
      health.tell('claimed', { item: claim.uid, station });
      await this.#perform(claim, queue, health, signal);
      return true;
    } catch (error) {
      if (signal.aborted || !(error instanceof AppError)) {
        if (signal.aborted) return false;
        throw error;
      }
      // What was asked for last may have been done without an answer.
      this.#mayHaveClaims = true;
      this.#say(health, messageOf(error));
      await pause(everyMs, signal);
      return false;
    }
  }

  /** An item that was claimed before a restart, or by a request whose answer did not come. */
  async #find(health: Health, signal: AbortSignal): Promise<Claim | null> {
    for (const { uid } of await this.#listed('IN PROGRESS', health, signal)) {
      const claim = await this.#named(uid);
      if ((await this.#begin(claim)) === 'done') return claim;
    }
    this.#mayHaveClaims = false;
    return null;
  }

  async #claim(health: Health, signal: AbortSignal): Promise<Claim | null> {
    const { pacs, station } = this.#setup;
    const items = await this.#listed('SCHEDULED', health, signal);
    const listed = new Set(items.map(({ uid }) => uid));
    for (const uid of this.#left) if (!listed.has(uid)) this.#left.delete(uid);
    for (const { uid } of takeable(items, station)) {
      if (signal.aborted) return null;
      if (this.#left.has(uid)) continue;
      const claim = await this.#named(uid);
      const changed = await changeState(pacs, uid, 'IN PROGRESS', claim.transactionUid);
      // Two may be told that it is theirs: only one of them may change it then.
      if (changed === 'done' && (await this.#begin(claim)) === 'done') return claim;
      this.#left.add(uid);
      health.count('workitems', { outcome: 'taken' });
    }
    return null;
  }

  async #listed(
    state: 'SCHEDULED' | 'IN PROGRESS',
    health: Health,
    signal: AbortSignal,
  ): Promise<readonly Workitem[]> {
    const { pacs, code } = this.#setup;
    const { rows, badRows, incomplete } = await listWorkitems(pacs, { code, state }, signal);
    health.listed(Date.now());
    const faults = [...badRows, ...(incomplete === null ? [] : [incomplete])];
    this.#faults.push(...faults.map(({ text }) => text));
    return rows;
  }

  async #named(uid: string): Promise<Claim> {
    const transactionUid = await namedUid('transaction', uid, this.#setup.station);
    return { uid, transactionUid };
  }

  /** Only who holds an item can say of it how far it is. */
  #begin({ uid, transactionUid }: Claim) {
    return updateWorkitem(this.#setup.pacs, uid, transactionUid, progressed(0, 'begun'));
  }

  async #perform(
    claim: Claim,
    queue: StudyQueue,
    health: Health,
    signal: AbortSignal,
  ): Promise<void> {
    const { pacs, everyMs } = this.#setup;
    const { uid } = claim;
    const insist = <T>(call: () => Promise<T>): Promise<T> => insistently(call, everyMs, signal);
    try {
      const item = await insist(() => retrieveWorkitem(pacs, uid));
      if (item.state !== 'IN PROGRESS') throw new LostError();
      const task = await insist(() => taskOf(pacs, item));
      if (task.kind === 'not') return await this.#cancel(claim, task.why, health, insist);
      const begun = Date.now();
      const work = { study: task.study, stage: 'whole', objects: null, item: uid } as const;
      const end = await this.#done(queue, work, signal);
      if (end === null) return; // Stopped between two attempts: the next start finds its claim.
      if (end.kind === 'failed') return await this.#cancel(claim, end.reason, health, insist);
      const { outputs = [], whyNone = 'it has no result' } = end.result;
      if (outputs.length === 0) return await this.#cancel(claim, whyNone, health, insist);
      await this.#complete(claim, item, { study: task.study, begun, outputs }, insist);
      health.count('workitems', { outcome: 'completed' });
      health.tell('completed', { item: uid, objects: outputs.length });
    } catch (error) {
      if (!(error instanceof LostError)) throw error;
      this.#left.add(uid);
      health.count('workitems', { outcome: 'lost' });
      health.tell('workitem-lost', {
        item: uid,
        text: 'the PACS does not let it be changed any more: somebody else changed it, or the claim was not kept',
      });
    }
  }

  /** How the work ends; null: the signal came between two attempts. */
  async #done(queue: StudyQueue, work: StudyWork, signal: AbortSignal): Promise<WorkEnd | null> {
    let isBetween = false;
    let resolve: (end: WorkEnd | null) => void = () => undefined;
    const ended = new Promise<WorkEnd | null>((done) => {
      resolve = done;
    });
    const stop = (): void => {
      if (isBetween) resolve(null);
    };
    this.#ended = (end) => {
      isBetween = end.kind === 'failed' && !end.isLast;
      if (!isBetween) resolve(end);
      else if (signal.aborted) resolve(null);
    };
    signal.addEventListener('abort', stop);
    await queue.add([work]);
    return ended.finally(() => signal.removeEventListener('abort', stop));
  }

  async #complete(
    claim: Claim,
    { codes }: Workitem,
    what: { study: string; begun: number; outputs: readonly ResultObject[] },
    insist: Insist,
  ): Promise<void> {
    const { code: value, station } = this.#setup;
    const code = codes.find((one) => one.value === value) ?? { value, scheme: '', meaning: '' };
    const dataset = performed({ ...what, station, code, ended: Date.now() });
    await this.#finish(claim, 'COMPLETED', dataset, insist);
  }

  async #cancel(claim: Claim, why: string, health: Health, insist: Insist): Promise<void> {
    await this.#finish(claim, 'CANCELED', canceled(why, Date.now()), insist);
    health.count('workitems', { outcome: 'canceled' });
    health.tell('canceled', { item: claim.uid, reason: why });
  }

  /** What has to be said of an item, and its last state. As with a result: what was answered is one thing, what is there another. */
  async #finish(
    { uid, transactionUid }: Claim,
    state: 'COMPLETED' | 'CANCELED',
    dataset: Parameters<typeof updateWorkitem>[3],
    insist: Insist,
  ): Promise<void> {
    const { pacs } = this.#setup;
    const updated = await insist(() => updateWorkitem(pacs, uid, transactionUid, dataset));
    if (updated === 'refused') throw new LostError();
    await insist(() => changeState(pacs, uid, state, transactionUid));
    const there = await insist(() => retrieveWorkitem(pacs, uid));
    if (there.state !== state) throw new LostError();
  }

  /** Once, and again when it is something else. */
  #say(health: Health, trouble: string): void {
    if (trouble === this.#trouble) return;
    this.#trouble = trouble;
    if (trouble !== '') health.tell('list-trouble', { text: trouble });
  }
}

type Insist = <T>(call: () => Promise<T>) => Promise<T>;

/** Tries again what got no answer. */
async function insistently<T>(
  call: () => Promise<T>,
  everyMs: number,
  signal: AbortSignal,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof AppError) || tries === TRIES) throw error;
      await pause(everyMs, signal);
    }
  }
}
