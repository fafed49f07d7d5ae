import { notOk } from '#base';
import type { HeaderRequest, HeaderResult, HeaderService } from '../wire/analysis-service.ts';
import type { DicomWorkerApi } from '../wire/worker-api.ts';
import { neverAborted, type WorkerLink, workerDied } from './connect.ts';

/** Files whose headers are read in one message: small enough to report progress, large enough not to be all messages. */
const HEADER_BATCH = 64;

/** Reads headers through the link. */
export function headerReader(link: WorkerLink<DicomWorkerApi>): HeaderService {
  /** A file that kills the worker is found by halving and named; the others are read all the same. */
  const readBatch = async (
    files: readonly HeaderRequest[],
    signal: AbortSignal | undefined,
  ): Promise<readonly HeaderResult[]> => {
    try {
      return await link.call((api) => api.readHeaders(files, signal ?? neverAborted()), { signal });
    } catch (error) {
      if (!workerDied(error)) throw error;
      const [only] = files;
      if (files.length === 1 && only !== undefined) {
        const outcome = notOk('reader-crashed', 'reading this file stopped the reader');
        return [{ sourceId: only.sourceId, outcome }];
      }
      const half = Math.ceil(files.length / 2);
      const before = await readBatch(files.slice(0, half), signal);
      return [...before, ...(await readBatch(files.slice(half), signal))];
    }
  };

  return {
    read: async (files, { signal, onBatch } = {}) => {
      const results: HeaderResult[] = [];
      for (let start = 0; start < files.length; start += HEADER_BATCH) {
        const read = await readBatch(files.slice(start, start + HEADER_BATCH), signal);
        results.push(...read);
        onBatch?.(read);
      }
      return results;
    },
  };
}
