import AxeBuilder from '@axe-core/playwright';
import { type AppPage, expect, test, testOnOnePage, thinZip } from './fixtures.ts';

async function violations(app: AppPage): Promise<readonly string[]> {
  const { violations: found } = await new AxeBuilder({ page: app.page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  return found.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

test('what is on is seen in forced colors', async ({ app }) => {
  await app.page.emulateMedia({ forcedColors: 'active' });
  await app.open();
  await app.give([thinZip('epidural')]);
  await app.allDone(1);
  await app.rows.first().getByTestId('row-main').click();
  await expect(app.page.getByTestId('slice-number')).toBeVisible();
  const look = (name: string) =>
    app.page.getByRole('button', { name, exact: true }).evaluate((button) => {
      const { backgroundColor, color } = getComputedStyle(button);
      return { backgroundColor, color };
    });
  const [on, off] = [await look('Brain'), await look('Bone')];
  expect(on.backgroundColor).not.toBe(off.backgroundColor);
  expect(on.color).not.toBe(on.backgroundColor);
});

const testEmpty = testOnOnePage(
  (app) => app.open(),
  async ({ page }) => {
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  },
);

for (const [button, title] of [
  ['Settings', 'Settings'],
  ['Keyboard shortcuts', 'Keyboard and mouse'],
  [/ms a slice/, 'Engine and diagnostics'],
] as const) {
  testEmpty(`the dialog "${title}" passes axe`, async ({ app }) => {
    await app.page.getByRole('button', { name: button }).click();
    await expect(app.page.getByRole('dialog', { name: title })).toBeVisible();
    const { violations: all } = await new AxeBuilder({ page: app.page }).analyze();
    expect(all.map(({ id }) => id)).toEqual([]);
  });
}

for (const room of ['dark', 'light'] as const) {
  test(`the ${room} room passes axe: empty, with a queue, with an open study`, async ({ app }) => {
    await app.open();
    if (room === 'light') await app.page.getByRole('button', { name: 'Light room' }).click();
    expect(await violations(app)).toEqual([]);
    await app.give([thinZip('subdural'), thinZip('epidural')]);
    await app.allDone(2);
    expect(await violations(app)).toEqual([]);
    await app.rows.first().getByTestId('row-main').click();
    await expect(app.page.getByTestId('slice-number')).toBeVisible();
    expect(await violations(app)).toEqual([]);
  });
}

test('what has the focus in a dialog is not under its head, forwards and backwards', async ({
  app,
}) => {
  const { page } = app;
  await page.setViewportSize({ width: 1024, height: 480 });
  await app.open();
  await page.getByRole('button', { name: 'Settings' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  const covered = () =>
    dialog.evaluate((element) => {
      const head = element.querySelector('h2')?.parentElement;
      const focused = document.activeElement;
      if (head == null || focused == null || head.contains(focused)) return [];
      const { top } = focused.getBoundingClientRect();
      return top >= head.getBoundingClientRect().bottom - 1
        ? []
        : [focused.getAttribute('aria-label') ?? focused.outerHTML.slice(0, 80)];
    });
  for (const key of ['Tab', 'Shift+Tab']) {
    for (let count = 0; count < 40; count += 1) {
      await page.keyboard.press(key);
      expect(await covered(), `${key} ${count}`).toEqual([]);
    }
  }
});
