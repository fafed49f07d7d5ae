import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Writes files by name into a folder: each appears in full or not at all. */
export async function writeAll(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, text] of files) {
    const partial = join(folder, `.${name}.partial-${process.pid}`);
    await writeFile(partial, text);
    await rename(partial, join(folder, name));
  }
}
