import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pacsAt } from '#dicomweb';
import { type FakePacs, startFakePacs } from './fake-pacs/fake-pacs.ts';
import { resultFile } from './fake-pacs/result-file.ts';
import { securityHeaders } from './headers.ts';
import { freePort, skippedFor, whyNotInstalled } from './machine.ts';
import { type Server, serve } from './serve.ts';

const read = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../deploy/${name}`, import.meta.url)), 'utf8');

/** A test that starts a program of the system; skipped, and says so, where that is not installed. */
function itWith(tool: string, title: string, test: () => void | Promise<void>): void {
  const why = whyNotInstalled(tool);
  it.skipIf(why !== null)(`${title}${skippedFor(why)}`, test, 60_000);
}

const NAME = 'triage.example';
/** What is worth to be compressed. */
const MUCH = 'const a = 1;\0\n'.repeat(1000);
let folder: string;
let fake: FakePacs;
let app: Server;
let started: ChildProcess | null;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ich-deploy-'));
  mkdirSync(join(folder, 'dist/assets'), { recursive: true });
  writeFileSync(join(folder, 'dist/index.html'), 'app');
  writeFileSync(join(folder, 'dist/kernel.wasm'), '');
  writeFileSync(join(folder, 'dist/manifest.webmanifest'), '{}');
  for (const name of ['app-Ab3_-x9Z.js', 'kernel-Ab3_-x9Z.wasm', 'plain.js', 'weights.bin']) {
    writeFileSync(join(folder, 'dist/assets', name), MUCH);
  }
  fake = await startFakePacs();
  started = null;
});

afterEach(async () => {
  const ended = started;
  if (ended !== null && ended.exitCode === null) {
    const gone = new Promise((done) => ended.once('exit', done));
    ended.kill('SIGTERM');
    await gone;
  }
  await app?.close();
  await fake.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Answer {
  readonly status: number;
  /** Name, value, name, value, as they came: one that stands twice is there twice. */
  readonly raw: readonly string[];
  /** Unpacked. */
  readonly body: string;
}

/** Asks as a browser does. */
function ask(
  port: number,
  path: string,
  method = 'GET',
  body?: { readonly headers: Readonly<Record<string, string>>; readonly bytes: Buffer },
): Promise<Answer> {
  const headers = {
    Host: `${NAME}:${port}`,
    'Sec-Fetch-Site': 'same-origin',
    'Accept-Encoding': 'gzip, deflate',
    ...body?.headers,
  };
  return new Promise((done, failed) => {
    request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece) => pieces.push(piece));
      response.on('end', () => {
        const sent = Buffer.concat(pieces);
        const body = response.headers['content-encoding'] === 'gzip' ? gunzipSync(sent) : sent;
        const { statusCode: status = 0, rawHeaders: raw } = response;
        done({ status, raw, body: body.toString() });
      });
    })
      .on('error', failed)
      .end(body?.bytes);
  });
}

const valuesOf = ({ raw }: Answer, name: string) =>
  raw.filter((_, index) => index % 2 === 1 && raw[index - 1]?.toLowerCase() === name.toLowerCase());

/** The app's own process, behind whatever serves. */
const serveApp = (port: number, appPort: number, store: boolean) =>
  serve({
    root: join(folder, 'dist'),
    port: appPort,
    names: [`${NAME}:${port}`],
    dicomweb: { pacs: pacsAt(fake.url), store },
  });

/** What every host has to do, whatever program it is. */
async function holds(port: number, appPort: number): Promise<void> {
  app = await serveApp(port, appPort, false);
  for (let tries = 0; tries < 100; tries += 1) {
    if (await ask(port, '/').catch(() => null)) break;
    await wait(100);
  }
  const answers = {
    page: await ask(port, '/'),
    none: await ask(port, '/none.js'),
    site: await ask(port, '/dicom-web/site.json'),
    list: await ask(port, '/dicom-web/studies?limit=1'),
    strange: await ask(port, '/dicom-web/servers'),
  };
  expect(Object.values(answers).map(({ status }) => status)).toEqual([200, 404, 200, 200, 403]);
  expect(answers.page.body).toBe('app');
  expect(JSON.parse(answers.site.body)).toMatchObject({ pacs: { store: false } });
  for (const [kind, answer] of Object.entries(answers)) {
    for (const [name, value] of Object.entries(securityHeaders())) {
      expect([kind, name, valuesOf(answer, name)]).toEqual([kind, name, [value]]);
    }
  }
  expect(valuesOf(answers.list, 'cache-control')).toEqual(['no-store']);
  expect((await ask(port, '/', 'POST')).status).toBeGreaterThanOrEqual(403);
  const [wasm] = valuesOf(await ask(port, '/kernel.wasm'), 'content-type');
  expect(wasm).toBe('application/wasm');
  const [manifest] = valuesOf(await ask(port, '/manifest.webmanifest'), 'content-type');
  expect(manifest).toMatch(/^application\/manifest\+json/);
}

/** How files are kept and sent: as long as the app's own server says, packed where that is worth it, with the same headers as ever. */
async function sendsFiles(port: number, appPort: number): Promise<void> {
  const paths: readonly [string, boolean, RegExp][] = [
    ['/assets/app-Ab3_-x9Z.js', true, /javascript/],
    ['/assets/kernel-Ab3_-x9Z.wasm', true, /^application\/wasm$/],
    ['/assets/plain.js', true, /javascript/],
    ['/assets/weights.bin', false, /octet-stream|^$/],
  ];
  for (const [path, isPacked, type] of paths) {
    const answer = await ask(port, path);
    const own = await ask(appPort, path);
    expect([path, answer.status, answer.body === MUCH]).toEqual([path, 200, true]);
    expect([path, valuesOf(answer, 'content-encoding')]).toEqual([path, isPacked ? ['gzip'] : []]);
    if (isPacked) expect(valuesOf(answer, 'vary').join()).toMatch(/accept-encoding/i);
    expect(valuesOf(answer, 'content-type')[0] ?? '').toMatch(type);
    expect([path, valuesOf(answer, 'cache-control')]).toEqual([
      path,
      valuesOf(own, 'cache-control'),
    ]);
    for (const [name, value] of Object.entries(securityHeaders())) {
      expect([path, name, valuesOf(answer, name)]).toEqual([path, name, [value]]);
    }
  }
  expect(valuesOf(await ask(port, paths[0]?.[0] ?? ''), 'cache-control').join()).toContain(
    'immutable',
  );
  // A file that is not there yet, or not any more, is not missing for a year.
  const none = await ask(port, '/assets/none-Ab3_-x9Z.js');
  expect([none.status, valuesOf(none, 'cache-control').join()]).toEqual([
    404,
    expect.not.stringContaining('immutable'),
  ]);
  const list = await ask(port, '/dicom-web/studies');
  expect(valuesOf(list, 'content-encoding')).toEqual([]);
}

/** A result of so many bytes, as the page sends it. */
function result(bytes: Uint8Array) {
  const head = '--b\r\nContent-Type: application/dicom\r\n\r\n';
  const all = Buffer.concat([Buffer.from(head), bytes, Buffer.from('\r\n--b--')]);
  const headers = {
    'Content-Type': 'multipart/related; type="application/dicom"; boundary=b',
    'Content-Length': String(all.length),
    'X-Requested-By': 'ich-triage',
  };
  return { headers, bytes: all };
}

/** Results go to one address, where the app's own process was told to let them through, and nothing else is sent anywhere. */
async function storesWhereTold(port: number, appPort: number): Promise<void> {
  const small = result(resultFile(1));
  const send = async (path: string, method = 'POST', body = small) =>
    (await ask(port, path, method, body)).status;
  expect(await send('/dicom-web/studies')).toBe(403);
  await app.close();
  app = await serveApp(port, appPort, true);
  // Connections that were kept for the process before are given up first.
  await expect.poll(() => send('/dicom-web/studies')).toBe(200);
  expect(fake.archive.ofStudy('1.2.3.1').map(({ modality }) => modality)).toEqual(['SR']);
  const elsewhere = ['/dicom-web/studies/1.2.3.1', '/dicom-web/studies?x=1', '/dicom-web/tools'];
  for (const path of elsewhere) expect([path, await send(path)]).toEqual([path, 403]);
  for (const method of ['PUT', 'DELETE']) {
    expect([method, await send('/dicom-web/studies', method)]).toEqual([method, 403]);
  }
  // It may be cut off before it is answered.
  const large = result(new Uint8Array(5 * 2 ** 20));
  expect(await send('/dicom-web/studies', 'POST', large).catch(() => 413)).toBe(413);
  const posts = fake.requests.filter((line) => !line.startsWith('GET'));
  expect(posts).toEqual(['POST /studies']);
}

/** A search for a patient, with the app's own process there and away. */
async function asksForPatient(port: number): Promise<void> {
  const search = () => ask(port, '/dicom-web/studies?PatientName=Doe');
  expect((await search()).status).toBe(200);
  await app.close();
  expect((await search()).status).toBe(502);
}

const put = (name: string, text: string) => writeFileSync(join(folder, name), text);

describe('the files of deploy/', () => {
  it('have the headers of scripts/headers.ts, and no other', () => {
    const ofNginx = [...read('nginx-headers.conf').matchAll(/^add_header (\S+) "(.*)" always;$/gm)];
    expect(Object.fromEntries(ofNginx.map(([, name, value]) => [name, value]))).toEqual(
      securityHeaders(),
    );
    const [, block = ''] = /\theader \{\n([\s\S]*?)\n\t\}/.exec(read('Caddyfile')) ?? [];
    const ofCaddy = [...block.matchAll(/^\t\t(\S+) "(.*)"$/gm)];
    expect(Object.fromEntries(ofCaddy.map(([, name, value]) => [name, value]))).toEqual(
      securityHeaders(),
    );
    const hidden = [...read('nginx.conf').matchAll(/proxy_hide_header (\S+);/g)];
    expect(hidden.map(([, name]) => name)).toEqual(Object.keys(securityHeaders()));
  });

  itWith('nginx', 'nginx holds them', async () => {
    const [port, appPort] = [await freePort(), await freePort()];
    put('headers.conf', read('nginx-headers.conf'));
    put(
      'site.conf',
      read('nginx.conf')
        .replaceAll('127.0.0.1:8080', `127.0.0.1:${port}`)
        .replaceAll('/srv/ich-triage/dist', `${folder}/dist`)
        .replaceAll('/etc/nginx/ich-triage-headers.conf', `${folder}/headers.conf`)
        .replaceAll('127.0.0.1:4173', `127.0.0.1:${appPort}`),
    );
    const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (kind) => `${kind}_temp_path ${folder}/${kind};`,
    );
    put(
      'nginx.conf',
      `daemon off; pid ${folder}/pid; error_log ${folder}/error.log;${process.getuid?.() === 0 ? ' user root;' : ''} events {}
       http { include /etc/nginx/mime.types; access_log ${folder}/access.log; ${places.join(' ')} include ${folder}/site.conf; }`,
    );
    started = spawn('nginx', ['-c', `${folder}/nginx.conf`], { stdio: 'ignore' });
    await holds(port, appPort);
    await sendsFiles(port, appPort);
    await storesWhereTold(port, appPort);
    await asksForPatient(port);
    const said = ['access.log', 'error.log'].map((name) =>
      readFileSync(join(folder, name), 'utf8'),
    );
    expect(said[0]).toContain('GET /none.js');
    expect(said.join('')).not.toContain('dicom-web');
  });

  itWith('caddy', 'Caddy holds them', async () => {
    const [port, appPort] = [await freePort(), await freePort()];
    const own = `http://${NAME}:${port}`;
    const site = read('Caddyfile')
      .replace(/^triage\.example /m, `${own} `)
      .replaceAll('/srv/ich-triage/dist', `${folder}/dist`)
      .replaceAll('127.0.0.1:4173', `127.0.0.1:${appPort}`);
    put('Caddyfile', `{\n\tadmin off\n}\n${site}`);
    const env = { ...process.env, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
    const command = ['run', '--adapter', 'caddyfile', '--config', `${folder}/Caddyfile`];
    started = spawn('caddy', command, { stdio: ['ignore', 'pipe', 'pipe'], env });
    let said = '';
    for (const stream of [started.stdout, started.stderr]) {
      stream?.on('data', (piece) => {
        said += piece;
      });
    }
    await holds(port, appPort);
    await sendsFiles(port, appPort);
    await storesWhereTold(port, appPort);
    await asksForPatient(port);
    expect(said).toContain('serving initial configuration');
    expect(said).not.toContain('dicom-web');
  });
});
