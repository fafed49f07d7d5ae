import { readFileSync, writeFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { type AppPage, expect, openAnew, sampleZip, test, testOnOnePage } from './fixtures.ts';
import { keptLayout } from './kept-layout.ts';

/** The sample's gantry is tilted by so many degrees. */
const TILT = 12;

async function openStudy(app: AppPage, files = [sampleZip('subdural')]): Promise<void> {
  await app.open();
  await app.give(files);
  await app.allDone(1);
  await app.rows.first().getByTestId('row-main').click();
  await expect(app.page.getByTestId('letter-top')).toBeVisible();
}

/** The windows in which Cornerstone drew last, by the images on the screen: the slice, then the planes. */
const windows = ({ page }: AppPage) =>
  page.evaluate(() => {
    const seen: Map<Element, number> = Reflect.get(globalThis, 'drawnWindows');
    return [...document.querySelectorAll('.cornerstone-element')].map((element) =>
      seen.get(element),
    );
  });

const watch = (app: AppPage) =>
  app.page.addInitScript(() => {
    const seen = new Map<EventTarget | null, number>();
    Reflect.set(globalThis, 'drawnWindows', seen);
    addEventListener(
      'cornerstoneimagerendered',
      (event) => {
        const { viewport } = Reflect.get(event, 'detail');
        seen.set(event.target, Math.round(viewport.voi.windowWidth + 1));
      },
      true,
    );
  });

/** The planes are away again where a test ends. */
const testOpenStudy = testOnOnePage(
  async (app) => {
    await watch(app);
    await openStudy(app);
  },
  async (app) => {
    await openAnew(app);
    await expect(app.page.getByTestId('letter-top')).toBeVisible();
  },
);

async function showPlanes({ page }: AppPage): Promise<void> {
  await page.keyboard.press('Shift+B');
  await expect(page.getByTestId('plane-sagittal')).toBeVisible();
}

async function hidePlanes({ page }: AppPage): Promise<void> {
  await page.keyboard.press('Shift+B');
  await expect(page.getByTestId('plane-coronal')).toHaveCount(0);
}

/** Where a line of an image goes, in CSS pixels. */
async function lineOf({ page }: AppPage, pane: string, of: string) {
  const path = await page.getByTestId(pane).locator(`[data-of=${of}]`).getAttribute('d');
  const numbers = (path ?? '').match(/-?[\d.]+(e-?\d+)?/g)?.map(Number) ?? [];
  const [x1 = 0, y1 = 0] = numbers;
  const [x2 = 0, y2 = 0] = numbers.slice(-2);
  return { x1, y1, x2, y2 };
}

const centerOf = async ({ page }: AppPage, pane: string) => {
  const box = await page.getByTestId(pane).boundingBox();
  if (box === null) throw new Error('The pane has no box.');
  return { ...box, left: box.x, top: box.y, x: box.x + box.width / 2, y: box.y + box.height / 2 };
};

testOpenStudy(
  'one key hangs coronal and sagittal planes beside the slice, each with its letters, and says always that they are interpolated',
  async ({ app }) => {
    await showPlanes(app);
    const { page } = app;
    for (const [pane, left, right] of [
      ['plane-coronal', 'R', 'L'],
      ['plane-sagittal', 'A', 'P'],
    ] as const) {
      const plane = page.getByTestId(pane);
      await expect(plane.getByTestId('letter-top')).toHaveText('H');
      await expect(plane.getByTestId('letter-left')).toHaveText(left);
      await expect(plane.getByText(right, { exact: true })).toBeVisible();
      await expect(plane.getByTestId('interpolated')).toBeVisible();
    }
    // The window is one for all three.
    await page.keyboard.press('4');
    await expect.poll(() => windows(app)).toEqual([2800, 2800, 2800]);
    await page.keyboard.press('o');
    await expect(page.getByTestId('letter-top').filter({ visible: true })).toHaveCount(0);
    await expect(page.getByTestId('interpolated')).toHaveCount(2);
    await page.keyboard.press('o');
    await hidePlanes(app);
  },
);

testOpenStudy(
  'lines say in each image where the others cut, tilt included, and follow wheel, keys, slider and clicks',
  async ({ app }) => {
    await showPlanes(app);
    const { page } = app;
    const leaning = await lineOf(app, 'plane-sagittal', 'axial');
    const angle =
      (Math.atan2(Math.abs(leaning.y2 - leaning.y1), Math.abs(leaning.x2 - leaning.x1)) * 180) /
      Math.PI;
    expect(Math.abs(angle - TILT)).toBeLessThan(0.5);
    const flat = await lineOf(app, 'plane-coronal', 'axial');
    expect(Math.abs(flat.y2 - flat.y1)).toBeLessThan(0.5);

    // A slice up in the head is a line up in the planes.
    await page.keyboard.press('Home');
    const low = await lineOf(app, 'plane-coronal', 'axial');
    await page.keyboard.press('End');
    await expect
      .poll(async () => (await lineOf(app, 'plane-coronal', 'axial')).y1)
      .toBeLessThan(low.y1 - 50);

    const place = page.getByTestId('place-coronal');
    const before = Number.parseInt((await place.textContent())?.slice(2) ?? '', 10);
    await page.getByTestId('plane-coronal').hover();
    await page.mouse.wheel(0, 120);
    await expect(place).toHaveText(`y ${before + 1} mm`);
    await page.getByRole('slider', { name: 'Coronal plane' }).focus();
    await page.keyboard.press('ArrowRight');
    await expect(place).toHaveText(`y ${before + 2} mm`);

    // A click in one plane is where the other two go.
    const coronal = await centerOf(app, 'plane-coronal');
    await page.mouse.click(coronal.x + 40, coronal.y + 20);
    const onCoronal = await lineOf(app, 'plane-coronal', 'sagittal');
    expect(Math.abs(onCoronal.x1 - (coronal.width / 2 + 40))).toBeLessThan(2);
    const axial = await lineOf(app, 'plane-coronal', 'axial');
    expect(Math.abs(axial.y1 - (coronal.height / 2 + 20))).toBeLessThan(12); // Half the way between two slices.
    const slice = await centerOf(app, 'viewport-host');
    // The hand trembles between pressing and letting go.
    await page.mouse.move(slice.x - 52, slice.y + 30);
    await page.mouse.down();
    await page.mouse.move(slice.x - 50, slice.y + 30);
    await page.mouse.up();
    const stage = page.getByTestId('stage');
    const path = await stage
      .getByTestId('position-lines')
      .first()
      .locator('[data-of=coronal]')
      .getAttribute('d');
    const y = Number(/^M\S+ ([\d.]+)/.exec(path ?? '')?.[1]);
    expect(Math.abs(y - (slice.height / 2 + 30))).toBeLessThan(2);
    await hidePlanes(app);
  },
);

testOpenStudy(
  'a slab is shown by key and menu, says that it is one and whose the probabilities are, and goes again',
  async ({ app }) => {
    const { page } = app;
    const note = page.getByTestId('slab-note');
    const picture = () =>
      page
        .locator('[data-testid=viewport-host] canvas')
        .first()
        .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
    // Amid the head: at its end less of a slab is scanned.
    await page.keyboard.press('Home');
    for (let step = 0; step < 5; step += 1) await page.keyboard.press('ArrowDown');
    await expect(page.getByTestId('viewport-host')).toHaveAttribute('aria-label', /^CT slice 6 of/);
    const slice = await picture();
    await page.keyboard.press('s');
    await expect(note).toContainText('Slab 3 mm average, interpolated');
    await expect(note).toContainText('Probabilities are those of single slices');
    await page.keyboard.press('s');
    await page.keyboard.press('s');
    await expect(note).toContainText('Slab 10 mm average, interpolated');
    await expect.poll(picture).not.toBe(slice); // Drawn in the frame after.
    const average = await picture();
    await page.keyboard.press('Shift+S');
    await expect(note).toContainText('Slab 10 mm maximum, interpolated');
    await expect.poll(async () => [slice, average].includes(await picture())).toBe(false);
    await page.keyboard.press('o');
    await expect(note).toBeVisible();
    await expect(page.getByTestId('viewport-host')).toHaveAttribute(
      'aria-label',
      /Slab 10 mm maximum, interpolated; the probabilities are those of the single slice/,
    );
    await page.keyboard.press('End');
    await expect(note).toContainText('5 mm of it scanned');
    await page.getByRole('combobox', { name: 'Slab' }).selectOption('average 5');
    await expect(note).toContainText('Slab 5 mm average, interpolated');
    await page.getByRole('combobox', { name: 'Slab' }).selectOption('');
    await expect(note).toHaveCount(0);
  },
);

test('the layout is kept, and its images use the room at every width', async ({ app }) => {
  await openStudy(app);
  await showPlanes(app);
  const { page } = app;
  await expect.poll(() => keptLayout(app)).toBe('planes');
  await page.reload();
  await app.give([sampleZip('subdural')]);
  await app.allDone(1);
  await app.rows.first().getByTestId('row-main').click();
  await expect(page.getByTestId('plane-sagittal')).toBeVisible();
  for (const [width, height] of [
    [1024, 768],
    [1280, 800],
    [1920, 1080],
    [2560, 1300],
  ] as const) {
    await page.setViewportSize({ width, height });
    // The images follow the window a moment later.
    await expect(() => fillsTheRoom(app)).toPass({ timeout: 15_000 });
  }
});

async function fillsTheRoom(app: AppPage): Promise<void> {
  const frame = await centerOf(app, 'stage');
  // However short the bar is, its words stand on one line, and above it: not on its ends.
  for (const bar of await app.page.getByTestId('scale-bar').all()) {
    const box = await bar.boundingBox();
    expect(box?.height).toBeLessThan(24);
    const [words, line] = await bar
      .locator('span')
      .evaluateAll((parts) => parts.map((part) => part.getBoundingClientRect().toJSON()));
    expect(words?.bottom).toBeLessThanOrEqual((line?.top ?? 0) + 0.5);
    expect(Math.abs((line?.width ?? 0) - (box?.width ?? 0))).toBeLessThan(1);
    const pane = await bar.locator('..').boundingBox();
    expect(box?.width).toBeLessThan((pane?.width ?? 0) / 5 + 4);
  }
  const boxes = await app.page
    .locator('[data-testid=stage] [role=img]')
    .evaluateAll((hosts) => hosts.map((host) => host.getBoundingClientRect().toJSON()));
  expect(boxes).toHaveLength(3);
  for (const { left, right, top, bottom, width: wide, height: high } of boxes) {
    expect(left).toBeGreaterThanOrEqual(frame.left);
    expect(right).toBeLessThanOrEqual(frame.left + frame.width + 1);
    expect(top).toBeGreaterThanOrEqual(frame.top);
    expect(bottom).toBeLessThanOrEqual(frame.top + frame.height + 1);
    expect(Math.min(wide, high)).toBeGreaterThan(180);
  }
}

test('where slices are missing nothing is made up: a sentence says why', async ({ app }, info) => {
  const files = Object.entries(unzipSync(readFileSync(sampleZip('subdural'))))
    .filter(([name]) => !name.endsWith('/'))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, bytes]) => {
      const path = info.outputPath(name.replaceAll('/', '_'));
      writeFileSync(path, bytes);
      return path;
    });
  const gone = Math.floor(files.length / 2);
  await openStudy(app, [...files.slice(0, gone - 3), ...files.slice(gone + 2)]);
  const { page } = app;
  await page.keyboard.press('Shift+B');
  await expect(page.getByTestId('planes-waiting')).toContainText(
    /No coronal and sagittal images of this series: \d+ mm lie between slices \d+ and \d+/,
  );
  await page.keyboard.press('s');
  await expect(page.getByTestId('slab-note')).toContainText(/No slab of this series: \d+ mm lie/);
});
