import { throwIfAborted } from '#base';

/** Lets so many pieces of work run at once; the others wait in the order in which they came. */
export class Slots {
  #free: number;
  readonly #waiting = new Set<() => void>();

  constructor(count: number) {
    this.#free = count;
  }

  /** Runs the work when a slot is free. Rejects with what it rejects with, or at once with an AbortError while it waits. */
  async run<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    throwIfAborted(signal);
    if (this.#free > 0) this.#free -= 1;
    else await this.#turn(signal);
    try {
      throwIfAborted(signal);
      return await work();
    } finally {
      const [next] = this.#waiting;
      if (next === undefined) this.#free += 1;
      else {
        this.#waiting.delete(next);
        next();
      }
    }
  }

  #turn(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#waiting.delete(come);
        reject(signal?.reason);
      };
      const come = () => {
        signal?.removeEventListener('abort', leave);
        resolve();
      };
      this.#waiting.add(come);
      signal?.addEventListener('abort', leave, { once: true });
    });
  }
}
