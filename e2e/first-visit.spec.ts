import AxeBuilder from '@axe-core/playwright';
import { expect, samples, test } from './fixtures.ts';

test.use({ serviceWorkers: 'allow' });

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

test('a first visitor reads what it is, sees what was painted, and knows the model', async ({
  app,
}) => {
  const { page } = app;
  await app.open('?model=tiny');
  await expect(
    page.getByText('Ranks head CTs by probable bleeding, here in your browser'),
  ).toBeVisible();
  const cards = page.getByRole('region', { name: /Try it on samples/ }).getByRole('listitem');
  await expect(cards).toHaveCount(samples().length);
  // Each with its picture, which came and is one.
  const pictures = cards.locator('img');
  await expect(pictures).toHaveCount(samples().length);
  for (const picture of await pictures.all()) {
    await picture.scrollIntoViewIfNeeded();
    await expect
      .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth))
      .toBe(160);
  }
  await page.getByRole('button', { name: 'About this model' }).click();
  const dialog = page.getByRole('dialog', { name: 'About this model' });
  await expect(dialog.getByRole('heading', { name: 'Limitations' })).toBeVisible();
  await expect(dialog.getByRole('columnheader', { name: 'balanced' })).toBeVisible();
  expect((await new AxeBuilder({ page }).withTags(WCAG).analyze()).violations).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});

test('the tour goes by keys over the samples, ends by Escape, and is remembered', async ({
  app,
}) => {
  const { page } = app;
  await app.open('?model=tiny');
  await page.getByRole('button', { name: 'Take the tour (60 seconds)' }).click();
  const tour = page.getByTestId('tour');
  await expect(tour.getByRole('heading', { name: 'What this is' })).toBeVisible();
  await expect(app.rows).toHaveCount(samples().length, { timeout: 90_000 }); // All are read, as after a drop.
  await page.keyboard.press('ArrowRight');
  await expect(tour.getByRole('heading', { name: 'The list' })).toBeVisible();
  await expect(tour).toContainText(`These are ${samples().length} synthetic heads`);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(tour.getByRole('heading', { name: 'The images' })).toBeVisible();
  await expect(page.getByTestId('stage')).toBeVisible();
  await expect(tour).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(tour.getByRole('heading', { name: 'Why it stands there' })).toBeVisible();
  await expect(page.getByTestId('stage')).toBeHidden();
  expect((await new AxeBuilder({ page }).withTags(WCAG).analyze()).violations).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(tour).toBeHidden();
  await expect(app.rows).toHaveCount(samples().length);
});
