import { countOf, type Reason, throwIfAborted } from '#base';
import type { ByteRange, Found, FoundFile } from './source.ts';
import { unzipEntry } from './unzip-entry.ts';
import { readZipDirectory, type ZipEntry } from './zip-directory.ts';
import { ZIP_LIMITS, type ZipLimits } from './zip-limits.ts';

/** Makes a file of unpacked bytes: `(parts) => new Blob(parts)`. */
export type Keep<B extends ByteRange> = (parts: readonly Uint8Array<ArrayBuffer>[]) => B;

/** The files in a ZIP, one after the other. Each entry comes out as a file or with the reason why not. */
export async function* readZip<B extends ByteRange>(
  zip: FoundFile<B>,
  keep: Keep<B>,
  signal?: AbortSignal,
  limits: ZipLimits = ZIP_LIMITS,
): AsyncGenerator<Found<B>> {
  const directory = await readZipDirectory(zip.blob, limits);
  if (!directory.ok) {
    yield { path: zip.path, reason: directory.reason };
    return;
  }
  const { entries, claimed } = directory.value;
  const problem = directoryProblem(entries, claimed);
  if (problem !== null) yield { path: zip.path, reason: problem };
  let budget = limits.mostTotalBytes;
  for (const entry of entries) {
    throwIfAborted(signal);
    if (entry.isFolder) continue;
    const path = `${zip.path}/${entry.name}`;
    const unpacked = await unzipEntry(zip.blob, entry, limits, budget, signal);
    if (unpacked.ok) {
      budget -= entry.unpackedBytes;
      yield { path, blob: keep(unpacked.value) };
    } else {
      yield { path, reason: unpacked.reason };
    }
  }
}

/** What is to be said of the ZIP itself: no file in it, or not as many as it says. */
function directoryProblem(entries: readonly ZipEntry[], claimed: number): Reason | null {
  if (entries.length !== claimed) {
    const text = `it says that it holds ${countOf(claimed, 'file')}; the ${entries.length} that it lists are read`;
    return { code: 'zip-count', text };
  }
  return entries.some(({ isFolder }) => !isFolder)
    ? null
    : { code: 'zip-empty', text: 'there is no file in the ZIP' };
}
