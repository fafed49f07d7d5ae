import { AppError } from '#base';
import type { Crew } from './crew.ts';
import type { Values } from './executor.ts';

interface Job {
  readonly input: Float32Array;
  readonly resolve: (values: Values) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Gives slices to threads: one slice a thread while there are several to do (no waiting at barriers), all threads on one
 * slice when it is alone, so that a single slice is quick too.
 */
export function createSchedule(
  crew: Crew,
  mayJoin: boolean,
): (input: Float32Array) => Promise<Values> {
  const queue: Job[] = [];
  const idle = Array.from({ length: crew.size }, (_, thread) => thread);
  let planned = false;

  const start = async (job: Job, threads: readonly number[]): Promise<void> => {
    const together = threads.length > 1;
    const message = { kind: 'run', together, input: job.input } as const;
    try {
      const answers = await Promise.all(threads.map((thread) => crew.ask(thread, message)));
      const values = answers.flatMap((answer) => (answer.kind === 'done' ? [answer.values] : []));
      const [first] = values;
      if (first === undefined) throw new AppError('engine-lost', 'A thread gave no values.');
      job.resolve(first);
    } catch (error) {
      job.reject(error);
    }
    idle.push(...threads);
    idle.sort((a, b) => a - b);
    assign();
  };

  const assign = (): void => {
    planned = false;
    if (mayJoin && queue.length === 1 && idle.length === crew.size) {
      const job = queue.shift();
      if (job !== undefined) void start(job, idle.splice(0));
    }
    while (queue.length > 0 && idle.length > 0) {
      const job = queue.shift();
      if (job !== undefined) void start(job, idle.splice(0, 1));
    }
  };

  return (input) =>
    new Promise((resolve, reject) => {
      queue.push({ input, resolve, reject });
      if (!planned) queueMicrotask(assign);
      planned = true;
    });
}
