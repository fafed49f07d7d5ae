import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the service worker takes as `Release` (src/guard/release.ts). */
export interface ListedRelease {
  readonly version: string;
  readonly files: Readonly<Record<string, string>>;
  readonly later: readonly string[];
}

/** Not fetched by the app: the host's instructions, and the worker that holds the list. */
const NOT_LISTED = new Set(['_headers', 'sw.js']);
/** What a site says of its PACS is another at each. */
const SITES_OWN = /^dicom-web\//;
/** For trying, and large: kept once they were asked for. Their index is small, and tells that they are there. */
const LATER = /^samples\/.*\.zip$/;

const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** All files of a built app by path with slashes, each with its SHA-256; the version is the list's own. */
export function listRelease(folder: string, appVersion: string): ListedRelease {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, '/').length))
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !NOT_LISTED.has(path) && !SITES_OWN.test(path))
    .sort();
  const files = Object.fromEntries(
    paths.map((path) => [path, sha256(readFileSync(join(folder, path)))]),
  );
  return {
    version: `${appVersion}+${sha256(JSON.stringify(files)).slice(0, 12)}`,
    files,
    later: paths.filter((path) => LATER.test(path)),
  };
}
