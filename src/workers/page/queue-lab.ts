import * as Comlink from 'comlink';
import type { QueueLabResult, QueueRun, QueueSite } from '#simulation';
import type { QueueLabApi } from '../wire/worker-api.ts';
import { connect, neverAborted, type WorkerLike } from './connect.ts';

const IDLE_MS = 30_000;

const queueLabWorker = (): WorkerLike =>
  new Worker(new URL('../inside/queue-lab.worker.ts', import.meta.url), { type: 'module' });

/** Imitates queues in a worker of its own, which ends when it is not used. */
export interface QueueLab {
  /**
   * Gives null of a site that can't keep up with what comes. `onPart` hears the part that is done, 0..1, and nothing once the run is over.
   * Rejects with an AbortError, and with AppError 'worker-...' where the worker dies.
   */
  simulate(
    site: QueueSite,
    run: QueueRun,
    how?: { readonly signal?: AbortSignal; readonly onPart?: (part: number) => void },
  ): Promise<QueueLabResult | null>;
}

/** The queue lab of a page. Nothing runs before it is asked. */
export function createQueueLab(start: () => WorkerLike = queueLabWorker): QueueLab {
  const link = connect<QueueLabApi>(start, { idleMs: IDLE_MS });
  return {
    simulate: async (site, run, { signal = neverAborted(), onPart } = {}) => {
      // Parts come through a port of their own: the last can be behind the result.
      let isOver = false;
      try {
        return await link.call(
          async (api, alive) => {
            const hear = Comlink.proxy((part: number) => {
              alive();
              if (!isOver) onPart?.(part);
            });
            return await api.simulate(site, run, hear, signal);
          },
          { signal },
        );
      } finally {
        isOver = true;
      }
    },
  };
}
