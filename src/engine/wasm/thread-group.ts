import { AppError } from '#base';
import type { ThreadPort } from './thread-port.ts';
import type { FromWorker, ToWorker } from './worker-messages.ts';

/** Threads that live and die together: one that is lost takes the others along, since they may wait for it. */
export interface ThreadGroup {
  readonly size: number;
  /** The thread's answer. Rejects with AppError: what the thread said, or 'engine-lost' when it has died. */
  readonly ask: (thread: number, message: ToWorker) => Promise<FromWorker>;
  /** Ends all threads; what is under way rejects. */
  readonly terminate: () => void;
}

interface Waiting {
  readonly resolve: (answer: FromWorker) => void;
  readonly reject: (error: AppError) => void;
}

/** Starts `count` threads. */
export function startThreadGroup(count: number, spawn: () => ThreadPort): ThreadGroup {
  const threads: { readonly port: ThreadPort; readonly waiting: Waiting[] }[] = [];
  let lost: AppError | null = null;

  const end = (error: AppError): void => {
    if (lost !== null) return;
    lost = error;
    for (const { port, waiting } of threads) {
      port.terminate();
      for (const { reject } of waiting.splice(0)) reject(error);
    }
  };
  const died = (text: string): void =>
    end(new AppError('engine-lost', `A thread of the WASM engine died: ${text}.`));

  for (let index = 0; index < count; index++) {
    const port = spawn();
    const waiting: Waiting[] = [];
    threads.push({ port, waiting });
    port.onDeath(died);
    port.onAnswer((answer) => {
      const next = waiting.shift();
      if (answer.kind !== 'failed') return next?.resolve(answer);
      const error = new AppError(answer.code, answer.text);
      next?.reject(error);
      end(error);
    });
  }
  return {
    size: count,
    ask: (thread, message) =>
      new Promise((resolve, reject) => {
        const asked = threads[thread];
        if (lost !== null || asked === undefined) return reject(lost);
        asked.waiting.push({ resolve, reject });
        asked.port.post(message);
      }),
    terminate: () => end(new AppError('engine-lost', 'The WASM engine was disposed of.')),
  };
}
