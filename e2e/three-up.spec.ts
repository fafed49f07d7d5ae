import { type AppPage, expect, sampleZip, test } from './fixtures.ts';
import { keptLayout } from './kept-layout.ts';

const SIZES = [
  { width: 1024, height: 768 },
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
  { width: 2560, height: 1300 },
];

async function openThreeUp(app: AppPage): Promise<void> {
  await app.open();
  await app.give([sampleZip('subdural')]);
  await app.allDone(1);
  await app.rows.first().getByTestId('row-main').click();
  await expect(app.page.getByTestId('letter-top')).toBeVisible();
  await app.page.keyboard.press('b');
  await expect(app.page.getByTestId('side-pane')).toHaveCount(2);
}

/** What Cornerstone drew last in each pane, by its place: the image, its window and where it lies. */
const drawn = (app: AppPage) =>
  app.page.evaluate(() => {
    const canvases = [...document.querySelectorAll('.cornerstone-element')];
    const seen: Map<Element, unknown> = Reflect.get(globalThis, 'drawnPanes');
    return canvases.map(
      (element) =>
        seen.get(element) as {
          readonly image: string;
          readonly width: number;
          readonly center: number;
          readonly zoomed: number;
          readonly pan: { readonly x: number; readonly y: number };
        },
    );
  });

const watch = (app: AppPage) =>
  app.page.addInitScript(() => {
    const seen = new Map<EventTarget | null, unknown>();
    Reflect.set(globalThis, 'drawnPanes', seen);
    addEventListener(
      'cornerstoneimagerendered',
      (event) => {
        const { image, viewport } = Reflect.get(event, 'detail');
        const element = event.target as HTMLElement;
        const fit = Math.min(
          element.clientWidth / image.width,
          element.clientHeight / image.height,
        );
        seen.set(element, {
          image: image.imageId,
          width: Math.round(viewport.voi.windowWidth + 1),
          center: Math.round(viewport.voi.windowCenter + 0.5),
          zoomed: viewport.scale / fit,
          pan: { ...viewport.translation },
        });
      },
      true,
    );
  });

test('one key hangs brain, subdural and bone side by side on one slice, linked, each with its window', async ({
  app,
}) => {
  await watch(app);
  await openThreeUp(app);
  const { page } = app;
  await expect
    .poll(async () => (await drawn(app)).map((pane) => [pane?.width, pane?.center]))
    .toEqual([
      [80, 40],
      [200, 80],
      [2800, 600],
    ]);
  await page.getByTestId('side-pane').first().hover();
  await page.mouse.wheel(0, 120);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('+');
  await expect(async () => {
    const panes = await drawn(app);
    expect(new Set(panes.map(({ image }) => image)).size).toBe(1);
    for (const { zoomed, pan } of panes) {
      expect(zoomed).toBeCloseTo(1.25, 1);
      expect(pan).toEqual(panes[0]?.pan);
    }
  }).toPass({ timeout: 15_000 });
  // Pressed, the subdural pane is the one that keys and drags window; panning moves all three.
  const box = await page.getByTestId('side-pane').first().boundingBox();
  if (box === null) throw new Error('The pane has no box.');
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await page.keyboard.press('3');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down({ button: 'middle' });
  await page.mouse.move(box.x + box.width / 2 + 30, box.y + box.height / 2, { steps: 3 });
  await page.mouse.up({ button: 'middle' });
  await expect
    .poll(async () => (await drawn(app)).map(({ width }) => width))
    .toEqual([80, 40, 2800]);
  const moved = await drawn(app);
  expect(moved[0]?.pan.x).toBeGreaterThan(1);
  for (const { pan } of moved) expect(pan).toEqual(moved[0]?.pan);
});

test('the layout is kept, and goes with the same key', async ({ app }) => {
  await openThreeUp(app);
  const { page } = app;
  await expect.poll(() => keptLayout(app)).toBe('three'); // A reload at once would be before the disk.
  await page.reload();
  await app.give([sampleZip('subdural')]);
  await app.allDone(1);
  await app.rows.first().getByTestId('row-main').click();
  await expect(page.getByTestId('side-pane')).toHaveCount(2);
  await page.keyboard.press('b');
  await expect(page.getByTestId('side-pane')).toHaveCount(0);
});

test('the three images use the room at every width and never leave it', async ({ app }) => {
  await openThreeUp(app);
  const { page } = app;
  for (const size of SIZES) {
    await page.setViewportSize(size);
    // The images follow the window a moment later.
    await expect(() => fillTheRoom(app, size.width)).toPass({ timeout: 15_000 });
  }
});

async function fillTheRoom({ page }: AppPage, windowWidth: number): Promise<void> {
  const frame = await page.getByTestId('stage').boundingBox();
  const boxes = await page
    .locator('[data-testid=stage] [role=img]')
    .evaluateAll((hosts) => hosts.map((host) => host.getBoundingClientRect().toJSON()));
  expect(boxes).toHaveLength(3);
  let covered = 0;
  for (const { left, right, top, bottom, width, height } of boxes) {
    expect(left).toBeGreaterThanOrEqual(frame?.x ?? 0);
    expect(right).toBeLessThanOrEqual((frame?.x ?? 0) + (frame?.width ?? 0) + 1);
    expect(bottom).toBeLessThanOrEqual((frame?.y ?? 0) + (frame?.height ?? 0) + 1);
    expect(top).toBeGreaterThanOrEqual(frame?.y ?? 0);
    expect(Math.min(width, height)).toBeGreaterThan(180);
    covered += width * height;
  }
  expect(covered / ((frame?.width ?? 1) * (frame?.height ?? 1))).toBeGreaterThan(0.97);
  if (windowWidth >= 1920) {
    expect(Math.min(...boxes.map(({ width, height }) => Math.min(width, height)))).toBeGreaterThan(
      420,
    );
  }
}
