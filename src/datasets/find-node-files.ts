import { lstat, readdir, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { AppError, type ByteRange, messageOf, type Reason, throwIfAborted } from '#base';
import type { Found, SkippedSource } from '#intake';
import { nodeFile } from './node-file.ts';

/** Deeper folders are a loop or a mistake. */
const DEEPEST = 64;

const isMissing = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  (error.code === 'ENOENT' || error.code === 'ENOTDIR');

const whyNot = (error: unknown): Reason =>
  isMissing(error)
    ? { code: 'no-such-path', text: 'there is no such file or folder' }
    : { code: 'unreadable', text: `it cannot be read: ${messageOf(error)}` };

/** Those of the paths that are not there, or cannot be entered, each with the reason. */
export async function missingPaths(paths: readonly string[]): Promise<readonly SkippedSource[]> {
  const looked = await Promise.all(
    paths.map((path) =>
      stat(path).then(
        () => null,
        (error: unknown) => ({ path, reason: whyNot(error) }),
      ),
    ),
  );
  return looked.filter((one) => one !== null);
}

/** Throws AppError 'no-such-path' that names the first path that is not there. */
export async function refuseMissing(paths: readonly string[]): Promise<void> {
  const [missing] = await missingPaths(paths);
  if (missing === undefined) return;
  throw new AppError('no-such-path', `${missing.path}: ${missing.reason.text}`);
}

/**
 * The files at the paths, folders recursively, in the order of their names. Links and special files in folders come out as
 * skips, and so do paths that were named and are not there.
 */
export async function* findNodeFiles(
  paths: readonly string[],
  signal?: AbortSignal,
): AsyncGenerator<Found<ByteRange>> {
  for (const path of paths) {
    const about = await stat(path).catch((error: unknown) => whyNot(error));
    if ('code' in about) yield { path, reason: about };
    else if (about.isDirectory()) yield* inFolder({ path, raw: path }, 0, signal);
    else yield found({ path, raw: path }, about.isFile(), about.size);
  }
}

/** A file or folder: its path for people, and as the file system has it, where that is no UTF-8 (old CDs). */
interface Place {
  readonly path: string;
  readonly raw: string | Buffer;
}

const found = ({ path, raw }: Place, isFile: boolean, size: number): Found<ByteRange> =>
  isFile
    ? { path, blob: nodeFile(raw, size) }
    : { path, reason: { code: 'not-a-file', text: 'a link or a special file, not read' } };

const unreadable = (path: string, why: string): Found<ByteRange> => ({
  path,
  reason: { code: 'unreadable', text: `it cannot be read: ${why}` },
});

async function* inFolder(
  folder: Place,
  depth: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<Found<ByteRange>> {
  const names = await readdir(folder.raw, { encoding: 'buffer' }).catch((error: unknown) =>
    messageOf(error),
  );
  if (typeof names === 'string' || depth > DEEPEST) {
    const why = typeof names === 'string' ? names : `folders nested deeper than ${DEEPEST}`;
    yield unreadable(folder.path, why);
    return;
  }
  const places = names.map((name) => within(folder, name));
  for (const place of places.sort((a, b) => (a.path < b.path ? -1 : 1))) {
    throwIfAborted(signal);
    const about = await lstat(place.raw).catch((error: unknown) => messageOf(error));
    if (typeof about === 'string') yield unreadable(place.path, about);
    else if (about.isDirectory()) yield* inFolder(place, depth + 1, signal);
    else yield found(place, about.isFile(), about.size);
  }
}

function within(folder: Place, name: Buffer): Place {
  const utf8 = name.toString('utf8');
  const isUtf8 = Buffer.from(utf8, 'utf8').equals(name);
  const path = join(folder.path, isUtf8 ? utf8 : new TextDecoder('windows-1252').decode(name));
  if (isUtf8 && typeof folder.raw === 'string') return { path, raw: path };
  return { path, raw: Buffer.concat([Buffer.from(folder.raw), Buffer.from(sep), name]) };
}
