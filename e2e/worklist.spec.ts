import { expect, samples, test, testOnOnePage, thinZip } from './fixtures.ts';
import { resultsWritten } from './written.ts';

// Its reloads are those of a kept app.
test.use({ serviceWorkers: 'allow' });

const testSamples = testOnOnePage(
  async (app) => {
    await app.open();
    await app.page.getByRole('button', { name: /^Load all/ }).click();
    await app.allDone(samples().length);
  },
  async (app) => {
    await app.page.getByRole('searchbox').fill('');
    await expect(app.rows).toHaveCount(samples().length);
  },
);

testSamples(
  'one click on the samples gives a ranked worklist with a reason in every row, below a note that the tiny model is untrained',
  async ({ app }) => {
    const ranks = await app.rows.getByTestId('rank').allTextContents();
    expect(ranks).toEqual(samples().map((_, index) => String(index + 1)));
    for (const reason of await app.rows.getByTestId('reason').allTextContents()) {
      expect(reason.trim().length).toBeGreaterThan(10);
    }
    const note = app.page.getByRole('note').getByText('The loaded model is untrained.');
    await expect(note).toBeVisible();
  },
);

testSamples(
  'no text on the screen ever says that a study is normal or negative',
  async ({ app }) => {
    const text = await app.page.locator('body').textContent();
    expect(text).not.toMatch(/\bnormal\b|\bnegative\b|\bno hemorrhage\b/i);
  },
);

testSamples(
  'an unsuitable study stays in the queue and says why it was not analyzed',
  async ({ app }) => {
    const unsuitable = app.rows.filter({ hasText: 'Not analyzed' });
    await expect(unsuitable.first()).toBeVisible();
    const reason = unsuitable.first().getByTestId('reason');
    await expect(reason).toHaveAttribute('title', /^Not analyzed, because /);
    await expect(reason).not.toContainText(/not analyzed/i);
  },
);

testSamples('search and filters narrow the list without losing a study', async ({ app }) => {
  await app.page.getByRole('searchbox').fill('no such patient');
  await expect(app.rows).toHaveCount(0);
  await app.page.getByRole('searchbox').fill('');
  await expect(app.rows).toHaveCount(samples().length);
});

testSamples('a pinned study goes to the top with its note, which is asked for', async ({ app }) => {
  const { page } = app;
  const key = await app.rows.last().getAttribute('data-key');
  await app.rows.last().getByRole('button', { name: 'Pin to the top' }).click();
  await page.getByRole('textbox', { name: 'Note' }).fill('theatre 2 waits');
  await page.keyboard.press('Enter');
  await page.mouse.move(5, 5);
  await page.getByRole('searchbox').focus();
  await expect(app.rows.first()).toHaveAttribute('data-key', key ?? '');
  const note = app.rows.first().getByTitle('theatre 2 waits', { exact: true });
  await expect(note).toBeVisible();
  expect(await note.evaluate((text) => text.scrollWidth <= text.clientWidth)).toBe(true);

  // By keys: a note that is given up leaves the study where it is; a pin needs none; the same key takes it away.
  const last = app.rows.last();
  const main = last.getByTestId('row-main');
  const other = (await last.getAttribute('data-key')) ?? '';
  await main.focus();
  await page.keyboard.press('Shift+T');
  await expect(page.getByRole('textbox', { name: 'Note' })).toBeFocused();
  await page.keyboard.press('Escape');
  // Shut at once, and out of the document a moment later.
  await expect(page.locator('dialog')).toHaveCount(0);
  await expect(main).toBeFocused();
  await expect(page.getByRole('button', { name: 'Unpin' })).toHaveCount(1);
  await page.keyboard.press('Shift+T');
  await page.getByRole('textbox', { name: 'Note' }).press('Enter');
  const row = app.rows.and(page.locator(`[data-key="${other}"]`));
  await expect(row.getByTestId('reason')).toHaveAttribute('title', /; pinned$/);
  await page.keyboard.press('Shift+T');
  await expect(row.getByTestId('reason')).not.toHaveAttribute('title', /pinned/);
  await page.getByTestId('undo-bar').getByRole('button', { name: 'Undo' }).click();
  await expect(row.getByTestId('reason')).toHaveAttribute('title', /; pinned$/);
  await page.keyboard.press('Control+y');
  await expect(row.getByTestId('reason')).not.toHaveAttribute('title', /pinned/);
});

testSamples('a key acts on the row whose button was pressed, not on the first', async ({ app }) => {
  const { page } = app;
  const row = app.rows.nth(2).getByTestId('row');
  const first = app.rows.first().getByTestId('row');
  await row.getByRole('button', { name: 'Acknowledge' }).click();
  await expect(row).toHaveAttribute('data-care', 'acknowledged');
  // It asks for initials once; nobody gives any, and the focus is on the row again.
  await page.getByLabel('Your initials').press('Enter');
  await page.keyboard.press('Shift+K');
  await expect(row).toHaveAttribute('data-care', 'unread');
  await page.keyboard.press('k');
  await expect(row).toHaveAttribute('data-care', 'acknowledged');
  await expect(first).toHaveAttribute('data-care', 'unread');
  await page.keyboard.press('Shift+K');
  await expect(row).toHaveAttribute('data-care', 'unread');
});

testSamples('a flag that the search hides is told, and shown by a click', async ({ app }) => {
  const { page } = app;
  const told = page.getByRole('button', { name: /unread flags? (is|are) not in this selection/ });
  await expect(page.locator('[data-testid=row][data-state=flagged]').first()).toBeVisible();
  await expect(told).toHaveCount(0);
  await page.getByRole('searchbox').fill('nobody is called that');
  const hidden = Number(/^\d+/.exec((await told.textContent()) ?? '')?.[0]);
  expect(hidden).toBeGreaterThan(0);
  await told.click();
  await expect(told).toHaveCount(0);
  const flagged = page.locator('[data-testid=row][data-state=flagged]');
  expect(await flagged.count()).toBeGreaterThanOrEqual(hidden);
  await page.getByRole('radio', { name: /^All/ }).check({ force: true });
});

testSamples('names are masked until asked for', async ({ app }) => {
  const mask = app.page.getByRole('button', { name: 'Mask names' });
  await expect(mask).toHaveAttribute('aria-pressed', 'true');
  const masked = await app.rows.first().getByTestId('name').textContent();
  await mask.click();
  await expect(app.rows.first().getByTestId('name')).not.toHaveText(masked ?? '');
  await expect(app.rows.first().getByTestId('name')).toContainText(/SYNTHETIC/i);
  await mask.click();
  await expect(app.rows.first().getByTestId('name')).toHaveText(masked ?? '');
});

test('initials that are asked for within a frame of the arrow give the focus back to its row', async ({
  app,
}) => {
  await app.open();
  await app.give([thinZip('epidural'), thinZip('subdural')]);
  await app.allDone(2);
  await app.page.evaluate(() => {
    for (const key of ['ArrowDown', 'k']) {
      const at = document.activeElement ?? document.body;
      at.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    }
  });
  await expect(app.page.getByLabel('Your initials')).toBeFocused();
  await app.page.keyboard.press('Enter');
  await expect(app.rows.filter({ hasText: /Ack\./ }).getByTestId('row-main')).toBeFocused();
});

test('done takes a study out of the ranking into its own filter, and undo brings it back', async ({
  app,
}) => {
  await app.open();
  await app.give([thinZip('epidural'), thinZip('subdural')]);
  await app.allDone(2);
  const name = app.rows.first().getByTestId('name');
  const first = (await name.textContent()) ?? '';
  expect(first).toMatch(/^#[12]$/);
  const { keyboard } = app.page;
  await keyboard.press('ArrowDown');
  await keyboard.press('k');
  const taken = app.rows.filter({ hasText: first });
  await expect(taken.getByTestId('care')).toHaveText(/^Ack\. \d\d:\d\d$/);
  // The question of who it was takes nothing away from the list: what is typed signs, and the focus is on the row again.
  await expect(app.page.getByLabel('Your initials')).toBeFocused();
  await keyboard.type('j.k');
  await keyboard.press('Enter');
  await expect(taken.getByTestId('care')).toHaveText(/^Ack\. \d\d:\d\d JK$/);
  await expect(app.page.getByLabel('Your initials')).toHaveCount(0);
  await expect(taken.getByTestId('row-main')).toBeFocused();
  await taken.getByTestId('row-main').focus();
  await keyboard.press('d');
  await expect(app.rows).toHaveCount(1);
  await expect(app.rows.getByTestId('rank')).toHaveText('1');
  await app.page.getByText(/^Done 1$/).click();
  await expect(app.rows.getByTestId('name')).toHaveText(first);
  await app.page.getByText(/^All/).click();
  // What a search finds among the done alone is not said to be nowhere.
  await app.page.getByRole('searchbox').fill(first);
  await expect(app.page.getByText('1 that does is done: see “Done”.')).toBeVisible();
  await app.page.getByRole('searchbox').fill('');
  await app.page.locator('body').evaluate(() => (document.activeElement as HTMLElement).blur());
  await keyboard.press('Control+z');
  await expect(app.rows).toHaveCount(2);
  await expect(taken.getByTestId('care')).toHaveText(/^Ack\./);
});

test('a reload in the middle of the queue loses no study, no number and no time', async ({
  app,
}) => {
  await app.open();
  await app.page.getByTestId('file-input').setInputFiles(thinZip('mixed'));
  await app.allDone(1);
  await app.page.getByRole('button', { name: 'Pause the analysis' }).click();
  await app.give([thinZip('epidural'), thinZip('subdural')]);
  await expect(app.rows).toHaveCount(3);
  const names = await app.rows.getByTestId('name').allTextContents();
  const asked = app.page.waitForEvent('dialog');
  await app.page.mouse.click(5, 400); // A page that nobody touched may not ask.
  const reloading = app.page.reload();
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.accept();
  await reloading;
  await expect(app.rows).toHaveCount(3);
  expect((await app.rows.getByTestId('name').allTextContents()).sort()).toEqual([...names].sort());
  const lost = app.rows.filter({ hasText: 'its images must be given again' });
  await expect(lost).toHaveCount(2);
  await app.give([thinZip('epidural')]);
  await app.allDone(3);
  await expect(lost).toHaveCount(1);
});

test('results survive a reload without any pixel', async ({ app }) => {
  await app.open();
  await app.give([thinZip('epidural')]);
  await app.allDone(1);
  const probability = await app.rows.first().getByTestId('any').textContent();
  await expect.poll(() => resultsWritten(app.page, 1)).toBe(true);
  await app.page.reload();
  await expect(app.rows).toHaveCount(1);
  await expect(app.rows.first()).toContainText('Images not loaded');
  await expect(app.rows.first().getByTestId('any')).toHaveText(probability ?? '');
});
