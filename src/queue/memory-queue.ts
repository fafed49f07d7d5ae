import { messageOf } from '#base';
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

/** Names of done work that are remembered. */
const MOST_DONE = 20_000;

/** The queue within one process: nothing to install, and nothing left when the process ends. */
export class MemoryQueue implements StudyQueue {
  readonly #items = new Map<string, Item>();
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
      this.#items.set(name, {
        work,
        order: this.#order,
        place: firstPlaceOf(work, this.#items.get(lookOf(work.study))?.urgency ?? null),
        state: 'waiting',
        attempts: 0,
        reason: '',
        at: null,
        urgency: null,
      });
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
    const of = (state: Item['state']) => this.#inState(state).length;
    return {
      waiting: of('waiting'),
      active: of('active'),
      delayed: of('delayed'),
      failed: of('failed'),
      done: of('done'),
    };
  }

  async failed(): Promise<readonly FailedWork[]> {
    return this.#inState('failed').map(({ work, attempts, reason, at }) => ({
      ...work,
      attempts,
      reason,
      at,
    }));
  }

  async retry(study?: string): Promise<number> {
    const again = this.#inState('failed').filter(
      ({ work }) => study === undefined || work.study === study,
    );
    for (const item of again) {
      item.state = 'waiting';
      item.attempts = 0;
    }
    this.#wake();
    return again.length;
  }

  async first(study: string): Promise<boolean> {
    const waiting = this.#waitingOf(study);
    for (const item of waiting) item.place = FOREMOST;
    return waiting.length > 0;
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

  #inState(state: Item['state']): readonly Item[] {
    return [...this.#items.values()].filter((item) => item.state === state);
  }

  #waitingOf(study: string): readonly Item[] {
    return [...this.#inState('waiting'), ...this.#inState('delayed')].filter(
      ({ work }) => work.study === study,
    );
  }

  #next(): Item | null {
    if (this.#held) return null;
    const [next = null] = [...this.#inState('waiting')].sort(
      (a, b) => a.place - b.place || a.order - b.order,
    );
    return next;
  }

  async #try(item: Item, handle: Handle, { onFailed }: ConsumerEvents): Promise<void> {
    item.state = 'active';
    item.attempts += 1;
    try {
      const { urgency } = await handle(item.work, item.attempts);
      item.state = 'done';
      item.urgency = urgency;
      this.#rank(item);
      this.#forgetOldest();
    } catch (error) {
      const isLast = item.attempts >= ATTEMPTS || error instanceof HopelessError;
      item.reason = messageOf(error);
      item.at = Date.now();
      item.state = isLast ? 'failed' : 'delayed';
      if (!isLast) this.#later(item);
      onFailed(item.work, item.attempts, item.reason, isLast);
    }
  }

  /** What a look found moves what waits of its study. */
  #rank({ work, urgency }: Item): void {
    if (work.stage !== 'look') return;
    for (const item of this.#waitingOf(work.study)) item.place = rankedPlaceOf(item.place, urgency);
  }

  #later(item: Item): void {
    const timer = setTimeout(
      () => {
        this.#timers.delete(timer);
        item.state = 'waiting';
        this.#wake();
      },
      this.#retryMs * 2 ** (item.attempts - 1),
    );
    this.#timers.add(timer);
  }

  #forgetOldest(): void {
    const done = this.#inState('done');
    for (const { work } of done.slice(0, Math.max(0, done.length - MOST_DONE))) {
      this.#items.delete(nameOf(work));
    }
  }
}
