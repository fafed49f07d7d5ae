import { lstat, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, messageOf, throwIfAborted } from '#base';
import type { ByteRange, Found } from '#intake';
import { nodeFile } from './node-file.ts';

/** Deeper folders are a loop or a mistake. */
const DEEPEST = 64;

/**
 * The files at the paths, folders recursively, in the order of their names. Links and special files in folders come out as
 * skips. Throws AppError 'no-such-path' for a path that was named and is not there.
 */
export async function* findNodeFiles(
  paths: readonly string[],
  signal?: AbortSignal,
): AsyncGenerator<Found<ByteRange>> {
  for (const path of paths) {
    const about = await stat(path).catch((cause: unknown) => {
      throw new AppError('no-such-path', `${path}: ${messageOf(cause)}`, { cause });
    });
    if (about.isDirectory()) yield* inFolder(path, 0, signal);
    else yield found(path, about.isFile(), about.size);
  }
}

const found = (path: string, isFile: boolean, size: number): Found<ByteRange> =>
  isFile
    ? { path, blob: nodeFile(path, size) }
    : { path, reason: { code: 'not-a-file', text: 'a link or a special file, not read' } };

async function* inFolder(
  folder: string,
  depth: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<Found<ByteRange>> {
  const names = await readdir(folder).catch((error: unknown) => messageOf(error));
  if (typeof names === 'string' || depth > DEEPEST) {
    const text = typeof names === 'string' ? names : `folders nested deeper than ${DEEPEST}`;
    yield { path: folder, reason: { code: 'unreadable', text: `it cannot be read: ${text}` } };
    return;
  }
  for (const name of names.sort()) {
    throwIfAborted(signal);
    const path = join(folder, name);
    const about = await lstat(path).catch(() => null); // Gone since it was listed: not a file.
    if (about?.isDirectory() === true) yield* inFolder(path, depth + 1, signal);
    else yield found(path, about?.isFile() ?? false, about?.size ?? 0);
  }
}
