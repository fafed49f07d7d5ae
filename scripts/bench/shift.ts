/** A shift's list under load: many studies at once, one of them opened in mid-run, and the list scrolled while it is worked off. */
import type { Page } from 'playwright-core';
import { type BenchApp, give, notesOf } from './app.ts';
import { percentile } from './statistics.ts';
import { copiedStudies } from './studies.ts';

/** Different heads among the copies. */
const HEADS = 20;
/** A night's studies, and the slices of each. */
const NIGHT = { studies: 136, slices: 28 };
/** A long list. */
const LONG = { studies: 500, slices: 3 };
const OPENED = 6;
const NOTCHES = 100;
/** Whoever measures has a limit of time of its own: nothing here has one. */
const NO_LIMIT = { timeout: 0 };

/** Paths of the night's files and of the long list's, painted where they are not there. */
export const nightFiles = () => copiedStudies(NIGHT.studies, NIGHT.slices, HEADS);
/** See {@link nightFiles}. */
export const longFiles = () => copiedStudies(LONG.studies, LONG.slices, HEADS);

/** When the list said that it holds so many studies, in seconds since the files were in the picker. */
async function listed(page: Page, count: number): Promise<number> {
  const time = await page.waitForFunction(
    (wanted) => {
      const all = Number(document.querySelector('li[data-key]')?.ariaSetSize ?? 0);
      return all >= wanted && performance.now();
    },
    count,
    { ...NO_LIMIT, polling: 50 },
  );
  return secondsFrom(page, Number(await time.jsonValue()));
}

const secondsFrom = async (page: Page, time: number): Promise<number> =>
  (time - (await notesOf(page)).given) / 1000;

/**
 * Seconds until the last study has a number. Sorted by their numbers those without one stand last: the end of the list, in a window of the
 * usual height, tells of all.
 */
async function allRanked(page: Page): Promise<number> {
  await page.getByRole('button', { name: 'Any hemorrhage' }).click();
  await page.mouse.move(5, 5); // Rows don't move under a pointer.
  const time = await page.waitForFunction(
    () => {
      const box = document.querySelector('[data-testid=row-box]');
      if (box === null) return false;
      box.scrollTop = box.scrollHeight;
      const last = [...document.querySelectorAll('li[data-key]')].at(-1);
      const isEnd = last?.ariaPosInSet === last?.ariaSetSize;
      const state = last?.querySelector('[data-testid=state]')?.textContent ?? '';
      const any = last?.querySelector('[data-testid=any]')?.textContent ?? '';
      const isRanked = any !== '' || (state !== '' && !/Queued|Reading|Analyzing/.test(state));
      return isEnd && isRanked && performance.now();
    },
    undefined,
    { ...NO_LIMIT, polling: 100 },
  );
  return secondsFrom(page, Number(await time.jsonValue()));
}

/** Says how many seconds of its core the page's thread has used since: that depends less on what else the machine does. */
async function threadClock(page: Page): Promise<() => Promise<string>> {
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('Performance.enable', { timeDomain: 'threadTicks' });
  const used = async (): Promise<number> => {
    const { metrics } = await devTools.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
  };
  const from = await used();
  return async () => `the page's thread worked ${((await used()) - from).toFixed(2)} s`;
}

/** Gives a night's files. Tells the seconds until all rows stand, and until all have an interim rank. */
export async function measureNight(
  app: BenchApp,
  tell: (figure: 'listed' | 'ranked', seconds: number, doubt: string) => void,
): Promise<void> {
  const page = await app.open();
  const worked = await threadClock(page);
  await give(page, await nightFiles());
  tell('listed', await listed(page, NIGHT.studies), await worked());
  tell('ranked', await allRanked(page), await worked());
}

/** What is said of a figure of an app that was at rest. */
const IDLE = 'the queue was done before the end';

const isBusy = async (page: Page): Promise<boolean> =>
  (await page
    .getByTestId('state')
    .filter({ hasText: /Queued|Reading|Analyzing/ })
    .count()) > 0;

/** Clicks rows of a queue under way. ms from the click's time stamp to the end of the frame with the slice: of all, the first one first. */
export async function measureOpening(app: BenchApp) {
  const page = await app.open();
  await give(page, await nightFiles());
  await listed(page, 100);
  await page.evaluate(() => {
    const noted: number[] = [];
    Reflect.set(globalThis, 'opened', noted);
    let clicked: number | null = null;
    addEventListener(
      'click',
      ({ timeStamp }) => {
        clicked = timeStamp;
      },
      true,
    );
    addEventListener(
      'cornerstoneimagerendered',
      () => {
        if (clicked === null) return;
        const from = clicked;
        clicked = null;
        setTimeout(() => noted.push(performance.now() - from));
      },
      true,
    );
  });
  for (let at = 0; at < OPENED; at += 1) {
    await page.getByTestId('row-main').nth(at).click();
    await page.waitForFunction(
      (count) => Reflect.get(globalThis, 'opened').length > count,
      at,
      NO_LIMIT,
    );
    await page.waitForTimeout(1500);
    await page.keyboard.press('Escape');
    await page.waitForTimeout(500);
  }
  const ms: readonly number[] = await page.evaluate(() => Reflect.get(globalThis, 'opened'));
  const doubt = (await isBusy(page)) ? undefined : IDLE;
  await page.context().close();
  return { ms, doubt };
}

/**
 * Turns the wheel over the list of a queue that waited until all was listed, and is worked off. ms from the event, as a hand's would come, to
 * the end of the frame in which the rows moved.
 */
export async function measureList(app: BenchApp) {
  const page = await app.open();
  await give(page, (await longFiles()).slice(0, LONG.slices));
  await page.getByRole('button', { name: /^Pause/ }).click();
  await give(page, (await longFiles()).slice(LONG.slices));
  await listed(page, LONG.studies);
  await page.evaluate('watchFrames()');
  await page.evaluate(() => {
    const noted: number[] = [];
    Reflect.set(globalThis, 'moved', noted);
    const begun: { time: number; held: number }[] = [];
    const heldBack: (event: Event) => number = Reflect.get(globalThis, 'heldBack');
    addEventListener(
      'wheel',
      (event) => begun.push({ time: event.timeStamp, held: heldBack(event) }),
      { capture: true, passive: true },
    );
    addEventListener(
      'scroll',
      () => {
        const [first] = begun.splice(0);
        if (first === undefined) return;
        requestAnimationFrame(() =>
          setTimeout(() => noted.push(performance.now() - first.time - first.held)),
        );
      },
      true,
    );
  });
  await page.getByRole('button', { name: /^Resume/ }).click();
  await page.getByTestId('row-box').hover();
  const before = (await notesOf(page)).longTasks.length;
  for (let notch = 0; notch < NOTCHES; notch += 1) {
    await page.mouse.wheel(0, notch % 50 < 25 ? 360 : -360);
    await page.waitForTimeout(20 + (notch % 7) * 3);
  }
  await page.waitForTimeout(500);
  const ms: readonly number[] = await page.evaluate(() => Reflect.get(globalThis, 'moved'));
  const { longTasks } = await notesOf(page);
  const doubt = (await isBusy(page)) ? undefined : IDLE;
  await page.context().close();
  return {
    p95Ms: percentile(ms, 0.95),
    longestTaskMs: Math.max(0, ...longTasks.slice(before).map((task) => task.ms)),
    doubt,
  };
}
