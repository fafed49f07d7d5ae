import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { modelFolder } from './model-folder.ts';

let models = '';
beforeEach(async () => {
  models = await mkdtemp(join(tmpdir(), 'ich-models-'));
});
afterEach(() => rm(models, { recursive: true, force: true }));

const put = async (name: string) => {
  await mkdir(join(models, name));
  await writeFile(join(models, name, 'manifest.json'), '{}');
};
const list = (text: string) => writeFile(join(models, 'index.json'), text);

it('takes the folder that was asked for, whatever is there', async () => {
  expect(await modelFolder('elsewhere', models)).toBe('elsewhere');
});

it('takes the default of the list, as the app does', async () => {
  await put('other');
  await put('tiny');
  await list('{ "default": "other", "packages": ["other"] }');
  expect(await modelFolder(null, models)).toBe(join(models, 'other'));
});

it.each(['{ "default": "gone" }', '{ "default": "../tiny" }', '{', '[]'])(
  'takes the stand-in where the list says %s',
  async (text) => {
    await put('tiny');
    await list(text);
    expect(await modelFolder(null, models)).toBe(join(models, 'tiny'));
  },
);

it('says which folders it looked for where none is there', async () => {
  await list('{ "default": "gone" }');
  const looked = `${join(models, 'gone')} or ${join(models, 'tiny')}`;
  await expect(modelFolder(null, models)).rejects.toThrow(`No model in ${looked}: give --model`);
});
