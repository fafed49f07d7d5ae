import type { Job, Queue, Worker } from 'bullmq';
import { AppError, messageOf } from '#base';
import { Claims } from './claims.ts';
import { whyClocksDiffer } from './clock-skew.ts';
import { KnownWork } from './known-work.ts';
import { NamesOfStudies } from './names-of-studies.ts';
import { giveBack, type Keeps, type KeptResult, OwnFirst } from './own-first.ts';
import { whyItDrops } from './redis-memory.ts';
import {
  ATTEMPTS,
  type Consumer,
  type ConsumerEvents,
  type FailedWork,
  FOREMOST,
  firstPlaceOf,
  type Handle,
  HopelessError,
  LostWorkError,
  lookOf,
  nameOf,
  RETRY_MS,
  rankedPlaceOf,
  type StudyQueue,
  type StudyWork,
  type WorkResult,
} from './study-queue.ts';
import { waitingOf, waitingOfFormer } from './waiting-jobs.ts';
import { within } from './within.ts';

type BullMq = typeof import('bullmq');
type StudyJob = Job<StudyWork, KeptResult>;

/** Where the queue is, and how patient it is; times in milliseconds. */
export interface BullMqOptions {
  /** redis://host:port or rediss://; without credentials, which others could see. */
  readonly url: string;
  readonly username?: string;
  readonly password?: string;
  /** Those who work with the same model share a queue: its hash. */
  readonly modelHash: string;
  readonly retryMs?: number;
  /** A worker that is silent for so long has lost its study. It says so twice as often. */
  readonly lockMs?: number;
  /** For so long an answer is waited for; ten seconds where it is not said. */
  readonly answerMs?: number;
  /** A Redis that was started less than so long ago may not know yet who is at work: nothing is begun. Three seconds where it is not said. */
  readonly graceMs?: number;
}

const LOCK_MS = 60_000;
/** Workers that wait for Redis ask for it so often at least, and have said what they are at before the grace is over. */
const WORKER_ASKS_MS = 1000;
const GRACE_MS = 3000;
/** Work that another is at is taken again so much later. */
const BUSY_MS = 5000;
/** So many pieces of work are put in at once. */
const PAGE = 500;
/** Done work is remembered for a week: what is put in again meanwhile is left alone. */
const KEEP_DONE = { age: 7 * 24 * 3600, count: 100_000 };

/**
 * The queue that machines share: BullMQ on Redis or Valkey. BullMQ is loaded here, not before: who works alone need not have it. Rejects
 * with AppError 'usage' where it is not installed, 'queue-unreachable' where nobody answers.
 */
export async function openBullMqQueue(options: BullMqOptions): Promise<StudyQueue> {
  const bullmq = await import('bullmq').catch((cause: unknown) => {
    const text = `BullMQ is not installed (npm install --include=optional): ${messageOf(cause)}`;
    throw new AppError('usage', text, { cause });
  });
  const queue = new BullMqQueue(bullmq, options);
  try {
    await queue.counts();
    return queue;
  } catch (error) {
    await queue.close();
    throw error;
  }
}

class BullMqQueue implements StudyQueue {
  readonly #bullmq: BullMq;
  readonly #options: BullMqOptions;
  readonly #name: string;
  readonly #queue: Queue<StudyWork, KeptResult>;
  readonly #names: NamesOfStudies;
  readonly #known: KnownWork;

  constructor(bullmq: BullMq, options: BullMqOptions) {
    this.#bullmq = bullmq;
    this.#options = options;
    this.#name = `ich-triage-${options.modelHash.slice(0, 16)}`;
    this.#queue = new bullmq.Queue(this.#name, {
      connection: this.#connection(3),
      defaultJobOptions: {
        attempts: ATTEMPTS,
        backoff: { type: 'exponential', delay: options.retryMs ?? RETRY_MS },
        removeOnComplete: KEEP_DONE,
        removeOnFail: false,
      },
    });
    const connection = () => this.#queue.getBackend().client;
    this.#names = new NamesOfStudies(connection, this.#name);
    this.#known = new KnownWork(connection, this.#name);
    // Every call says it, too.
    this.#queue.on('error', () => undefined);
  }

  #within = <T>(answer: Promise<T>): Promise<T> => within(answer, this.#options.answerMs);

  async add(works: readonly StudyWork[]): Promise<number> {
    const named = new Map(works.map((work) => [nameOf(work), work]));
    const known = await this.#within(this.#known.names());
    const open = [...named].flatMap(([name, work]) => (known.has(name) ? [] : [work]));
    let added = 0;
    for (let from = 0; from < open.length; from += PAGE) {
      added += await this.#within(this.#add(open.slice(from, from + PAGE)));
    }
    this.#known.are(new Set(named.keys()));
    return added;
  }

  consume(handle: Handle, events: ConsumerEvents, keeps: Keeps = () => false): Consumer {
    const lockDuration = this.#options.lockMs ?? LOCK_MS;
    const name = crypto.randomUUID();
    const own = new OwnFirst(this.#queue, keeps, name);
    const claims = new Claims(() => worker.getBackend().client, {
      queue: this.#name,
      worker: name,
      lockMs: lockDuration,
      graceMs: this.#options.graceMs ?? GRACE_MS,
      doneKey: this.#queue.toKey('completed'),
      onDoubled: events.onDoubled,
    });
    const worker: Worker<StudyWork, KeptResult> = new this.#bullmq.Worker(
      this.#name,
      async (job, token) => {
        const { stage, study } = job.data;
        if (await unless(own.shouldLeave(nameOf(job.data)))) {
          events.onLeft(job.data, 'kept-elsewhere');
          await giveBack(this.#queue, job, token);
          throw new this.#bullmq.WaitingError();
        }
        const claim = await unless(this.#within(claims.begin(nameOf(job.data))));
        if (claim?.kind === 'other') {
          events.onLeft(job.data, 'at-work-elsewhere');
          await job.moveToDelayed(Date.now() + Math.min(BUSY_MS, lockDuration / 2), token);
          throw new this.#bullmq.DelayedError();
        }
        if (claim?.kind === 'done') events.onLeft(job.data, 'done');
        const result =
          claim?.kind === 'done' ? claim.result : await this.#handled(handle, job, claims);
        if (result === null) {
          events.onLeft(job.data, 'lost');
          throw new this.#bullmq.WaitingError(); // It is another's, and is left as it is.
        }
        if (stage === 'look' && result.urgency !== null) await this.#rank(study, result.urgency);
        await unless(own.prefer());
        return stage === 'look' && keeps(study) ? { ...result, keeper: name } : result;
      },
      {
        name,
        connection: this.#connection(null),
        concurrency: 1,
        lockDuration,
        stalledInterval: lockDuration / 2,
        maxStalledCount: ATTEMPTS - 1,
      },
    );
    worker.on('failed', (job, error) => {
      if (job === undefined) return;
      const isLast = job.finishedOn !== undefined;
      events.onFailed(job.data, job.attemptsMade, messageOf(error), isLast);
    });
    worker.on('completed', (job) => void unless(this.#names.forget(job.data)));
    worker.on('stalled', (id) => events.onStalled(id));
    worker.on('error', (error) => events.onTrouble(messageOf(error)));
    return { stop: () => worker.close() };
  }

  async counts() {
    const {
      prioritized = 0,
      waiting = 0,
      active = 0,
      delayed = 0,
      failed = 0,
      completed: done = 0,
    } = await this.#within(
      this.#queue.getJobCounts(
        'prioritized',
        'waiting',
        'active',
        'delayed',
        'failed',
        'completed',
      ),
    );
    return { waiting: prioritized + waiting, active, delayed, failed, done };
  }

  async failed(): Promise<readonly FailedWork[]> {
    const jobs = (await this.#within(this.#queue.getFailed())) as StudyJob[];
    return jobs.map(({ data, attemptsMade, failedReason, finishedOn }) => ({
      ...data,
      attempts: attemptsMade,
      reason: failedReason ?? '',
      at: finishedOn ?? null,
    }));
  }

  async retry(study?: string): Promise<number> {
    const jobs = (await this.#within(this.#queue.getFailed())) as StudyJob[];
    const again = jobs.filter(({ data }) => study === undefined || data.study === study);
    const reset = { resetAttemptsMade: true, resetAttemptsStarted: true };
    await this.#within(Promise.all(again.map((job) => job.retry('failed', reset))));
    return again.length;
  }

  async first(study: string): Promise<boolean> {
    const known = await this.#within(waitingOf(this.#queue, this.#names, study));
    const waiting =
      known.length > 0 ? known : await this.#within(waitingOfFormer(this.#queue, study));
    for (const job of waiting) await this.#within(job.changePriority({ priority: FOREMOST }));
    return waiting.length > 0;
  }

  risk = (): Promise<string | null> => this.#within(this.#risk());
  hold = (): Promise<void> => this.#within(this.#queue.pause());
  resume = (): Promise<void> => this.#within(this.#queue.resume());
  isHeld = (): Promise<boolean> => this.#within(this.#queue.isPaused());
  close = (): Promise<void> => this.#within(this.#queue.close()).catch(() => undefined);

  /** How it is reached. A worker waits for a queue that is away (null), a question does not. */
  #connection(maxRetriesPerRequest: number | null) {
    const { url, username, password } = this.#options;
    return {
      url,
      ...(username === undefined ? {} : { username }),
      ...(password === undefined ? {} : { password }),
      maxRetriesPerRequest,
      connectTimeout: 5000,
      retryStrategy: (times: number) =>
        Math.min(times * 200, maxRetriesPerRequest === null ? WORKER_ASKS_MS : 5000),
    };
  }

  async #risk(): Promise<string | null> {
    const client = await this.#queue.getBackend().client;
    return (await whyItDrops(client)) ?? (await whyClocksDiffer(client));
  }

  /** How many were new. */
  async #add(works: readonly StudyWork[]): Promise<number> {
    const keys = works.map((work) => this.#queue.toKey(nameOf(work)));
    const missing = await this.#names.missing(keys);
    const added = works.filter((_, at) => missing.has(keys[at] ?? ''));
    if (added.length === 0) return 0;
    await this.#names.add(added);
    await this.#queue.addBulk(await Promise.all(added.map((work) => this.#jobOf(work))));
    return added.length;
  }

  async #jobOf(work: StudyWork) {
    const urgency = work.stage === 'look' ? null : await this.#foundByLook(work.study);
    const opts = { jobId: nameOf(work), priority: firstPlaceOf(work, urgency) };
    return { name: work.stage, data: work, opts };
  }

  async #foundByLook(study: string): Promise<number | null> {
    const look = (await this.#queue.getJob(lookOf(study))) as StudyJob | undefined;
    return look?.returnvalue?.urgency ?? null;
  }

  /** What came of it; null: it was lost to another worker. */
  async #handled(handle: Handle, job: StudyJob, claims: Claims): Promise<WorkResult | null> {
    let result: WorkResult | null = null;
    try {
      result = await handle(job.data, job.attemptsMade + 1, () => claims.isOurs());
      return result;
    } catch (error) {
      if (error instanceof LostWorkError) return null;
      if (!(error instanceof HopelessError)) throw error;
      throw new this.#bullmq.UnrecoverableError(error.message);
    } finally {
      claims.end(result);
    }
  }

  async #rank(study: string, urgency: number): Promise<void> {
    for (const job of await this.#within(waitingOf(this.#queue, this.#names, study))) {
      const priority = rankedPlaceOf(job.priority, urgency);
      if (priority !== job.priority) await this.#within(job.changePriority({ priority }));
    }
  }
}

/** What helps and is not needed: null where the queue does not answer just now. */
const unless = <T>(help: Promise<T>): Promise<T | null> => help.catch(() => null);
