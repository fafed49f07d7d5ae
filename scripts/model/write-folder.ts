import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { AppError } from '#base';

/**
 * Writes files as a folder, in full or not at all. A folder already there is replaced only if it holds `marker` (it is
 * then an older one of the same sort) or nothing. Throws AppError 'foreign-folder' otherwise.
 */
export async function writeFolder(
  folder: string,
  files: ReadonlyMap<string, Uint8Array>,
  marker: string,
): Promise<void> {
  const target = resolve(folder);
  const present: readonly string[] = await readdir(target).catch(() => []);
  if (present.length > 0 && !present.includes(marker)) {
    throw new AppError('foreign-folder', `${folder} holds other files: name a new folder`);
  }
  const partial = `${target}.partial-${process.pid}`;
  await mkdir(partial, { recursive: true });
  try {
    for (const [path, bytes] of files) await writeFile(join(partial, path), bytes);
    await rm(target, { recursive: true, force: true });
    await rename(partial, target);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}
