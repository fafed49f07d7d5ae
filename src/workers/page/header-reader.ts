import { notOk } from '#base';
import type { HeaderRequest, HeaderResult, HeaderService } from '../wire/analysis-service.ts';
import type { DicomWorkerApi } from '../wire/worker-api.ts';
import {
  neverAborted,
  startsAtAll,
  type WorkerLink,
  workerDied,
  workersBlocked,
} from './connect.ts';

/** Files whose headers are read in one message: small enough to report progress, large enough not to be all messages. */
const HEADER_BATCH = 64;

/** So many messages are under way: while the page takes in what one says, the worker reads for the next. */
const AT_ONCE = 2;

type Read = readonly HeaderResult[];

/** Reads headers through the link; `listing` hears when that begins and when it ends. */
export function headerReader(
  link: WorkerLink<DicomWorkerApi>,
  listing: (yes: boolean) => void,
): HeaderService {
  const ask = (files: readonly HeaderRequest[], signal: AbortSignal | undefined): Promise<Read> =>
    link.call((api) => api.readHeaders(files, signal ?? neverAborted()), { signal });

  /** A file that kills the worker is found by halving and named, while nothing else is under way; the others are read all the same. */
  const readAlone = async (
    files: readonly HeaderRequest[],
    signal: AbortSignal | undefined,
  ): Promise<Read> => {
    try {
      return await ask(files, signal);
    } catch (error) {
      if (!workerDied(error)) throw error;
      const [only] = files;
      if (files.length === 1 && only !== undefined) {
        const outcome = notOk('reader-crashed', 'reading this file stopped the reader');
        return [{ sourceId: only.sourceId, outcome }];
      }
      const half = Math.ceil(files.length / 2);
      const before = await readAlone(files.slice(0, half), signal);
      return [...before, ...(await readAlone(files.slice(half), signal))];
    }
  };

  const read: HeaderService['read'] = async (files, { signal, onBatch } = {}) => {
    const results: HeaderResult[] = [];
    const underWay: { readonly batch: readonly HeaderRequest[]; readonly read: Promise<Read> }[] =
      [];
    let next = 0;
    const askMore = (): void => {
      while (underWay.length < AT_ONCE && next < files.length) {
        const batch = files.slice(next, next + HEADER_BATCH);
        next += HEADER_BATCH;
        const read = ask(batch, signal);
        read.catch(() => undefined); // Heard in its turn.
        underWay.push({ batch, read });
      }
    };
    askMore();
    for (let one = underWay.shift(); one !== undefined; one = underWay.shift()) {
      const { batch } = one;
      const read = await one.read.catch(async (error: unknown) => {
        if (!workerDied(error)) throw error;
        await Promise.allSettled(underWay.map((other) => other.read));
        if (!(await startsAtAll(link))) throw workersBlocked();
        return readAlone(batch, signal);
      });
      askMore();
      results.push(...read);
      onBatch?.(read);
    }
    return results;
  };

  let reading = 0;
  return {
    read: async (files, how) => {
      reading += 1;
      listing(true);
      try {
        return await read(files, how);
      } finally {
        reading -= 1;
        if (reading === 0) listing(false);
      }
    },
  };
}
