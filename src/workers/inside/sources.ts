import { AppError, throwIfAborted } from '#base';
import type { ReadSource } from '#pipeline';
import type { StudySources } from '../wire/analysis-service.ts';
import { bytesOf } from './source-gone.ts';

/** Reads the ranges asked for out of blobs; the bytes of a file that was moved or deleted are AppError 'source-gone'. */
function readBlobs(blobs: ReadonlyMap<string, Blob>): ReadSource {
  return async (sourceId, range, signal) => {
    throwIfAborted(signal);
    const blob = blobs.get(sourceId);
    if (blob === undefined) throw new AppError('source-gone', 'The file is not there any more.');
    const { offset = 0, length = blob.size } = range ?? {};
    return bytesOf(blob.slice(offset, offset + length));
  };
}

/** Sources as a function, however they came. */
export const readerOf = (sources: StudySources): ReadSource =>
  typeof sources === 'function' ? sources : readBlobs(sources);
