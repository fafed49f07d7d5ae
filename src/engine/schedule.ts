import { AppError } from '#base';
import type { Crew } from './crew.ts';
import type { Values } from './executor.ts';

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

/**
 * Gives slices to threads: one slice a thread while there are several to do (no waiting at barriers), all threads on one
 * slice when it is alone, so that a single slice is quick too.
 */
export function createSchedule(
  crew: Crew,
  mayJoin: boolean,
): (input: Float32Array) => Promise<Values> {
  const queue: Job[] = [];
  const inHand = Array.from({ length: crew.size }, () => 0);
  const everyThread = [...inHand.keys()];
  let planned = false;

  const start = async (job: Job, threads: readonly number[]): Promise<void> => {
    const message = { kind: 'run', together: threads.length > 1, input: job.input } as const;
    for (const thread of threads) inHand[thread] = (inHand[thread] ?? 0) + 1;
    try {
      const answers = await Promise.all(threads.map((thread) => crew.ask(thread, message)));
      const values = answers.flatMap((answer) => (answer.kind === 'done' ? [answer.values] : []));
      const [first] = values;
      if (first === undefined) throw new AppError('engine-lost', 'A thread gave no values.');
      job.resolve(first);
    } catch (error) {
      job.reject(error);
    }
    for (const thread of threads) inHand[thread] = (inHand[thread] ?? 0) - 1;
    assign();
  };

  const assign = (): void => {
    planned = false;
    if (mayJoin && queue.length === 1 && inHand.every((slices) => slices === 0)) {
      const job = queue.shift();
      if (job !== undefined) void start(job, everyThread);
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
