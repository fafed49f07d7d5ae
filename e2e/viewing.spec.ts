import {
  type AppPage,
  expect,
  test as fresh,
  openAnew,
  sampleZip,
  testOnOnePage,
} from './fixtures.ts';

const test = testOnOnePage(
  async (app) => {
    await app.open();
    await app.give([sampleZip('subdural')]);
    await app.allDone(1);
    await openAnew(app);
  },
  async (app) => openAnew(app),
);

/** Chooses in the menu of the toolbar. */
async function choose({ page }: AppPage, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Look closer' }).click();
  await page.getByRole('button', { name, exact: true }).click();
}

const ACTUAL = '1:1, an image pixel a pixel of the display';

const texts = ({ page }: AppPage) => page.getByTestId('corner-bottom-left');

test('1:1 by key and button, in every size of the window; the same again fits', async ({ app }) => {
  const { page } = app;
  await expect(page.getByTestId('letter-top')).toBeVisible();
  await page.keyboard.press('Shift+Z');
  await expect(texts(app)).toContainText('1:1');
  await page.getByRole('button', { name: 'Look closer' }).click();
  await expect(page.getByRole('button', { name: ACTUAL })).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Escape'); // The menu's, not the study's.
  await expect(page.getByRole('button', { name: ACTUAL })).toHaveCount(0);
  await expect(page.getByTestId('slice-number')).toBeVisible();
  const bar = page.getByTestId('scale-bar');
  const mmPerPixel = async () => {
    const [words, box] = [await bar.textContent(), await bar.boundingBox()];
    return Number.parseFloat(words ?? '') / (box?.width ?? 0);
  };
  const first = await mmPerPixel();
  await page.setViewportSize({ width: 1200, height: 700 });
  await expect.poll(async () => Math.abs((await mmPerPixel()) - first) < 0.01).toBe(true);
  await expect(texts(app)).toContainText('1:1');
  await page.keyboard.press('+');
  await expect(texts(app)).toContainText(/Zoom \d+\s%/);
  await choose(app, ACTUAL);
  await expect(texts(app)).toContainText('1:1');
  await choose(app, ACTUAL);
  await expect(texts(app)).not.toContainText('1:1');
  await expect(texts(app)).not.toContainText('Zoom');
});

test('the magnifier follows the pointer, lies on the cross hair for who has none, and is gone with its key', async ({
  app,
}) => {
  const { page } = app;
  await expect(page.getByTestId('letter-top')).toBeVisible();
  const host = await page.getByTestId('viewport-host').boundingBox();
  if (host === null) throw new Error('There is no image.');
  const lens = page.getByTestId('lens');
  const middle = async () => {
    const box = await lens.boundingBox();
    return box === null
      ? null
      : [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)];
  };
  const [x, y] = [Math.round(host.x + host.width / 2), Math.round(host.y + host.height / 2)];
  // With the pointer elsewhere: in the middle of the image.
  await page.mouse.move(5, 5);
  await choose(app, 'Magnifier');
  await page.mouse.move(5, 5);
  await page.getByRole('region', { name: 'Open study' }).focus();
  const near = (value: number | undefined, to: number) => Math.abs((value ?? 0) - to) <= 1;
  await expect
    .poll(async () => {
      const at = await middle();
      return near(at?.[0], x) && near(at?.[1], y);
    })
    .toBe(true);
  await page.mouse.move(x + 80, y - 60);
  await expect.poll(middle).toEqual([x + 80, y - 60]);
  await page.mouse.wheel(0, 120);
  await page.keyboard.press('2');
  await expect(texts(app)).toContainText('Subdural');
  await expect(lens).toBeVisible();
  // Keys alone: at the cross hair.
  await page.keyboard.press('q');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('cross-hair')).toBeVisible();
  await expect.poll(middle).not.toEqual([x + 80, y - 60]);
  const before = await middle();
  await page.keyboard.press('Shift+ArrowRight');
  await expect
    .poll(async () => ((await middle())?.[0] ?? 0) - (before?.[0] ?? 0))
    .toBeGreaterThan(5);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.keyboard.press('8');
  await expect(lens).toHaveCount(0);
  await page.evaluate(() => {
    const target = document.activeElement ?? document.body;
    for (const type of ['keydown', 'keyup']) {
      target.dispatchEvent(new KeyboardEvent(type, { key: '8', code: 'Digit8', bubbles: true }));
    }
  });
  await expect(lens).toBeVisible();
  await page.keyboard.press('8');
  await expect(lens).toHaveCount(0);
  // Held, it is there for as long.
  await page.keyboard.down('8');
  await expect(lens).toBeVisible();
  await page.waitForTimeout(500);
  await page.keyboard.up('8');
  await expect(lens).toHaveCount(0);
});

test('full screen holds the reading room and the line that says what this is; Escape leaves it before the study', async ({
  app,
}) => {
  const { page } = app;
  const full = () => page.evaluate(() => document.fullscreenElement !== null);
  await expect(page.getByTestId('letter-top')).toBeVisible();
  await page.keyboard.press('Shift+F');
  await expect.poll(full).toBe(true);
  await expect(app.rows).toHaveCount(0);
  await expect(page.getByText('Research software, not a medical device.').first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect.poll(full).toBe(false);
  await expect(page.getByTestId('slice-number')).toBeVisible();
  await expect(app.rows).toHaveCount(1);
  await choose(app, 'Full screen');
  await expect.poll(full).toBe(true);
  await page.getByRole('button', { name: 'Close the study' }).click();
  await expect.poll(full).toBe(false);
});

/** Which slices the line beside the bar says are decoded, by the middle of each. */
const decoded = ({ page }: AppPage, count: number) =>
  page.getByTestId('decoded').evaluate((element, slices) => {
    const canvas = element as HTMLCanvasElement;
    const context = canvas.getContext('2d');
    return Array.from({ length: slices }, (_, index) => {
      const y = Math.floor(((index + 0.5) / slices) * canvas.height);
      return (context?.getImageData(1, y, 1, 1).data[3] ?? 0) > 0;
    });
  }, count);

test('the line beside the bar says which slices are decoded: first those round the one that is looked at', async ({
  app,
}) => {
  const { page } = app;
  const number = page.getByTestId('slice-number');
  await expect(page.getByTestId('letter-top')).toBeVisible();
  const count = Number((await number.textContent())?.split('/')[1]);
  await page.keyboard.press('Home');
  await expect(number).toHaveText(`1/${count}`);
  await expect
    .poll(async () => (await decoded(app, count)).slice(0, 7))
    .toEqual(Array(7).fill(true));
  // Walked through, all of them are.
  for (let slice = 1; slice < count; slice += 5) {
    await page.keyboard.press('Shift+ArrowDown');
    await page.waitForTimeout(150);
  }
  await page.keyboard.press('End');
  await expect(number).toHaveText(`${count}/${count}`);
  await expect.poll(async () => (await decoded(app, count)).at(-1)).toBe(true);
});

fresh(
  'a window that comes to a display of other pixels is drawn for them, and a measurement stays where it was set',
  async ({ app }) => {
    const { page } = app;
    // A browser can't be moved here: what it tells of the display is told by the test.
    await page.addInitScript(() => {
      let ratio = 1;
      const listening = new Set<() => void>();
      Object.defineProperty(globalThis, 'devicePixelRatio', { get: () => ratio });
      const plain = globalThis.matchMedia.bind(globalThis);
      globalThis.matchMedia = (query) => {
        const list = plain(query);
        if (!query.includes('resolution')) return list;
        list.addEventListener = (_: string, heard: unknown) => listening.add(heard as () => void);
        return list;
      };
      Object.assign(globalThis, {
        moveToDisplay: (next: number) => {
          ratio = next;
          const all = [...listening];
          listening.clear();
          for (const heard of all) heard();
        },
      });
    });
    await app.open();
    await app.give([sampleZip('subdural')]);
    await app.allDone(1);
    await openAnew(app);
    const host = page.getByTestId('viewport-host');
    await expect(page.getByTestId('waits')).toHaveCount(0);
    const canvas = host.locator('canvas').first();
    const width = () => canvas.evaluate((drawn: HTMLCanvasElement) => drawn.width);
    const listed = page.getByTestId('measurement');
    await page.keyboard.press('m');
    await expect(page.getByRole('toolbar', { name: 'Measuring tools' })).toBeVisible();
    const box = await host.boundingBox();
    if (box === null) throw new Error('no image');
    await expect.poll(width).toBe(Math.round(box.width));
    const measure = async () => {
      const at = (x: number) => [box.x + box.width * x, box.y + box.height / 2] as const;
      await page.mouse.move(...at(0.4));
      await page.mouse.down();
      await page.mouse.move(...at(0.6), { steps: 3 });
      await page.mouse.up();
    };
    await measure();
    await expect(listed).toHaveCount(1);
    const line = page.locator('[data-testid=measured] g[data-kind]').first();
    const before = await line.boundingBox();
    await page.evaluate(() => Reflect.get(globalThis, 'moveToDisplay')(2));
    await expect.poll(width).toBe(Math.round(2 * box.width));
    await measure();
    await expect(listed).toHaveCount(2);
    const lengths = (await listed.allTextContents()).map((text) => /[\d.]+ mm/.exec(text)?.[0]);
    expect(lengths[1]).toBe(lengths[0]);
    expect((await line.boundingBox())?.x).toBeCloseTo(before?.x ?? 0, 0);
  },
);
