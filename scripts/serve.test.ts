import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
    ['/app.webmanifest', /^application\/manifest\+json$/],
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

  it.each([
    ['bytes=2-4', 206, '234'],
    ['bytes=8-', 206, '89'],
    ['bytes=5-2', 200, '0123456789'],
    ['bytes=-3', 200, '0123456789'],
    ['bytes=a-b', 200, '0123456789'],
    ['lines=1-2', 200, '0123456789'],
    ['bytes=99-', 416, ''],
  ])('answers the range %s and lives on', async (range, status, body) => {
    const answer = await ask('/weights.bin', 'GET', { range });
    expect([answer.status, answer.body]).toEqual([status, body]);
    expect((await ask('/')).status).toBe(200);
  });
});
