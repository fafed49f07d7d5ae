/** An app's server with a made PACS behind it, and requests to it that are sent as they are written. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach } from 'vitest';
import { type PacsOptions, pacsAt } from '#dicomweb';
import { ctFile } from '../fake-pacs/ct-file.ts';
import { type FakePacs, startFakePacs } from '../fake-pacs/fake-pacs.ts';
import type { Quirks } from '../fake-pacs/quirks.ts';
import { type Server, serve } from '../serve.ts';

const root = mkdtempSync(join(tmpdir(), 'proxy-'));
writeFileSync(join(root, 'index.html'), 'app');

afterAll(() => rmSync(root, { recursive: true }));

/** What runs in a test; ended behind it. */
export let fake: FakePacs;
export let server: Server;
afterEach(async () => {
  await server.close();
  await fake.close();
});

/** The app's server as it is without a PACS. */
export async function startAlone(): Promise<void> {
  fake = await startFakePacs();
  server = await serve({ root });
}

interface Started {
  readonly quirks?: Quirks;
  readonly store?: boolean;
  readonly options?: PacsOptions;
}

/** A PACS of one study of three objects, and the app before it. */
export async function start({ quirks = {}, store = false, options = {} }: Started = {}) {
  fake = await startFakePacs(
    [1, 2, 3].map((index) => ctFile({ study: 1, index })),
    quirks,
  );
  server = await serve({
    root,
    names: ['triage.example'],
    dicomweb: { pacs: pacsAt(fake.url, options), store },
  });
}

/** The app before a PACS of the test's own. */
export async function startBefore(url: string, options: PacsOptions = {}): Promise<void> {
  fake = await startFakePacs();
  server = await serve({ root, dicomweb: { pacs: pacsAt(url, options), store: false } });
}

/** A request whose path and headers are sent as they are written. */
export function ask(path: string, method = 'GET', headers: Record<string, string> = {}, body = '') {
  const { port } = new URL(server.url);
  const all = {
    ...(method === 'POST' ? { 'Content-Length': String(body.length) } : {}),
    ...headers,
  };
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: string }>(
    (done, failed) => {
      request({ host: '127.0.0.1', port, path, method, headers: all }, (response) => {
        let text = '';
        response.setEncoding('latin1');
        response.on('data', (piece) => {
          text += piece;
        });
        const end = () =>
          done({ status: response.statusCode ?? 0, headers: response.headers, body: text });
        response.on('end', end);
        response.on('error', end);
      })
        .on('error', failed)
        .end(body);
    },
  );
}

/** What the page's own requests say. */
export const OWN = { 'Sec-Fetch-Site': 'same-origin' };
export const POST = {
  ...OWN,
  'X-Requested-By': 'ich-triage',
  'Content-Type': 'multipart/related; boundary=b',
};
