import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { securityHeaders } from './headers.ts';
import { type Server, serve } from './serve.ts';

const folder = mkdtempSync(join(tmpdir(), 'ich-serve-'));
const root = join(folder, 'dist');
let server: Server;

beforeAll(async () => {
  mkdirSync(join(root, 'assets'), { recursive: true });
  mkdirSync(join(folder, 'dist-secret'));
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  writeFileSync(join(folder, 'dist-secret/a.txt'), 'secret');
  writeFileSync(join(root, 'index.html'), '<!doctype html>');
  writeFileSync(join(root, 'card.md'), '# Card');
  writeFileSync(join(root, 'weights.bin'), '0123456789');
  writeFileSync(join(root, 'large.bin'), Buffer.alloc(8 * 2 ** 20));
  writeFileSync(join(root, '.env'), 'secret');
  mkdirSync(join(root, '.git'));
  writeFileSync(join(root, '.git/config'), 'secret');
  symlinkSync(join(folder, 'secret.txt'), join(root, 'link.txt'));
  symlinkSync(join(folder, 'dist-secret'), join(root, 'linked'));
  symlinkSync(join(root, 'card.md'), join(root, 'inside.md'));
  writeFileSync(join(root, 'kernel.wasm'), '');
  writeFileSync(join(root, 'app.webmanifest'), '{}');
  writeFileSync(join(root, 'assets/main-BxX_12-9.js'), 'export {};');
  server = await serve({ root });
});

afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A request whose path is sent as it is written; fetch would tidy it up. */
function ask(path: string, method = 'GET', headers: Record<string, string> = {}): Promise<Answer> {
  const { hostname, port } = new URL(server.url);
  return new Promise((done, failed) => {
    request({ hostname, port, path, method, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (text) => {
        body += text;
      });
      response.on('end', () => {
        const { statusCode: status = 0 } = response;
        done({ status, headers: response.headers as Record<string, string>, body });
      });
    })
      .on('error', failed)
      .end();
  });
}

describe('serve', () => {
  it.each([
    ['/', 'GET', 200],
    ['/none', 'GET', 404],
    ['/', 'POST', 405],
    ['/index.html', 'HEAD', 200],
  ])('sends the security headers with %s by %s (%i)', async (path, method, status) => {
    const answer = await ask(path, method);
    expect(answer.status).toBe(status);
    for (const [name, value] of Object.entries(securityHeaders())) {
      expect(answer.headers[name.toLowerCase()], name).toBe(value);
    }
  });

  it.each([
    ['/', /^text\/html; ?charset=utf-8$/],
    ['/card.md', /^text\/markdown; charset=utf-8$/],
    ['/kernel.wasm', /^application\/wasm$/],
    ['/app.webmanifest', /^application\/manifest\+json/],
    ['/assets/main-BxX_12-9.js', /^text\/javascript/],
  ])('says what %s is', async (path, type) => {
    expect((await ask(path)).headers['content-type']).toMatch(type);
  });

  it.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/%2e%2e%2fsecret.txt',
    '/..\\secret.txt',
    '/../dist-secret/a.txt',
    '/%2e%2e/dist-secret/a.txt',
    '/assets/../../secret.txt',
    '//../secret.txt',
    '/index.html%00',
    '/%',
    '/.env',
    '/%2eenv',
    '/.git/config',
    '/link.txt',
    '/linked/a.txt',
    '/assets',
    '/assets/',
    '/index.html/',
  ])('answers %s with nothing from outside', async (path) => {
    const answer = await ask(path);
    expect(answer.status).toBe(404);
    expect(answer.body).toBe('Not found\n');
  });

  it('lets hashed files be kept, and asks again for the others', async () => {
    const hashed = await ask('/assets/main-BxX_12-9.js');
    expect(hashed.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    const page = await ask('/');
    expect(page.headers['cache-control']).toBe('no-cache');
    const again = await ask('/', 'GET', { 'if-none-match': page.headers.etag ?? '' });
    expect([again.status, again.body]).toEqual([304, '']);
    expect(again.headers['content-security-policy']).toBeDefined();
  });

  it('shows a file that was written after it started', async () => {
    expect((await ask('/late.txt')).status).toBe(404);
    writeFileSync(join(root, 'late.txt'), 'late');
    expect((await ask('/late.txt')).body).toBe('late');
  });

  it('follows a link that stays within the folder', async () => {
    expect((await ask('/inside.md')).body).toBe('# Card');
  });

  it.runIf(process.platform === 'linux')(
    'lets go of a file whose reader left before its end',
    async () => {
      const held = () =>
        readdirSync('/proc/self/fd').filter((fd) => {
          try {
            return readlinkSync(`/proc/self/fd/${fd}`).endsWith('large.bin');
          } catch {
            return false; // Closed since.
          }
        }).length;
      for (let reader = 0; reader < 5; reader += 1) {
        await new Promise<void>((left) => {
          const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
          socket.once('data', () => socket.destroy());
          socket.once('close', () => left());
          socket.write('GET /large.bin HTTP/1.1\r\nHost: localhost\r\n\r\n');
        });
      }
      await vi.waitFor(() => expect(held()).toBe(0), { timeout: 5000 });
    },
  );

  it.each([
    ['bytes=2-4', 206, '234'],
    ['bytes=0-0', 206, '0'],
    ['bytes=8-', 206, '89'],
    ['bytes=8-99', 206, '89'],
    ['bytes=8-99999999999999999999999', 206, '89'],
    [`bytes=0-${'9'.repeat(400)}`, 206, '0123456789'],
    ['bytes=0-1,3-4', 200, '0123456789'],
    ['bytes=5-2', 416, ''],
    ['bytes=-3', 206, '789'],
    ['bytes=a-b', 200, '0123456789'],
    ['lines=1-2', 200, '0123456789'],
    ['bytes=99-', 416, ''],
  ])('answers the range %s and lives on', async (range, status, body) => {
    const answer = await ask('/weights.bin', 'GET', { range });
    expect([answer.status, answer.body]).toEqual([status, body]);
    expect((await ask('/')).status).toBe(200);
  });
});
