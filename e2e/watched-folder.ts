import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { unzipSync } from 'fflate';
import { thinZip } from './fixtures.ts';

/** Every second slice of a sample, by name. */
export function sampleSlices(word: string): readonly (readonly [string, Uint8Array])[] {
  return Object.entries(unzipSync(readFileSync(thinZip(word))))
    .filter(([, bytes]) => bytes.length > 0)
    .map(([path, bytes]) => [`${word}-${path.replaceAll('/', '-')}`, bytes] as const);
}

/**
 * The picker gives a folder of the browser's own file system (OPFS): real handles, which can be kept and read again. What
 * `leave` in the page's session storage says stands for the browser's own question.
 */
export async function fakePicker(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const folder = async () =>
      (await navigator.storage.getDirectory()).getDirectoryHandle('export', { create: true });
    const leave = () => sessionStorage.getItem('leave') ?? 'granted';
    Object.assign(window, { showDirectoryPicker: folder });
    Object.assign(FileSystemHandle.prototype, {
      queryPermission: async () => leave(),
      requestPermission: async () => {
        sessionStorage.setItem('leave', 'granted');
        return 'granted';
      },
    });
  });
}

/** What the browser says from now on when it is asked whether the page may read the folder. */
export const setLeave = (page: Page, leave: 'granted' | 'prompt'): Promise<void> =>
  page.evaluate((to) => sessionStorage.setItem('leave', to), leave);

/** Writes files into the folder; the first `bytes` of each, where only so many have come. */
export async function put(
  page: Page,
  files: readonly (readonly [string, Uint8Array])[],
  bytes = Number.POSITIVE_INFINITY,
): Promise<void> {
  const texts = files.map(
    ([name, all]) => [name, Buffer.from(all.subarray(0, bytes)).toString('base64')] as const,
  );
  await page.evaluate(async (given) => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('export', { create: true });
    for (const [name, text] of given) {
      const raw = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
      const writer = await (await folder.getFileHandle(name, { create: true })).createWritable();
      await writer.write(raw);
      await writer.close();
    }
  }, texts);
}

/** Removes files from the folder. */
export const remove = (page: Page, names: readonly string[]): Promise<void> =>
  page.evaluate(async (gone) => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('export', { create: true });
    for (const name of gone) await folder.removeEntry(name);
  }, names);
