import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { listStudies, type PacsOptions, pacsAt, retrieveStudy, storeFiles } from '#dicomweb';
import { ctFile } from '../fake-pacs/ct-file.ts';
import { type FakePacs, startFakePacs } from '../fake-pacs/fake-pacs.ts';
import type { Quirks } from '../fake-pacs/quirks.ts';
import { securityHeaders } from '../headers.ts';
import { type Server, serve } from '../serve.ts';

const root = mkdtempSync(join(tmpdir(), 'proxy-'));
writeFileSync(join(root, 'index.html'), 'app');

let fake: FakePacs;
let server: Server;
afterEach(async () => {
  await server.close();
  await fake.close();
});

interface Started {
  readonly quirks?: Quirks;
  readonly store?: boolean;
  readonly options?: PacsOptions;
}

async function start({ quirks = {}, store = false, options = {} }: Started = {}) {
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

/** A request whose path and headers are sent as they are written. */
function ask(path: string, method = 'GET', headers: Record<string, string> = {}, body = '') {
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

const OWN = { 'Sec-Fetch-Site': 'same-origin' };
const POST = {
  ...OWN,
  'X-Requested-By': 'ich-triage',
  'Content-Type': 'multipart/related; boundary=b',
};

describe('the PACS below the app', () => {
  it('is the PACS to the app: lists, studies and, where it may, results', async () => {
    await start({ store: true });
    const pacs = pacsAt(`${server.url}dicom-web`);
    const { studies, incomplete } = await listStudies(pacs, {
      kind: 'dates',
      from: '20261123',
      to: '20261125',
    });
    expect([studies.length, incomplete]).toEqual([1, null]);
    const { objects } = await retrieveStudy(pacs, { studyInstanceUid: '1.2.3.1', instances: 3 });
    expect(objects).toHaveLength(3);
    const file = { sopInstanceUid: '1.2.3.1.1.9', bytes: ctFile({ study: 1, index: 9 }) };
    expect((await storeFiles(pacs, [file])).stored).toEqual(['1.2.3.1.1.9']);
    expect(fake.archive.ofStudy('1.2.3.1').at(-1)?.bytes).toEqual(file.bytes);
  });

  it('says what it is, so that the page knows whether there is a list, and a result to send', async () => {
    await start({ store: true });
    const { status, headers, body } = await ask('/dicom-web/site.json', 'GET', OWN);
    expect([status, headers['cache-control']]).toEqual([200, 'no-store']);
    const { host } = new URL(fake.url);
    expect(JSON.parse(body)).toEqual({ pacs: { name: host, store: true, always: false } });
    expect(fake.requests).toEqual([]);
    expect((await ask('/dicom-web/site.json', 'POST', POST, 'x')).status).toBe(403);
  });

  it('is searched for a patient by what people write, and by nothing else', async () => {
    await start();
    for (const query of ['PatientName=M%C3%BCller*', 'PatientID=+A%2F1', 'AccessionNumber=%2A']) {
      expect((await ask(`/dicom-web/studies?${query}`, 'GET', OWN)).status, query).toBe(200);
    }
    for (const query of ['PatientName=a%00', 'PatientName=a%5Cb', 'PatientBirthDate=1']) {
      expect((await ask(`/dicom-web/studies?${query}`, 'GET', OWN)).status, query).toBe(403);
    }
  });

  it('is one origin with it: the policy is the same, nothing is kept', async () => {
    await start();
    const answer = await ask('/dicom-web/studies?limit=1', 'GET', OWN);
    expect(answer.status).toBe(200);
    expect(answer.headers['cache-control']).toBe('no-store');
    for (const [name, value] of Object.entries(securityHeaders())) {
      expect(answer.headers[name.toLowerCase()]).toBe(value);
    }
    expect((await ask('/')).body).toBe('app');
  });

  it.each<[string, (write: (piece: Buffer) => void) => void]>([
    [
      'never ends',
      (write) => {
        write(Buffer.alloc(3 << 20));
      },
    ],
    ['falls silent', (write) => write(Buffer.from('--b\r\n'))],
  ])(
    'holds an answer to its limits for the page, which does not count: one that %s',
    async (_, answer) => {
      const limits = { studyBytes: 2 << 20, quietMs: 500 };
      await start({
        options: { limits },
        quirks: {
          study: (response) => {
            response.writeHead(200, { 'Content-Type': 'multipart/related; boundary=b' });
            answer((piece) => response.write(piece));
          },
        },
      });
      const pacs = pacsAt(`${server.url}dicom-web`, { guarded: true });
      const wanted = { studyInstanceUid: '1.2.3.1', instances: 3 };
      await expect(retrieveStudy(pacs, wanted)).rejects.toMatchObject({ code: 'pacs-unreachable' });
    },
  );

  it('writes nothing about what was asked, not even where it goes wrong', async () => {
    const said = [
      vi.spyOn(process.stdout, 'write').mockReturnValue(true),
      vi.spyOn(process.stderr, 'write').mockReturnValue(true),
    ];
    const words = ['log', 'info', 'warn', 'error'] as const;
    const spoken = words.map((word) => vi.spyOn(console, word).mockReturnValue(undefined));
    try {
      await start({ store: true });
      const paths = ['studies?PatientName=Doe', 'studies/1.2.3.1', 'studies/1.2.3.9', 'servers'];
      for (const path of paths) await ask(`/dicom-web/${path}`, 'GET', OWN);
      await ask('/dicom-web/studies', 'POST', POST, 'no DICOM');
      fake.quirks.answers = (response) => response.destroy();
      await ask('/dicom-web/studies/1.2.3.1', 'GET', OWN);
      expect([...said, ...spoken].flatMap(({ mock }) => mock.calls)).toEqual([]);
    } finally {
      vi.restoreAllMocks();
    }
  });

  it('has credentials that the page has not, and reads them again when they are refused', async () => {
    await start({
      quirks: { authorization: 'Bearer new' },
      options: { authorization: async (again) => (again ? 'Bearer new' : 'Bearer old') },
    });
    const answer = await ask('/dicom-web/studies', 'GET', {
      ...OWN,
      Authorization: 'Basic page',
      Cookie: 'a=b',
      Origin: new URL(server.url).origin,
    });
    expect(answer.status).toBe(200);
    expect(fake.headers.map(({ authorization }) => authorization)).toEqual([
      'Bearer old',
      'Bearer new',
    ]);
    expect(fake.headers[0]).not.toHaveProperty('cookie');
    expect(fake.headers[0]).not.toHaveProperty('origin');
    expect(JSON.stringify(answer)).not.toContain('Bearer');
  });

  it.each([
    '/dicom-web/../system',
    '/dicom-web/%2e%2e/system',
    '/dicom-web/studies/..%2f..%2fsystem',
    '/dicom-web/studies/../../system',
    '/dicom-web//127.0.0.1:9/system',
    '/dicom-web/http://127.0.0.1:9/system',
    '/dicom-web/@127.0.0.1/studies',
    '/dicom-web/servers',
    '/dicom-web/servers/other/studies',
    '/dicom-web/studies/1.2.3/rendered',
    '/dicom-web/studies/1.2.3/series/1.2/instances/1.2/frames/1',
    '/dicom-web/studies/1.2.3%0d%0aEvil:1',
    '/dicom-web/studies?x=%0d%0aEvil:1',
    '/dicom-web/studies?x=%2e%2e',
    '/dicom-web/studies?x=<script>',
    `/dicom-web/studies/${'1'.repeat(65)}/metadata`,
    `/dicom-web/studies?x=${'a'.repeat(2000)}`,
    '/dicom-web/',
    '/dicom-web/studies/',
    '/dicom-web/studies\\..\\system',
    '/dicom-web/instances',
  ])('is not asked for %s', async (path) => {
    await start({ store: true });
    expect((await ask(path, 'GET', OWN)).status).toBe(403);
    expect(fake.requests).toEqual([]);
  });

  it.each(['DELETE', 'PUT', 'PATCH', 'OPTIONS', 'HEAD'])('knows no %s', async (method) => {
    await start({ store: true });
    expect((await ask('/dicom-web/studies/1.2.3.1', method, POST)).status).toBe(403);
    expect(fake.requests).toEqual([]);
  });

  it.each<[string, Record<string, string>, number]>([
    ['another name that leads here (DNS rebinding)', { ...OWN, Host: 'evil.example' }, 421],
    ['the right name with another port', { ...OWN, Host: 'localhost:1' }, 421],
    [
      'a name of which the right one is a part',
      { ...OWN, Host: 'triage.example.evil.example' },
      421,
    ],
    ['another site', { 'Sec-Fetch-Site': 'cross-site' }, 403],
    ['another subdomain', { 'Sec-Fetch-Site': 'same-site' }, 403],
    ['the address bar', { 'Sec-Fetch-Site': 'none' }, 403],
    ['another origin', { Origin: 'http://evil.example' }, 403],
    ['an origin that is hidden', { Origin: 'null' }, 403],
  ])('does not answer %s', async (_, headers, status) => {
    await start({ store: true });
    expect((await ask('/dicom-web/studies', 'GET', headers)).status).toBe(status);
    expect((await ask('/dicom-web/studies', 'POST', { ...POST, ...headers }, 'x')).status).toBe(
      status,
    );
    expect(fake.requests).toEqual([]);
  });

  it('answers by the names that it was told', async () => {
    await start();
    expect(
      (await ask('/dicom-web/studies', 'GET', { ...OWN, Host: 'Triage.example' })).status,
    ).toBe(200);
  });

  it.each<[string, boolean, string, Record<string, string>, number]>([
    ['it was not said that it may', false, '/dicom-web/studies', {}, 403],
    ['it is for another address', true, '/dicom-web/studies/1.2.3.1', {}, 403],
    ['it has a query', true, '/dicom-web/studies?x=1', {}, 403],
    ['it is for another server of the PACS', true, '/dicom-web/servers/other/stow', {}, 403],
    ['it is a form of another page', true, '/dicom-web/studies', { 'X-Requested-By': '' }, 403],
    [
      'it is a form',
      true,
      '/dicom-web/studies',
      { 'Content-Type': 'multipart/form-data; boundary=b' },
      415,
    ],
    ['it is too large', true, '/dicom-web/studies', { 'Content-Length': '99999999' }, 413],
  ])('takes no result where %s', async (_, store, path, headers, status) => {
    await start({ store });
    const { 'Content-Length': length, ...rest } = headers;
    const answer = await ask(
      path,
      'POST',
      { ...POST, ...rest, ...(length === undefined ? {} : { 'Content-Length': length }) },
      'x',
    );
    expect(answer.status).toBe(status);
    expect(fake.requests).toEqual([]);
  });

  it.each<[string, Quirks, number]>([
    [
      'another address',
      {
        answers: (r) =>
          r.writeHead(302, { Location: 'http://127.0.0.2:9/', 'Set-Cookie': 'a=b' }).end(),
      },
      502,
    ],
    [
      'a wish for a password',
      {
        answers: (r) =>
          r.writeHead(401, { 'WWW-Authenticate': 'Basic realm="x"', 'Set-Cookie': 'a=b' }).end(),
      },
      502,
    ],
    [
      'a page',
      {
        answers: (r) =>
          r
            .writeHead(200, { 'Content-Type': 'text/html', 'Set-Cookie': 'a=b' })
            .end('<script>evil()</script>'),
      },
      502,
    ],
    [
      'an error with a page',
      {
        answers: (r) =>
          r.writeHead(500, { 'Content-Type': 'text/html' }).end('<script>evil()</script>'),
      },
      500,
    ],
    ['nothing', { answers: () => {} }, 502],
    ['a broken connection', { answers: (r) => r.destroy() }, 502],
    ['no such study', { answers: (r) => r.writeHead(404).end() }, 404],
  ])('hands on no more than words where the PACS answers %s', async (_, quirks, status) => {
    await start({ quirks, options: { limits: { quietMs: 300 } } });
    const answer = await ask('/dicom-web/studies', 'GET', OWN);
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(answer.headers).not.toHaveProperty('www-authenticate');
    expect(answer.headers).not.toHaveProperty('set-cookie');
    expect(answer.headers).not.toHaveProperty('location');
    expect(answer.body).not.toContain('evil');
  });

  it.each<[string, Quirks, string]>([
    ['another address', { answers: (r) => r.writeHead(302, { Location: '/x' }).end() }, 'redirect'],
    ['a wish for a password', { answers: (r) => r.writeHead(401).end() }, 'refused'],
    [
      'a page',
      { answers: (r) => r.writeHead(200, { 'Content-Type': 'text/html' }).end('x') },
      'foreign',
    ],
    ['a broken connection', { answers: (r) => r.destroy() }, 'unreachable'],
    ['an error', { answers: (r) => r.writeHead(503).end() }, 'error'],
  ])('lets the page tell %s from other troubles', async (_, quirks, code) => {
    await start({ quirks });
    const pacs = pacsAt(`${server.url}dicom-web`);
    const asked = listStudies(pacs, { kind: 'dates', from: '20261124', to: '20261124' });
    await expect(asked).rejects.toMatchObject({ code: `pacs-${code}` });
  });

  it('breaks off where the PACS does, so that a study is not taken for whole', async () => {
    await start({ quirks: { diesAfterParts: 1 } });
    const pacs = pacsAt(`${server.url}dicom-web`);
    const asked = retrieveStudy(pacs, { studyInstanceUid: '1.2.3.1', instances: 3 });
    await expect(asked).rejects.toMatchObject({ code: 'pacs-unreachable' });
  });

  it('lets a dozen requests through at once, and lives on', async () => {
    await start({ quirks: { waitsMs: 200 } });
    const all = await Promise.all(
      Array.from({ length: 20 }, () => ask('/dicom-web/studies/1.2.3.1', 'GET', OWN)),
    );
    expect(all.map(({ status }) => status).filter((status) => status === 503)).toHaveLength(8);
    expect((await ask('/dicom-web/studies', 'GET', OWN)).status).toBe(200);
  });
});

it('is not there unless it was asked for', async () => {
  fake = await startFakePacs();
  server = await serve({ root });
  expect((await ask('/dicom-web/studies', 'GET', OWN)).status).toBe(404);
  expect((await ask('/dicom-web/studies', 'POST', POST, 'x')).status).toBe(405);
  rmSync(root, { recursive: true });
});
