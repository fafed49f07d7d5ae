import AxeBuilder from '@axe-core/playwright';
import { type AppPage, expect, sampleZip, test } from './fixtures.ts';

/** Several samples, analyzed by the bundled model, whose package says what its operating points did. */
async function withStudies(app: AppPage, words: readonly string[]): Promise<void> {
  await app.open('');
  await app.give(words.map(sampleZip));
  await app.allDone(words.length);
}

const openDesk = (app: AppPage) => app.page.getByRole('button', { name: 'Triage desk' }).click();

test('an operating point shows its price, and a change decides every study anew at once', async ({
  app,
}) => {
  const { page } = app;
  await withStudies(app, ['subdural', 'none', 'epidural']);
  await openDesk(app);
  const dialog = page.getByRole('dialog', { name: 'Triage desk' });
  const balanced = dialog.getByTestId('point-balanced');
  await expect(balanced.getByRole('radio')).toBeChecked();
  await expect(balanced).toContainText(/Sensitivity \d+ %.*n = \d+ with hemorrhage/);
  await expect(balanced).toContainText(/Specificity \d+ %.*n = \d+ without/);

  const price = dialog.getByTestId('price');
  const slider = dialog.getByRole('slider');
  await slider.fill('10');
  const often = await price.textContent();
  await expect(price).toContainText(/\d+ alerts in 100: [\d.]+ false for each true one/);
  await slider.fill('1');
  await expect(price).not.toHaveText(often ?? '');
  await expect(dialog.getByText('PPV')).toBeVisible();
  await expect(dialog.getByRole('img', { name: /^Of 100 studies/ })).toBeVisible();
  await expect(dialog.getByTestId('heads').locator('[data-head]')).toHaveCount(100);

  // The picker says how many each point flags; what it says comes true in the list, and nothing is analyzed for it.
  for (const point of ['highSensitivity', 'highSpecificity', 'balanced']) {
    const card = dialog.getByTestId(`point-${point}`);
    const promised = Number(/flags (\d+)/.exec((await card.textContent()) ?? '')?.[1]);
    await card.click();
    await expect(card.getByRole('radio')).toBeChecked();
    expect(await app.rows.filter({ hasText: /Queued|Reading|Analyzing/ }).count()).toBe(0);
    await expect(page.locator('[data-testid=row][data-state=flagged]')).toHaveCount(promised);
    await expect(app.rows).toHaveCount(3);
  }
  expect(await dialog.textContent()).not.toMatch(/\bnormal\b|\bnegative\b/i);
  const { violations } = await new AxeBuilder({ page }).include('dialog').analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);

  // The site's prevalence is kept.
  await slider.fill('7');
  await page.reload();
  await openDesk(app);
  await expect(slider).toHaveValue('7');
});

test('a package that measured nothing says so', async ({ app }) => {
  await app.open();
  await app.give([sampleZip('subdural')]);
  await app.allDone(1);
  await openDesk(app);
  await expect(app.page.getByRole('dialog')).toContainText('their price can’t be told');
  await expect(app.page.getByRole('slider')).toHaveCount(0);
});
