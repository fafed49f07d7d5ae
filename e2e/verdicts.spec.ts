import type { Locator, Page } from '@playwright/test';
import { type AppPage, expect, test, thinZip } from './fixtures.ts';

test.use({ serviceWorkers: 'allow' });

/** What the browser has stored of verdicts. */
const keptVerdicts = (page: Page): Promise<readonly { readonly log: readonly unknown[] }[]> =>
  page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open('ich-triage');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const db = opening.result;
          const reading = db.transaction('feedback').objectStore('feedback').getAll();
          reading.onerror = () => reject(reading.error);
          reading.onsuccess = () => {
            db.close();
            resolve(reading.result);
          };
        };
      }),
  );

const bar = (page: Page): Locator => page.getByRole('region', { name: 'Your verdict' });
const button = (page: Page, name: string): Locator =>
  bar(page).getByRole('button', { name, exact: true });
const rowVerdict = (row: Locator): Locator => row.getByTestId('row-verdict');
const isOn = (what: Locator) => expect(what).toHaveAttribute('aria-pressed', 'true');
const isOff = (what: Locator) => expect(what).toHaveAttribute('aria-pressed', 'false');

/** The row of the open study: it need not be the first one any more, since it is not unread. */
const openRow = (page: Page): Locator => page.locator('[data-key]:has([aria-current="true"])');

/** Opens a study by its key. */
async function openAgain(page: Page, key: string): Promise<void> {
  await page.locator(`[data-key="${key}"]`).getByTestId('row-main').click();
}

/** Opens a study by its number, which it keeps over a reload; its key is a seal then. */
async function openNumber(app: AppPage, number: string): Promise<void> {
  await app.rows.filter({ hasText: number }).getByTestId('row-main').click();
}

async function openThree(app: AppPage): Promise<void> {
  await app.open();
  await app.give([thinZip('subdural'), thinZip('epidural'), thinZip('mixed')]);
  await app.allDone(3);
  await app.rows.first().getByTestId('row-main').click();
  await expect(app.page.getByTestId('slice-number')).toBeVisible();
}

test('by keys: hemorrhage, its types corrected, none; undone and kept after a reload', async ({
  app,
}) => {
  const { page } = app;
  await openThree(app);
  await expect(button(page, 'Done, next')).toBeDisabled();
  await page.keyboard.press('.');
  await expect(openRow(page).getByTestId('care')).not.toContainText('Done');
  const number = await openRow(page).getByTestId('name').innerText();

  await page.keyboard.press('x');
  await isOn(button(page, 'None'));
  await expect(rowVerdict(openRow(page))).toHaveText('Reader: none');
  await page.keyboard.press('Shift+D');
  await page.keyboard.press('Shift+A');
  await isOn(button(page, 'Hemorrhage'));
  await isOn(button(page, 'SAH subarachnoid'));
  await expect(rowVerdict(openRow(page))).toHaveText('Reader: hemorrhage: SAH, SDH');
  await expect(page.getByTestId('undo-bar')).toContainText('your verdict is hemorrhage: SAH, SDH');
  await page.keyboard.press('Control+z');
  await isOff(button(page, 'SAH subarachnoid'));
  await expect(rowVerdict(openRow(page))).toHaveText('Reader: hemorrhage: SDH');
  await page.keyboard.press('Control+z');
  await isOn(button(page, 'None'));
  await page.keyboard.press('Control+y');
  await isOn(button(page, 'SDH subdural'));

  await expect.poll(async () => (await keptVerdicts(page))[0]?.log).toHaveLength(3);
  await page.reload();
  await openNumber(app, number);
  await isOn(button(page, 'SDH subdural'));
  await expect(rowVerdict(openRow(page))).toHaveText('Reader: hemorrhage: SDH');
});

test('by mouse: the verdict stands, the study is done and the next unread one by rank is open', async ({
  app,
}) => {
  const { page } = app;
  await openThree(app);
  const keys = await app.rows.evaluateAll((rows) => rows.map((row) => row.dataset.key ?? ''));
  const open = (await openRow(page).getAttribute('data-key')) ?? '';
  const [seen, unread] = keys.filter((key) => key !== open);
  // Somebody opened one of the others already: it is not unread.
  await openAgain(page, seen ?? '');
  await openAgain(page, open);
  await button(page, 'Hemorrhage').click();
  await isOn(button(page, 'Hemorrhage'));
  // Flagged types are on already; a press turns one round.
  const type = button(page, 'IVH intraventricular');
  const before = await type.getAttribute('aria-pressed');
  await type.click();
  await expect(type).toHaveAttribute('aria-pressed', before === 'true' ? 'false' : 'true');
  await expect(bar(page)).not.toContainText('as flagged');
  await button(page, 'Done, next').click();
  await expect(openRow(page)).toHaveAttribute('data-key', unread ?? '');
  await isOff(button(page, 'Hemorrhage'));
  await expect(page.getByTestId('undo-bar')).toContainText('is done and has left the ranking');

  await page.keyboard.press('u');
  await page.keyboard.press('.');
  await expect(page.getByRole('region', { name: 'Open study' })).toHaveCount(0);
  await page.getByTestId('undo-bar').getByRole('button', { name: 'Undo' }).click();
  await expect(page.locator(`[data-key="${unread}"]`).getByTestId('row-verdict')).toHaveText(
    'Reader: unsure',
  );
});

test('a verdict of an earlier version is read, said as what it was, and can be replaced', async ({
  app,
}) => {
  const { page } = app;
  await openThree(app);
  const number = await openRow(page).getByTestId('name').innerText();
  await page.keyboard.press('u');
  await expect.poll(() => keptVerdicts(page)).toHaveLength(1);
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('ich-triage');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const db = opening.result;
          const writing = db.transaction('feedback', 'readwrite');
          const reading = writing.objectStore('feedback').getAllKeys();
          reading.onsuccess = () => {
            const studyKey = reading.result[0];
            const givenAt = Date.now();
            const old = { version: 2, studyKey, analysisKey: 'a', verdict: 'disagree', givenAt };
            writing.objectStore('feedback').put(old);
          };
          writing.onerror = () => reject(writing.error);
          writing.oncomplete = () => {
            db.close();
            resolve();
          };
        };
      }),
  );
  await page.reload();
  await openNumber(app, number);
  await expect(bar(page)).toContainText('disagreed with the result');
  await expect(rowVerdict(openRow(page))).toHaveText('Reader: disagreed with the result');
  await page.keyboard.press('x');
  await isOn(button(page, 'None'));
  await expect.poll(async () => (await keptVerdicts(page))[0]?.log).toHaveLength(2);
});

test('two tabs of one browser know of each other’s work, and no verdict is lost', async ({
  app,
  context,
}) => {
  const { page } = app;
  await app.open();
  await app.give([thinZip('subdural')]);
  await app.allDone(1);
  const other = await context.newPage();
  await other.goto(page.url());
  const there = other.getByTestId('row');
  await expect(there).toHaveCount(1);
  await expect(other.getByRole('button', { name: /ms a slice/ })).toBeVisible();

  await app.rows.first().getByTestId('row-main').click();
  await button(page, 'Hemorrhage').click();
  await page.getByRole('button', { name: 'Acknowledge', exact: true }).first().click();
  await expect(rowVerdict(there)).toContainText('emorrhage');
  await expect(there.getByTestId('care')).toContainText('Ack.');

  await there.getByTestId('row-main').click();
  await button(other, 'Unsure').click();
  await expect(rowVerdict(app.rows.first())).toContainText('nsure');
  await expect.poll(async () => (await keptVerdicts(page))[0]?.log.length).toBe(2);
  await other.close();
  await page.reload();
  await expect(rowVerdict(app.rows.first())).toContainText('nsure');
  await expect(app.rows.first().getByTestId('care')).toContainText('Ack.');
});
