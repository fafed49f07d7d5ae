import { createServer, type ViteDevServer } from 'vite';
import { securityHeaders } from '../scripts/headers.ts';
import { expect, test, thinZip } from './fixtures.ts';

const NONCE = / 'nonce-[\w-]+'/g;
// Vite bundles the dependencies at its first page.
test.setTimeout(300_000);

let server: ViteDevServer;
let url = '';

test.beforeAll(async () => {
  server = await createServer({ server: { port: 0, host: '127.0.0.1' }, logLevel: 'error' });
  await server.listen();
  url = server.resolvedUrls?.local[0] ?? '';
});

test.afterAll(() => server.close());

test('the development server sends the real headers with every answer, and a nonce for what it puts into the page', async ({
  request,
}) => {
  const paths = ['', 'src/main.tsx', '@vite/client', 'models/tiny/manifest.json', 'none.json'];
  const nonces = new Set<string>();
  for (const path of [...paths, 'samples/index.json']) {
    const answer = await request.get(url + path);
    expect(answer.status(), path).toBe(path === 'none.json' ? 404 : 200);
    const sent = answer.headers();
    const policy = sent['content-security-policy'] ?? '';
    for (const [name, value] of Object.entries(securityHeaders())) {
      const isPolicy = name === 'Content-Security-Policy';
      expect(isPolicy ? policy.replaceAll(NONCE, '') : sent[name.toLowerCase()], path).toBe(value);
    }
    expect(policy.match(NONCE)).toHaveLength(2);
    nonces.add(policy.match(NONCE)?.[0] ?? '');
  }
  expect(nonces.size).toBe(1);
});

test('the app runs on it under these headers: isolated, with the tiny model, down to the picture', async ({
  app,
}) => {
  const refused: string[] = [];
  await app.page.exposeFunction('noteRefusal', (what: string) => refused.push(what));
  await app.page.addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      Reflect.get(globalThis, 'noteRefusal')(`${violatedDirective} ${blockedURI}`),
    );
  });
  await app.page.goto(`${url}?model=tiny`);
  await expect(app.page.getByRole('button', { name: /ms a slice/ })).toBeVisible({
    timeout: 200_000,
  });
  expect(app.requests.some((seen) => seen.url.endsWith('/models/tiny/manifest.json'))).toBe(true);
  expect(await app.page.evaluate(() => crossOriginIsolated)).toBe(true);
  await app.give([thinZip('subdural')]);
  await app.allDone(1);
  await app.rows.first().getByRole('button').first().click();
  await expect(app.page.locator('canvas').first()).toBeVisible();
  expect(refused).toEqual([]);
});
