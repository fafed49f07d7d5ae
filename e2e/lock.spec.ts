import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, thinZip } from './fixtures.ts';
import { identifiersOf } from './kept-text.ts';
import { written } from './written.ts';

test('without input the screen is covered: nothing of a patient is left on it, the analysis goes on, a key uncovers', async ({
  app,
}) => {
  const { page } = app;
  await page.clock.install();
  await app.open();
  await app.give([thinZip('subdural')]);
  await app.allDone(1);
  await page.getByRole('button', { name: 'Mask names' }).click();
  await app.rows.first().getByTestId('row-main').click();
  await expect(page.locator('canvas').first()).toBeVisible();
  await page.clock.fastForward('11:00');
  const cover = page.getByTestId('lock-screen');
  await expect(cover).toBeVisible();
  await expect(cover).toContainText('after a while without input');
  await expect(page.locator('canvas')).toHaveCount(0);
  const left = `${await page.title()} ${await page.locator('body').innerHTML()} ${await page.locator('body').ariaSnapshot()}`;
  for (const identifier of identifiersOf(['subdural'])) expect(left).not.toContain(identifier);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await page.screenshot({ path: 'test-results/lock.png' });
  await page.keyboard.press('Space');
  await expect(cover).toHaveCount(0);
  await expect(page.locator('canvas').first()).toBeVisible();
});

test('with a PIN the screen is covered from the start, and nothing else uncovers it', async ({
  app,
}) => {
  const { page } = app;
  await app.open();
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByLabel('PIN').fill('4711');
  await page.getByRole('button', { name: 'Set PIN' }).click();
  await expect(page.getByText('A PIN uncovers the screen.')).toBeVisible();
  await page.screenshot({ path: 'test-results/lock-settings.png' });
  await written(page);
  await page.reload();
  const cover = page.getByTestId('lock-screen');
  await expect(cover).toContainText('A PIN is set');
  await expect(cover).not.toContainText('without input');
  await page.keyboard.press('Escape');
  await page.getByLabel('PIN').fill('1234');
  await page.keyboard.press('Enter');
  await expect(page.getByText('That is not the PIN.')).toBeVisible();
  await page.screenshot({ path: 'test-results/lock-pin.png' });
  // At once: a try within the pause after a wrong one waits, and is not lost.
  await page.getByLabel('PIN').fill('4711');
  await page.keyboard.press('Enter');
  await expect(cover).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Settings' })).toBeVisible();
});

test('covering the screen covers every tab, closes what was opened for printing, and takes no drop', async ({
  app,
}) => {
  const { page } = app;
  await app.open();
  await app.give([thinZip('subdural')]);
  await app.allDone(1);
  const second = await page.context().newPage();
  await second.goto(page.url());
  await expect(second.getByRole('button', { name: 'Settings' })).toBeVisible();
  await page.bringToFront();
  const opening = page.waitForEvent('popup');
  await page.getByRole('button', { name: 'Export the list' }).click();
  await page.getByRole('button', { name: 'List to print' }).click();
  const paper = await opening;
  await expect(paper.getByText('AI, not for diagnosis.')).toBeVisible();
  // Over the open dialog, which may show names.
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.bringToFront();
  await page.keyboard.press('Shift+L');
  await expect(page.getByTestId('lock-screen')).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(second.getByTestId('lock-screen')).toBeVisible();
  await expect.poll(() => paper.isClosed()).toBe(true);
  const taken = await page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['x'], 'scan.dcm'));
    // What nobody prevents the browser does: it opens the file in place of the page.
    return ['dragenter', 'dragover', 'drop'].map((name) => {
      const options = { dataTransfer, bubbles: true, cancelable: true };
      return document.body.dispatchEvent(new DragEvent(name, options));
    });
  });
  expect(taken).toEqual([false, false, false]);
  await page.keyboard.press('Space');
  await expect(app.rows).toHaveCount(1);
  await expect(second.getByTestId('lock-screen')).toBeVisible();
  await second.close();
});
