import type { Job, Queue } from 'bullmq';
import { isAsUrgent, lookOf, type StudyWork, type WorkResult, workNamed } from './study-queue.ts';

/** What is remembered of done work: of a look, too, which worker still has what it fetched. */
export interface KeptResult extends WorkResult {
  readonly keeper?: string;
}

/** Whether what a look fetched of a study is still here. */
export type Keeps = (study: string) => boolean;

/** How far down the queue a worker looks for a study of its own. */
const FAR = 64;
/** So often a worker lets one of its own go before the same study: nobody waits for ever, not for a worker that is dead either. */
const MOST_PASSED = 3;
/** For so long whoever gave work back takes nothing, and looks so often whether another has it. */
const LEAVE_MS = 2000;
const LEFT_MS = 20;
/** Studies of which is remembered that they were passed, or left. */
const MOST_REMEMBERED = 1000;

/**
 * Has the worker that looked at a study do the whole of it, since it still has what it fetched: where it takes its next work, and where an
 * idle one takes what another has. The order of urgency stays: only among unflagged studies that are as urgent, to a point of a hundred,
 * does one's own go first.
 */
export class OwnFirst {
  readonly #queue: Queue<StudyWork, KeptResult>;
  readonly #keeps: Keeps;
  readonly #worker: string;
  readonly #passed = new Map<string, number>();
  readonly #left = new Set<string>();

  constructor(queue: Queue<StudyWork, KeptResult>, keeps: Keeps, worker: string) {
    this.#queue = queue;
    this.#keeps = keeps;
    this.#worker = worker;
  }

  /** Puts a study of this worker's own first in the queue, where it may be. To be called before the next work is taken. */
  async prefer(): Promise<void> {
    const [first, ...more] = await this.#queue.getRanges(['prioritized'], 0, FAR, true);
    if (first === undefined || (await this.#keeperElsewhere(first)) === null) return;
    const own = more.find((name) => {
      const { stage, study } = workNamed(name);
      return stage === 'whole' && this.#keeps(study);
    });
    const passed = this.#passed.get(first) ?? 0;
    if (own === undefined || passed >= MOST_PASSED) return;
    const [head, mine] = await Promise.all([this.#queue.getJob(first), this.#queue.getJob(own)]);
    if (head === undefined || mine === undefined) return;
    if (!isAsUrgent(mine.priority, head.priority)) return;
    this.#passed.set(first, passed + 1);
    forgetOldest(this.#passed);
    await mine.changePriority({ priority: head.priority, lifo: true });
  }

  /**
   * Whether this worker, which has taken the whole of a study, should leave it to the one that still has it: once, and only where that one
   * is idle. It is if it lives, as nothing else waits.
   */
  async shouldLeave(name: string): Promise<boolean> {
    if (this.#left.has(name)) return false;
    const keeper = await this.#keeperElsewhere(name);
    if (keeper === null) return false;
    const [waiting, active] = await Promise.all([
      this.#queue.getRanges(['prioritized'], 0, 0, true),
      this.#queue.getActive(),
    ]);
    if (waiting.length > 0 || active.some(({ processedBy }) => processedBy === keeper))
      return false;
    this.#left.add(name);
    forgetOldest(this.#left);
    return true;
  }

  /** Which other worker still has what the look fetched of this work's study; null where none is known to, or this one has it. */
  async #keeperElsewhere(name: string): Promise<string | null> {
    const { stage, study } = workNamed(name);
    if (stage !== 'whole' || this.#keeps(study)) return null;
    const look = await this.#queue.getJob(lookOf(study));
    const keeper = look?.returnvalue?.keeper ?? null;
    return keeper === this.#worker ? null : keeper;
  }
}

/** Puts work back as it was, and waits until another has taken it, there is other work, or nobody came for it. */
export async function giveBack(
  queue: Queue<StudyWork, KeptResult>,
  job: Job<StudyWork, KeptResult>,
  token: string | undefined,
): Promise<void> {
  await job.moveToWait(token);
  // Work that is put back wakes nobody; whose place is set, it does.
  await job.changePriority({ priority: job.priority });
  for (let waited = 0; waited < LEAVE_MS; waited += LEFT_MS) {
    await new Promise((done) => setTimeout(done, LEFT_MS));
    const waiting = await queue.getRanges(['prioritized'], 0, 1, true);
    if (waiting.length !== 1 || waiting[0] !== job.id) return;
  }
}

function forgetOldest(all: Map<string, number> | Set<string>): void {
  if (all.size <= MOST_REMEMBERED) return;
  const [oldest] = all.keys();
  if (oldest !== undefined) all.delete(oldest);
}
