import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeWhole } from './write-whole.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ich-whole-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('writeWhole', () => {
  it('leaves no half behind where it cannot end its work', async () => {
    await mkdir(join(folder, 'a.dcm'));
    await expect(writeWhole(folder, 'a.dcm', 'bytes')).rejects.toThrow('cannot be written');
    expect(await readdir(folder)).toEqual(['a.dcm']);
  });

  it('is whole whoever writes it at the same moment in one process', async () => {
    const texts = Array.from({ length: 20 }, (_, at) => String(at).repeat(50_000 + at));
    await Promise.all(texts.map((text) => writeWhole(folder, 'a.json', text)));
    expect(await readdir(folder)).toEqual(['a.json']);
    expect(texts).toContain(await readFile(join(folder, 'a.json'), 'utf8'));
  });
});
