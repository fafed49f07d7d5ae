import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { failed, listed, named, setup } from './model-desk.fixture.ts';
import { ownPackage } from './own-package.ts';
import { rawManifest } from './raw-manifest.fixture.ts';

describe('a package from the reader’s disk', () => {
  const file = (path: string, content: unknown) => ({
    path,
    blob: new Blob([typeof content === 'string' ? content : JSON.stringify(content)]),
  });

  it('is the manifest’s folder, by paths below it', async () => {
    const files = [
      file('down/mine/manifest.json', rawManifest('mine')),
      file('down/mine/model.json', '{}'),
      file('down/notes.txt', 'x'),
    ];
    const { id, folder, source } = await ownPackage(files, []);
    expect([id, folder]).toEqual(['mine', '']);
    expect([...(source as ReadonlyMap<string, Blob>).keys()]).toEqual([
      'manifest.json',
      'model.json',
    ]);
  });

  it.each([
    ['no manifest', [file('a/model.json', '{}')], 'no manifest.json'],
    [
      'two packages',
      [file('a/manifest.json', {}), file('b/manifest.json', {})],
      'several packages',
    ],
    ['a manifest that is no JSON', [file('a/manifest.json', '{')], 'not valid JSON'],
    ['a manifest that says too little', [file('a/manifest.json', { id: 'x' })], 'title'],
    ['the id of another', [file('a/manifest.json', rawManifest('taken'))], 'is there already'],
  ])('is refused for %s', async (_, files, words) => {
    await expect(ownPackage(files, [listed('taken')])).rejects.toThrow(words);
  });

  it('is listed once it is proven, and not at all where it is not', async () => {
    const given = {
      kind: 'files',
      files: [new File([JSON.stringify(rawManifest('mine'))], 'manifest.json')],
    } as const;
    const good = setup((_, source) => named(source));
    expect(await good.desk.open(given)).toMatchObject({ ok: true, value: { id: 'mine' } });
    expect(good.models.getState().listed?.map(({ id }) => id)).toEqual(['mine']);
    const bad = setup(() => failed);
    expect(await bad.desk.open(given)).toMatchObject({ ok: false, reason: { code: 'model-hash' } });
    expect(bad.models.getState().listed).toBeNull();
    expect(bad.told).toEqual(['second loads files']);
  });

  it('stays listed where what is served was being looked at while it was opened', async () => {
    const { desk, models } = setup((_, source) => named(source));
    let answer = (): void => undefined;
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    vi.stubGlobal('fetch', async () => {
      await answered;
      return new Response('', { status: 404 });
    });
    onTestFinished(() => {
      vi.unstubAllGlobals();
    });
    const looked = desk.refresh();
    const files = [new File([JSON.stringify(rawManifest('mine'))], 'manifest.json')];
    await desk.open({ kind: 'files', files });
    answer();
    await looked;
    expect(models.getState().listed?.map(({ id }) => id)).toEqual(['mine']);
  });
});
