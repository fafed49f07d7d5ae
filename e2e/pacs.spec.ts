import type { Page } from '@playwright/test';
import { ctFile } from '../scripts/fake-pacs/ct-file.ts';
import { expect, test } from './fixtures.ts';
import {
  head,
  knee,
  openSite,
  type PacsSite,
  type SiteOptions,
  startSite,
  today,
} from './pacs-site.ts';

test.use({ serviceWorkers: 'allow' });

let site: PacsSite;
const start = async (files: readonly Uint8Array[], options: SiteOptions = {}) => {
  site = await startSite(files, options);
};
test.afterEach(() => site.close());

const posts = () => site.fake.requests.filter((line) => line.startsWith('POST')).length;
const modalities = (study: number) =>
  site.fake.archive.ofStudy(`1.2.3.${study}`).map(({ modality }) => modality);

test('the day’s list stands beside the drop zone; a click takes a study to its rank, and what cannot be taken says why', async ({
  app,
}) => {
  await start([...head(1), ...head(2), knee(3)]);
  await openSite(app, site);
  const rows = app.page.getByTestId('pacs-row');
  await expect(rows).toHaveCount(3);
  await expect(rows.filter({ hasText: 'not CT: modality MR' })).toHaveCount(1);
  // At 200 % of 1280 px the list has room for a study.
  await app.page.setViewportSize({ width: 640, height: 400 });
  await rows.first().scrollIntoViewIfNeeded();
  await expect(rows.first()).toBeInViewport({ ratio: 0.9 });
  await app.page.setViewportSize({ width: 1440, height: 900 });
  // Masked, as everywhere.
  await expect(app.page.getByRole('region', { name: 'PACS' })).not.toContainText('Patient 1');
  await rows.filter({ hasText: '07:07' }).getByRole('button', { name: 'Take' }).click();
  await app.allDone(1);
  await expect(app.rows.first()).toContainText(/Flagged|No flag/);
  await expect(rows.getByRole('button', { name: 'Open study 1' })).toBeVisible();
  // The list stays where it is; the next is taken from it.
  await rows.getByRole('button', { name: 'Take' }).click();
  await app.allDone(2);
  await expect(rows.getByRole('button', { name: 'Send result' })).toHaveCount(0);
  await rows.getByRole('button', { name: 'Open study 1' }).click();
  await expect(app.page.locator('canvas').first()).toBeVisible();
});

test('a patient is found by name, by ID and by accession number', async ({ app }) => {
  await start([...head(1), ...head(2)]);
  await openSite(app, site);
  await app.page.getByRole('button', { name: 'Mask names' }).click();
  const rows = app.page.getByTestId('pacs-row');
  await expect(rows.filter({ hasText: 'SYNTHETIC Patient 2' })).toHaveCount(1);
  const search = app.page.getByRole('searchbox', { name: 'Search the PACS' });
  for (const words of ['synthetic patient 2', 'SYNTHETIC-2', 'A1002']) {
    await search.fill(words);
    await search.press('Enter');
    await expect(app.page.getByText(`1 study of “${words}”`)).toBeVisible();
    await expect(rows).toContainText('Patient 2');
  }
  await search.fill('nobody');
  await search.press('Enter');
  await expect(app.page.getByText('The PACS gave no study for it.')).toBeVisible();
  await app.page.getByRole('button', { name: 'Today' }).click();
  await expect(rows).toHaveCount(2);
  // What is asked for is what is said: clocks and zones disagree.
  await expect(app.page.getByText('2 studies of yesterday to tomorrow')).toBeVisible();
  const asked = site.fake.requests.filter((line) => /StudyDate=/.test(line)).at(-1);
  const [, from = '', to = ''] = /StudyDate=(\d{8})-(\d{8})/.exec(asked ?? '') ?? [];
  const day = (text: string) => Date.parse(text.replace(/(....)(..)(..)/, '$1-$2-$3'));
  expect(Math.round((day(to) - day(from)) / 86_400_000)).toBe(2);
});

test('a result goes back at a click, stands beside the images, and is sent once', async ({
  app,
}) => {
  await start(head(1), { store: true });
  await openSite(app, site);
  const row = app.page.getByTestId('pacs-row');
  await row.getByRole('button', { name: 'Take' }).click();
  await app.allDone(1);
  expect(posts()).toBe(0);
  await row.getByRole('button', { name: 'Send result' }).click();
  await expect(row.getByText('Sent', { exact: true })).toBeVisible();
  expect(posts()).toBe(1);
  const [image] = site.fake.archive.ofStudy('1.2.3.1');
  const results = site.fake.archive.ofStudy('1.2.3.1').slice(12);
  expect(results.map(({ modality }) => modality).sort()).toEqual(['KO', 'OT', 'SR']);
  for (const one of results) expect(one.rawPatientId).toBe(image?.rawPatientId);
  // From the study itself: the same result is not sent again.
  await row.getByRole('button', { name: 'Open study 1' }).click();
  await app.page.getByRole('button', { name: 'Export this study' }).click();
  await app.page.getByRole('button', { name: 'Send results' }).click();
  await expect(app.page.getByRole('dialog')).toContainText('the study was read back');
  expect(posts()).toBe(1);
});

test('a result goes back with a report in three dimensions where the site says so', async ({
  app,
}) => {
  await start(head(1), { store: true, sr: '3d' });
  await openSite(app, site);
  const row = app.page.getByTestId('pacs-row');
  await row.getByRole('button', { name: 'Take' }).click();
  await app.allDone(1);
  await row.getByRole('button', { name: 'Send result' }).click();
  await expect(row.getByText('Sent', { exact: true })).toBeVisible();
  const [report] = site.fake.archive.ofStudy('1.2.3.1').filter(({ modality }) => modality === 'SR');
  expect(Buffer.from(report?.bytes ?? []).includes('1.2.840.10008.5.1.4.1.1.88.34')).toBe(true);
});

test('where the PACS files a result under another patient there is an alarm, and nothing more is sent', async ({
  app,
}) => {
  await start([...head(1), ...head(2)], { store: true });
  site.fake.quirks.coerces = (bytes) => {
    const text = Buffer.from(bytes).toString('latin1').replace('SYNTHETIC-1', 'SYNTHETIC-9');
    return new Uint8Array(Buffer.from(text, 'latin1'));
  };
  await openSite(app, site);
  await app.page.getByRole('button', { name: 'Take all 2' }).click();
  await app.allDone(2);
  const row = app.page.getByTestId('pacs-row').filter({ hasText: '07:07' });
  await row.getByRole('button', { name: 'Send result' }).click();
  const alarm = app.page.getByRole('alert').filter({ hasText: 'ALARM' });
  await expect(alarm).toContainText('1.2.3.1');
  await expect(alarm).toContainText('delete the result there');
  await expect(app.page.getByRole('button', { name: 'Send result' })).toHaveCount(0);
  expect(posts()).toBe(1);
  app.problems.length = 0; // The PACS answered 404.
});

test('watched, a study is taken as it arrives, and again when it has settled; then its result goes back by itself where the site says so', async ({
  app,
}) => {
  await start(head(1), { store: true, always: true, pollSeconds: 1, settleSeconds: 5 });
  await app.page.setViewportSize({ width: 1920, height: 1000 });
  await openSite(app, site);
  await expect(app.page.getByTestId('pacs-row')).toHaveCount(1);
  await app.page.getByRole('button', { name: 'Watch', exact: true }).click();
  for (const bytes of head(2, 12)) site.fake.archive.add(new Uint8Array(bytes));
  await expect(app.rows).toHaveCount(1);
  await expect(app.rows.first()).toContainText(/Flagged|No flag/);
  await expect(app.page.getByTestId('pacs-row').filter({ hasText: 'growing' })).toHaveCount(1);
  for (const bytes of head(2, 4, 12)) site.fake.archive.add(new Uint8Array(bytes));
  await expect(app.rows.first()).toContainText(/16\/16/);
  await expect(app.page.getByTestId('pacs-row').getByText('Sent', { exact: true })).toBeVisible();
  expect(modalities(2).filter((one) => one === 'SR')).toEqual(['SR']);
  // What was there before is not taken unasked.
  expect(modalities(1)).not.toContain('SR');
  await expect(app.rows).toHaveCount(1);
  // Its own results are no growth.
  const fetches = () => site.fake.requests.filter((line) => line === 'GET /studies/1.2.3.2').length;
  const before = fetches();
  const polls = site.fake.requests.length;
  await expect.poll(() => site.fake.requests.length).toBeGreaterThan(polls + 14);
  expect(fetches()).toBe(before);
  // Another object in the place of one is seen, though the list counts as many.
  const [first] = site.fake.archive.ofStudy('1.2.3.2');
  site.fake.archive.remove(first?.sopInstanceUid ?? '');
  for (const bytes of head(2, 1, 16)) site.fake.archive.add(new Uint8Array(bytes));
  await expect.poll(fetches, { timeout: 20_000 }).toBe(before + 1);
  await expect(app.rows.first()).toContainText(/17\/17/);
});

test('a study under way can be stopped, and is taken later', async ({ app }) => {
  await start(head(1), { quirks: { waitsMs: 60_000 } });
  await openSite(app, site);
  const row = app.page.getByTestId('pacs-row');
  await row.getByRole('button', { name: 'Take' }).click();
  await expect(row).toContainText('Waiting');
  await row.getByRole('button', { name: 'Stop fetching this study' }).click();
  await expect(row.getByRole('button', { name: 'Take' })).toBeVisible();
  await expect(app.rows).toHaveCount(0);
  site.fake.quirks.waitsMs = 0;
  await row.getByRole('button', { name: 'Take' }).click();
  await app.allDone(1);
});

test('a PACS that is down, refuses, or is a page to log in says so, and is asked again at a click', async ({
  app,
}) => {
  await start(head(1));
  site.fake.quirks.answers = (response) => response.destroy();
  await openSite(app, site);
  const pane = app.page.getByRole('region', { name: 'PACS' });
  await expect(pane.getByRole('alert')).toContainText('the PACS cannot be reached');
  site.fake.quirks.answers = (response) =>
    response.writeHead(200, { 'Content-Type': 'text/html' }).end('<form>log in</form>');
  await pane.getByRole('button', { name: 'Try again' }).click();
  await expect(pane.getByRole('alert')).toContainText('is it a page to log in?');
  site.fake.quirks.answers = (response) => response.writeHead(401).end();
  await pane.getByRole('button', { name: 'Try again' }).click();
  await expect(pane.getByRole('alert')).toContainText('refuses the credentials');
  delete site.fake.quirks.answers;
  await pane.getByRole('button', { name: 'Try again' }).click();
  await expect(app.page.getByTestId('pacs-row')).toHaveCount(1);
  app.problems.length = 0; // The browser's own words about each of these answers.
});

test('a study that breaks off is not a shorter one: it says so and is tried again', async ({
  app,
}) => {
  await start(head(1), { quirks: { diesAfterParts: 5 } });
  await openSite(app, site);
  const row = app.page.getByTestId('pacs-row');
  await row.getByRole('button', { name: 'Take' }).click();
  await expect(row).toContainText(
    'Not fetched: the PACS cannot be reached, or broke the connection',
  );
  await expect(app.rows).toHaveCount(0);
  delete site.fake.quirks.diesAfterParts;
  await row.getByRole('button', { name: 'Try again' }).click();
  await app.allDone(1);
  await expect(app.rows.first()).toContainText(/Flagged|No flag/);
  app.problems.length = 0;
});

test('after a reload a row of the list leads to its study, which is known without its name, and takes its images anew', async ({
  app,
}) => {
  await start([...head(1), ...head(2)], { store: true });
  await openSite(app, site);
  const row = app.page.getByTestId('pacs-row').filter({ hasText: '07:07' });
  await row.getByRole('button', { name: 'Take' }).click();
  await app.allDone(1);
  // Rows that only grew are written a second later.
  await expect
    .poll(() => keptRows(app.page), { message: 'the row is kept, sealed' })
    .toEqual([expect.stringMatching(/^~[0-9a-f]{32}$/)]);
  await app.page.reload();
  await expect(app.rows).toHaveCount(1);
  await expect(row.getByRole('button', { name: 'Open study 1' })).toBeVisible();
  await expect(row.getByRole('button', { name: 'Send result' })).toHaveCount(0);
  const other = app.page.getByTestId('pacs-row').filter({ hasNotText: '07:07' });
  await expect(other.getByRole('button', { name: /Open study/ })).toHaveCount(0);
  await row.getByRole('button', { name: 'Open study 1' }).click();
  await expect(app.page.getByText(/images/i).first()).toBeVisible();
  await app.page.keyboard.press('Escape');
  await row.getByRole('button', { name: 'Take' }).click();
  await app.allDone(1);
  await expect(row.getByRole('button', { name: 'Send result' })).toBeVisible();
});

/** Study Instance UIDs of the rows that the browser keeps, as they lie there. */
const keptRows = (page: Page): Promise<readonly string[]> =>
  page.evaluate(
    () =>
      new Promise((done) => {
        const opening = indexedDB.open('ich-triage');
        opening.onsuccess = () => {
          const reading = opening.result.transaction('rows').objectStore('rows').getAll();
          reading.onsuccess = () => {
            opening.result.close();
            done(reading.result.map(({ uid }) => uid));
          };
        };
      }),
  );

test('many studies are taken after a question that says what they cost; what waits can be given up, and what came stays', async ({
  app,
}) => {
  const { page, rows } = app;
  const others = Array.from({ length: 60 }, (_, at) => ctFile({ study: 100 + at, date: today() }));
  await start([...head(1), ...others]);
  await openSite(app, site);
  const fetched = () =>
    site.fake.requests.filter((line) => /^GET \/studies\/[\d.]+$/.test(line)).length;
  await page.getByRole('button', { name: 'Take all 61' }).click();
  const question = page.getByRole('region', { name: 'Take all 61 studies?' });
  await expect(question).toContainText('72 images, some 0.1 GB');
  await expect(question).toContainText('Their analysis takes some 1 min');
  await page.keyboard.press('Enter');
  await expect(question).toHaveCount(0);
  expect(fetched()).toBe(0);
  // The study of the morning is the newest: the others state no time.
  site.fake.quirks.waitsMs = 1500;
  await page.keyboard.press('Enter');
  await question.getByRole('button', { name: 'The newest 50' }).click();
  await expect(page.getByText(/^\d+ wait to be fetched$/)).toBeVisible();
  await expect(rows.first()).toContainText(/Flagged|No flag/);
  await page.getByRole('button', { name: 'Fetch no more' }).click();
  await expect(page.getByText(/wait to be fetched/)).toHaveCount(0);
  const sofar = fetched();
  expect(sofar).toBeLessThan(50);
  await expect(rows.first()).toContainText(/Flagged|No flag/);
  await expect(page.getByRole('button', { name: 'Open study 1' })).toBeVisible();
});
