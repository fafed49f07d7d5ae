import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { parse } from 'csv-parse/sync';
import { type AppPage, expect, test, thinZip } from './fixtures.ts';
import { exportsLogged } from './save-log.ts';

/** What a flag, a probability or a place of evidence would look like in words, and the types. */
const TELLS = /flag|probab|possibl|evidence|threshold|operating point|(^|\D)[01]?\.\d\d(?!\d)/im;
const TYPES = /\b(ICH|EDH|IPH|IVH|SAH|SDH)\b/;

/** Every word of the worklist and the reading room: texts, and attributes that are shown or read out. */
const words = (page: Page, but: string): Promise<string> =>
  page.evaluate((without) => {
    const all: string[] = [];
    const live = document.querySelectorAll('[aria-live], [role=status]');
    for (const root of [...document.querySelectorAll('main'), ...live]) {
      const copy = root.cloneNode(true) as Element;
      for (const element of copy.querySelectorAll(without)) element.remove();
      all.push(copy.textContent ?? '');
      for (const element of copy.querySelectorAll('*')) {
        for (const { name, value } of element.attributes) {
          if (
            /^(title|alt|placeholder|aria-.*text|aria-label|data-(state|type|part))$/.test(name)
          ) {
            all.push(value);
          }
        }
      }
    }
    return all.join('\n');
  }, but);

/** The drawn page to the last attribute, with the pictures beside the image; without what time alone changes. */
const drawn = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const main = document.querySelector('main')?.outerHTML ?? '';
    const pictures = document.querySelectorAll<HTMLCanvasElement>(
      '[data-testid="barcode"] canvas, canvas[data-testid="key-slice"]',
    );
    const drawn = [...pictures].map((canvas) => canvas.toDataURL());
    return `${document.title}\n${main.replace(/\d+ (s|min|h)\b/g, 'then').replace(/\d\d:\d\d/g, 'then')}\n${drawn.join('\n')}`;
  });

/** How much of the line that tells which slices are decoded is drawn. */
const decodedPart = (page: Page): Promise<number> =>
  page.getByTestId('decoded').evaluate((canvas: HTMLCanvasElement) => {
    const { width, height } = canvas;
    const { data } = canvas.getContext('2d')?.getImageData(0, 0, width, height) ?? { data: [] };
    let drawn = 0;
    for (let at = 3; at < data.length; at += 4) if (data[at] !== 0) drawn += 1;
    return drawn / (width * height);
  });

/** Until the slices round the open one are decoded: the line beside the bar, which grows as they come, stays as it is. */
async function decodedNear(page: Page): Promise<void> {
  let before = 0;
  await expect(async () => {
    const now = await decodedPart(page);
    const [grew, some] = [now > before, now > 0];
    before = now;
    expect([some, grew]).toEqual([true, false]);
  }).toPass({ intervals: [700] });
}

/** Turns what the browser keeps of every result into the opposite, and says how many there are. */
const turnResults = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('ich-triage');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const db = opening.result;
          const writing = db.transaction('results', 'readwrite');
          const store = writing.objectStore('results');
          const all = store.getAll();
          all.onsuccess = () => {
            for (const kept of all.result) {
              const { findings } = kept.result;
              const flip = (of: Record<string, number>) => {
                for (const label of Object.keys(of)) of[label] = 1 - (of[label] ?? 0);
              };
              flip(findings.probabilities);
              for (const slice of findings.slices) flip(slice.probabilities);
              findings.flagged = findings.flagged.length > 0 ? [] : ['any', 'subdural'];
              store.put(kept);
            }
          };
          writing.onerror = () => reject(writing.error);
          writing.oncomplete = () => {
            db.close();
            resolve(all.result.length);
          };
        };
      }),
  );

const GIVEN = ['epidural', 'subdural'];

async function readBlind(app: AppPage): Promise<void> {
  await app.open();
  await app.page.getByRole('button', { name: 'Settings' }).click();
  await app.page.getByRole('checkbox', { name: /^Read blind/ }).click();
  await app.page.keyboard.press('Escape');
  const note = app.page.getByRole('complementary', { name: 'Blinded reading' });
  await expect(note).toContainText('no triage');
  // Two lines at 200 % of 1280 px, where a third is a tenth of the image.
  const window = app.page.viewportSize();
  await app.page.setViewportSize({ width: 640, height: 400 });
  expect(await note.evaluate((element) => element.clientHeight)).toBeLessThan(52);
  if (window !== null) await app.page.setViewportSize(window);
}

async function give(app: AppPage): Promise<void> {
  await app.give(GIVEN.map(thinZip));
  await app.allDone(GIVEN.length);
}

async function openFirst(app: AppPage): Promise<void> {
  await app.rows.first().getByTestId('row-main').click();
  await expect(app.page.getByTestId('slice-number')).toBeVisible();
}

/** Words that stand there whatever the model said: filters, heads of columns, the way to the desk. */
const FIXED = 'fieldset, [aria-hidden="true"], [aria-label="Triage desk"]';
const VERDICT_BAR = 'section[aria-label="Your verdict"]';
const next = (page: Page) => page.locator(`${VERDICT_BAR} button`).last();

async function download(page: Page, name: string): Promise<string> {
  const waiting = page.waitForEvent('download');
  await page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
  return readFile(await (await waiting).path(), 'utf8');
}

test('before the reveal no word, title, announcement, key or export tells what the model said', async ({
  app,
}) => {
  const { page } = app;
  await readBlind(app);
  await give(app);
  await expect(app.rows.first().getByTestId('rank')).toHaveText('1');
  await expect(app.rows.getByTestId('state')).toHaveText(['Hidden', 'Hidden']);
  const list = await words(page, FIXED);
  expect(list).not.toMatch(TELLS);
  expect(list).not.toMatch(TYPES);
  expect(await page.title()).toBe('ICH Triage');
  await expect(app.rows.getByTestId('key-slice').and(page.locator('canvas'))).toHaveCount(0);
  await expect(app.rows.getByRole('img', { name: /^Priority/ })).toHaveCount(0);
  await expect(page.getByTestId('alert-bar')).toHaveCount(0);

  await openFirst(app);
  const slice = await page.getByTestId('slice-number').textContent();
  for (const key of ['n', 'Shift+N', 'g', '7']) await page.keyboard.press(key);
  await expect(page.getByTestId('slice-number')).toHaveText(slice ?? '');
  const room = await words(page, `${FIXED}, ${VERDICT_BAR}, select, h2`);
  expect(room).not.toMatch(TELLS);
  expect(room).not.toMatch(TYPES);
  expect(room).not.toMatch(/model’s eye|next flagged|explain/i);
  await page.screenshot({ path: 'test-results/blinded-hidden.png' });
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);

  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Export the list' }).click();
  const waiting = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Everything (JSON)' }).click();
  await page.getByRole('button', { name: 'Export all the same' }).click();
  const json = JSON.parse(await readFile(await (await waiting).path(), 'utf8'));
  expect(json.studies).toHaveLength(GIVEN.length);
  for (const study of json.studies) {
    expect(study).toMatchObject({
      state: 'Hidden',
      flagged: [],
      probabilities: null,
      evidence: [],
      computedBy: null,
      priority: 0,
    });
  }
});

test('a wall says that it shows no triage, and the summary of the shift counts what is hidden', async ({
  app,
  context,
}) => {
  await readBlind(app);
  await give(app);
  const wall = await context.newPage();
  await wall.goto('/?view=wall');
  await expect(wall.getByRole('alert')).toContainText('No triage.');
  await expect(wall.getByTestId('wall-row')).toHaveCount(GIVEN.length);
  await expect(wall.getByTestId('wall-row').first()).toContainText('Hidden');
  expect(await wall.locator('dd').first().textContent()).toBe('–');
  expect(await wall.locator('ol').textContent()).not.toMatch(TYPES);
  await wall.screenshot({ path: 'test-results/blinded-wall.png' });
  await wall.close();

  await app.page.getByRole('button', { name: 'Triage desk' }).click();
  const dialog = app.page.getByRole('dialog', { name: 'Triage desk' });
  await dialog.locator('label', { hasText: 'This shift' }).click();
  const studies = dialog.getByTestId('shift-studies').getByRole('row');
  await expect(studies).toHaveCount(GIVEN.length + 1);
  await expect(studies.nth(1)).toContainText('Hidden');
  const text = (await dialog.getByTestId('shift-studies').textContent()) ?? '';
  expect(text).not.toMatch(/Flagged|No flag|[01]?\.\d\d/);
  expect(text).not.toMatch(TYPES);
});

test('the page is the same to the last attribute, whatever the model said', async ({ app }) => {
  const { page } = app;
  await readBlind(app);
  await give(app);
  const again = async () => {
    await page.reload();
    await expect(page.getByRole('button', { name: /ms a slice/ })).toBeVisible();
    await give(app);
    await expect(page.getByText('Images not loaded')).toHaveCount(0);
    // Every file is read: a row counts its slices as they come.
    await expect(app.rows.filter({ hasText: '13 slices' })).toHaveCount(GIVEN.length);
    await app.allDone(GIVEN.length);
    const list = await drawn(page);
    await openFirst(app);
    await page.mouse.move(0, 0);
    await expect(page.getByTestId('letter-top')).toBeVisible();
    await expect(page.getByTestId('corner-bottom-left')).toContainText('W 80 C 40');
    await expect(page.getByTestId('scale-bar')).toBeVisible(); // Its length is known once the image is drawn.
    await decodedNear(page);
    return [list, await drawn(page)];
  };
  await again(); // From here on the first study was opened once.
  await page.keyboard.press('Escape');
  const before = await again();
  await page.keyboard.press('Escape');
  expect(await turnResults(page)).toBe(GIVEN.length);
  expect(await again()).toEqual(before);

  // The same test finds what is not hidden.
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'End, and show all results' }).click();
  const open = await drawn(page);
  await turnResults(page);
  expect((await again())[0]).not.toBe(open);
});

test('first verdict, reveal, final verdict, next; then how they agree, as tables and CSV', async ({
  app,
}) => {
  const { page } = app;
  await readBlind(app);
  await give(app);
  await openFirst(app);
  await expect(next(page)).toHaveText('Reveal');
  await expect(next(page)).toBeDisabled();
  await page.keyboard.press('x');
  await page.keyboard.press('.');
  await expect(next(page)).toHaveText('Keep it; done, next');
  await expect(
    page.locator('[data-key]:has([aria-current="true"])').getByTestId('state'),
  ).not.toHaveText('Hidden');
  await expect(page.getByTestId('verdict-signed')).toContainText('first: none');
  // Both verdicts are said whole, in a common window, too.
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.keyboard.press('x');
  const cut = await page
    .getByTestId('verdict-signed')
    .evaluate((words) => words.scrollWidth - words.clientWidth);
  expect(cut).toBeLessThanOrEqual(0);
  await page.keyboard.press('Control+z');
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.screenshot({ path: 'test-results/blinded-revealed.png' });
  await page.keyboard.press('Control+z');
  await expect(page.getByTestId('verdict-signed')).toContainText('first: none');
  await page.keyboard.press('Shift+D');
  await expect(page.getByTestId('verdict-signed')).toContainText('final');
  await page.keyboard.press('.');

  await expect(next(page)).toHaveText('Reveal');
  await page.keyboard.press('a');
  await page.keyboard.press('.');
  await page.keyboard.press('.');
  await page.getByRole('button', { name: 'Triage desk' }).click();
  await page.locator('dialog label', { hasText: 'Blinded reading' }).click();
  const agreement = page.getByTestId('agreement');
  await expect(agreement).toContainText('2 studies read blind, 2 to the final verdict');
  await expect(agreement.getByRole('table')).toHaveCount(3);
  await agreement.scrollIntoViewIfNeeded();
  await page.screenshot({ path: 'test-results/blinded-agreement.png' });
  const readings = parse(await download(page, 'Readings (CSV)'), {
    columns: true,
    bom: true,
  }) as Record<string, string>[];
  readings.sort((a, b) => Number(a.number) - Number(b.number));
  expect(readings).toMatchObject([
    { first_verdict: 'none', final_verdict: 'hemorrhage', final_types: 'subdural', changed: 'yes' },
    { first_verdict: 'hemorrhage', final_verdict: 'hemorrhage', changed: 'no' },
  ]);
  for (const { seconds_to_first, seconds_from_reveal_to_final, result_shown_before } of readings) {
    expect(Number(seconds_to_first)).toBeGreaterThan(0);
    expect(Number(seconds_from_reveal_to_final)).toBeGreaterThan(0);
    expect(result_shown_before).toBe('no');
  }
  const rows = parse(await download(page, 'Agreement (CSV)'), { columns: true, bom: true });
  expect(rows).toMatchObject([{ n: '2' }, { n: '2' }, { n: '2', both_hemorrhage: '1' }]);

  await page.getByRole('button', { name: 'End blinded reading' }).click();
  await page.keyboard.press('Escape');
  expect(await exportsLogged(page)).toEqual([
    { what: 'list-blinded', identifying: true },
    { what: 'list-agreement', identifying: false },
  ]);
});
