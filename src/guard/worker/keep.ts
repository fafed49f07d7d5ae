import { inLanes, sha256Hex } from '#base';
import type { Release } from '../release.ts';
import { hasFile } from './judge.ts';

/** What the browser gives the keeper; a test gives its own. */
export interface KeeperTools {
  readonly caches: CacheStorage;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** The app's folder, with a slash at its end. */
  readonly scope: string;
  /** Is told of each request that the keeper itself makes. */
  readonly told: (url: string) => void;
}

/** Keeps releases in the browser's Cache Storage. */
export interface Keeper {
  /**
   * Gets and checks all files of a release that aren't `later`; what an earlier try, or another release, has is not fetched
   * again. The release in use stays as it is.
   *
   * @throws Error naming the file that can't be had or is not the one on the list.
   */
  install(release: Release): Promise<void>;
  /** Makes an installed release the one in use. The one before stays, for pages that still run it. */
  take(release: Release): Promise<void>;
  /** The release in use; null before the first. */
  current(): Promise<Release | null>;
  /** What tells whether the release in use, or the one before it, has a file. */
  lists(): Promise<(path: string) => boolean>;
  /** A file of the release in use, with the server's headers; null where neither what is kept nor what the server has is that file. */
  answer(path: string): Promise<Response | null>;
  /** Deletes all that is kept. */
  forget(): Promise<void>;
  /** Deletes releases other than those in use, the one before, and `next`. */
  tidy(next: Release): Promise<void>;
}

/** Number of what is written of the releases in use; another one reads as none, and the files are fetched anew. */
const FORMAT = 1;

interface InUse {
  readonly format: number;
  readonly current: Release;
  readonly previous: Release | null;
}

/** Fetched at once; more would be in the way of the model on a first visit. */
const LANES = 4;
/** These carry the headers that bind a page or a worker, so that an update always fetches them. */
const BINDS = /\.(?:html|js)$/;

/** Opens the keeper for an app's folder. Two apps of one origin have names of their own. */
export function openKeeper({ caches, fetch, scope, told }: KeeperTools): Keeper {
  const prefix = `ich-triage ${new URL(scope).pathname} `;
  const nameOf = ({ version }: Release) => prefix + version;
  const stateName = `${prefix}state`;
  const stateKey = new URL('in-use', scope).href;
  const addressOf = (path: string) => new URL(path === 'index.html' ? './' : path, scope).href;
  let known: InUse | null = null;

  async function inUse(): Promise<InUse | null> {
    if (known !== null) return known;
    const state = await caches.open(stateName);
    const kept = await state.match(stateKey);
    const read = (await kept?.json().catch(() => null)) as InUse | null | undefined;
    known = read?.format === FORMAT ? read : null;
    return known;
  }

  /** The bytes with the headers they came with, if they are the right ones; null if not. */
  async function checked(response: Response, hash: string): Promise<Response | null> {
    if (response.status !== 200) return null;
    const bytes = await response.arrayBuffer();
    if ((await sha256Hex(bytes)) !== hash) return null;
    const headers = new Headers(response.headers);
    // Of the bytes on the wire, not of these.
    headers.delete('content-encoding');
    headers.delete('content-length');
    return new Response(bytes, { status: 200, headers });
  }

  async function kept(release: Release, path: string): Promise<Response | null> {
    const cache = await caches.open(nameOf(release));
    const found = await cache.match(addressOf(path));
    if (found === undefined) return null;
    const right = await checked(found, release.files[path] ?? '');
    if (right === null) await cache.delete(addressOf(path));
    return right;
  }

  async function fetched(release: Release, path: string): Promise<Response> {
    const url = addressOf(path);
    told(url);
    const response = await fetch(url, { cache: 'no-cache', credentials: 'same-origin' });
    const right = await checked(response, release.files[path] ?? '');
    if (right === null) {
      throw new Error(
        response.status === 200
          ? `${path} is not the file that was built (its SHA-256 differs)`
          : `${path} could not be had (status ${response.status})`,
      );
    }
    await (await caches.open(nameOf(release))).put(url, right.clone());
    return right;
  }

  /** A file that another release has, too. */
  async function borrowed(release: Release, path: string, from: Release | null): Promise<boolean> {
    if (from === null || BINDS.test(path) || from.files[path] !== release.files[path]) return false;
    const same = await kept(from, path);
    if (same === null) return false;
    await (await caches.open(nameOf(release))).put(addressOf(path), same);
    return true;
  }

  return {
    async install(release) {
      const before = (await inUse())?.current ?? null;
      const paths = Object.keys(release.files).filter((path) => !release.later.includes(path));
      await inLanes(paths.length, LANES, async (index) => {
        const path = paths[index] ?? '';
        if ((await kept(release, path)) !== null) return;
        if (!(await borrowed(release, path, before))) await fetched(release, path);
      });
    },
    async take(release) {
      const before = (await inUse())?.current ?? null;
      const next: InUse = {
        format: FORMAT,
        current: release,
        previous: before?.version === release.version ? null : before,
      };
      const state = await caches.open(stateName);
      await state.put(stateKey, new Response(JSON.stringify(next)));
      known = next;
    },
    async current() {
      return (await inUse())?.current ?? null;
    },
    async lists() {
      const now = await inUse();
      const releases = [now?.current, now?.previous].flatMap((release) => release ?? []);
      return (path) => releases.some((release) => hasFile(release, path));
    },
    async answer(path) {
      const now = await inUse();
      for (const release of [now?.current, now?.previous]) {
        if (!release || !hasFile(release, path)) continue;
        const found = await kept(release, path);
        if (found !== null) return found;
        return fetched(release, path).catch(() => null);
      }
      return null;
    },
    async forget() {
      known = null;
      await dropAll(() => true);
    },
    async tidy(next) {
      const now = await inUse();
      const needed = [now?.current, now?.previous, next].flatMap((release) =>
        release ? [nameOf(release)] : [],
      );
      await dropAll((name) => name !== stateName && !needed.includes(name));
    },
  };

  async function dropAll(isOld: (name: string) => boolean): Promise<void> {
    const names = (await caches.keys()).filter((name) => name.startsWith(prefix) && isOld(name));
    await Promise.all(names.map((name) => caches.delete(name)));
  }
}
