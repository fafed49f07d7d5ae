import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { outputFile, writableFolder } from './output-file.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ich-output-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('outputFile', () => {
  it('is written in full, and leaves nothing else behind', async () => {
    const file = await outputFile(join(folder, 'a.csv'));
    await file.write('done');
    await file.close();
    expect(await readdir(folder)).toEqual(['a.csv']);
    expect(await readFile(join(folder, 'a.csv'), 'utf8')).toBe('done');
  });

  it('lays nothing beside it while the work is done, which may be killed', async () => {
    const file = await outputFile(join(folder, 'a.csv'));
    expect(await readdir(folder)).toEqual([]);
    await file.close();
  });

  it('keeps what was there before until there is something new', async () => {
    const path = join(folder, 'a.csv');
    await writeFile(path, 'old');
    const file = await outputFile(path);
    expect(await readFile(path, 'utf8')).toBe('old');
    await file.close();
    expect(await readdir(folder)).toEqual(['a.csv']);
    expect(await readFile(path, 'utf8')).toBe('old');
  });

  it('replaces what a link leads to, not the link', async () => {
    await mkdir(join(folder, 'elsewhere'));
    await writeFile(join(folder, 'elsewhere', 'real.csv'), 'old');
    await symlink(join(folder, 'elsewhere', 'real.csv'), join(folder, 'link.csv'));
    const file = await outputFile(join(folder, 'link.csv'));
    await file.write('new');
    expect(await readFile(join(folder, 'elsewhere', 'real.csv'), 'utf8')).toBe('new');
  });

  it('writes to a device without putting a file in its place', async () => {
    const file = await outputFile('/dev/null');
    await file.write('gone');
    const again = await outputFile('/dev/null');
    await again.write('gone');
    expect(await readFile('/dev/null', 'utf8')).toBe('');
  });

  it.each([
    ['a folder that is not there', 'none/a.csv'],
    ['a folder in its place', '.'],
    ['a file where a folder should be', 'plain/a.csv'],
  ])('is refused at once for %s', async (_, name) => {
    await writeFile(join(folder, 'plain'), '');
    await expect(outputFile(join(folder, name))).rejects.toMatchObject({ code: 'unwritable' });
  });
});

describe('writableFolder', () => {
  it('is made where it is not there, and refused where a file is', async () => {
    await writableFolder(join(folder, 'a', 'b'));
    expect(await readdir(join(folder, 'a'))).toEqual(['b']);
    await writeFile(join(folder, 'plain'), '');
    await expect(writableFolder(join(folder, 'plain'))).rejects.toMatchObject({
      code: 'unwritable',
    });
  });
});
