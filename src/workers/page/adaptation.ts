import type { AdaptationMade, AdaptationRequest } from '#adaptation';
import type { AdaptationApi } from '../wire/worker-api.ts';
import { connect, neverAborted, type WorkerLike } from './connect.ts';

const IDLE_MS = 30_000;

const adaptationWorker = (): WorkerLike =>
  new Worker(new URL('../inside/adaptation.worker.ts', import.meta.url), { type: 'module' });

/** Makes a site's proposal in a worker of its own, which ends when it is not used: drawing patients anew takes seconds. */
export interface Adaptation {
  /** Rejects as `adaptationFromSite` throws, with an AbortError, and with AppError 'worker-...' where the worker dies. */
  propose(request: AdaptationRequest, signal?: AbortSignal): Promise<AdaptationMade>;
}

/** The adaptation of a page. Nothing runs before it is asked. */
export function createAdaptation(start: () => WorkerLike = adaptationWorker): Adaptation {
  const link = connect<AdaptationApi>(start, { idleMs: IDLE_MS });
  return {
    propose: (request, signal = neverAborted()) =>
      link.call(async (api) => await api.propose(request), { signal }),
  };
}
