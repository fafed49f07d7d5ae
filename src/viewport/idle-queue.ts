/** Work that somebody waits for, and work that can wait. */
export interface IdleQueue {
  /** Starts at once. */
  urgent<T>(work: () => Promise<T>): Promise<T>;
  /** Starts when nothing urgent is under way, in turn and one at a time. Rejects, unstarted, once the signal is aborted. */
  later<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T>;
}

/** An empty queue. */
export function createIdleQueue(): IdleQueue {
  let underWay = 0;
  let waiting: (() => void)[] = [];
  let last: Promise<unknown> = Promise.resolve();

  const done = (): void => {
    underWay -= 1;
    if (underWay > 0) return;
    const woken = waiting;
    waiting = [];
    for (const wake of woken) wake();
  };
  const calm = async (): Promise<void> => {
    while (underWay > 0) await new Promise<void>((wake) => waiting.push(wake));
  };
  return {
    urgent: (work) => {
      underWay += 1;
      return work().finally(done);
    },
    later: (work, signal) => {
      const turn = last.then(async () => {
        if (!signal.aborted) await calm();
        signal.throwIfAborted();
        return work();
      });
      last = turn.catch(() => undefined); // Whoever asked is told; the next one goes on.
      return turn;
    },
  };
}
