import { expect, test, testOnOnePage, thinZip } from './fixtures.ts';
import { identifiersOf, keptText } from './kept-text.ts';
import { head, openSite, startSite } from './pacs-site.ts';

test.use({ serviceWorkers: 'allow' });

const testRead = testOnOnePage(
  async (app) => {
    await app.open();
    await app.give([thinZip('subdural')]);
    await app.allDone(1);
  },
  async () => undefined, // They look, and change nothing.
);

/** What the app may fetch: its own files, by GET. */
const KNOWN_ASSET =
  /^\/(?:$|index\.html$|THIRD_PARTY_NOTICES\.txt$|sbom\.cdx\.json$|assets\/|models\/|samples\/|sw\.js$|config\.json$|dicom-web\/site\.json$|manifest\.webmanifest$|favicon\.svg$)/;

test('no request leaves the origin, and none carries anything, while a study is read and analyzed', async ({
  app,
}) => {
  await app.open();
  await app.give([thinZip('subdural')]);
  await app.allDone(1);
  await app.rows.first().getByRole('button').first().click();
  await expect(app.page.locator('canvas').first()).toBeVisible();
  const origin = new URL(app.page.url()).origin;
  const strange = app.requests.filter(({ url, method }) => {
    if (url.startsWith('blob:') || url.startsWith('data:')) return false;
    const { origin: to, pathname, search } = new URL(url);
    return to !== origin || method !== 'GET' || !KNOWN_ASSET.test(pathname) || search.length > 40;
  });
  expect(strange).toEqual([]);
  expect(app.requests.length).toBeGreaterThan(5);
  // What the app's own ledger says of it, while the browser's eye was on it.
  await app.page.getByRole('button', { name: 'Privacy and version' }).click();
  await expect(app.page.getByTestId('requests')).toContainText('None went elsewhere');
  await app.page.getByText('Which files').click();
  const listed = await app.page.getByRole('dialog').locator('li .mono').allTextContents();
  const asked = app.requests.map(({ url }) => new URL(url).pathname);
  const unlisted = new Set(asked.filter((path) => !listed.includes(path) && path !== '/sw.js'));
  expect([...unlisted].filter((path) => !/favicon|manifest\.webmanifest/.test(path))).toEqual([]);
});

/** What the app may ask of the PACS behind its own origin. */
const KNOWN_QUESTION = /^\/dicom-web\/studies(?:$|\/[\d.]+(?:\/metadata)?$)/;

for (const always of [false, true]) {
  test(`with a PACS behind the app every request is to the origin, and a result is sent ${always ? 'without a click only where the site says so' : 'at a click alone'}`, async ({
    app,
  }) => {
    const site = await startSite([...head(1), ...head(2)], { store: true, always });
    try {
      await openSite(app, site);
      await app.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
      const sent = () => app.requests.filter(({ method }) => method !== 'GET');
      await app.page.getByRole('button', { name: 'Take all 2' }).click();
      await app.allDone(2);
      const rows = app.page.getByTestId('pacs-row');
      if (always) await expect(rows.getByText('Sent', { exact: true })).toHaveCount(2);
      else {
        await expect(rows.getByRole('button', { name: 'Send result' })).toHaveCount(2);
        expect(sent()).toEqual([]);
        await rows.getByRole('button', { name: 'Send result' }).first().click();
        await expect(rows.getByText('Sent', { exact: true })).toHaveCount(1);
      }
      const url = `${site.url}dicom-web/studies`;
      const results = always ? 2 : 1;
      // The page's and the service worker's are one request on the wire.
      expect(new Set(sent().map(({ method, url: to }) => `${method} ${to}`))).toEqual(
        new Set([`POST ${url}`]),
      );
      const arrived = site.fake.requests.filter((line) => !line.startsWith('GET'));
      expect(arrived).toEqual(Array.from({ length: results }, () => 'POST /studies'));
      const { origin } = new URL(site.url);
      const strange = app.requests.filter(({ url: each }) => {
        if (each.startsWith('blob:') || each.startsWith('data:')) return false;
        const { origin: to, pathname } = new URL(each);
        return to !== origin || !(KNOWN_ASSET.test(pathname) || KNOWN_QUESTION.test(pathname));
      });
      expect(strange).toEqual([]);
      // The PACS itself was asked by the server alone, which tells it nothing of the page.
      for (const headers of site.fake.headers) {
        expect(headers).not.toHaveProperty('cookie');
        expect(headers).not.toHaveProperty('origin');
        expect(headers).not.toHaveProperty('referer');
      }
      await app.page.getByRole('button', { name: 'Privacy and version' }).click();
      await expect(app.page.getByTestId('requests')).toContainText('None went elsewhere');
      const told = app.page.getByTestId('pacs-requests');
      await expect(told).toContainText(always ? '2 sent results' : '1 sent a result');
      // Which studies were asked for is nobody's to read there.
      await app.page.getByText('Which files').click();
      await expect(app.page.getByRole('dialog')).not.toContainText('1.2.3.1');
    } finally {
      await site.close();
    }
  });
}

test('the strict policy is on the page and on every worker script', async ({ app }) => {
  const policies = new Map<string, string>();
  app.page.context().on('response', (response) => {
    policies.set(response.url(), response.headers()['content-security-policy'] ?? '');
  });
  await app.open();
  const workers = [...policies].filter(([url]) => /worker/.test(url) && url.endsWith('.js'));
  expect(workers.length).toBeGreaterThan(0);
  for (const [url, policy] of policies) {
    if (url.startsWith('blob:')) continue;
    expect(policy, url).toContain("connect-src 'self'");
    expect(policy, url).not.toContain("'unsafe-eval'");
  }
});

testRead(
  'the page asks the browser’s own services, which may be somewhere else, for nothing: no translation, no spelling, no suggestions',
  async ({ app }) => {
    const { page } = app;
    await expect(page.locator('html')).toHaveAttribute('translate', 'no');
    await expect(page.locator('meta[name=google]')).toHaveAttribute('content', 'notranslate');
    const fields = await page.evaluate(() => ({
      suggests: document.body.getAttribute('writingsuggestions'),
      fields: [...document.querySelectorAll('input:is([type=search], [type=text]), textarea')].map(
        (field) => [(field as HTMLInputElement).spellcheck, field.getAttribute('autocomplete')],
      ),
    }));
    expect(fields.suggests).toBe('false');
    expect(fields.fields.length).toBeGreaterThan(0);
    for (const field of fields.fields) expect(field).toEqual([false, 'off']);
  },
);

test('the browser itself refuses a request to elsewhere', async ({ app }) => {
  await app.page.goto('/?model=tiny');
  const outcome = await app.page.evaluate(async () => {
    const seen = new Promise<string>((resolve) => {
      addEventListener('securitypolicyviolation', (event) => resolve(event.violatedDirective), {
        once: true,
      });
    });
    const fetched = await fetch('https://example.invalid/').then(
      () => 'fetched',
      () => 'refused',
    );
    return [fetched, await seen];
  });
  expect(outcome).toEqual(['refused', 'connect-src']);
  expect(app.problems.join()).toContain('Content Security Policy');
  app.problems.length = 0;
});

test('with the cable pulled after loading, a study is still read, ranked and shown', async ({
  app,
}) => {
  await app.open();
  await app.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await app.page.context().setOffline(true);
  await app.give([thinZip('subdural')]);
  await app.allDone(1);
  await app.rows.first().getByRole('button').first().click();
  await expect(app.page.locator('canvas').first()).toBeVisible();
});

test('nothing that tells the patient is kept unless asked, and the study is found again', async ({
  app,
}) => {
  const { page } = app;
  await app.open();
  await app.give([thinZip('subdural'), thinZip('epidural')]);
  await app.allDone(2);
  await app.rows.first().getByTestId('row-main').click();
  await page.getByRole('button', { name: 'Hemorrhage', exact: true }).click();
  await page.keyboard.press('k');
  await page.getByLabel('Your initials').press('Escape');
  await page.keyboard.press('Escape');
  const acted = app.rows.filter({ hasText: 'Ack.' });
  const number = await acted.getByTestId('name').textContent();
  const probability = await acted.getByTestId('any').textContent();
  await page.getByRole('button', { name: 'Mask names' }).click();
  const name = await acted.getByTestId('name').textContent();
  const identifiers = identifiersOf(['subdural', 'epidural']);
  expect(identifiers).toContain(name);
  expect(identifiers.length).toBeGreaterThan(20);
  const found = async () => {
    const kept = await keptText(page);
    return identifiers.filter((text) => kept.includes(text));
  };
  await expect.poll(() => keptText(page)).toContain('"kind":"hemorrhage"');
  expect(await found()).toEqual([]);

  await page.reload();
  await expect(app.rows).toHaveCount(2);
  await expect(acted).toContainText('name not kept: give the images again');
  // No badge is cut in the usual window.
  const badges = acted.getByTitle(/^name not kept/);
  expect(await badges.evaluate((badge) => badge.scrollWidth - badge.clientWidth)).toBe(0);
  const [badge, cell] = await Promise.all(
    [badges, badges.locator('..')].map((one) => one.boundingBox()),
  );
  expect((badge?.x ?? 0) + (badge?.width ?? 0)).toBeLessThanOrEqual(
    (cell?.x ?? 0) + (cell?.width ?? 0),
  );
  await expect(acted.getByTestId('any')).toHaveText(probability ?? '');
  await page.getByRole('searchbox', { name: 'Search the worklist' }).fill(name ?? '');
  await expect(page.getByText('found by number and state alone')).toBeVisible();
  await page.getByRole('searchbox', { name: 'Search the worklist' }).fill('');
  await app.give([thinZip('subdural'), thinZip('epidural')]);
  await app.allDone(2);
  await expect(app.rows).toHaveCount(2);
  await expect(acted.getByTestId('name')).toHaveText(name ?? '');
  await expect(acted.getByTestId('any')).toHaveText(probability ?? '');
  expect(await found()).toEqual([]);
  await page.getByRole('button', { name: 'Mask names' }).click();
  await expect(acted.getByTestId('name')).toHaveText(number ?? '');

  // At the reader's wish, and no longer than that.
  await page.getByRole('button', { name: 'Settings' }).click();
  const wish = page.getByRole('checkbox', { name: 'Keep names with the queue' });
  await wish.check();
  await expect.poll(found).toContain(name);
  await wish.uncheck();
  await expect.poll(found).toEqual([]);
});

testRead('the browser keeps results and settings, and no pixels', async ({ app }) => {
  const kept = await app.page.evaluate(async () => {
    const databases = await indexedDB.databases();
    const sizes: Record<string, number> = {};
    for (const { name = '' } of databases) {
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      for (const store of db.objectStoreNames) {
        const values = await new Promise<unknown[]>((resolve, reject) => {
          const request = db.transaction(store).objectStore(store).getAll();
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
        const binary = (value: unknown): boolean =>
          value instanceof ArrayBuffer ||
          ArrayBuffer.isView(value) ||
          value instanceof Blob ||
          (typeof value === 'object' && value !== null && Object.values(value).some(binary));
        if (values.some(binary)) sizes[`${name}/${store} holds binary data`] = -1;
        sizes[`${name}/${store}`] = JSON.stringify(values).length;
      }
      db.close();
    }
    return sizes;
  });
  expect(Object.keys(kept).filter((name) => name.includes('binary'))).toEqual([]);
  expect(kept['ich-triage/results']).toBeGreaterThan(100);
  expect(Math.max(...Object.values(kept))).toBeLessThan(200_000);
});
