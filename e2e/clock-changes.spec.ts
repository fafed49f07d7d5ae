import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { type AppPage, expect, test, thinZip } from './fixtures.ts';
import { written } from './written.ts';

test.use({ timezoneId: 'Europe/Berlin' });

test.beforeEach(({ page }) =>
  // Who jumps over hours gave no input for as long.
  page.route('**/config.json', (route) => route.fulfill({ json: { version: 1, lockMinutes: 0 } })),
);

const openDesk = (page: Page) => page.getByRole('button', { name: 'Triage desk' }).click();
const received = (page: Page) => page.getByTestId('received').allInnerTexts();
const words = (all: readonly string[]) => all.map((text) => text.replaceAll(/\s+/g, ' ').trim());

/** Times of a table's column, in order of arrival. */
async function shiftColumn(page: Page, column: number): Promise<readonly string[]> {
  return words(
    await page
      .getByTestId('shift-studies')
      .locator(`tbody td:nth-child(${column})`)
      .allInnerTexts(),
  );
}

/** One study, analyzed with the clock beginning at a time. */
async function analyzedAt(app: AppPage, time: string): Promise<void> {
  await app.page.clock.install({ time });
  await app.open();
  await app.give([thinZip('subdural')]);
  await app.allDone(1);
}

test('the night on which summer time ends: 02:30 comes twice, and each says which', async ({
  app,
}) => {
  const { page } = app;
  await page.clock.install({ time: '2026-10-25T00:25:00Z' });
  await app.open();
  await page.clock.setSystemTime('2026-10-25T00:30:00Z');
  await app.give([thinZip('subdural')]);
  await app.allDone(1);
  await page.clock.setSystemTime('2026-10-25T01:30:00Z');
  await app.give([thinZip('none')]);
  await app.allDone(2);
  await page.clock.setSystemTime('2026-10-25T01:50:00Z');
  await page.clock.runFor(20_000);
  expect([...words(await received(page))].sort()).toEqual(['02:30 +01', '02:30 +02']);
  await expect(page.getByTestId('care').filter({ hasText: '1 h 20 min' })).toHaveCount(1);
  await openDesk(page);
  await page.getByRole('radio', { name: 'This shift' }).check({ force: true });
  await expect.poll(() => shiftColumn(page, 3)).toEqual(['02:30 +02', '02:30 +01']);
  expect(await shiftColumn(page, 4)).toEqual(['1 h 20 min, unread', '20 min, unread']);
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Studies (CSV)' }).click();
  const text = readFileSync(await (await saving).path(), 'utf8');
  expect(text).toContain('2026-10-25T00:30');
  expect(text).toContain('2026-10-25T01:30');
});

test('the night on which it begins: an hour is left out, and nobody waited it', async ({ app }) => {
  const { page } = app;
  await analyzedAt(app, '2026-03-29T00:50:00Z');
  await page.clock.setSystemTime('2026-03-29T01:10:00Z');
  await page.clock.runFor(20_000);
  expect(words(await received(page))).toEqual(['01:50']);
  await expect(page.getByTestId('care')).toHaveText(/^20 min/);
});

test('a clock that is set back: studies wait on, say so in their rows, and none waits at nothing for ever', async ({
  app,
}) => {
  const { page } = app;
  await analyzedAt(app, '2026-11-20T09:00:00Z');
  await page.clock.setSystemTime('2026-11-20T09:12:00Z');
  await page.clock.runFor(20_000);
  await expect(page.getByTestId('care')).toHaveText(/^12 min/);
  await page.clock.setSystemTime('2026-11-20T06:12:30Z');
  await page.clock.runFor(20_000);
  await expect(page.getByTestId('care')).toHaveText(/^12 min/);
  await expect(page.getByTestId('row')).toContainText('the clock was set back by 2 h 59 min');
  // The badge is never cut, in a small window either: what follows the number gives way.
  await page.setViewportSize({ width: 1024, height: 768 });
  const badge = page.getByTestId('badge').filter({ hasText: 'clock −2:59' });
  const beyond = () =>
    badge.evaluate(
      (mark) =>
        mark.getBoundingClientRect().right -
        (mark.parentElement?.getBoundingClientRect().right ?? 0),
    );
  await expect.poll(beyond).toBeLessThanOrEqual(0);
  await written(page);
  await page.reload();
  await expect(page.getByTestId('row')).toContainText('the clock was set back by 2 h 59 min');
  await expect(page.getByTestId('care')).toHaveText(/^1[23] min/);
});
