import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isMain, portFrom, readArguments } from './command.ts';
import { whyStrange } from './dicomweb-proxy/own-request.ts';
import { dicomwebProxy, PROXY_PATH, type ProxyOptions, refuse } from './dicomweb-proxy/proxy.ts';
import { securityHeaders } from './headers.ts';
import { staticFiles } from './static-files.ts';

const USAGE = `usage: npm run serve -- [--port 4173] [--host 127.0.0.1] [--root dist]

Serves the built app with the real headers. Static files only, nothing else is answered.`;

/** A server that runs. */
export interface Server {
  readonly url: string;
  close(): Promise<void>;
}

/** What to serve, and where. */
export interface ServeOptions {
  readonly root: string;
  /** 0 or none: any free one. */
  readonly port?: number;
  readonly host?: string;
  /** On every answer; the app's own where nothing else is said. */
  readonly headers?: Readonly<Record<string, string>>;
  /** A PACS that answers below /dicom-web/ of the same origin; without one, nothing does. */
  readonly dicomweb?: ProxyOptions;
  /** Other names (with their port, if it is not the usual one) that the server is reached by, where it has a PACS. */
  readonly names?: readonly string[];
}

/** Starts a static server. Rejects with EADDRINUSE where the port is taken. */
export async function serve(options: ServeOptions): Promise<Server> {
  const { root, port = 0, host = '127.0.0.1', headers = securityHeaders() } = options;
  const files = staticFiles(root);
  const proxy = options.dicomweb === undefined ? null : dicomwebProxy(options.dicomweb);
  const names = new Set((options.names ?? []).map((name) => name.toLowerCase()));
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    if (proxy !== null && request.url?.startsWith(PROXY_PATH) === true) {
      const why = whyStrange(request, names);
      if (why === null) proxy(request, response);
      else refuse(response, ...why);
      return;
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { Allow: 'GET, HEAD' }).end();
      return;
    }
    void files(request, response);
  });
  await new Promise<void>((done, failed) => {
    server.once('error', failed);
    server.listen(port, host, done);
  });
  const { port: taken } = server.address() as AddressInfo;
  for (const name of ['localhost', '127.0.0.1', '[::1]']) names.add(`${name}:${taken}`);
  return {
    url: `http://${host === '127.0.0.1' ? 'localhost' : host}:${taken}/`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

/** The same on the wanted port, or on a free one where that is taken, which is said. */
export function serveNear(options: ServeOptions): Promise<Server> {
  return serve(options).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    console.log(`Port ${options.port} is taken; using a free one.`);
    return serve({ ...options, port: 0 });
  });
}

if (isMain(import.meta.url)) {
  const { values } = readArguments(USAGE, {
    port: { type: 'string', default: '4173' },
    host: { type: 'string', default: '127.0.0.1' },
    root: { type: 'string', default: 'dist' },
  });
  const { root, host } = values;
  try {
    const { url } = await serve({ root, port: portFrom(USAGE, values.port), host });
    console.log(`ICH Triage: ${url}  (Ctrl+C stops it)`);
  } catch (error) {
    // Another port than the one that was asked for would be another origin, with nothing of what the browser kept.
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
