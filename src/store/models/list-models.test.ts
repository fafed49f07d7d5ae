import { describe, expect, it } from 'vitest';
import { servedModels } from './list-models.ts';
import { rawManifest } from './raw-manifest.fixture.ts';

describe('the served models', () => {
  const served = (files: Readonly<Record<string, unknown>>, current = 'models/a/') =>
    servedModels(current, async (path) =>
      files[String(path)] === undefined
        ? new Response('', { status: 404 })
        : new Response(JSON.stringify(files[String(path)])),
    );

  it('are those of the index and the one in use, with size and accuracy', async () => {
    const { listed, refused } = await served(
      {
        'models/index.json': { default: 'a', packages: ['a', 'b'] },
        'models/a/manifest.json': rawManifest('a'),
        'models/b/manifest.json': { ...rawManifest('b'), metrics: {} },
        'models/c/manifest.json': rawManifest('c'),
      },
      'models/c/',
    );
    expect(refused).toEqual([]);
    expect(listed.map(({ id, bytes, home }) => [id, bytes, home?.n ?? null])).toEqual([
      ['a', 1500, 2501],
      ['b', 1500, null],
      ['c', 1500, 2501],
    ]);
  });

  it('of one id are one; what can’t be read is named with the reason, and the others stay', async () => {
    const { listed, refused } = await served({
      'models/index.json': { default: 'a', packages: ['twin', 'gone', 'broken'] },
      'models/a/manifest.json': rawManifest('a'),
      'models/twin/manifest.json': rawManifest('a'),
      'models/broken/manifest.json': { id: 'x' },
    });
    expect(listed.map(({ folder }) => folder)).toEqual(['a']);
    expect(refused.map(({ name }) => name)).toEqual(['twin', 'gone', 'broken']);
    expect(refused.map(({ text }) => text).join()).toMatch(/has the id of a: a.*404.*title/);
    expect((await served({ 'models/a/manifest.json': rawManifest('a') })).listed).toHaveLength(1);
  });

  it.each([
    ['a path out of models/', { default: 'a', packages: ['../secret'] }],
    ['another origin', { default: 'a', packages: ['https://elsewhere.example/'] }],
    ['a default that is none', { default: ['a'], packages: ['b'] }],
    ['a list that is none', { default: 'a', packages: 'b' }],
    ['a hidden folder', { default: 'a', packages: ['.git'] }],
  ])('of an index with %s: nothing of it is asked for, and that is said', async (_, index) => {
    const asked: string[] = [];
    const files: Record<string, unknown> = {
      'models/index.json': index,
      'models/a/manifest.json': rawManifest('a'),
    };
    const { listed, refused } = await servedModels('models/a/', async (path) => {
      asked.push(String(path));
      const file = files[String(path)];
      return file === undefined
        ? new Response('', { status: 404 })
        : new Response(JSON.stringify(file));
    });
    expect(listed.map(({ id }) => id)).toEqual(['a']);
    expect(refused.map(({ name }) => name)).toEqual(['models/index.json']);
    expect(asked).toEqual(['models/index.json', 'models/a/manifest.json']);
  });
});
