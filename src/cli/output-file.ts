import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, mkdir, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AppError, messageOf } from '#base';

/** A file that will hold a result. Its place was tried before the work began. */
export interface OutputFile {
  readonly path: string;
  /** Writes the file in full or not at all. */
  readonly write: (content: string | Uint8Array) => Promise<void>;
  /** Lets go of it; where nothing was written, nothing is left behind and what was there before stays. */
  readonly close: () => Promise<void>;
}

const WHY: Readonly<Record<string, string>> = {
  ENOENT: 'its folder is not there',
  ENOTDIR: 'a file stands where its folder should be',
  EEXIST: 'a file stands in its place',
  EACCES: 'that is not permitted',
  EPERM: 'that is not permitted',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
};

function unwritable(path: string, cause: unknown): AppError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const why = WHY[code] ?? messageOf(cause);
  return new AppError('unwritable', `${path} cannot be written: ${why}`, { cause });
}

/**
 * Opens the place of a result before the work is done for it: an unwritable one is found at once, and an older file there
 * is replaced only by a whole new one. Throws AppError 'unwritable'.
 */
export async function outputFile(path: string): Promise<OutputFile> {
  const before = await stat(path).catch(() => null); // Not there yet, which is as it should be.
  if (before?.isDirectory() === true) throw unwritable(path, 'it is a folder');
  try {
    // A device or a pipe is written as it is: putting a file in its place would remove it.
    if (before !== null && !before.isFile()) return await opened(path, path);
    if (before !== null) await access(path, constants.W_OK);
    const target = before === null ? path : await realpath(path);
    const partial = join(dirname(target), `.${basename(target)}.partial-${randomUUID()}`);
    return await opened(target, partial);
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

async function opened(path: string, first: string): Promise<OutputFile> {
  const file = await open(first, 'w');
  let held = true;
  const close = async () => {
    if (!held) return;
    held = false;
    await file.close();
    if (first !== path) await rm(first, { force: true });
  };
  return {
    path,
    close,
    write: async (content) => {
      try {
        await file.writeFile(content);
        if (first !== path) await rename(first, path);
      } catch (cause) {
        throw unwritable(path, cause);
      } finally {
        await close();
      }
    },
  };
}

/** Makes a folder where there is none, and throws AppError 'unwritable' where results cannot be put into it. */
export async function writableFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
    await access(path, constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw unwritable(path, cause);
  }
}
