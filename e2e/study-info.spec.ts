import { expect, test, thinZip } from './fixtures.ts';

test('who this is stands in fixed places, and the tags are searched, masked while names are', async ({
  app,
}) => {
  await app.open();
  await app.give([thinZip('subdural')]);
  await app.allDone(1);
  await app.rows.first().getByTestId('row-main').click();
  await expect(app.page.getByTestId('letter-top')).toBeVisible();
  const { page } = app;
  await page.keyboard.press('t');
  const dialog = page.getByRole('dialog', { name: 'About this study' });
  await expect(dialog.getByRole('row').nth(5)).toBeVisible();
  const slots = await dialog.locator('dt').allTextContents();
  expect(slots).toEqual(
    expect.arrayContaining(['Age', 'Sex', 'Scan time', 'Accession', 'Study', 'Kernel']),
  );
  expect(slots).toEqual(expect.arrayContaining(['Thickness', 'Tube voltage', 'Institution']));
  expect(await dialog.locator('dd').filter({ hasText: /^$/ }).count()).toBe(0);
  await expect(dialog.locator('dd').filter({ hasText: 'not stated' }).first()).toBeVisible();
  const rows = dialog.getByRole('row');
  await dialog.getByRole('searchbox').fill('PatientID');
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(1)).toContainText('masked');
  const searched = dialog.getByRole('searchbox');
  await searched.fill('SYNTHETIC');
  await expect(rows.filter({ hasText: 'PatientID' })).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(dialog).toBeHidden();
  await page.keyboard.press('p');
  await page.keyboard.press('t');
  await searched.fill('PatientID');
  await expect(rows.nth(1)).toBeVisible();
  await expect(rows.nth(1)).not.toContainText('masked');
});
