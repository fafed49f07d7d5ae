import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { type AppPage, expect, test, thinZip } from './fixtures.ts';
import { written } from './written.ts';

/** Several samples, analyzed by the bundled model, whose package says what its operating points did. */
async function withStudies(app: AppPage, words: readonly string[]): Promise<void> {
  await app.open('?engine=own-wasm');
  await app.give(words.map(thinZip));
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
  await expect(balanced).toContainText(/Sensitivity \d+\s%.*n = \d+ with hemorrhage/);
  await expect(balanced).toContainText(/Specificity \d+\s%.*n = \d+ without/);

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
  await written(page);
  await page.reload();
  await openDesk(app);
  await expect(slider).toHaveValue('7');
});

test('a package that measured nothing says so', async ({ app }) => {
  await app.open();
  await app.give([thinZip('subdural')]);
  await app.allDone(1);
  await openDesk(app);
  await expect(app.page.getByRole('dialog')).toContainText('their price can’t be told');
  await expect(app.page.getByRole('slider')).toHaveCount(0);
});

test('a shift is looked back on by number, adds up, and leaves as tables and as a page', async ({
  app,
}) => {
  const { page } = app;
  await withStudies(app, ['subdural', 'none', 'unsuitable']);
  const analyzed = app.rows.filter({ hasNotText: 'Not analyzed' }).first();
  const isFlagged = (await analyzed.getByTestId('state').textContent()) === 'Flagged';
  await analyzed.getByTestId('row-main').click();
  // The opposite of what the model said.
  const verdict = isFlagged ? 'None' : 'Hemorrhage';
  const button = page.getByRole('button', { name: verdict, exact: true });
  await button.click();
  await expect(button).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Escape');
  await openDesk(app);
  const dialog = page.getByRole('dialog', { name: 'Triage desk' });
  // By keyboard: the pages of the desk are one group of radios.
  await dialog.getByRole('radio', { name: 'Operating point' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(dialog.getByRole('heading', { name: /^3 studies since / })).toBeVisible();
  const cells = (row: RegExp) =>
    dialog.getByTestId('shift-came').getByRole('row', { name: row }).getByRole('cell');
  const numbers = async (row: RegExp) => (await cells(row).allTextContents()).map(Number);
  expect((await numbers(/^All/)).at(-1)).toBe(3);
  expect((await numbers(/^Not analyzed/)).at(-1)).toBe(1);
  const [unread, opened, , , all] = await numbers(/^All/);
  expect([unread, opened, all]).toEqual([2, 1, 3]);
  await expect(dialog.getByTestId('shift-studies').getByRole('row')).toHaveCount(4);
  await expect(dialog.getByTestId('shift-reasons')).toContainText('#');
  await expect(dialog.getByTestId('shift-disagreements').getByRole('row')).toHaveCount(2);
  await expect(dialog.getByTestId('shift-waits')).toContainText('under 1 min');
  const shown = (await dialog.textContent()) ?? '';
  expect(shown).not.toMatch(/\bnormal\b|\bnegative\b/i);
  const { violations } = await new AxeBuilder({ page }).include('dialog').analyze();
  expect(violations).toEqual([]);

  for (const [name, head] of [
    ['Figures', 'figure,group,value'],
    ['Studies', 'number,result,types'],
  ] as const) {
    const download = page.waitForEvent('download');
    await dialog.getByRole('button', { name: `${name} (CSV)` }).click();
    const path = await (await download).path();
    const text = readFileSync(path, 'utf8');
    expect(text.startsWith(`\uFEFF${head}`)).toBe(true);
    if (name === 'Studies') expect(text.trimEnd().split('\r\n').length).toBe(4);
    else expect(text).toContain('received,all,3');
  }
  const popup = page.waitForEvent('popup');
  await dialog.getByRole('button', { name: 'Print' }).click();
  const paper = await popup;
  await expect(paper.getByText('Research software, not a diagnosis.')).toBeVisible();
  await expect(paper.getByRole('table')).toHaveCount(5);
  await paper.close();
  await page.screenshot({ path: 'test-results/shift-summary.png' });
});

test('the queue lab shows what an order does to waiting, the same each time, and says when it can’t', async ({
  app,
}) => {
  const { page } = app;
  await withStudies(app, ['subdural']);
  await openDesk(app);
  const dialog = page.getByRole('dialog', { name: 'Triage desk' });
  await dialog.locator('summary').press('Enter');
  const lead = dialog.getByTestId('lab-lead');
  await expect(lead).toContainText(/Hemorrhages wait [\d.]+ min on average, not [\d.]+ min/);
  const [, ours, first] = /wait ([\d.]+) min on average, not ([\d.]+)/.exec(
    (await lead.textContent()) ?? '',
  ) ?? ['', '', ''];
  expect(Number(ours)).toBeLessThan(Number(first));
  await expect(dialog.getByTestId('wait-plot').locator('circle')).toHaveCount(6);
  const table = dialog.getByRole('table', { name: /Minutes waited/ });
  await expect(table.getByRole('row')).toHaveCount(7);
  const before = await table.textContent();

  // More than can be read: said, not drawn. And back: the very same figures.
  const arrivals = dialog.getByRole('spinbutton', { name: 'Head CTs an hour' });
  await arrivals.fill('12');
  await expect(dialog.getByTestId('lab-full')).toContainText('More comes than can be read');
  await expect(table).toHaveCount(0);
  await arrivals.fill('8');
  await expect(table).toHaveText(before ?? '');
  const { violations } = await new AxeBuilder({ page }).include('dialog').analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  await arrivals.fill('4');
  await written(page);
  await page.reload();
  await openDesk(app);
  await dialog.locator('summary').press('Enter');
  await expect(arrivals).toHaveValue('4');
});
