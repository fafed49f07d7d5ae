import { throwIfAborted } from '#base';
import type { ByteRange, Found, FoundFile } from './source.ts';
import { unzipEntry } from './unzip-entry.ts';
import { readZipDirectory } from './zip-directory.ts';
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
  let budget = limits.mostTotalBytes;
  for (const entry of directory.value) {
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
