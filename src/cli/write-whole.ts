import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, messageOf } from '#base';

const WHY: Readonly<Record<string, string>> = {
  ENOENT: 'its folder is not there',
  ENOTDIR: 'a file stands where its folder should be',
  EEXIST: 'a file stands in its place',
  EACCES: 'that is not permitted',
  EPERM: 'that is not permitted',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'what this user may store is used up',
};

/** That a place can't be written, in words. */
export function unwritable(path: string, cause: unknown): AppError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const why = WHY[code] ?? messageOf(cause);
  return new AppError('unwritable', `${path} cannot be written: ${why}`, { cause });
}

/**
 * A file is there in full or not at all, also after a power cut, and nothing else is left behind. Who writes it at the same moment, on another
 * machine too, writes one of his own: the last stands.
 */
export async function writeWhole(
  folder: string,
  name: string,
  bytes: Uint8Array | string,
): Promise<void> {
  const path = join(folder, name);
  const partial = join(folder, `.${name}.partial-${randomUUID()}`);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(partial, bytes, { flush: true });
    await rename(partial, path);
  } catch (cause) {
    // A full disk would stay full of halves.
    await rm(partial, { force: true }).catch(() => undefined);
    throw unwritable(path, cause);
  }
}

/** Writes files by name into a folder, each as {@link writeWhole} does. */
export async function writeAll(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  for (const [name, text] of files) await writeWhole(folder, name, text);
}

/** Bytes that a folder takes if it takes a result: more than one has. */
const TRIAL = 2 ** 20;

/** Why a folder takes nothing now; null where it does. Nothing of the trial is left. */
export async function whyUnwritable(folder: string): Promise<AppError | null> {
  const trial = join(folder, `.trial-${randomUUID()}`);
  try {
    await writeFile(trial, new Uint8Array(TRIAL), { flush: true });
    return null;
  } catch (cause) {
    return unwritable(folder, cause);
  } finally {
    await rm(trial, { force: true }).catch(() => undefined);
  }
}
