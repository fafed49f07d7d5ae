import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { expect, test, thinZip } from './fixtures.ts';
import { written } from './written.ts';

test.use({ serviceWorkers: 'allow' });

const json = (content: unknown) => ({
  name: 'config.json',
  mimeType: 'application/json',
  buffer: Buffer.from(JSON.stringify(content)),
});

test.describe('without the worker that holds the release', () => {
  test.use({ serviceWorkers: 'block' });

  test('a site’s config.json is what a fresh browser starts with, and says what it does not understand', async ({
    app,
    page,
  }) => {
    await page.route('**/config.json', (route) =>
      route.fulfill({ json: { version: 1, theme: 'light', prevalencePercent: 90, tone: 3 } }),
    );
    await app.open();
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
    const note = page.getByRole('note').filter({ hasText: 'config.json' });
    await expect(note).toContainText('prevalencePercent is 90, not one of its values; 10 is used.');
    await expect(note).toContainText('tone is no setting.');
    await note.getByRole('button', { name: 'Dismiss' }).click();
    await expect(note).toHaveCount(0);
  });
});

test('settings go out as a file and come back, each by itself', async ({ app, page }) => {
  await app.open('?model=tiny'); // An engine is chosen and remembered, which is nobody's setting.
  await page.getByRole('button', { name: 'Settings' }).click();
  const dialog = page.getByRole('dialog', { name: 'Settings' });
  await dialog.getByLabel('Initials').fill('QX');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Save as config.json' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('config.json');
  const saved = JSON.parse(readFileSync((await download.path()) ?? '', 'utf8'));
  expect(saved).toMatchObject({ version: 1, initials: 'QX', theme: 'dark' });
  expect(saved).not.toHaveProperty('engines');

  const picker = dialog.getByLabel('Settings file to open');
  await picker.setInputFiles(json({ version: 1, theme: 'light', prevalencePercent: 'many' }));
  await expect(dialog.getByRole('status')).toContainText(
    'prevalencePercent is "many", not one of its values; 10 is used.',
  );
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await expect(dialog.getByLabel('Initials')).toHaveValue('QX');
  const { violations } = await new AxeBuilder({ page }).include('dialog').analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);

  await picker.setInputFiles({ ...json(null), buffer: Buffer.from('{"version": 1,') });
  await expect(dialog.getByRole('status')).toContainText('The file is not JSON');
  await picker.setInputFiles(json(saved));
  await expect(dialog.getByRole('status')).toContainText('All settings of the file are in use.');
  await page.screenshot({ path: test.info().outputPath('settings.png') });
});

test('a site sets its cap, its windows and a line beside the banner, by file and by hand', async ({
  app,
  page,
}) => {
  await app.open();
  await page.getByRole('button', { name: 'Settings' }).click();
  const dialog = page.getByRole('dialog', { name: 'Settings' });
  await dialog.getByLabel('Settings file to open').setInputFiles(
    json({
      version: 1,
      capMinutes: 5,
      bannerLine: 'Radiology: extension 4711',
      windows: { brain: { width: 90, center: 35 }, bone: { width: 0, center: 700 } },
    }),
  );
  await expect(dialog.getByRole('status')).toContainText(
    'capMinutes is 5, not one of its values; 60 is used.',
  );
  await expect(dialog.getByRole('status')).toContainText(
    'windows.bone.width is 0, not one of its values; 2800 is used.',
  );
  await expect(dialog.getByLabel('Bone, center')).toHaveValue('700');
  await expect(dialog.getByLabel('Waiting cap')).toHaveValue('60');
  await dialog.getByLabel('Waiting cap').fill('9');
  await expect(dialog.getByLabel('Waiting cap')).toHaveAttribute('aria-invalid', 'true');
  await dialog.getByLabel('Waiting cap').fill('45');
  await dialog.getByLabel('Subdural, width').fill('180');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Save as config.json' }).click(),
  ]);
  const saved = JSON.parse(readFileSync((await download.path()) ?? '', 'utf8'));
  expect(saved).toMatchObject({
    capMinutes: 45,
    bannerLine: 'Radiology: extension 4711',
    windows: { brain: { width: 90, center: 35 }, subdural: { width: 180, center: 80 } },
  });
  const { violations } = await new AxeBuilder({ page }).include('dialog').analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  await dialog.getByLabel('Line beside the banner').scrollIntoViewIfNeeded();
  await page.screenshot({ path: test.info().outputPath('site.png') });
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('banner-line')).toHaveText('Radiology: extension 4711');

  await app.give([thinZip('subdural')]);
  await app.allDone(1);
  await app.rows.first().getByTestId('row-main').click();
  const corner = page.getByText('Brain W 90 C 35');
  await expect(corner.first()).toBeVisible();
  await page.keyboard.press('2');
  await expect(page.getByText('Subdural W 180 C 80').first()).toBeVisible();
  await page.keyboard.press('1');
  await expect(corner.first()).toBeVisible();
});

test('the queue lab offers the cap of this site and marks it, and no other', async ({
  app,
  page,
}) => {
  await app.open('');
  await app.give([thinZip('subdural')]);
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('dialog', { name: 'Settings' }).getByLabel('Waiting cap').fill('45');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Triage desk' }).click();
  const dialog = page.getByRole('dialog', { name: 'Triage desk' });
  await dialog.locator('summary').press('Enter');
  await expect(dialog.getByLabel('Waiting cap').getByRole('option')).toHaveText([
    '30 min',
    '45 min (as here)',
    '60 min',
    '120 min',
    '240 min',
    'none',
  ]);
  await dialog.getByLabel('Waiting cap').selectOption('45');
  await expect(dialog.getByLabel('Waiting cap')).toHaveValue('45');
  await written(page);
  await page.reload();
  await page.getByRole('button', { name: 'Triage desk' }).click();
  await dialog.locator('summary').press('Enter');
  await expect(dialog.getByLabel('Waiting cap')).toHaveValue('45');
});
