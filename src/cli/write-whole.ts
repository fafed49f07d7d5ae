import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, messageOf } from '#base';

/** A file is there in full or not at all. */
export async function writeWhole(
  folder: string,
  name: string,
  bytes: Uint8Array | string,
): Promise<void> {
  const path = join(folder, name);
  const partial = join(folder, `.${name}.partial-${process.pid}`);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(partial, bytes);
    await rename(partial, path);
  } catch (cause) {
    throw new AppError('unwritable', `${path} cannot be written: ${messageOf(cause)}`, { cause });
  }
}

/** Writes files by name into a folder, each as {@link writeWhole} does. */
export async function writeAll(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  for (const [name, text] of files) await writeWhole(folder, name, text);
}
