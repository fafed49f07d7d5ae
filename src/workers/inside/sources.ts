import * as Comlink from 'comlink';
import { AppError, throwIfAborted } from '#base';
import type { Study } from '#dicom';
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

/** In the worker: sources as a function, however they came. */
export const readerOf = (sources: StudySources): ReadSource =>
  typeof sources === 'function' ? sources : readBlobs(sources);

/** On the caller's side: the blobs this study needs and no others, or the caller's function made callable from there. */
export function sourcesForWorker(sources: StudySources, study: Study): StudySources {
  if (typeof sources === 'function') {
    const read: ReadSource = async (...question) => {
      const bytes = new Uint8Array(await sources(...question)); // A copy: what is sent is lost to the sender.
      return Comlink.transfer(bytes, [bytes.buffer]);
    };
    return Comlink.proxy(read);
  }
  const needed = new Map<string, Blob>();
  for (const { sourceId } of study.series.flatMap(({ slices }) => slices)) {
    const blob = sources.get(sourceId);
    if (blob !== undefined) needed.set(sourceId, blob);
  }
  return needed;
}
