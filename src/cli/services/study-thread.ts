import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { AppError } from '#base';
import { HopelessError, LostWorkError, type StudyWork, type WorkResult } from '#queue';
import { AlarmError } from './analyst.ts';
import type { FromThread, ThreadSetup, ToThread } from './messages.ts';

/** What the model and its engine turned out to be. */
export interface ThreadReady {
  readonly engine: string;
  readonly modelHash: string;
}

/** How long a study may take, in milliseconds; a PACS, or a folder, that is waited for doesn't count. */
const LIMIT_MS = 30 * 60_000;

/** A thread doesn't inherit what reads TypeScript in the process: it is set up first. */
const START = `
  import(${JSON.stringify(import.meta.resolve('tsx/esm/api'))}).then(({ register }) => {
    register();
    return import(${JSON.stringify(new URL('./study.thread.ts', import.meta.url).href)});
  });`;

/**
 * What a study leaves behind is large and in few pieces, and Node before 21 gives it back by collecting garbage alone, several times a study.
 * Marked beside the work, in steps and by helpers, that takes a fifth of a study's processor time (docs/pacs.md); marked in one go
 * next to none, as little lives. Holds for threads that are started later.
 */
function markInOneGo(): void {
  for (const flag of ['--no-concurrent-marking', '--no-incremental-marking']) {
    setFlagsFromString(flag);
  }
}

interface UnderWay {
  readonly isOurs: () => Promise<boolean>;
  readonly done: (result: WorkResult) => void;
  readonly failed: (error: Error) => void;
}

/**
 * A thread of its own for the studies. One that dies of a study, or stays in it for too long, is replaced, and the study is a failed
 * attempt.
 */
export class StudyThread {
  readonly #setup: ThreadSetup;
  readonly #limitMs: number;
  readonly #onWait: (unwritable: string | null) => void;
  readonly #start: string;
  #thread: Worker | null = null;
  #underWay: UnderWay | null = null;
  #timer: NodeJS.Timeout | undefined;
  #kept: ReadonlySet<string> = new Set();

  /** `onWait` hears that the study waits: for a folder that takes nothing, with the reason, or else (null) for the PACS. */
  constructor(
    setup: ThreadSetup,
    onWait: (unwritable: string | null) => void,
    {
      limitMs = LIMIT_MS,
      start = START,
    }: { readonly limitMs?: number; readonly start?: string } = {},
  ) {
    this.#setup = setup;
    this.#onWait = onWait;
    this.#limitMs = limitMs;
    this.#start = start;
  }

  /** Starts it; what is ready when the model is. Rejects with AppError 'usage' or 'no-model' where it is not to be had. */
  start(): Promise<ThreadReady> {
    markInOneGo();
    return new Promise((ready, failed) => {
      const thread = new Worker(this.#start, { eval: true, workerData: this.#setup });
      this.#thread = thread;
      thread.on('message', (message: FromThread) => {
        if (message.kind === 'ready') ready(message);
        else if (message.kind === 'unready') {
          failed(new AppError(message.isUsage ? 'usage' : 'no-model', message.text));
        } else this.#hear(message);
      });
      thread.on('error', (error) => {
        failed(new AppError('no-model', `the thread broke at its start: ${error.message}`));
        this.#lost(thread, `the study broke its thread: ${error.message}`);
      });
      thread.on('exit', (code) => {
        failed(new AppError('no-model', `the thread ended at its start (${code})`));
        this.#lost(thread, `the study ended its thread (${code})`);
      });
    });
  }

  /**
   * Has a piece of work done; `isLast`: it is not tried again; `isOurs`: whether it is still this worker's. Rejects with what kept it from
   * its end. One at a time.
   */
  async run(
    work: StudyWork,
    isLast = false,
    isOurs: () => Promise<boolean> = async () => true,
  ): Promise<WorkResult> {
    if (this.#thread === null) await this.start();
    return new Promise<WorkResult>((done, failed) => {
      this.#underWay = { done, failed, isOurs };
      this.#limit();
      this.#send({ kind: 'work', work, isLast });
    });
  }

  /** Whether it still has what a look fetched of a study, as it said last. */
  keeps(study: string): boolean {
    return this.#kept.has(study);
  }

  /** A PACS that is away is not waited for any more. */
  hurry(): void {
    this.#send({ kind: 'hurry' });
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    const thread = this.#thread;
    this.#thread = null;
    await thread?.terminate();
  }

  #send(message: ToThread): void {
    this.#thread?.postMessage(message);
  }

  #limit(): void {
    clearTimeout(this.#timer);
    const thread = this.#thread;
    this.#timer = setTimeout(() => {
      if (thread === null) return;
      const seconds = Math.round(this.#limitMs / 1000);
      this.#lost(thread, `the study took longer than ${seconds} seconds`);
      void thread.terminate();
    }, this.#limitMs);
  }

  #hear(message: Exclude<FromThread, { readonly kind: 'ready' | 'unready' }>): void {
    if (message.kind === 'away' || message.kind === 'unwritable') {
      clearTimeout(this.#timer);
      this.#onWait(message.kind === 'away' ? null : message.text);
      return;
    }
    if (message.kind === 'ours?') {
      void this.#tellWhose();
      return;
    }
    this.#kept = new Set(message.kept);
    const ended = this.#end();
    if (message.kind === 'done') ended?.done(message.result);
    else ended?.failed(errorOf(message));
  }

  /** Where that is not known, what came of it is not kept. */
  async #tellWhose(): Promise<void> {
    const asking = this.#underWay;
    const isOurs = (await asking?.isOurs().catch(() => false)) ?? false;
    if (this.#underWay === asking) this.#send({ kind: 'ours', isOurs });
  }

  #lost(thread: Worker, text: string): void {
    if (this.#thread === thread) this.#thread = null;
    else return;
    this.#kept = new Set();
    this.#end()?.failed(new Error(text));
  }

  #end(): UnderWay | null {
    clearTimeout(this.#timer);
    const ended = this.#underWay;
    this.#underWay = null;
    return ended;
  }
}

function errorOf({
  text,
  hopeless,
  alarm,
  lost,
  storedLate,
}: Extract<FromThread, { readonly kind: 'failed' }>): Error {
  if (lost) return new LostWorkError(text, storedLate);
  if (alarm) return new AlarmError(text);
  return hopeless ? new HopelessError(text) : new Error(text);
}
