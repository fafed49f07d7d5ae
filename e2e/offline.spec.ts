import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { writeServiceWorker } from '../scripts/offline/write-service-worker.ts';
import { type Server, serve } from '../scripts/serve.ts';
import { expect, sampleZip, test } from './fixtures.ts';

test.use({ serviceWorkers: 'allow' });

const DIST = fileURLToPath(new URL('../dist/', import.meta.url));

/** A copy of the built app that a test may change while it is served. */
let root: string;
let server: Server;

test.beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'ich-offline-'));
  cpSync(DIST, root, { recursive: true });
  server = await serve({ root });
});

test.afterEach(async () => {
  await server.close();
  rmSync(root, { recursive: true });
});

const version = async (page: Page) => {
  await page.getByRole('button', { name: /Privacy and version|New version ready/ }).click();
  const text = (await page.getByTestId('version').textContent()) ?? '';
  await page.keyboard.press('Escape');
  return text;
};

/** Opens the app and waits until it is kept. */
async function openKept(page: Page): Promise<string> {
  await page.goto(`${server.url}?model=tiny`);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  const said = await version(page);
  expect(said).toContain('works with the network down');
  return said;
}

/** Puts another build in its place: one word of the page differs. */
async function release(word: string): Promise<void> {
  const page = join(root, 'index.html');
  const html = readFileSync(page, 'utf8').replace(/<title>[^<]*/, `<title>ICH Triage ${word}`);
  writeFileSync(page, html);
  await writeServiceWorker(root);
}

const lookForUpdate = (page: Page) =>
  page.evaluate(async () => {
    await (await navigator.serviceWorker.getRegistration())?.update().catch(() => undefined);
  });

test('after one visit all works with the server gone: page, model, engine, codecs, a study to its rank', async ({
  app,
}) => {
  await openKept(app.page);
  await server.close();
  await app.page.context().setOffline(true);
  await app.page.reload();
  await expect(app.page.getByRole('button', { name: /ms a slice/ })).toBeVisible();
  // Whether a PACS is behind the app only its server can say.
  await expect(app.page.getByText('The server of this page does not answer')).toBeVisible();
  // The policy, and what gives threads, come with what is kept.
  expect(await app.page.evaluate(() => crossOriginIsolated)).toBe(true);
  await app.give([sampleZip('subdural')]);
  await app.allDone(1);
  await app.rows.first().getByRole('button').first().click();
  await expect(app.page.locator('canvas').first()).toBeVisible();
  // The trained model was never asked for online.
  await app.page.goto(server.url);
  await expect(app.page.getByRole('button', { name: /ms a slice/ })).toBeVisible();
  server = await serve({ root });
  // Of what the page asked, only that was not kept, once at each load.
  expect(app.problems).toEqual(Array(2).fill('Failed to load resource: net::ERR_FAILED'));
  app.problems.length = 0;
});

test('a new version is offered, and taken when the reader says so and not before', async ({
  app,
}) => {
  const first = await openKept(app.page);
  await release('next');
  await lookForUpdate(app.page);
  await expect(app.page.getByRole('button', { name: 'New version ready' })).toBeVisible();
  await app.page.reload();
  await expect(app.page).toHaveTitle('ICH Triage');
  // Not even when all tabs were closed.
  const other = await app.page.context().newPage();
  await app.page.close();
  await other.goto('about:blank');
  await other.waitForTimeout(1000);
  await other.goto(`${server.url}?model=tiny`);
  await expect(other).toHaveTitle('ICH Triage');
  expect(await version(other)).toBe(first);
  await other.getByRole('button', { name: 'New version ready' }).click();
  await other.getByRole('button', { name: 'Take it now' }).click();
  await expect(other).toHaveTitle('ICH Triage next');
  await other.getByRole('button', { name: 'Privacy and version' }).click();
  await expect(other.getByTestId('version')).toContainText('works with the network down');
  expect(await other.getByTestId('version').textContent()).not.toBe(first);
});

test('a file that is not the one that was built, or is missing, stops a version, and the one before works on', async ({
  app,
}) => {
  const first = await openKept(app.page);
  await release('torn');
  const [script = '', other = ''] = readdirSync(join(root, 'assets')).filter((name) =>
    /^(?:index|shared)-.*\.js$/.test(name),
  );
  appendFileSync(join(root, 'assets', script), ';');
  rmSync(join(root, 'assets', other));
  await lookForUpdate(app.page);
  await app.page.getByRole('button', { name: 'Privacy and version' }).click();
  await expect(app.page.getByText(/A version was not taken: assets/)).toBeVisible();
  await app.page.keyboard.press('Escape');
  await app.page.context().setOffline(true);
  await app.page.reload();
  await expect(app.page).toHaveTitle('ICH Triage');
  await expect(app.page.getByRole('button', { name: /ms a slice/ })).toBeVisible();
  expect(await version(app.page)).toBe(first);
  app.problems.length = 0;
});

test('a kept file that was changed on the disk is fetched again, and never answered', async ({
  app,
}) => {
  await openKept(app.page);
  const outcome = await app.page.evaluate(async () => {
    const path = new URL('models/tiny/model.json', location.href).href;
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      if (await cache.match(path)) await cache.put(path, new Response('{"changed":true}'));
    }
    return (await fetch(path)).text();
  });
  expect(outcome).toBe(readFileSync(join(DIST, 'models/tiny/model.json'), 'utf8'));
});

test('the browser finds the app installable', async ({ app }) => {
  await openKept(app.page);
  const session = await app.page.context().newCDPSession(app.page);
  const { errors } = (await session.send('Page.getAppManifest')) as { errors: unknown[] };
  expect(errors).toEqual([]);
  const { installabilityErrors } = (await session.send('Page.getInstallabilityErrors')) as {
    installabilityErrors: readonly { readonly errorId: string }[];
  };
  // A test's browser has no profile of its own on the disk.
  expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);
});
