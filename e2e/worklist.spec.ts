import { expect, samples, sampleZip, test } from './fixtures.ts';

test('one click on the samples gives a ranked worklist with a reason in every row', async ({
  app,
}) => {
  await app.open();
  await app.page.getByRole('button', { name: /^Load all/ }).click();
  await app.allDone(samples().length);
  const ranks = await app.rows.getByTestId('rank').allTextContents();
  expect(ranks).toEqual(samples().map((_, index) => String(index + 1)));
  for (const reason of await app.rows.getByTestId('reason').allTextContents()) {
    expect(reason.trim().length).toBeGreaterThan(10);
  }
});

test('no text on the screen ever says that a study is normal or negative', async ({ app }) => {
  await app.open();
  await app.page.getByRole('button', { name: /^Load all/ }).click();
  await app.allDone(samples().length);
  const text = await app.page.locator('body').textContent();
  expect(text).not.toMatch(/\bnormal\b|\bnegative\b|\bno hemorrhage\b/i);
});

test('an unsuitable study stays in the queue and says why it was not analyzed', async ({ app }) => {
  await app.open();
  await app.page.getByRole('button', { name: /^Load all/ }).click();
  await app.allDone(samples().length);
  const unsuitable = app.rows.filter({ hasText: 'Not analyzed' });
  await expect(unsuitable.first()).toBeVisible();
  await expect(unsuitable.first().getByTestId('reason')).toContainText(/not analy[sz]ed/i);
});

test('names are masked until asked for', async ({ app }) => {
  await app.open();
  await app.give([sampleZip('epidural')]);
  await app.allDone(1);
  const mask = app.page.getByRole('button', { name: 'Mask names' });
  await expect(mask).toHaveAttribute('aria-pressed', 'true');
  const masked = await app.rows.first().getByTestId('name').textContent();
  await mask.click();
  await expect(app.rows.first().getByTestId('name')).not.toHaveText(masked ?? '');
  await expect(app.rows.first().getByTestId('name')).toContainText(/SYNTHETIC/i);
});

test('a pinned study goes to the top and says so', async ({ app }) => {
  await app.open();
  await app.page.getByRole('button', { name: /^Load all/ }).click();
  await app.allDone(samples().length);
  const key = await app.rows.last().getAttribute('data-key');
  await app.rows.last().getByRole('button', { name: 'Pin to the top' }).click();
  await app.page.mouse.move(5, 5);
  await app.page.getByRole('searchbox').focus();
  await expect(app.rows.first()).toHaveAttribute('data-key', key ?? '');
});

test('search and filters narrow the list without losing a study', async ({ app }) => {
  await app.open();
  await app.page.getByRole('button', { name: /^Load all/ }).click();
  await app.allDone(samples().length);
  await app.page.getByRole('searchbox').fill('no such patient');
  await expect(app.rows).toHaveCount(0);
  await app.page.getByRole('searchbox').fill('');
  await expect(app.rows).toHaveCount(samples().length);
});

test('results survive a reload without any pixel', async ({ app }) => {
  await app.open();
  await app.give([sampleZip('epidural')]);
  await app.allDone(1);
  const probability = await app.rows.first().getByTestId('any').textContent();
  await app.page.reload();
  await expect(app.rows).toHaveCount(1);
  await expect(app.rows.first()).toContainText('Images not loaded');
  await expect(app.rows.first().getByTestId('any')).toHaveText(probability ?? '');
});
