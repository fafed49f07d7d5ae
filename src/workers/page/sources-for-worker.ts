import * as Comlink from 'comlink';
import type { Study } from '#dicom';
import type { ReadSource } from '#pipeline';
import type { StudySources } from '../wire/analysis-service.ts';

/** The blobs this study needs and no others, or the caller's function made callable from there. */
export function sourcesForWorker(sources: StudySources, study: Study): StudySources {
  if (typeof sources === 'function') {
    const read: ReadSource = async (...question) => {
      const bytes = new Uint8Array(await sources(...question)); // A copy: what is sent is lost to the sender.
      return Comlink.transfer(bytes, [bytes.buffer]);
    };
    return Comlink.proxy(read);
  }
  return blobsOf(sources, study);
}

/** The blobs of a study's slices. */
export function blobsOf(
  sources: ReadonlyMap<string, Blob>,
  study: Study,
): ReadonlyMap<string, Blob> {
  const needed = new Map<string, Blob>();
  for (const { sourceId } of study.series.flatMap(({ slices }) => slices)) {
    const blob = sources.get(sourceId);
    if (blob !== undefined) needed.set(sourceId, blob);
  }
  return needed;
}
