import type { ValidationReport } from '#validation';
import type { ValidationApi, ValidationRequest } from '../wire/worker-api.ts';
import { connect, neverAborted, type WorkerLike } from './connect.ts';

const IDLE_MS = 30_000;

const validationWorker = (): WorkerLike =>
  new Worker(new URL('../inside/validation.worker.ts', import.meta.url), { type: 'module' });

/** Makes a site's report in a worker of its own, which ends when it is not used: drawing patients anew takes seconds. */
export interface Validation {
  /** Rejects as `parseTruth` and `validationReport` throw, with an AbortError, and with AppError 'worker-...' where the worker dies. */
  report(request: ValidationRequest, signal?: AbortSignal): Promise<ValidationReport>;
}

/** The validation of a page. Nothing runs before it is asked. */
export function createValidation(start: () => WorkerLike = validationWorker): Validation {
  const link = connect<ValidationApi>(start, { idleMs: IDLE_MS });
  return {
    report: (request, signal = neverAborted()) =>
      link.call(async (api) => await api.report(request), { signal }),
  };
}
