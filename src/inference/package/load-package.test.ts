import { beforeAll, describe, expect, it } from 'vitest';
import { loadPackage } from './load-package.ts';
import { memoryReader, tinyPackage, withFile, withManifest } from './tiny-package.fixture.ts';

let files: Map<string, Uint8Array>;
beforeAll(async () => {
  files = await tinyPackage();
});

const load = (from: ReadonlyMap<string, Uint8Array>) => loadPackage(memoryReader(from));
const codeOf = (from: ReadonlyMap<string, Uint8Array>) =>
  load(from).then(
    () => 'loaded',
    (error: { code?: string }) => error.code,
  );
const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

describe('a model package', () => {
  it('loads with its weights joined over shards', async () => {
    const pack = await load(files);
    const total = (files.get('a.bin')?.length ?? 0) + (files.get('b.bin')?.length ?? 0);
    expect(pack.weights.byteLength).toBe(total);
    expect(pack.manifest.id).toBe('tiny-fixture');
    expect(pack.modelHash).toMatch(/^[0-9a-f]{64}$/);
    expect(pack.golden.inputs).toHaveLength(2);
  });

  it('reports bytes up to the whole', async () => {
    const seen: number[] = [];
    let total = 0;
    await loadPackage(memoryReader(files), {
      onProgress: ({ loadedBytes, totalBytes }) => {
        seen.push(loadedBytes);
        total = totalBytes;
      },
    });
    expect(seen.at(-1)).toBe(total);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
  });

  it('has another identity when anything in the manifest changes', async () => {
    const retitled = withManifest(files, (manifest) => ({ ...manifest, title: 'Other' }));
    expect((await load(retitled)).modelHash).not.toBe((await load(files)).modelHash);
  });

  it('stops when it is cancelled', async () => {
    const controller = new AbortController();
    const loading = loadPackage(memoryReader(files), {
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    await expect(loading).rejects.toMatchObject({ name: 'AbortError' });
  });
});

const digest = 'a'.repeat(64);
const twice = [1, 2].map((bytes) => ({ path: 'model.json', bytes, sha256: digest }));
const lenient = {
  file: 'golden.json',
  tolerance: { cpu: 1, wasm: 1, webgl: 1, webgpu: 1, native: 1 },
};

describe('a package is refused', () => {
  it('for one changed bit in a shard', async () => {
    const shard = new Uint8Array(files.get('b.bin') ?? []);
    shard[5] = (shard[5] ?? 0) ^ 1;
    expect(await codeOf(new Map(files).set('b.bin', shard))).toBe('model-hash');
  });

  it('for one changed bit at either end or in the middle of any of its files', async () => {
    const { manifest } = await load(files);
    expect(manifest.files.length).toBeGreaterThan(3);
    for (const { path } of manifest.files) {
      const bytes = files.get(path) ?? new Uint8Array();
      for (const at of [0, Math.floor(bytes.length / 2), bytes.length - 1]) {
        const changed = new Uint8Array(bytes);
        changed[at] = (changed[at] ?? 0) ^ 1;
        const code = await codeOf(new Map(files).set(path, changed));
        expect([path, at, code]).toEqual([path, at, 'model-hash']);
      }
    }
  });

  it('for a truncated shard', async () => {
    const shard = (files.get('b.bin') ?? new Uint8Array()).slice(0, -4);
    expect(await codeOf(new Map(files).set('b.bin', shard))).toBe('model-size');
    expect(await codeOf(await withFile(files, 'b.bin', shard))).toBe('model-weights');
  });

  it('for a missing file, a format of the future and a manifest that is no JSON', async () => {
    const without = new Map(files);
    without.delete('a.bin');
    expect(await codeOf(without)).toBe('model-file');
    expect(await codeOf(withManifest(files, (m) => ({ ...m, formatVersion: 2 })))).toBe(
      'model-version',
    );
    expect(await codeOf(new Map(files).set('manifest.json', Uint8Array.of(123)))).toBe(
      'model-manifest',
    );
  });

  it('for golden vectors that do not fit the input', async () => {
    const short = await withFile(
      files,
      'golden.json',
      json({ inputs: [[1, 2]], probabilities: [[0, 0, 0, 0, 0, 0]] }),
    );
    expect(await codeOf(short)).toBe('model-golden');
  });

  it.each([
    ['a label is missing', { outputLabels: ['any', 'epidural'] }],
    ['a path leaves the package', { files: [{ path: '../x', bytes: 1, sha256: 'a'.repeat(64) }] }],
    ['the activation is unknown', { activation: 'tanh' }],
    ['scale and channels disagree', { preprocess: { version: 1 } }],
    ['a file is listed twice, of which one could be anything', { files: twice }],
    ['its engines may be as far off as they like', { golden: lenient }],
    ['a label repeats', { outputLabels: ['any', 'any'] }],
  ])('when %s', async (_, change) => {
    expect(await codeOf(withManifest(files, (m) => ({ ...m, ...change })))).toBe('model-manifest');
  });
});
