import { messageOf } from '#base';
import { Heap } from './heap.ts';
import {
  ATTEMPTS,
  type Consumer,
  type ConsumerEvents,
  type FailedWork,
  FOREMOST,
  firstPlaceOf,
  type Handle,
  HopelessError,
  lookOf,
  nameOf,
  RETRY_MS,
  rankedPlaceOf,
  type StudyQueue,
  type StudyWork,
} from './study-queue.ts';

interface Item {
  readonly work: StudyWork;
  readonly order: number;
  place: number;
  state: 'waiting' | 'active' | 'delayed' | 'failed' | 'done';
  attempts: number;
  reason: string;
  at: number | null;
  urgency: number | null;
}

/** Nobody else is there to take it. */
const isOurs = async (): Promise<boolean> => true;

/** Names of done work that are remembered. */
const MOST_DONE = 20_000;

/** A place in the queue. One that is moved has another, and leaves this one behind. */
interface Place {
  readonly item: Item;
  readonly place: number;
}

const isBefore = (one: Place, other: Place): boolean =>
  one.place === other.place ? one.item.order < other.item.order : one.place < other.place;

/** The queue within one process: nothing to install, and nothing left when the process ends. */
export class MemoryQueue implements StudyQueue {
  readonly #items = new Map<string, Item>();
  /** What is not done, by study. */
  readonly #ofStudy = new Map<string, Set<Item>>();
  readonly #in: Readonly<Record<Item['state'], Set<Item>>> = {
    waiting: new Set(),
    active: new Set(),
    delayed: new Set(),
    failed: new Set(),
    done: new Set(),
  };
  readonly #places = new Heap<Place>(isBefore);
  readonly #retryMs: number;
  readonly #timers = new Set<NodeJS.Timeout>();
  #wake: () => void = () => undefined;
  #held = false;
  #order = 0;

  constructor(retryMs: number = RETRY_MS) {
    this.#retryMs = retryMs;
  }

  async add(works: readonly StudyWork[]): Promise<number> {
    let added = 0;
    for (const work of works) {
      const name = nameOf(work);
      if (this.#items.has(name)) continue;
      added += 1;
      this.#order += 1;
      const item: Item = {
        work,
        order: this.#order,
        place: firstPlaceOf(work, this.#items.get(lookOf(work.study))?.urgency ?? null),
        state: 'waiting',
        attempts: 0,
        reason: '',
        at: null,
        urgency: null,
      };
      this.#items.set(name, item);
      this.#ofStudy.set(work.study, (this.#ofStudy.get(work.study) ?? new Set()).add(item));
      this.#in.waiting.add(item);
      this.#putAt(item, item.place);
    }
    this.#wake();
    return added;
  }

  consume(handle: Handle, events: ConsumerEvents): Consumer {
    let stopped = false;
    const run = async (): Promise<void> => {
      while (!stopped) {
        const next = this.#next();
        if (next === null) await new Promise<void>((wake) => (this.#wake = wake));
        else await this.#try(next, handle, events);
      }
    };
    const running = run();
    return {
      stop: () => {
        stopped = true;
        this.#wake();
        return running;
      },
    };
  }

  async counts() {
    const { waiting, active, delayed, failed, done } = this.#in;
    return {
      waiting: waiting.size,
      active: active.size,
      delayed: delayed.size,
      failed: failed.size,
      done: done.size,
    };
  }

  async failed(): Promise<readonly FailedWork[]> {
    return [...this.#in.failed].map(({ work, attempts, reason, at }) => ({
      ...work,
      attempts,
      reason,
      at,
    }));
  }

  async retry(study?: string): Promise<number> {
    const again = [...this.#in.failed].filter(
      ({ work }) => study === undefined || work.study === study,
    );
    for (const item of again) {
      item.attempts = 0;
      this.#wait(item);
    }
    this.#wake();
    return again.length;
  }

  async first(study: string): Promise<boolean> {
    const waiting = this.#waitingOf(study);
    for (const item of waiting) this.#putAt(item, FOREMOST);
    return waiting.length > 0;
  }

  async risk(): Promise<null> {
    return null;
  }

  async hold(): Promise<void> {
    this.#held = true;
  }

  async resume(): Promise<void> {
    this.#held = false;
    this.#wake();
  }

  async isHeld(): Promise<boolean> {
    return this.#held;
  }

  async close(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }

  #become(item: Item, state: Item['state']): void {
    this.#in[item.state].delete(item);
    this.#in[state].add(item);
    item.state = state;
  }

  /** Has it wait at the place that it has. */
  #wait(item: Item): void {
    this.#become(item, 'waiting');
    this.#putAt(item, item.place);
  }

  #putAt(item: Item, place: number): void {
    item.place = place;
    if (item.state === 'waiting') this.#places.push({ item, place });
  }

  #waitingOf(study: string): readonly Item[] {
    return [...(this.#ofStudy.get(study) ?? [])].filter(
      ({ state }) => state === 'waiting' || state === 'delayed',
    );
  }

  #next(): Item | null {
    if (this.#held) return null;
    for (;;) {
      const next = this.#places.pop();
      if (next === undefined) return null;
      const { item, place } = next;
      if (item.state === 'waiting' && item.place === place) return item;
    }
  }

  async #try(item: Item, handle: Handle, { onFailed }: ConsumerEvents): Promise<void> {
    this.#become(item, 'active');
    item.attempts += 1;
    try {
      const { urgency } = await handle(item.work, item.attempts, isOurs);
      this.#become(item, 'done');
      item.urgency = urgency;
      this.#rank(item);
      this.#forget(item);
    } catch (error) {
      const isLast = item.attempts >= ATTEMPTS || error instanceof HopelessError;
      item.reason = messageOf(error);
      item.at = Date.now();
      this.#become(item, isLast ? 'failed' : 'delayed');
      if (!isLast) this.#later(item);
      onFailed(item.work, item.attempts, item.reason, isLast);
    }
  }

  /** What a look found moves what waits of its study. */
  #rank({ work, urgency }: Item): void {
    if (work.stage !== 'look') return;
    for (const item of this.#waitingOf(work.study)) {
      this.#putAt(item, rankedPlaceOf(item.place, urgency));
    }
  }

  #later(item: Item): void {
    const timer = setTimeout(
      () => {
        this.#timers.delete(timer);
        this.#wait(item);
        this.#wake();
      },
      this.#retryMs * 2 ** (item.attempts - 1),
    );
    this.#timers.add(timer);
  }

  /** Of done work its name is remembered, for a while. */
  #forget(item: Item): void {
    const { study } = item.work;
    const rest = this.#ofStudy.get(study);
    rest?.delete(item);
    if (rest?.size === 0) this.#ofStudy.delete(study);
    if (this.#in.done.size <= MOST_DONE) return;
    const [oldest] = this.#in.done;
    if (oldest === undefined) return;
    this.#in.done.delete(oldest);
    this.#items.delete(nameOf(oldest.work));
  }
}
