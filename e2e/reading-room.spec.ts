import { drawnGray } from './drawn-gray.ts';
import {
  type AppPage,
  expect,
  openAnew,
  samples,
  sampleZip,
  test,
  testOnOnePage,
} from './fixtures.ts';

async function pictureIsThere(app: AppPage): Promise<void> {
  await expect.poll(() => drawnGray(app)).toBeGreaterThan(5);
  await app.page.getByTestId('viewport-host').hover();
}

async function giveAndOpen(app: AppPage): Promise<void> {
  await app.open();
  await app.give([sampleZip('subdural')]);
  await app.allDone(1);
  await openAnew(app);
  await pictureIsThere(app);
}

const testOpenStudy = testOnOnePage(giveAndOpen, async (app) => {
  await openAnew(app);
  await pictureIsThere(app);
});

/** Two studies in the list, none of them open. */
const testTwoStudies = testOnOnePage(
  async (app) => {
    await app.open();
    await app.give([sampleZip('subdural'), sampleZip('epidural')]);
    await app.allDone(2);
  },
  async ({ page }) => {
    const close = page.getByRole('button', { name: 'Close the study' });
    if (await close.isVisible()) await close.click();
  },
);

const sliceNumber = (app: AppPage) =>
  app.page
    .getByTestId('slice-number')
    .textContent()
    .then((text) => Number.parseInt(text ?? '', 10));

testOpenStudy('keys scroll, jump to the ends, and change the window', async ({ app }) => {
  await app.page.keyboard.press('Home');
  await expect.poll(() => sliceNumber(app)).toBe(1);
  await app.page.keyboard.press('ArrowDown');
  await app.page.keyboard.press('Shift+ArrowDown');
  await expect.poll(() => sliceNumber(app)).toBe(7);
  await app.page.keyboard.press('End');
  const last = samples().find(({ file }) => file.includes('subdural'))?.slices ?? 0;
  await expect.poll(() => sliceNumber(app)).toBe(last);
  await app.page.keyboard.press('4');
  await expect(app.page.getByTestId('corner-bottom-left')).toContainText('W 2800 C 600');
  await app.page.keyboard.press('1');
  await expect(app.page.getByTestId('corner-bottom-left')).toContainText('W 80 C 40');
});

testOpenStudy('the window changes the picture, and so does the wheel', async ({ app }) => {
  const brain = await drawnGray(app);
  await app.page.keyboard.press('4');
  await expect.poll(() => drawnGray(app)).not.toBeCloseTo(brain, 0);
  const before = await sliceNumber(app);
  await app.page.mouse.wheel(0, 120);
  await expect.poll(() => sliceNumber(app)).not.toBe(before);
});

testOpenStudy('dragging on the image changes the window by hand', async ({ app }) => {
  const texts = app.page.getByTestId('corner-bottom-left');
  await expect(texts).toContainText('W 80 C 40');
  const box = await app.page.getByTestId('viewport-host').boundingBox();
  if (box === null) throw new Error('The viewport has no box.');
  await app.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await app.page.mouse.down();
  await app.page.mouse.move(box.x + box.width / 2 + 60, box.y + box.height / 2 + 30, { steps: 5 });
  await app.page.mouse.up();
  await expect(texts).not.toContainText('W 80 C 40');
});

testOpenStudy(
  'lengths are measured by dragging or by two clicks, stay with their slice, and Escape puts the tool down alone',
  async ({ app }) => {
    const { page } = app;
    await page.keyboard.press('m');
    await expect(page.getByRole('button', { name: 'Measure', exact: true })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    const box = await page.getByTestId('viewport-host').boundingBox();
    if (box === null) throw new Error('The viewport has no box.');
    const at = (x: number, y: number) =>
      [box.x + box.width / 2 + x, box.y + box.height / 2 + y] as const;
    await page.mouse.move(...at(-60, 0));
    await page.mouse.down();
    await page.mouse.move(...at(60, 0), { steps: 4 });
    await page.mouse.up();
    await page.mouse.click(...at(-60, 40));
    await page.mouse.click(...at(60, 40));
    const texts = page.locator('[data-testid=measured] text');
    await expect(texts).toHaveText([/^\d+\.\d mm$/, /^\d+\.\d mm$/]);
    const [dragged, clicked] = await texts.allTextContents();
    expect(clicked).toBe(dragged);
    await expect(page.getByTestId('corner-bottom-left')).toContainText('W 80 C 40');
    await page.keyboard.press('ArrowDown');
    await expect(texts).toHaveCount(0);
    await page.keyboard.press('ArrowUp');
    await expect(texts).toHaveCount(2);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: 'Measure', exact: true })).toHaveAttribute(
      'aria-pressed',
      'false',
    );
    await expect(texts).toHaveCount(2);
    await expect(page.getByTestId('slice-number')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByTestId('slice-number')).toHaveCount(0);
  },
);

testOpenStudy('orientation letters follow a flip', async ({ app }) => {
  const left = app.page.getByTestId('letter-left');
  await expect(left).toHaveText('R');
  await app.page.keyboard.press('h');
  await expect(left).toHaveText('L');
  await app.page.keyboard.press('h');
  await expect(left).toHaveText('R');
});

test("the image is fitted anew beside the model's eye, also where motion is not wanted", async ({
  app,
}) => {
  await app.page.emulateMedia({ reducedMotion: 'reduce' });
  await giveAndOpen(app);
  const heights = () =>
    app.page.getByTestId('viewport-host').evaluate((host) => ({
      host: host.clientHeight,
      drawn: host.querySelector('canvas')?.clientHeight,
      eye: document.querySelector('[aria-label="What the model sees"]')?.clientHeight ?? 0,
    }));
  const before = await heights();
  await app.page.keyboard.press('7');
  await expect.poll(async () => (await heights()).eye).toBeGreaterThan(100);
  await expect.poll(async () => (await heights()).host).toBeLessThan(before.host - 90);
  await expect.poll(heights).toEqual(expect.objectContaining({ drawn: (await heights()).host }));
});

testOpenStudy(
  "the model's eye shows the tensor, the explanation says that it is research",
  async ({ app }) => {
    await app.page.keyboard.press('7');
    await expect(app.page.locator('[data-testid=stage] canvas')).not.toHaveCount(1);
    await app.page.keyboard.press('7');
    await app.page.keyboard.press('g');
    await expect(app.page.getByText(/Research, not triage/)).toBeVisible();
    const panel = app.page.getByTestId('explanation');
    await expect(panel).toContainText(
      /Tissue of 50 to 90 HU in the skull: .*; \d+\.\d ml in the series/,
    );
    await expect(panel).toContainText(
      /They (?:agree|differ)|Neither marks|No closed skull|no map to compare/,
    );
    // The tiny model is as it was drawn: what it says is a number, and so is what a change makes of it.
    await expect(panel).toContainText(/Mirrored, ±3 HU, moved, alone: any (?:stays )?0\.\d\d/);
    await panel.getByRole('button', { name: 'Density' }).click();
    await expect(panel.getByRole('button', { name: 'Density' })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
  },
);

/** The drawn pixels themselves, as a short hash. */
async function drawnHash(app: AppPage): Promise<string> {
  return app.page.evaluate(async () => {
    const canvas = document.querySelector<HTMLCanvasElement>('[data-testid=viewport-host] canvas');
    const pixels = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data;
    if (pixels === undefined) return 'nothing';
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', pixels));
    return Array.from(digest.slice(0, 8), (byte) => byte.toString(16)).join('');
  });
}

/** The hash of a picture that stands: the same ten frames long. */
async function settledHash(app: AppPage): Promise<string> {
  let [hash, before] = ['', ''];
  await expect
    .poll(async () => {
      before = hash;
      await app.page.evaluate(async () => {
        for (let left = 10; left > 0; left -= 1) await new Promise(requestAnimationFrame);
      });
      hash = await drawnHash(app);
      return hash === before;
    })
    .toBe(true);
  return hash;
}

testTwoStudies('each study shows its own image, whichever was open before', async ({ app }) => {
  const firstSlice = async (key: string): Promise<string> => {
    await app.page.locator(`[data-key="${key}"]`).getByTestId('row-main').click();
    await app.page.getByTestId('viewport-host').hover();
    await app.page.keyboard.press('Home');
    await expect.poll(() => sliceNumber(app)).toBe(1);
    await expect.poll(() => drawnGray(app)).toBeGreaterThan(5);
    return settledHash(app);
  };
  const keys = await app.rows.evaluateAll((rows) => rows.map((row) => row.dataset.key ?? ''));
  const [one = '', other = ''] = keys;
  const before = await firstSlice(one);
  const between = await firstSlice(other);
  const after = await firstSlice(one);
  expect(between).not.toBe(before);
  expect(after).toBe(before);
});

const tiles = (app: AppPage) => app.page.getByTestId('evidence-tile');

/** Mean gray of an evidence picture, 0 while it is not drawn. */
const pictureGray = (app: AppPage, place: number): Promise<number> =>
  tiles(app)
    .nth(place)
    .locator('canvas')
    .evaluate((canvas) => {
      if (!(canvas instanceof HTMLCanvasElement) || canvas.width === 0) return 0;
      const { width, height } = canvas;
      const pixels = canvas.getContext('2d')?.getImageData(0, 0, width, height).data;
      const sum = (pixels ?? new Uint8ClampedArray()).reduce(
        (all, value, at) => all + (at % 4 === 0 ? value : 0),
        0,
      );
      return sum / (width * height);
    });

/** Scrolls to an evidence picture, waits until it is drawn, and gives its mean gray. */
async function drawnPicture(app: AppPage, place: number): Promise<number> {
  await tiles(app).nth(place).scrollIntoViewIfNeeded();
  await expect.poll(() => pictureGray(app, place)).toBeGreaterThan(1);
  return pictureGray(app, place);
}

testOpenStudy(
  'evidence slices are pictures that lead to their slice, by mouse and by keyboard',
  async ({ app }) => {
    const names = await tiles(app)
      .getByRole('img')
      .evaluateAll((pictures) =>
        pictures.map((picture) => picture.getAttribute('aria-label') ?? ''),
      );
    for (const place of names.keys()) await drawnPicture(app, place);
    const slices = names.map((name) => Number(/^Slice (\d+), \w+ [01]\.\d\d$/.exec(name)?.[1]));
    expect(slices.every((slice) => slice >= 1)).toBe(true);
    await tiles(app).nth(1).click();
    await expect.poll(() => sliceNumber(app)).toBe(slices[1]);
    await expect(tiles(app).nth(1)).toHaveAttribute('aria-current', 'true');
    await tiles(app).nth(2).focus();
    await app.page.keyboard.press('Enter');
    await expect.poll(() => sliceNumber(app)).toBe(slices[2]);
  },
);

testTwoStudies("evidence pictures are the open study's own", async ({ app }) => {
  const keys = await app.rows.evaluateAll((rows) => rows.map((row) => row.dataset.key ?? ''));
  const picturesOf = async (key: string | undefined) => {
    await app.page.locator(`[data-key="${key}"]`).getByTestId('row-main').click();
    await app.page.getByTestId('viewport-host').hover();
    await expect.poll(() => drawnGray(app)).toBeGreaterThan(5);
    return [await drawnPicture(app, 0), await drawnPicture(app, 1), await drawnPicture(app, 2)];
  };
  const before = await picturesOf(keys[0]);
  const between = await picturesOf(keys[1]);
  expect(between).not.toEqual(before);
  expect(await picturesOf(keys[0])).toEqual(before);
});

test('the sheet of keys opens on ? and closes on Escape', async ({ app }) => {
  await app.open();
  await app.page.keyboard.press('?');
  await expect(app.page.getByRole('dialog')).toContainText('Next flagged run');
  await app.page.keyboard.press('Escape');
  await expect(app.page.getByRole('dialog')).toHaveCount(0);
});
