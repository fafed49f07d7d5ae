import { realpath } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join, sep } from 'node:path';
import send from 'send';

/** Named by their content: these bytes never change. */
const HASHED = /\/assets\/.*-[\w-]{8}\./;

/**
 * Answers GET and HEAD with the files of a folder, as they are on the disk at that moment, by the library that Express serves by: types,
 * conditional requests, ranges. Only what lies in the folder itself is answered: nothing that begins with a dot, and nothing that a link
 * leads to outside of it. A client that leaves, or a file that goes while it is read, ends that one answer.
 */
export function staticFiles(root: string) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const notFound = (): void => {
      response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' });
      response.end('Not found\n');
    };
    const pathname = /^[^?#]*/.exec(request.url ?? '')?.[0] ?? '';
    const within = await withinFolder(root, pathname);
    if (within === null) return notFound();
    const { folder, path } = within;
    send(request, path, { root: folder, dotfiles: 'ignore', cacheControl: false })
      .on('headers', ({ setHeader }: ServerResponse) => {
        const kept = HASHED.test(pathname) ? 'public, max-age=31536000, immutable' : 'no-cache';
        setHeader.call(response, 'Cache-Control', kept);
      })
      .on('directory', notFound)
      .on('error', ({ status }: { readonly status?: number }) => {
        if (status === 416) response.writeHead(416).end();
        else if (response.headersSent) response.destroy();
        else notFound();
      })
      .pipe(response);
  };
}

/** The folder and the encoded path, where what it names lies in the folder after every link; null where it does not, or is none. */
async function withinFolder(root: string, pathname: string) {
  try {
    const folder = await realpath(root);
    const path = await realpath(join(folder, decodeURIComponent(pathname)));
    return path === folder || path.startsWith(folder + sep) ? { folder, path: pathname } : null;
  } catch {
    return null;
  }
}
