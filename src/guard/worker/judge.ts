import { isPacsRequest, isSiteRequest, PACS_PATH } from '../pacs-request.ts';
import type { Release } from '../release.ts';

/** What of a request decides. */
export interface AskedFor {
  readonly url: string;
  readonly method: string;
  /** `navigate` for a page. */
  readonly mode: string;
}

export type Verdict =
  | {
      readonly kind: 'refuse';
      readonly why: 'elsewhere' | 'not-a-get' | 'carries-a-query' | 'not-of-the-app';
    }
  /** A file of the build. */
  | { readonly kind: 'file'; readonly path: string }
  /** The network's: a page beside the app, a model that was put beside it after the build. */
  | { readonly kind: 'pass' }
  /** The PACS behind the app's own origin: asked, or sent a result. Nothing of it is kept. */
  | { readonly kind: 'pacs'; readonly sends: boolean };

const PAGE = 'index.html';
/** Model packages may be added to a built app; they carry hashes of their own. */
const MODELS = 'models/';

/** Whether a request may be made. `scope` is the app's folder with a slash at its end; `isFile` knows the build's files. */
export function judge(asked: AskedFor, scope: string, isFile: (path: string) => boolean): Verdict {
  const { origin, pathname, search } = new URL(asked.url);
  const root = new URL(scope);
  if (origin !== root.origin) return { kind: 'refuse', why: 'elsewhere' };
  const path = pathname.startsWith(root.pathname) ? pathname.slice(root.pathname.length) : null;
  if (path?.startsWith(PACS_PATH) === true) {
    if (asked.mode === 'navigate') return { kind: 'refuse', why: 'not-of-the-app' };
    return judgePacs(asked.method, path.slice(PACS_PATH.length), search.slice(1));
  }
  if (asked.method !== 'GET') return { kind: 'refuse', why: 'not-a-get' };
  const named = path === '' ? PAGE : path;
  if (asked.mode === 'navigate') {
    return named !== null && isFile(named) ? { kind: 'file', path: named } : { kind: 'pass' };
  }
  if (search !== '') return { kind: 'refuse', why: 'carries-a-query' };
  if (named !== null && isFile(named)) return { kind: 'file', path: named };
  if (path?.startsWith(MODELS) === true) return { kind: 'pass' };
  return { kind: 'refuse', why: 'not-of-the-app' };
}

/** Whether results may be sent at all, and when, is the server's and the page's to say; here, that nothing else goes out. */
function judgePacs(method: string, path: string, query: string): Verdict {
  if (isSiteRequest(method, path, query)) return { kind: 'pass' };
  if (isPacsRequest(method, path, query, true)) return { kind: 'pacs', sends: method === 'POST' };
  return { kind: 'refuse', why: method === 'GET' ? 'not-of-the-app' : 'not-a-get' };
}

/** Whether a release has a file. Not `in`: a path may be named like a method of all objects. */
export const hasFile = (release: Release, path: string): boolean =>
  Object.hasOwn(release.files, path);
