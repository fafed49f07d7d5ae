import { readFile } from 'node:fs/promises';
import { type AppPage, expect, test } from './fixtures.ts';
import {
  aStudy,
  giveInTurn,
  gray,
  near,
  openRow,
  PRESENT,
  PRIOR,
  rowOf,
} from './patients-studies.ts';

/** A study of 15 HU and its prior of 65 HU, which came in second and was scanned first. */
const withPrior = () => [
  aStudy({ study: 1, hu: 15, more: { StudyDate: '20260314', StudyTime: '0905' } }),
  aStudy({ study: 2, slices: 24, hu: 65, more: { StudyDate: '20260311', StudyTime: '2200' } }),
];

test('an earlier study of the same patient hangs beside by one key, linked, each under its own number and date', async ({
  app,
}) => {
  const { page } = app;
  await giveInTurn(app, [
    ...withPrior(),
    aStudy({ study: 3, hu: 45, more: { StudyDate: '20260312', PatientBirthDate: '19510102' } }),
  ]);
  await expect(rowOf(app, 1)).toContainText('prior in the list');
  await expect(rowOf(app, 2)).not.toContainText('prior in the list');
  await expect(rowOf(app, 3)).not.toContainText('prior in the list');
  // In a word where there is room, else as a picture: not as a few letters of the word.
  for (const width of [1024, 1280, 1366]) {
    await page.setViewportSize({ width, height: 800 });
    const cut = await app.rows.getByTestId('badge').evaluateAll((badges) =>
      badges.flatMap((badge) => {
        const beyond = badge.parentElement?.getBoundingClientRect().right ?? 0;
        const isCut =
          badge.scrollWidth > badge.clientWidth + 1 ||
          badge.getBoundingClientRect().right > beyond + 1;
        return isCut ? [badge.textContent] : [];
      }),
    );
    expect(cut, `${width} px`).toEqual([]);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  await openRow(app, 1);
  await page.keyboard.press('Shift+C');
  await expect(page.getByTestId('caption-open')).toContainText('Present#12026-03-14 09:05');
  await expect(page.getByTestId('caption-prior')).toContainText(
    'Prior#22026-03-11 22:003 days before',
  );
  await expect(page.getByTestId('caption-prior')).not.toContainText('Doe');
  await expect.poll(() => gray(app, PRESENT).then(near(15))).toBe(true);
  await expect.poll(() => gray(app, PRIOR).then(near(65))).toBe(true);
  await expect(page.getByTestId('both-flags')).toHaveText(/^now .+; 3 days before: .+/);
  // Linked from the top: 20 slices and 24 of 5 mm.
  const [here, there] = [page.getByTestId('slice-number'), page.getByTestId('prior-slice')];
  await page.keyboard.press('End');
  await expect(here).toHaveText('20/20');
  await expect(there).toHaveText('24/24');
  await page.getByTestId('prior-pane').hover();
  await page.mouse.wheel(0, -120);
  await expect(here).toHaveText('19/20');
  await expect(there).toHaveText('23/24');
  await page.keyboard.press('Shift+PageUp');
  await expect(there).toHaveText('22/24');
  await expect(here).toHaveText('19/20');
  await expect(page.getByTestId('prior-offset')).toContainText('5.0 mm');
  await page.getByRole('button', { name: 'This study alone: next slice' }).click();
  await expect(there).toHaveText('23/24');
  // The magnifier lies over the study that the pointer is on, and shows that one.
  await page.getByTestId('prior-pane').hover();
  await page.keyboard.press('8');
  const lens = `${PRIOR} [data-testid=lens]`;
  await expect.poll(() => gray(app, lens).then(near(65))).toBe(true);
  await page.getByTestId('viewport-host').hover();
  await expect(page.locator(lens)).toHaveCount(0);
  await expect.poll(() => gray(app, `${PRESENT} [data-testid=lens]`).then(near(15))).toBe(true);
  await page.keyboard.press('8');
  await expect(page.getByTestId('lens')).toHaveCount(0);
  // One window, one zoom.
  await page.keyboard.press('2');
  await expect.poll(async () => (await gray(app, PRIOR)) ?? 255).toBeLessThan(150);
  await page.keyboard.press('+');
  await expect.poll(async () => (await gray(app, PRIOR)) ?? 255).toBeLessThan(150);
  const bars = page.getByTestId('scale-bar');
  await expect(bars).toHaveCount(2);
  const mm = async (at: number) => {
    const [words, box] = [await bars.nth(at).textContent(), await bars.nth(at).boundingBox()];
    return Number.parseFloat(words ?? '') / (box?.width ?? 0);
  };
  expect(Math.abs((await mm(0)) - (await mm(1)))).toBeLessThan(0.03);
  // Masked as names are.
  await page.keyboard.press('p');
  await expect(page.getByTestId('caption-prior')).toContainText('Doe, Jane');
  await page.keyboard.press('p');
  await expect(page.getByTestId('caption-prior')).not.toContainText('Doe');
  // Seen from the earlier one the other is later, whatever came in first.
  await page.keyboard.press('Shift+C');
  await expect(page.getByTestId('prior-pane')).toHaveCount(0);
  await openRow(app, 2);
  await page.getByRole('button', { name: 'Prior study beside this one' }).click();
  await expect(page.getByTestId('caption-open')).toContainText('Earlier study#2');
  await expect(page.getByTestId('caption-prior')).toContainText('Later study#1');
  await expect(page.getByTestId('caption-prior')).toContainText('3 days after');
  await expect.poll(() => gray(app, PRESENT).then(near(65))).toBe(true);
  await expect.poll(() => gray(app, PRIOR).then(near(15))).toBe(true);
});

test('it is not offered where birth dates differ or an ID is nobody’s, and an order that is not known is said', async ({
  app,
}) => {
  const { page } = app;
  await giveInTurn(app, [
    aStudy({ study: 1, hu: 15 }),
    aStudy({ study: 2, hu: 65, more: { StudyDate: '20260311' } }),
    aStudy({ study: 3, hu: 45, more: { StudyDate: '20260310', PatientBirthDate: '19510102' } }),
    aStudy({ study: 4, hu: 25, more: { StudyDate: '20260310', PatientID: 'ANON' } }),
    aStudy({ study: 5, hu: 25, more: { StudyDate: '20260311', PatientID: 'ANON' } }),
  ]);
  await expect(app.rows.filter({ hasText: 'prior in the list' })).toHaveCount(0);
  for (const number of [3, 4, 5]) {
    await openRow(app, number);
    await expect(page.getByRole('button', { name: 'Prior study beside this one' })).toHaveCount(0);
    await page.keyboard.press('Shift+C');
    await expect(page.getByTestId('prior-pane')).toHaveCount(0);
  }
  await openRow(app, 2);
  await page.keyboard.press('Shift+C');
  await expect(page.getByTestId('caption-prior')).toContainText('Other study#1');
  await expect(page.getByTestId('caption-prior')).toContainText('scan date not known');
  await expect.poll(() => gray(app, PRIOR).then(near(15))).toBe(true);
});

test('a walk over studies with a prior beside them shows no picture under another study’s caption', async ({
  app,
}) => {
  test.setTimeout(200_000);
  const { page } = app;
  const hus = [10, 35, 65];
  await giveInTurn(
    app,
    hus.map((hu, at) =>
      aStudy({ study: at + 1, slices: 10 + at, hu, more: { StudyDate: `2026030${at + 1}` } }),
    ),
  );
  await openRow(app, 1);
  const frames = () =>
    page.evaluate(async () => {
      const seen: { readonly words: string; readonly gray: number }[] = [];
      const read = (selector: string, words: string) => {
        const canvas = document.querySelector<HTMLCanvasElement>(`${selector} canvas`);
        const context = canvas?.getContext('2d');
        if (canvas == null || context == null || words === '') return;
        const [x, y] = [Math.floor(canvas.width / 2) + 6, Math.floor(canvas.height / 2) + 6];
        const [value = 0, , , alpha = 0] = context.getImageData(x, y, 1, 1).data;
        if (alpha > 0 && value > 0) seen.push({ words, gray: value });
      };
      for (let left = 12; left > 0; left -= 1) {
        await new Promise(requestAnimationFrame);
        await new Promise((done) => setTimeout(done));
        const words = (id: string) =>
          document.querySelector(`[data-testid=${id}]`)?.textContent ?? '';
        read('[data-testid=viewport-host]', words('caption-open'));
        read('[data-testid=prior-pane]', words('caption-prior'));
      }
      return seen;
    });
  let pictures = 0;
  const keys = ['Shift+C', 'ArrowDown', ']', 'Shift+C', 'End', 'Shift+PageUp', ']', 'Shift+C'];
  for (let step = 0; step < 24; step += 1) {
    const key = keys[step % keys.length] ?? ']';
    if (step % 9 === 8)
      await rowOf(app, 1 + (step % 3))
        .getByTestId('row-main')
        .click();
    else await page.keyboard.press(key);
    for (const { words, gray: value } of await frames()) {
      const number = Number(/#(\d)/.exec(words)?.[1] ?? 0);
      expect(near(hus[number - 1] ?? -1)(value), `step ${step}, ${key}: ${words}, ${value}`).toBe(
        true,
      );
      pictures += 1;
    }
  }
  expect(pictures).toBeGreaterThan(50);
});

/** Places on the prior, by parts of its square: 0 is its left or top edge, 1 the right or bottom one. */
async function placesOnPrior({ page }: AppPage) {
  const box = await page.getByTestId('prior-pane').boundingBox();
  if (box === null) throw new Error('The prior has no box.');
  const side = Math.min(box.width, box.height);
  const [left, top] = [box.x + (box.width - side) / 2, box.y + (box.height - side) / 2];
  return (x: number, y: number) => [left + x * side, top + y * side] as const;
}

async function drag(
  { page: { mouse } }: AppPage,
  from: readonly [number, number],
  to: readonly [number, number],
) {
  await mouse.move(...from);
  await mouse.down();
  await mouse.move(...to, { steps: 4 });
  await mouse.up();
}

/** The table of measurements of the open study; null where it has none to give. */
async function measurementsCsv({ page }: AppPage): Promise<string | null> {
  await page.getByRole('button', { name: 'Export this study' }).click();
  const dialog = page.getByRole('dialog');
  const item = dialog.getByRole('listitem').filter({ hasText: 'Measurements (CSV)' });
  const button = item.getByRole('button').first();
  let csv: string | null = null;
  if (await button.isEnabled()) {
    const saving = page.waitForEvent('download');
    await button.click();
    await item.getByRole('button', { name: 'Export all the same' }).click();
    csv = await readFile(await (await saving).path(), 'utf8');
  }
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  return csv;
}

/** A study with its prior beside it, whose picture is there. */
async function hangPrior(app: AppPage): Promise<void> {
  await giveInTurn(app, withPrior());
  await openRow(app, 1);
  await app.page.keyboard.press('Shift+C');
  await expect.poll(() => gray(app, PRIOR).then(near(65))).toBe(true);
}

test('what is measured on the prior is the prior’s: on its picture, in its list and export, and nowhere in the present study', async ({
  app,
}) => {
  const { page } = app;
  await hangPrior(app);
  const at = await placesOnPrior(app);
  const onPrior = page.locator(`${PRIOR} [data-testid=measured]`);
  const onPresent = page.locator(`:not(${PRIOR}) > [data-testid=measured]`);
  const listed = page.getByTestId('measurement');

  await page.keyboard.press('m');
  await drag(app, at(0.3, 0.35), at(0.7, 0.35));
  await expect(onPrior).toContainText(/\d+\.\d mm/);
  await page.keyboard.press('q');
  await page.mouse.click(...at(0.55, 0.55));
  await expect(onPrior).toContainText('65 HU');
  await page.keyboard.press('y');
  for (const place of [at(0.3, 0.6), at(0.4, 0.7), at(0.6, 0.7)]) await page.mouse.click(...place);
  await expect(onPrior).toContainText('°');
  await page.keyboard.press('e');
  await drag(app, at(0.46, 0.46), at(0.54, 0.54));
  await expect(onPrior).toContainText('mean 65 HU');
  await expect(onPrior.locator('g')).toHaveCount(4);
  await page.screenshot({ path: 'test-results/prior-measured.png' });
  // Nothing of it is the present study's; it has a list of its own.
  await expect(onPresent).toHaveCount(0);
  await expect(listed).toHaveCount(0);
  const listedBeside = page
    .getByRole('region', { name: 'Your measurements, Prior #2' })
    .getByTestId('measurement-beside');
  await expect(listedBeside).toHaveText([/Length/, /HU probe 65 HU/, /Angle/, /Ellipse/]);
  expect(await measurementsCsv(app)).toBeNull();

  // Escape gives up what grows there, and leaves tool and prior.
  await page.mouse.click(...at(0.3, 0.8));
  await page.mouse.move(...at(0.5, 0.8));
  await expect(onPrior.locator('g')).toHaveCount(5);
  await page.keyboard.press('Escape');
  await expect(onPrior.locator('g')).toHaveCount(4);
  await drag(app, at(0.3, 0.8), at(0.5, 0.9));
  await expect(onPrior.locator('g')).toHaveCount(5);
  // The newest is deleted, undone and redone where it is.
  await page.keyboard.press('Delete');
  await expect(onPrior.locator('g')).toHaveCount(4);
  await page.keyboard.press('Control+z');
  await expect(onPrior.locator('g')).toHaveCount(5);
  await page.keyboard.press('Control+z');
  await expect(onPrior.locator('g')).toHaveCount(4);
  // On its slice alone.
  await page.keyboard.press('Shift+PageUp');
  await expect(onPrior).toHaveCount(0);
  await page.keyboard.press('Shift+PageDown');
  await expect(onPrior.locator('g')).toHaveCount(4);

  // The other way round: on the present study, nothing on the prior.
  await page.keyboard.press('q');
  await page.getByTestId('viewport-host').click();
  await expect(listed).toHaveText([/HU probe 15 HU/]);
  await expect(onPrior.locator('g')).toHaveCount(4);
  const present = (await measurementsCsv(app)) ?? '';
  expect(present).toContain(',value,15,HU');
  expect(present).not.toContain('Length');

  // The prior alone.
  await page.keyboard.press('Shift+C');
  await openRow(app, 2);
  await expect(listed).toHaveText([/Length/, /HU probe 65 HU/, /Angle/, /Ellipse/]);
  const prior = (await measurementsCsv(app)) ?? '';
  for (const kind of ['Length', 'HU probe', 'Angle', 'Ellipse']) expect(prior).toContain(kind);
  expect(prior).not.toContain(',value,15,HU');
});

test('keys measure on the study that has the focus, present or prior, which is said on the screen; the prior’s list leads to its slice', async ({
  app,
}) => {
  const { page } = app;
  await hangPrior(app);
  const keysHere = page.getByText('Keys measure here');
  const onPrior = page.locator(PRIOR);
  const listed = page.getByTestId('measurement');
  const listedBeside = page.getByTestId('measurement-beside');
  const said = (of: string) => page.getByTestId('measured-said').filter({ hasText: of });
  await expect(keysHere).toHaveCount(0);

  // The open study has the keys at first.
  for (const key of ['q', 'Enter', 'Enter', 'Escape']) await page.keyboard.press(key);
  await expect(listed).toHaveText([/HU probe 15 HU/]);
  await expect(keysHere).toHaveCount(1);
  await expect(onPrior.getByText('Keys measure here')).toHaveCount(0);

  // Tab leads to the prior's image.
  await page.getByTestId('viewport-host').focus();
  for (let times = 0; times < 6; times += 1) {
    await page.keyboard.press('Tab');
    if (await onPrior.getByRole('img').evaluate((host) => host === document.activeElement)) break;
  }
  await expect(onPrior.getByRole('img')).toBeFocused();
  await expect(keysHere).toHaveCount(1);
  await expect(onPrior.getByText('Keys measure here')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(onPrior.getByTestId('cross-hair')).toBeVisible();
  await expect(page.getByTestId('cross-hair')).toHaveCount(1);
  await expect(said('Prior #2: Cross hair at')).toContainText('65 HU');
  await page.keyboard.press('Enter');
  await expect(listedBeside).toHaveText([/HU probe 65 HU/]);
  await page.keyboard.press('m');
  for (const key of ['Enter', 'Enter', 'Shift+ArrowRight', 'Enter']) await page.keyboard.press(key);
  await expect(listedBeside).toHaveText([/HU probe 65 HU/, /Length \d+\.\d mm/]);
  // Both begin at one point: their words stand apart, and no line strikes them out.
  const drawn = await onPrior.getByTestId('measured').evaluate((surface) => ({
    order: [...surface.querySelectorAll('g[data-kind] path, text')].map(
      ({ localName }) => localName,
    ),
    boxes: [...surface.querySelectorAll('text')].map((text) =>
      text.getBoundingClientRect().toJSON(),
    ),
  }));
  expect(drawn.order.lastIndexOf('path')).toBeLessThan(drawn.order.indexOf('text'));
  const [first, second] = drawn.boxes;
  expect(
    first.right <= second.left ||
      second.right <= first.left ||
      first.bottom <= second.top ||
      second.bottom <= first.top,
  ).toBe(true);
  await expect(listed).toHaveCount(1);
  // What was begun there goes with the focus, and Delete acts where the keys do.
  await page.keyboard.press('Enter');
  await page.keyboard.press('Shift+ArrowRight');
  await page.getByTestId('viewport-host').focus();
  await expect(page.getByTestId('cross-hair')).toHaveCount(0);
  await expect(onPrior.getByTestId('measured').locator('g[data-kind]')).toHaveCount(2);
  await page.keyboard.press('Delete');
  await expect(listed).toHaveCount(0);
  await expect(listedBeside).toHaveCount(2);
  await page.keyboard.press('Control+z');
  await expect(listed).toHaveCount(1);

  const slice = (await page.getByTestId('prior-slice').textContent()) ?? '';
  await page.keyboard.press('End');
  await expect(page.getByTestId('prior-slice')).not.toHaveText(slice);
  await listedBeside
    .first()
    .getByRole('button', { name: /^Slice/ })
    .click();
  await expect(page.getByTestId('prior-slice')).toHaveText(slice);
  await expect(onPrior.getByTestId('measured').locator('g[data-kind]')).toHaveCount(2);
});
