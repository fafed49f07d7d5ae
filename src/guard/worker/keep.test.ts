import { beforeEach, describe, expect, it } from 'vitest';
import { sha256Hex } from '#base';
import type { Release } from '../release.ts';
import { openKeeper } from './keep.ts';

const SCOPE = 'https://hospital.example/triage/';

/** As much of Cache Storage as the keeper uses, in memory. */
function fakeCaches(): CacheStorage {
  const all = new Map<string, Map<string, Response>>();
  const cacheOf = (entries: Map<string, Response>) => ({
    match: async (url: string) => entries.get(url)?.clone(),
    put: async (url: string, response: Response) => void entries.set(url, response),
    delete: async (url: string) => entries.delete(url),
  });
  return {
    open: async (name: string) => {
      const entries = all.get(name) ?? new Map<string, Response>();
      all.set(name, entries);
      return cacheOf(entries);
    },
    keys: async () => [...all.keys()],
    delete: async (name: string) => all.delete(name),
  } as unknown as CacheStorage;
}

let caches: CacheStorage;
let server: Map<string, string>;
let asked: string[];
let down: boolean;

const keeper = () =>
  openKeeper({
    caches,
    scope: SCOPE,
    told: (url) => asked.push(url.slice(SCOPE.length)),
    fetch: async (url) => {
      if (down) throw new TypeError('Failed to fetch');
      const body = server.get(url.slice(SCOPE.length));
      const headers = { 'content-security-policy': "default-src 'none'", 'content-length': '9' };
      return body === undefined
        ? new Response('', { status: 404 })
        : new Response(body, { headers });
    },
  });

async function releaseOf(
  version: string,
  files: Readonly<Record<string, string>>,
  later: readonly string[] = [],
): Promise<Release> {
  const hashes: Record<string, string> = {};
  for (const [path, body] of Object.entries(files)) {
    hashes[path] = await sha256Hex(new TextEncoder().encode(body));
    server.set(path === 'index.html' ? '' : path, body);
  }
  return { version, files: hashes, later };
}

const ONE = { 'index.html': 'page 1', 'assets/a.js': 'a1', 'models/w.bin': 'weights' };
const TWO = { 'index.html': 'page 2', 'assets/b.js': 'b2', 'models/w.bin': 'weights' };

beforeEach(() => {
  caches = fakeCaches();
  server = new Map();
  asked = [];
  down = false;
});

describe('a keeper', () => {
  it('answers all of a release with the network down, with the headers of the server', async () => {
    const one = await releaseOf('1', ONE);
    await keeper().install(one);
    await keeper().take(one);
    down = true;
    for (const [path, body] of Object.entries(ONE)) {
      const answer = await keeper().answer(path);
      expect(await answer?.text(), path).toBe(body);
      expect(answer?.headers.get('content-security-policy')).toBe("default-src 'none'");
    }
  });

  it('names the file that is not the one on the list, and the one that is missing', async () => {
    const one = await releaseOf('1', ONE);
    server.set('assets/a.js', 'a1 with more');
    await expect(keeper().install(one)).rejects.toThrow('assets/a.js is not the file');
    server.delete('assets/a.js');
    await expect(keeper().install(one)).rejects.toThrow(
      'assets/a.js could not be had (status 404)',
    );
  });

  it('keeps the version in use while the next is half there, and goes on where it broke off', async () => {
    const one = await releaseOf('1', ONE);
    await keeper().install(one);
    await keeper().take(one);
    const two = await releaseOf('2', TWO);
    server.delete('assets/b.js');
    await expect(keeper().install(two)).rejects.toThrow();
    expect((await keeper().current())?.version).toBe('1');
    down = true;
    expect(await (await keeper().answer('index.html'))?.text()).toBe('page 1');
    down = false;
    server.set('assets/b.js', 'b2');
    asked = [];
    await keeper().install(two);
    // The page was had, and the weights are those of the version before.
    expect(asked).toEqual(['assets/b.js']);
    expect((await keeper().current())?.version).toBe('1');
  });

  it('serves a page of the version before what that version alone has', async () => {
    const one = await releaseOf('1', ONE);
    await keeper().install(one);
    await keeper().take(one);
    const two = await releaseOf('2', TWO);
    await keeper().install(two);
    await keeper().take(two);
    await keeper().tidy(two);
    down = true;
    expect(await (await keeper().answer('index.html'))?.text()).toBe('page 2');
    expect(await (await keeper().answer('assets/a.js'))?.text()).toBe('a1');
    const lists = await keeper().lists();
    expect(['assets/a.js', 'assets/b.js', 'assets/c.js', 'toString'].map(lists)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('never answers a kept file whose bytes were changed', async () => {
    const one = await releaseOf('1', ONE);
    await keeper().install(one);
    await keeper().take(one);
    const cache = await caches.open('ich-triage /triage/ 1');
    await cache.put(`${SCOPE}models/w.bin`, new Response('weight5'));
    down = true;
    expect(await keeper().answer('models/w.bin')).toBeNull();
    down = false;
    expect(await (await keeper().answer('models/w.bin'))?.text()).toBe('weights');
    server.set('models/w.bin', 'of another version');
    expect(await (await keeper().answer('models/w.bin'))?.text()).toBe('weights');
  });

  it('keeps what is for later when it is first asked for', async () => {
    const files = { ...ONE, 'samples/a.zip': 'zip' };
    const one = await releaseOf('1', files, ['samples/a.zip']);
    await keeper().install(one);
    await keeper().take(one);
    expect(asked).not.toContain('samples/a.zip');
    expect(await (await keeper().answer('samples/a.zip'))?.text()).toBe('zip');
    down = true;
    expect(await (await keeper().answer('samples/a.zip'))?.text()).toBe('zip');
  });

  it('leaves alone what other apps of the origin keep', async () => {
    await caches.open('ich-triage /other/ 1');
    await caches.open('something');
    await caches.open('ich-triage /triage/ 0');
    const one = await releaseOf('1', ONE);
    await keeper().install(one);
    await keeper().take(one);
    await keeper().tidy(one);
    expect([...(await caches.keys())].sort()).toEqual([
      'ich-triage /other/ 1',
      'ich-triage /triage/ 1',
      'ich-triage /triage/ state',
      'something',
    ]);
    await keeper().forget();
    expect((await caches.keys()).length).toBe(2);
  });

  it('reads a note of another format as none', async () => {
    const state = await caches.open('ich-triage /triage/ state');
    await state.put(`${SCOPE}in-use`, new Response('{"format":2,"current":{"version":"9"}}'));
    expect(await keeper().current()).toBeNull();
    await state.put(`${SCOPE}in-use`, new Response('not json'));
    expect(await keeper().current()).toBeNull();
  });
});
