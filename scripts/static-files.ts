import { constants, createReadStream } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** What a build holds, by the end of its name; anything else is bytes. */
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.wasm': 'application/wasm',
  '.zip': 'application/zip',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};
const PAGE = 'index.html';
/** Named by their content: these bytes never change. */
const HASHED = /\/assets\/.*-[\w-]{8}\./;

/** A file as it is to be sent. */
interface Found {
  readonly path: string;
  readonly size: number;
  readonly etag: string;
  readonly modified: string;
}

/**
 * Answers GET and HEAD with the files of a folder, as they are on the disk at that moment. Only what lies in the folder itself is
 * answered: nothing that begins with a dot, and nothing that a link leads to outside of it. One range of bytes with a stated start is
 * answered as such, any other with the whole file. Never rejects: a client that leaves, or a file that goes while it is read, ends that
 * one answer.
 */
export function staticFiles(root: string) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const pathname = pathOf(request.url ?? '');
    const found = pathname === null ? null : await find(root, pathname);
    if (pathname === null || found === null) {
      response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' });
      response.end('Not found\n');
      return;
    }
    const { path, size, etag, modified } = found;
    response.setHeader('ETag', etag);
    response.setHeader('Last-Modified', modified);
    response.setHeader(
      'Cache-Control',
      HASHED.test(pathname) ? 'public, max-age=31536000, immutable' : 'no-cache',
    );
    if (request.headers['if-none-match'] === etag) {
      response.writeHead(304).end();
      return;
    }
    const range = rangeOf(request.headers.range, size);
    if (range === 'beyond') {
      response.writeHead(416, { 'Content-Range': `bytes */${size}` }).end();
      return;
    }
    const { start, end } = range ?? { start: 0, end: size - 1 };
    response.writeHead(range === null ? 200 : 206, {
      'Content-Type': TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream',
      'Content-Length': end - start + 1,
      'Accept-Ranges': 'bytes',
      ...(range === null ? {} : { 'Content-Range': `bytes ${start}-${end}/${size}` }),
    });
    if (request.method === 'HEAD' || size === 0) {
      response.end();
      return;
    }
    // Closes the file when the client leaves; hangs up where the file can't be read after all.
    await pipeline(createReadStream(path, { start, end }), response).catch(() =>
      response.destroy(),
    );
  };
}

/** The path that is asked for, decoded; null where it is none. */
function pathOf(url: string): string | null {
  const [path = ''] = url.split(/[?#]/, 1);
  try {
    return path.startsWith('/') ? decodeURIComponent(path) : null;
  } catch {
    return null;
  }
}

async function find(root: string, pathname: string): Promise<Found | null> {
  const parts = pathname.slice(1).split('/');
  if (parts.some((part) => /^\.|[\0\\]/.test(part))) return null;
  try {
    const within = await realpath(root);
    const named = await realpath(join(within, ...parts));
    const path = pathname.endsWith('/') ? await realpath(join(named, PAGE)) : named;
    if (!path.startsWith(within + sep)) return null;
    const about = await stat(path);
    if (!about.isFile()) return null;
    // Headers that promise a file are not sent for one that can't be read.
    await access(path, constants.R_OK);
    const etag = `W/"${about.size}-${about.mtime.getTime()}"`;
    return { path, size: about.size, etag, modified: about.mtime.toUTCString() };
  } catch {
    return null;
  }
}

/** The one range that is asked for; null: the whole; 'beyond': it begins behind the end. */
function rangeOf(
  asked: string | undefined,
  size: number,
): { readonly start: number; readonly end: number } | 'beyond' | null {
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(asked ?? '') ?? [];
  if (first === undefined || last === undefined) return null;
  const start = Number(first);
  if (last !== '' && Number(last) < start) return null;
  if (start >= size) return 'beyond';
  return { start, end: Math.min(last === '' ? size - 1 : Number(last), size - 1) };
}
