import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Kilobytes (1000) of JavaScript, gzipped at level 9, that the page fetches before its first picture: goal and limit. */
export const START_GOAL_KB = 120;
export const START_LIMIT_KB = 130;

/** One script of the start. */
export interface StartScript {
  readonly path: string;
  readonly kb: number;
}

const SCRIPT = /<(?:script|link)\b[^>]*\b(?:src|href)="\.?\/?([^"]+\.js)"/g;

/** Paths of the scripts that a page names itself: its module and what that is preloaded with. Workers fetch their own. */
export function startScripts(html: string): readonly string[] {
  return [...new Set([...html.matchAll(SCRIPT)].map(([, path]) => path ?? ''))];
}

/** Kilobytes (1000) of a file, gzipped at level 9. */
export const gzippedKb = (bytes: Uint8Array): number => gzipSync(bytes, { level: 9 }).length / 1000;

/** The scripts of a built app's start, largest first. */
export function startSize(folder: string): readonly StartScript[] {
  const html = readFileSync(join(folder, 'index.html'), 'utf8');
  return startScripts(html)
    .map((path) => ({ path, kb: gzippedKb(readFileSync(join(folder, path))) }))
    .sort((a, b) => b.kb - a.kb);
}
