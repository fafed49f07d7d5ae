import { throwIfAborted } from '#base';

/** Runs one piece of work at a time. */
export interface StudyQueue {
  /** Queues work under a key. An aborted signal takes it out before it starts. */
  add<T>(key: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** Moves waiting work to the head. */
  prioritize(key: string): void;
  /** Drops everything that waits; it rejects with an AbortError. */
  clear(): void;
}

interface Waiting {
  readonly key: string;
  readonly start: () => Promise<void>;
  readonly drop: (error: Error) => void;
}

const cancelled = (): DOMException => new DOMException('The work was cancelled.', 'AbortError');

/** First come, first served, until someone is preferred. */
export function studyQueue(): StudyQueue {
  let waiting: Waiting[] = [];
  let busy = false;

  const pump = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await next.start();
    busy = false;
  };

  return {
    add: (key, work, signal) =>
      new Promise((resolve, reject) => {
        const entry: Waiting = {
          key,
          drop: reject,
          start: async () => {
            signal?.removeEventListener('abort', leave);
            try {
              throwIfAborted(signal);
              resolve(await work());
            } catch (error) {
              reject(error);
            }
          },
        };
        const leave = () => {
          waiting = waiting.filter((other) => other !== entry);
          reject(cancelled());
        };
        signal?.addEventListener('abort', leave, { once: true });
        waiting.push(entry);
        void pump();
      }),
    prioritize: (key) => {
      waiting = [
        ...waiting.filter((entry) => entry.key === key),
        ...waiting.filter((entry) => entry.key !== key),
      ];
    },
    clear: () => {
      const dropped = waiting;
      waiting = [];
      for (const { drop } of dropped) drop(cancelled());
    },
  };
}
