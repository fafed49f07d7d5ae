import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, mkdir, open, realpath, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { unwritable, writeWhole } from './write-whole.ts';

/** A file that will hold a result. Its place was tried before the work began. */
export interface OutputFile {
  readonly path: string;
  /** Writes the file in full or not at all. */
  readonly write: (content: string | Uint8Array) => Promise<void>;
  /** Lets go of it; where nothing was written, nothing is left behind and what was there before stays. */
  readonly close: () => Promise<void>;
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
    if (before !== null && !before.isFile()) return await asItIs(path);
    if (before !== null) await access(path, constants.W_OK);
    return await whole(before === null ? path : await realpath(path));
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

/** Nothing lies there while the work is done: who is killed in it leaves nothing behind. */
async function whole(path: string): Promise<OutputFile> {
  const [folder, name] = [dirname(path), basename(path)];
  const trial = join(folder, `.${name}.trial-${randomUUID()}`);
  await (await open(trial, 'wx')).close();
  await rm(trial);
  return {
    path,
    write: (content) => writeWhole(folder, name, content),
    close: async () => undefined,
  };
}

async function asItIs(path: string): Promise<OutputFile> {
  const file = await open(path, 'w');
  let held = true;
  const close = async () => {
    if (!held) return;
    held = false;
    await file.close();
  };
  return {
    path,
    close,
    write: async (content) => {
      try {
        await file.writeFile(content);
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
