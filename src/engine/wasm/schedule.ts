import { AppError } from '#base';
import type { Values } from './executor.ts';
import { createLoneSlices } from './lone-slices.ts';
import type { ThreadGroup } from './thread-group.ts';

interface Job {
  readonly input: Float32Array;
  readonly resolve: (values: Values) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Slices a thread holds at a time: one to compute and one to begin with at once, however long the calling thread is busy before it
 * hears of the first one's end.
 */
export const IN_HAND = 2;

/** Memory that the calling thread shares with the others: inputs need not travel with messages. */
export interface SharedInputs {
  readonly write: (slot: number, mailbox: number, input: Float32Array) => void;
}

/**
 * Gives slices to threads: one slice a thread while there are several to do (no waiting at barriers), all threads on one
 * slice when it is alone and they share memory, so that a single slice is quick too; unless one thread alone is quicker (lone-slices.ts).
 * `clock` gives milliseconds.
 */
export function createSchedule(
  group: ThreadGroup,
  memory: SharedInputs | null,
  clock: () => number = () => performance.now(),
): (input: Float32Array) => Promise<Values> {
  const queue: Job[] = [];
  const inHand = Array.from({ length: group.size }, () => 0);
  const started = [...inHand];
  const everyThread = [...inHand.keys()];
  const lone = createLoneSlices();
  let planned = false;

  const start = async (job: Job, threads: readonly number[]): Promise<void> => {
    const [first = 0] = threads;
    // In turn: a thread does its slices in order, so that the one that had this mailbox before is done.
    const mailbox = memory === null ? 0 : (started[first] ?? 0) % IN_HAND;
    memory?.write(first, mailbox, job.input);
    const input = memory === null ? job.input : null;
    const message = { kind: 'run', together: threads.length > 1, mailbox, input } as const;
    started[first] = (started[first] ?? 0) + 1;
    for (const thread of threads) inHand[thread] = (inHand[thread] ?? 0) + 1;
    try {
      const answers = await Promise.all(threads.map((thread) => group.ask(thread, message)));
      const values = answers.flatMap((answer) => (answer.kind === 'done' ? [answer.values] : []));
      const [found] = values;
      if (found === undefined) throw new AppError('engine-lost', 'A thread gave no values.');
      job.resolve(found);
    } catch (error) {
      job.reject(error);
    }
    for (const thread of threads) inHand[thread] = (inHand[thread] ?? 0) - 1;
    assign();
  };

  const startLone = async (job: Job): Promise<void> => {
    const together = lone.together();
    const before = clock();
    await start(job, together ? everyThread : [0]);
    lone.took(together, clock() - before);
  };

  const assign = (): void => {
    planned = false;
    if (memory !== null && queue.length === 1 && inHand.every((slices) => slices === 0)) {
      const job = queue.shift();
      if (job !== undefined) void startLone(job);
    }
    while (queue.length > 0) {
      const least = Math.min(...inHand);
      if (least >= IN_HAND) return;
      const job = queue.shift();
      if (job !== undefined) void start(job, [inHand.indexOf(least)]);
    }
  };

  return (input) =>
    new Promise((resolve, reject) => {
      queue.push({ input, resolve, reject });
      if (!planned) queueMicrotask(assign);
      planned = true;
    });
}
