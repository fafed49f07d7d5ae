import type { Page } from '@playwright/test';
import { type AppPage, expect, openAnew, sampleZip, testOnOnePage } from './fixtures.ts';

/** What the screen showed at the end of a frame: Cornerstone's id of the image that was drawn last, and the corner's number. */
interface Shown {
  readonly image: string;
  readonly number: number;
}

const openFirst = async (app: AppPage) => {
  await openAnew(app);
  await expect(app.page.getByTestId('letter-top')).toBeVisible();
  await app.page.getByTestId('viewport-host').hover();
};

const test = testOnOnePage(
  async (app) => {
    await app.open();
    await app.give([sampleZip('subdural')]);
    await app.allDone(1);
    await watchFrames(app.page);
    await openFirst(app);
  },
  async (app) => {
    await openFirst(app);
    // With the windows and the zoom of a study that was not open yet.
    await app.page.keyboard.press('Space');
    await forgetFrames(app.page);
  },
);

/** Notes from now on what each frame shows, and counts the pictures that are drawn. */
const watchFrames = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const watched = { image: '', drawn: 0, frames: [] as Shown[] };
    Reflect.set(globalThis, 'watched', watched);
    const note = (event: Event) => {
      watched.image = Reflect.get(event, 'detail').image.imageId;
      watched.drawn += 1;
    };
    addEventListener('cornerstoneimagerendered', note, true);
    // Observers of sizes hear in every frame, after all that is drawn in it and before it is painted.
    const probe = document.body.appendChild(document.createElement('div'));
    probe.style.position = 'fixed';
    new ResizeObserver(() => {
      const text = document.querySelector('[data-testid=slice-number]')?.textContent ?? '';
      if (text === '' || watched.image === '') return;
      watched.frames.push({ image: watched.image, number: Number.parseInt(text, 10) });
    }).observe(probe);
    const onFrame = () => {
      probe.style.width = probe.style.width === '1px' ? '2px' : '1px';
      requestAnimationFrame(onFrame);
    };
    requestAnimationFrame(onFrame);
  });

/** As if the study had just been opened: the frames of another test are not this one's. */
const forgetFrames = (page: Page): Promise<void> =>
  page.evaluate(() => Reflect.get(globalThis, 'watched').frames.splice(0));

/** The images that stood under more than one number; many different ones must have been seen. */
async function imagesUnderTwoNumbers(page: Page): Promise<readonly ReadonlySet<number>[]> {
  const frames: readonly Shown[] = await page.evaluate(
    () => Reflect.get(globalThis, 'watched').frames,
  );
  const numbers = new Map<string, Set<number>>();
  for (const { image, number } of frames) {
    numbers.set(image, (numbers.get(image) ?? new Set()).add(number));
  }
  expect(numbers.size).toBeGreaterThan(4);
  return [...numbers.values()].filter(({ size }) => size > 1);
}

/** How a wheel is turned, other than by plain pixels. */
interface Turn {
  readonly deltaMode?: number;
  readonly ctrlKey?: boolean;
  readonly shiftKey?: boolean;
}

/** Turns the wheel by each of the distances, all in one task. Gives what the end of the next frame shows. */
const turnAtOnce = (page: Page, distances: readonly number[], how: Turn = {}) =>
  page.evaluate(
    async ({ distances, how }) => {
      const frame = async () => {
        await new Promise(requestAnimationFrame);
        await new Promise((done) => setTimeout(done));
      };
      await frame(); // What was asked for before is drawn.
      const host = document.querySelector('[data-testid=viewport-host]');
      const watched = Reflect.get(globalThis, 'watched');
      const before = watched.drawn;
      const bubbles = { bubbles: true, cancelable: true };
      for (const deltaY of distances) {
        host?.dispatchEvent(new WheelEvent('wheel', { deltaY, ...how, ...bubbles }));
      }
      await frame();
      const text = document.querySelector('[data-testid=slice-number]')?.textContent ?? '';
      return { number: Number.parseInt(text, 10), drawn: watched.drawn - before };
    },
    { distances, how },
  );

/** Goes to the first slice when the next five are decoded. */
async function readyAtFirst({ page }: AppPage): Promise<void> {
  const number = page.getByTestId('slice-number');
  await page.keyboard.press('Home');
  await expect(number).toHaveText(/^1\//);
  for (const at of [2, 3, 4, 5, 6]) {
    await page.keyboard.press('ArrowDown');
    await expect(number).toHaveText(new RegExp(`^${at}/`));
  }
  await page.keyboard.press('Home');
  await expect(number).toHaveText(/^1\//);
}

// The first of them: no image but those about the middle is decoded yet.
test('an image stands under its own number in every frame, also while the next one is on its way', async ({
  app,
}) => {
  const number = app.page.getByTestId('slice-number');
  for (const key of ['End', 'Home']) {
    const before = await number.textContent();
    await app.page.keyboard.press(key);
    await expect(number).not.toHaveText(before ?? '');
  }
  for (let step = 0; step < 8; step += 1) await app.page.mouse.wheel(0, 60);
  await expect(number).toHaveText(/^9\//);
  expect(await imagesUnderTwoNumbers(app.page)).toEqual([]);
});

test('a notch is drawn in the next frame, several of one frame as one picture', async ({ app }) => {
  await readyAtFirst(app);
  expect(await turnAtOnce(app.page, [60])).toEqual({ number: 2, drawn: 1 });
  expect(await turnAtOnce(app.page, [60, 60, 60])).toEqual({ number: 5, drawn: 1 });
});

test('a notch is one slice, whatever the browser makes of it', async ({ app }) => {
  await readyAtFirst(app);
  for (const [at, size] of [53, 100, 120].entries()) {
    await app.page.waitForTimeout(300); // Another hand on another mouse.
    expect((await turnAtOnce(app.page, [size])).number).toBe(at + 2);
  }
  await app.page.waitForTimeout(300);
  expect((await turnAtOnce(app.page, [3, 3], { deltaMode: 1 })).number).toBe(6);
  expect((await turnAtOnce(app.page, [-3], { deltaMode: 1, shiftKey: true })).number).toBe(1);
});

test('the barcode is a scrollbar, and its mark lies on the slice', async ({ app }) => {
  const { page } = app;
  const bar = await page.getByTestId('barcode').boundingBox();
  if (bar === null) throw new Error('The barcode has no box.');
  for (const part of [0.02, 0.5, 0.98]) {
    const y = bar.y + bar.height * part;
    await page.mouse.click(bar.x + bar.width / 2, y);
    const slider = page.getByRole('slider', { name: /^Slice/ });
    const count = Number(await slider.getAttribute('aria-valuemax'));
    const wanted = Math.floor(part * count) + 1;
    await expect(page.getByTestId('slice-number')).toHaveText(`${wanted}/${count}`);
    const mark = await page.getByTestId('barcode-slice').boundingBox();
    expect(y).toBeGreaterThanOrEqual(mark?.y ?? Number.POSITIVE_INFINITY);
    expect(y).toBeLessThanOrEqual((mark?.y ?? 0) + (mark?.height ?? 0));
  }
});

test('cine runs through the slices, each under its own number', async ({ app }) => {
  await readyAtFirst(app);
  await app.page.getByRole('button', { name: 'Cine' }).click();
  await app.page.waitForFunction(() => {
    const seen: readonly Shown[] = Reflect.get(globalThis, 'watched').frames;
    return seen.some(({ number }) => number === 9);
  });
  await app.page.getByRole('button', { name: 'Cine' }).click();
  expect(await imagesUnderTwoNumbers(app.page)).toEqual([]);
});

test('a touchpad scrolls by small parts of a notch, and Ctrl zooms', async ({ app }) => {
  await readyAtFirst(app);
  expect(await turnAtOnce(app.page, [12, 12, 12, 12])).toEqual({ number: 1, drawn: 0 });
  expect(await turnAtOnce(app.page, [12])).toEqual({ number: 2, drawn: 1 });
  expect(await turnAtOnce(app.page, [-60], { ctrlKey: true })).toEqual({ number: 2, drawn: 1 });
  await expect(app.page.getByTestId('corner-bottom-left')).toContainText('Zoom');
});
