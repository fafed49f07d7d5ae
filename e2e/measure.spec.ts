import { mkdtempSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { headSlice } from '../src/datasets/head-series.fixture.ts';
import { drawnGray } from './drawn-gray.ts';
import { type AppPage, expect, test } from './fixtures.ts';
import { yellowIn } from './saved-picture.ts';

/** Twenty slices of 96 x 96 pixels of 2.5 mm, 5 mm apart: brain of some 32 HU in bone in air. `more` series of the study follow. */
function aHead(more = 0, study = 1): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'ich-measure-'));
  return Array.from({ length: 20 * (1 + more) }, (_, at) => {
    const [series, index] = [Math.floor(at / 20) + 1, at % 20];
    const path = join(folder, `${at}.dcm`);
    const uids =
      series === 1
        ? {}
        : {
            SOPInstanceUID: `1.2.3.1.${series}.${index + 1}`,
            SeriesInstanceUID: `1.2.3.1.${series}`,
          };
    writeFileSync(path, headSlice(study, index, index > 8 && index < 14, uids));
    return path;
  });
}

async function openHead(app: AppPage, files = aHead()): Promise<void> {
  await app.open();
  await app.give(files);
  await app.allDone(1);
  await openRow(app);
}

/** Opens the first study and waits for its picture: there is nothing to measure before. */
async function openRow(app: AppPage): Promise<void> {
  await app.rows.first().getByTestId('row-main').click();
  await expect(app.page.getByTestId('letter-top')).toBeVisible();
  await expect.poll(() => drawnGray(app)).toBeGreaterThan(5);
}

/** Places on the image, by parts of its square: 0 is its left or top edge, 1 the right or bottom one. */
async function places(app: AppPage) {
  const box = await app.page.getByTestId('viewport-host').boundingBox();
  if (box === null) throw new Error('The viewport has no box.');
  const side = Math.min(box.width, box.height);
  const [left, top] = [box.x + (box.width - side) / 2, box.y + (box.height - side) / 2];
  return (x: number, y: number) => [left + x * side, top + y * side] as const;
}

async function drag(app: AppPage, from: readonly [number, number], to: readonly [number, number]) {
  const { mouse } = app.page;
  await mouse.move(...from);
  await mouse.down();
  await mouse.move(...to, { steps: 4 });
  await mouse.up();
}

const listed = (app: AppPage) => app.page.getByTestId('measurement');

test('every tool measures by the mouse; the list leads to the slice, and deletes', async ({
  app,
}) => {
  await openHead(app);
  const { page } = app;
  await page.keyboard.press('q');
  await expect(page.getByRole('toolbar', { name: 'Measuring tools' })).toBeVisible();
  const at = await places(app);
  await page.mouse.click(...at(0.5, 0.3));
  await expect(listed(app).last()).toContainText(/HU probe 3\d HU/);
  await page.keyboard.press('m');
  await drag(app, at(0.3, 0.5), at(0.7, 0.5));
  // 40 % of 240 mm.
  await expect(listed(app).last()).toContainText(/Length 9[56]\.\d mm/);
  await page.keyboard.press('y');
  for (const place of [at(0.6, 0.4), at(0.4, 0.4), at(0.4, 0.6)]) await page.mouse.click(...place);
  await expect(listed(app).last()).toContainText(/Angle (89|90)\.\d°/);
  await page.keyboard.press('e');
  await drag(app, at(0.3, 0.55), at(0.45, 0.7));
  await expect(listed(app).last()).toContainText(
    /Ellipse mean 3\d HU, SD [012], 3\d to 3\d HU, \d+ mm²/,
  );
  await page.keyboard.press('f');
  await drag(app, at(0.5, 0.2), at(0.5, 0.8));
  await page.mouse.click(...at(0.53, 0.5));
  await expect(listed(app).last()).toContainText(
    /Midline shift [67]\.\d mm \(to the patient’s left\)/,
  );
  await page.keyboard.press('j');
  await drag(app, at(0.55, 0.5), at(0.7, 0.5));
  await drag(app, at(0.62, 0.45), at(0.62, 0.55));
  await expect(listed(app).last()).toContainText(
    /ABC\/2 2\.\d ml, A 3\d\.\d × B 2\d\.\d mm × C 5\.0 mm/,
  );
  await expect(listed(app).last()).toContainText('over one slice');
  await page.getByLabel('Last slice of the volume').fill('14');
  await page.getByLabel('First slice of the volume').fill('10');
  await expect(listed(app).last()).toContainText(/ABC\/2 1\d\.\d ml, .* × C 25\.0 mm/);
  await expect(listed(app)).toHaveCount(6);
  await expect(page.locator('[data-testid=measured] g[data-kind]')).toHaveCount(6);

  // All of them at one place of the image: their words stand apart.
  const boxes = await page
    .locator('[data-testid=measured] text')
    .evaluateAll((texts) => texts.map((text) => text.getBoundingClientRect().toJSON()));
  expect(boxes).toHaveLength(6);
  boxes.forEach((a, place) => {
    for (const b of boxes.slice(place + 1)) {
      const apart =
        a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
      expect(apart, JSON.stringify([a, b])).toBe(true);
    }
  });

  const number = await page.getByTestId('slice-number').textContent();
  await page.getByLabel('First slice of the volume').blur();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Home');
  await expect(page.locator('[data-testid=measured] g[data-kind]')).toHaveCount(0);
  await listed(app)
    .first()
    .getByRole('button', { name: /^Slice/ })
    .click();
  await expect(page.getByTestId('slice-number')).toHaveText(number ?? '');
  await page.getByRole('button', { name: /^Delete HU probe/ }).click();
  await expect(listed(app)).toHaveCount(5);
  await expect(page.locator('[data-testid=measured] g[data-kind]')).toHaveCount(5);
});

test('keys alone measure, undo and redo, and never land in the search box', async ({ app }) => {
  await openHead(app);
  const { page } = app;
  const press = async (...keys: readonly string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const slice = await page.getByTestId('slice-number').textContent();
  await press('m', 'Enter');
  await expect(page.getByTestId('cross-hair')).toBeVisible();
  await expect(page.getByTestId('measured-said')).toContainText('column 48, row 48');
  await press('Enter', 'Shift+ArrowRight', 'ArrowRight', 'ArrowRight', 'Enter');
  // Twelve columns of 2.5 mm.
  await expect(listed(app)).toHaveText([/Length 30\.0 mm/]);
  await press('h', 'Enter', 'Shift+ArrowRight', 'Enter');
  await expect(listed(app)).toHaveText([/30\.0 mm/, /25\.0 mm/]);
  await expect(page.getByTestId('slice-number')).toHaveText(slice ?? '');
  await press('Escape', 'Escape');
  await expect(page.getByTestId('measured').locator('g')).toHaveCount(2);
  await press('Control+z', 'Control+z', 'Control+z');
  await expect(listed(app)).toHaveCount(0);
  await press('Control+y');
  await expect(listed(app)).toHaveText([/30\.0 mm/]);
  await press('Control+Shift+z');
  await expect(listed(app)).toHaveText([/30\.0 mm/, /25\.0 mm/]);
  await press('Delete');
  await expect(listed(app)).toHaveText([/30\.0 mm/]);
  await press('Control+z');
  await expect(listed(app)).toHaveCount(2);
  await expect(page.getByRole('searchbox')).toHaveValue('');
  await expect(page.getByRole('searchbox')).not.toBeFocused();
  await press('ArrowDown');
  await expect(page.getByTestId('slice-number')).not.toHaveText(slice ?? '');
});

test('keys measure with two studies in the list; the measurement outlives the other study and a reload', async ({
  app,
}) => {
  const files = [...aHead(), ...aHead(0, 2)];
  await app.open();
  await app.give(files);
  await app.allDone(2);
  const { page } = app;
  await openRow(app);
  // The row of the open study, pressed again, must not keep Enter.
  await app.rows.first().getByTestId('row-main').click();
  await page.keyboard.press('m');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('cross-hair')).toBeVisible();
  for (const key of ['Enter', 'Shift+ArrowRight', 'Enter']) await page.keyboard.press(key);
  await expect(listed(app)).toHaveText([/Length 25\.0 mm/]);

  await app.rows.nth(1).getByTestId('row-main').click();
  await expect(listed(app)).toHaveCount(0);
  await app.rows.first().getByTestId('row-main').click();
  await expect(listed(app)).toHaveText([/Length 25\.0 mm/]);

  await page.reload();
  await app.give(files);
  await app.allDone(2);
  await app.rows.first().getByTestId('row-main').click();
  await expect(listed(app)).toHaveText([/Length 25\.0 mm/]);
});

test('keys and mouse of head CT: auto window, series, zoom and window drags, the sheet, moving with Alt', async ({
  app,
}) => {
  await openHead(app, aHead(1));
  const { page } = app;
  const texts = page.getByTestId('corner-bottom-left');
  await page.keyboard.press('9');
  await expect(texts).toContainText('Auto W');
  await page.keyboard.press('e');
  const at = await places(app);
  await drag(app, at(0.3, 0.55), at(0.45, 0.7));
  await page.keyboard.press('Escape');
  await page.keyboard.press('9');
  await expect(texts).toContainText(/Auto W 10 C 3\d/);

  await page.keyboard.press('z');
  const middle = await places(app);
  await drag(app, middle(0.5, 0.5), middle(0.5, 0.3));
  await expect(texts).toContainText(/Zoom \d+\s%/);
  await expect(texts).toContainText('Auto W');
  await page.keyboard.press('w');
  await drag(app, middle(0.5, 0.5), middle(0.6, 0.5));
  await expect(texts).toContainText('Free W');
  await page.keyboard.press('Space');

  const badges = page.getByTestId('image-badges');
  await expect(badges).not.toContainText('Not the analyzed series');
  // The analyzed series may be the first or the last: one of the keys leads to the other.
  await page.keyboard.press('PageDown');
  const isLast = !((await badges.textContent()) ?? '').includes('Not the analyzed series');
  if (isLast) await page.keyboard.press('PageUp');
  await expect(badges).toContainText('Not the analyzed series');
  await page.keyboard.press(isLast ? 'PageDown' : 'PageUp');
  await expect(badges).not.toContainText('Not the analyzed series');

  await page.keyboard.press('Home');
  await expect(page.getByTestId('slice-number')).toHaveText('1/20');
  await page.mouse.move(...middle(0.5, 0.4));
  await page.keyboard.down('Alt');
  await page.mouse.move(...middle(0.5, 0.4));
  const [x, y] = middle(0.5, 0.4);
  for (let step = 1; step <= 3; step += 1) await page.mouse.move(x, y + 12 * step);
  await page.keyboard.up('Alt');
  await expect(page.getByTestId('slice-number')).toHaveText('4/20');

  await page.keyboard.press('F1');
  const sheet = page.getByRole('dialog', { name: 'Keyboard and mouse' });
  for (const words of ['ABC/2 volume', 'Ctrl+Y or Ctrl+Shift+Z', 'Alt and move', 'Next series']) {
    await expect(sheet).toContainText(words);
  }
});

test('keys that are pressed before the picture is drawn act once it is there', async ({ app }) => {
  await app.open();
  await app.give(aHead());
  await app.allDone(1);
  const { page } = app;
  await app.rows.first().getByTestId('row-main').click();
  // At once: nothing of the reading room need be there.
  for (const key of ['m', '4', 'Enter']) await page.keyboard.press(key);
  await expect(page.getByTestId('cross-hair')).toBeVisible();
  await expect(page.getByTestId('corner-bottom-left')).toContainText('Bone');
});

test('what was measured leaves the tab: drawn into the picture, as a table and on the printed page', async ({
  app,
}) => {
  await openHead(app);
  const { page } = app;
  await page.keyboard.press('m');
  const at = await places(app);
  await drag(app, at(0.3, 0.5), at(0.7, 0.5));
  await expect(listed(app)).toHaveText([/Length 9[56]\.\d mm/]);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Export this study' }).click();
  const item = (title: string) =>
    page.getByRole('dialog').getByRole('listitem').filter({ hasText: title });
  const saving = page.waitForEvent('download');
  await item('Picture of the view').getByRole('button').first().click();
  const png = await readFile(await (await saving).path());
  expect(await yellowIn(page, png)).toBeGreaterThan(100);

  const writing = page.waitForEvent('download');
  await item('Measurements (CSV)').getByRole('button').first().click();
  await item('Measurements (CSV)').getByRole('button', { name: 'Export all the same' }).click();
  const csv = await readFile(await (await writing).path(), 'utf8');
  expect(csv).toMatch(/^\uFEFFnumber,study_instance_uid,measurement,kind,slice,/);
  expect(csv).toMatch(/Length,\d+,[\d.]+,length,9[56]\.\d+,mm/);

  const opening = page.waitForEvent('popup');
  await item('Summary to print').getByRole('button').first().click();
  const paper = await opening;
  await expect(
    paper.getByRole('heading', { name: 'The reader’s measurements, not the model’s' }),
  ).toBeVisible();
  await expect(paper.locator('body')).toContainText(/slice \d+ of 20: Length 9[56]\.\d mm/);
});
