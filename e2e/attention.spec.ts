import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { type AppPage, expect, sampleZip, test, thinZip } from './fixtures.ts';
import { fakePicker, setLeave } from './watched-folder.ts';
import { written } from './written.ts';

/** Writes down what would be heard and what the operating system would show. */
async function listen(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const heard = { notes: [] as number[], notices: [] as string[] };
    Object.assign(window, { heard });
    const { start } = OscillatorNode.prototype;
    OscillatorNode.prototype.start = function (when) {
      heard.notes.push(this.frequency.value);
      start.call(this, when);
    };
    class Shown extends EventTarget {
      static permission = 'default';
      static async requestPermission() {
        Shown.permission = 'granted';
        return 'granted';
      }
      constructor(title: string, { body = '' }: NotificationOptions = {}) {
        super();
        heard.notices.push(`${title}. ${body}`);
      }
      close() {}
    }
    Object.assign(window, { Notification: Shown });
  });
}

const heard = (page: Page): Promise<{ notes: number[]; notices: string[] }> =>
  page.evaluate(() => Reflect.get(window, 'heard'));

/** Gives a page that is not loaded yet a clock that can be put on. */
const clockToPutOn = (page: Page) =>
  page.addInitScript(() => {
    const { now } = Date;
    const ahead = { ms: 0 };
    Object.assign(window, { ahead });
    Date.now = () => now.call(Date) + ahead.ms;
  });
const putOn = (page: Page, ms: number): Promise<void> =>
  page.evaluate((by) => {
    Reflect.get(window, 'ahead').ms += by;
  }, ms);

async function setAttention(app: AppPage): Promise<void> {
  const { page } = app;
  await page.getByRole('button', { name: 'Settings' }).click();
  const dialog = page.getByRole('dialog', { name: 'Settings' });
  await dialog.getByRole('checkbox', { name: 'Sound for a new flag' }).check();
  await dialog.getByRole('checkbox', { name: 'Notices of the operating system' }).check();
  await page.keyboard.press('Escape');
}

test('a new flag is heard, shown and counted until it is acknowledged, and settings are kept', async ({
  app,
}) => {
  const { page } = app;
  await listen(page);
  await app.open('?engine=own-wasm');
  await page.getByRole('button', { name: 'Settings' }).click();
  const dialog = page.getByRole('dialog', { name: 'Settings' });
  const sound = dialog.getByRole('checkbox', { name: 'Sound for a new flag' });
  await expect(sound).not.toBeChecked();
  await dialog.getByRole('button', { name: 'Test the sound: Urgent flag' }).click();
  await expect.poll(async () => (await heard(page)).notes.length).toBe(6);
  await dialog.getByRole('slider', { name: 'Volume, percent' }).fill('30');
  await dialog.getByRole('checkbox', { name: 'Quiet hours', exact: true }).check();
  await dialog.getByLabel('Quiet hours begin').fill('00:00');
  await dialog.getByLabel('Quiet hours end').fill('0:01');
  await dialog.getByLabel('Quiet hours end').press('Tab');
  const { violations } = await new AxeBuilder({ page }).include('dialog').analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  await page.keyboard.press('Escape');
  await setAttention(app);

  await app.give([thinZip('subdural'), thinZip('epidural')]);
  await app.allDone(2);
  await expect(page.locator('[data-testid=row][data-state=flagged]')).toHaveCount(2);
  await expect(page).toHaveTitle('(2) ICH Triage');
  const bar = page.getByTestId('alert-bar');
  await expect(bar).toContainText('2 new flags');
  const { notes, notices } = await heard(page);
  expect(notes.length).toBeGreaterThan(6);
  expect(notices).toHaveLength(2);
  for (const notice of notices) {
    expect(notice).toMatch(/^(Urgent|New) flag: #\d+\. A study in ICH Triage needs a reader\.$/);
  }
  // Opening one ends its call; acknowledging ends the other's.
  await bar.getByRole('button', { name: 'Open #1', exact: true }).click();
  await expect(bar).toContainText('1 new flag');
  await expect(page).toHaveTitle('(1) ICH Triage');
  await bar.getByRole('button', { name: 'Acknowledge' }).click();
  await expect(bar).toHaveCount(0);
  await expect(page).toHaveTitle('ICH Triage');
  await page.getByLabel('Your initials').press('Enter');
  await page.keyboard.press('Escape');
  await expect(app.rows.filter({ hasText: /Ack\. \d/ })).toHaveCount(1);

  await written(page);
  await page.reload();
  await page.getByRole('button', { name: 'Settings' }).click();
  await expect(sound).toBeChecked();
  await expect(dialog.getByRole('slider', { name: 'Volume, percent' })).toHaveValue('30');
  await expect(dialog.getByLabel('Quiet hours end')).toHaveValue('00:01');
  // What was there before the reload does not call anew.
  expect((await heard(page)).notices).toEqual([]);
});

test('that new studies are not seen is heard, too', async ({ app }) => {
  const { page } = app;
  await listen(page);
  await fakePicker(page);
  await app.open();
  await setAttention(app);
  await page.getByRole('button', { name: 'Watch a folder' }).click();
  await expect(page.getByTestId('folder-strip')).toContainText('Watching export');
  await setLeave(page, 'prompt');
  await expect.poll(async () => (await heard(page)).notes).toEqual([440, 330]);
  expect((await heard(page)).notices).toEqual([
    'New studies are not seen. ICH Triage: the folder can’t be read.',
  ]);
});

test('the wall follows the desk in big type, masked, and says when it hears nothing', async ({
  app,
  context,
}) => {
  const { page } = app;
  const wall = await context.newPage();
  await clockToPutOn(wall);
  await wall.goto('/?view=wall');
  await expect(wall.getByText('No desk is open.')).toBeVisible();
  await app.open('?engine=own-wasm');
  await page.getByRole('button', { name: 'Mask names' }).click();
  await app.give([sampleZip('subdural'), sampleZip('none')]);
  await app.allDone(2);
  const rows = wall.getByTestId('wall-row');
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText(/1#\d.*(Flagged|Urgent flag)/);
  await expect(rows.first()).toContainText('unread');
  // Nothing is cut short, on a screen that stands on end either, and were it of all types.
  const types = rows.first().getByTestId('wall-types');
  const named = (await types.textContent()) ?? '';
  await types.evaluate((cell) => {
    cell.textContent = 'EDH SDH SAH IVH IPH';
  });
  // Nor in German, whose words are longer.
  const said = await rows.first().evaluate((row) => {
    const [state, waited] = [row.children[2]?.lastChild, row.children[5]];
    const before = [state?.textContent ?? '', waited?.textContent ?? ''];
    if (state != null) state.textContent = 'Dringender Hinweis';
    if (waited?.firstChild != null) waited.firstChild.textContent = 'wartet unter 1 min';
    return before;
  });
  for (const [width, height] of [
    [1440, 900],
    [1024, 768],
    [900, 1400],
  ] as const) {
    await wall.setViewportSize({ width, height });
    const cut = await rows.evaluateAll((all) =>
      all.flatMap((row) =>
        [...row.children]
          .filter(
            (cell) =>
              cell.scrollWidth > cell.clientWidth + 1 || cell.clientHeight > row.clientHeight + 1,
          )
          .map((cell) => cell.textContent),
      ),
    );
    expect(cut, `${width} px`).toEqual([]);
    await wall.screenshot({ path: test.info().outputPath(`wall-${width}.png`) });
  }
  await types.evaluate((cell, words) => {
    cell.textContent = words;
  }, named);
  await rows.first().evaluate((row, [state = '', waited = '']) => {
    const words = row.children[2]?.lastChild;
    if (words != null) words.textContent = state;
    const last = row.children[5]?.firstChild;
    if (last != null) last.textContent = waited;
  }, said);
  expect(await wall.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  await wall.screenshot({ path: test.info().outputPath('wall-on-end.png') });
  // The desk shows names; the wall never does.
  await expect(app.rows.first()).not.toContainText(/^#/);
  expect(await wall.locator('body').textContent()).not.toMatch(/SYNTHETIC|\d{4}-\d\d-\d\d|normal/i);
  const { violations } = await new AxeBuilder({ page: wall }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  // Nothing on it acts but the full screen.
  await expect(wall.getByRole('button')).toHaveCount(1);
  await expect(wall.getByRole('link')).toHaveCount(0);

  await app.rows.first().click();
  await page.keyboard.press('k');
  await expect(rows.first()).toContainText('acknowledged');
  await expect(wall.getByRole('alert')).toHaveCount(0);
  await page.close();
  // More than four beats of the desk.
  await putOn(wall, 13_000);
  await expect(wall.getByRole('alert')).toContainText('Out of date');
});

test('new flags are told where they cover nothing that is read, whatever the window and the view', async ({
  app,
}) => {
  const { page } = app;
  await listen(page);
  await app.open('?engine=own-wasm');
  await setAttention(app);
  await app.give([sampleZip('subdural'), sampleZip('none')]);
  await app.allDone(2);
  await app.rows.last().getByTestId('row-main').click();
  await expect(page.getByTestId('letter-top').first()).toBeVisible();
  const bar = page.getByTestId('alert-bar');
  /** What of the screen the bar lies on, and whether it is in the window. */
  const under = () =>
    bar.evaluate((cover) => {
      const its = cover.getBoundingClientRect();
      const list = document.querySelector('[data-testid=row-box]')?.getBoundingClientRect();
      const read =
        'aside, [data-testid=stage], [data-testid=barcode], [data-testid=row], [role=toolbar], header';
      const covered = [...document.querySelectorAll(read)].flatMap((part) => {
        const box = part.getBoundingClientRect();
        const isRow = part.matches('[data-testid=row]');
        const bottom = isRow ? Math.min(box.bottom, list?.bottom ?? 0) : box.bottom;
        const across = Math.min(box.right, its.right) - Math.max(box.left, its.left);
        const down = Math.min(bottom, its.bottom) - Math.max(box.top, its.top);
        const name = part.getAttribute('aria-label') ?? part.getAttribute('data-testid');
        return across > 1 && down > 1 ? [name ?? part.localName] : [];
      });
      const leaves = its.left < 0 || its.right > innerWidth || its.bottom > innerHeight;
      return leaves ? [...covered, 'it leaves the window'] : covered;
    });
  for (const alone of [false, true]) {
    if (alone) await page.getByTestId('viewport-host').dblclick();
    await expect(page.getByTestId('row')).toHaveCount(alone ? 0 : 2);
    for (const [width, height] of [
      [1920, 1080],
      [1440, 900],
      [1280, 800],
      [640, 400],
    ] as const) {
      await page.setViewportSize({ width, height });
      const words = `${width} px, ${alone ? 'the image alone' : 'beside the list'}`;
      await expect.poll(under, { message: words }).toEqual([]);
      // A click away at most.
      const opener = bar.getByRole('button', { name: '1 new flag' });
      const open = bar.getByRole('button', { name: 'Open #1' });
      await expect(async () => {
        if (await opener.isVisible()) await opener.click({ timeout: 1000 });
        await expect(open, words).toBeInViewport({ ratio: 1, timeout: 1000 });
      }).toPass();
      if (await opener.isVisible()) await page.keyboard.press('Escape');
      await expect(page.getByTestId('slice-number')).toBeVisible();
    }
  }
});
