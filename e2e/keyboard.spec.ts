import { expect, test, thinZip } from './fixtures.ts';

test('the keyboard alone leads from loading to an open study and back, and undo never lands in the search box', async ({
  app,
}) => {
  await app.open();
  await app.give([thinZip('epidural'), thinZip('subdural')]);
  await app.allDone(2);
  const { keyboard } = app.page;
  const search = app.page.getByRole('searchbox');
  // With the focus nowhere the arrows go to the list.
  await app.page.locator('body').evaluate(() => (document.activeElement as HTMLElement).blur());
  await keyboard.press('ArrowDown');
  await expect(app.rows.nth(0).getByTestId('row-main')).toBeFocused();
  await keyboard.press('ArrowDown');
  await expect(app.rows.nth(1).getByTestId('row-main')).toBeFocused();
  // Escape clears the search, Enter opens the first hit.
  await keyboard.press('/');
  await expect(search).toBeFocused();
  await keyboard.type('#2');
  await expect(app.rows).toHaveCount(1);
  await keyboard.press('Escape');
  await expect(search).toHaveValue('');
  await expect(app.rows).toHaveCount(2);
  await keyboard.type('#2');
  await keyboard.press('Enter');
  await expect(app.page.getByTestId('slice-number')).toBeVisible();
  await expect(app.page.getByRole('heading', { level: 2 }).first()).toContainText('#2');
  // The browser's undo would refill the search and take the focus there.
  await app.page.getByTestId('viewport-host').hover();
  await keyboard.press('Control+z');
  await expect(search).not.toBeFocused();
  await expect(search).toHaveValue('#2');
  await keyboard.press('Escape');
  await expect(app.page.getByTestId('slice-number')).toHaveCount(0);
});

test('Enter opens the first study, or the first hit, with the focus nowhere: as it is after a drop', async ({
  app,
}) => {
  await app.open();
  await app.give([thinZip('epidural'), thinZip('subdural')]);
  await app.allDone(2);
  const { page, rows } = app;
  const focusNowhere = () =>
    page.locator('body').evaluate(() => (document.activeElement as HTMLElement).blur());
  const openOne = page.getByRole('heading', { level: 2 }).first();
  const first = (await rows.first().getByTestId('name').textContent()) ?? '';
  const second = (await rows.nth(1).getByTestId('name').textContent()) ?? '';
  await focusNowhere();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('slice-number')).toBeVisible();
  await expect(openOne).toContainText(first);
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('slice-number')).toHaveCount(0);
  await page.getByRole('searchbox').fill(second);
  await expect(rows).toHaveCount(1);
  await focusNowhere();
  await page.keyboard.press('Enter');
  await expect(openOne).toContainText(second);
});

test('Enter pressed while the first files are read, before any row is there, opens the first study', async ({
  app,
}) => {
  const { page } = app;
  await app.open();
  await page.evaluate(() => {
    // Pressed in the very moment in which the files are read and no row is there.
    const seen = new MutationObserver(() => {
      if (!document.body.textContent?.includes('Reading headers')) return;
      seen.disconnect();
      document.body.dataset.rows = String(document.querySelectorAll('[data-testid=row]').length);
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    });
    seen.observe(document.body, { childList: true, subtree: true, characterData: true });
  });
  await app.give([thinZip('epidural')]);
  await expect(page.getByTestId('slice-number')).toBeVisible();
  await expect(page.locator('body')).toHaveAttribute('data-rows', '0');
});
