import { readFile } from 'node:fs/promises';
import type { Locator } from '@playwright/test';
import { type AppPage, expect, samples, test } from './fixtures.ts';

/** So many Tabs lead from anywhere to anywhere. */
const MOST_TABS = 80;

/** Goes there by Tab, as somebody without a mouse does. */
async function tabTo({ page }: AppPage, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let tab = 0; tab < MOST_TABS; tab += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${target}.`);
}

test('a shift by keys alone: load, open, read, judge, acknowledge, pin, undo, operating point, export, break', async ({
  app,
}) => {
  test.setTimeout(240_000);
  const { page, rows } = app;
  const { keyboard } = page;
  await app.open();
  await tabTo(app, page.getByRole('button', { name: /^Load all/ }));
  await keyboard.press('Enter');
  await app.allDone(samples().length);

  // Opens what a search finds, with the focus nowhere before.
  await keyboard.press('/');
  await keyboard.type('#2');
  await expect(rows).toHaveCount(1);
  await keyboard.press('Enter');
  const heading = page.getByRole('heading', { level: 2 }).first();
  await expect(heading).toContainText('#2');
  await expect(page.getByTestId('letter-top')).toBeVisible();

  // Reads: slices, a window, a flagged run.
  const slice = page.getByTestId('slice-number');
  const first = (await slice.textContent()) ?? '';
  await keyboard.press('ArrowDown');
  await expect(slice).not.toHaveText(first);
  await keyboard.press('2');
  await expect(page.getByTestId('corner-bottom-left')).toContainText('Subdural');
  await keyboard.press('n');

  // A verdict, and the next study.
  await keyboard.press('a');
  await expect(
    page.getByRole('region', { name: 'Your verdict' }).getByRole('button', { name: 'Hemorrhage' }),
  ).toHaveAttribute('aria-pressed', 'true');
  await keyboard.press('.');
  await expect(heading).not.toContainText('#2');
  await expect(heading).toContainText('#');

  // Back to the whole list.
  await keyboard.press('Escape');
  await expect(slice).toHaveCount(0);
  await keyboard.press('/');
  await keyboard.press('Escape');
  await expect(page.getByRole('searchbox')).toHaveValue('');
  await keyboard.press('Escape');
  await expect(page.getByRole('searchbox')).not.toBeFocused();

  // Acknowledged and signed.
  await keyboard.press('ArrowDown');
  const row = page.locator('[data-key]:has([data-testid=row-main]:focus)');
  await expect(row).toHaveCount(1);
  const key = (await row.getAttribute('data-key')) ?? '';
  const chosen = page.locator(`[data-key="${key}"]`);
  await keyboard.press('k');
  await expect(page.getByLabel('Your initials')).toBeFocused();
  await keyboard.type('ab');
  await keyboard.press('Enter');
  await expect(chosen.getByTestId('care')).toContainText(/Ack\. .*AB/);
  await expect(chosen.getByTestId('row-main')).toBeFocused();

  // Pinned with a note; undone.
  await keyboard.press('Shift+T');
  await expect(page.getByRole('dialog', { name: /^Pin study/ })).toBeVisible();
  await keyboard.type('call the ward');
  await keyboard.press('Enter');
  await expect(chosen).toContainText('call the ward');
  await expect(chosen.getByTestId('row-main')).toBeFocused();
  await keyboard.press('Control+z');
  await expect(chosen).not.toContainText('call the ward');

  // Another operating point.
  await tabTo(app, page.getByRole('button', { name: 'Triage desk' }));
  await keyboard.press('Enter');
  const desk = page.getByRole('dialog', { name: 'Triage desk' });
  const balanced = desk.getByTestId('point-balanced').getByRole('radio');
  await tabTo(app, balanced);
  await keyboard.press('ArrowUp');
  await expect(balanced).not.toBeChecked();
  await keyboard.press('Escape');
  await expect(desk).toHaveCount(0);

  // The list leaves as a table.
  await tabTo(app, page.getByRole('button', { name: 'Export the list' }));
  await keyboard.press('Enter');
  const table = page.getByRole('dialog').getByRole('listitem').filter({ hasText: 'CSV' }).first();
  const saving = page.waitForEvent('download');
  await tabTo(app, table.getByRole('button').first());
  await keyboard.press('Enter');
  const asked = table.getByRole('button', { name: 'Export all the same' });
  await tabTo(app, asked);
  await keyboard.press('Enter');
  const csv = await readFile(await (await saving).path(), 'utf8');
  expect(csv.trim().split('\n')).toHaveLength(samples().length + 1);
  await keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  // A break.
  await keyboard.press('Shift+L');
  const cover = page.getByTestId('lock-screen');
  await expect(cover).toContainText('You covered the screen.');
  await expect(rows).toHaveCount(0);
  await keyboard.press('Space');
  await expect(cover).toHaveCount(0);
  // One is done, and stands in its own filter.
  await expect(rows).toHaveCount(samples().length - 1);
});
