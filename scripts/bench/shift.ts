/** A shift's list under load: many studies at once, one of them opened in mid-run, and the list scrolled while it is worked off. */
import type { Page } from 'playwright-core';
import { type BenchApp, engineText, give, notesOf } from './app.ts';
import { median, percentile } from './statistics.ts';
import { copiedStudies } from './studies.ts';

/** Different heads among the copies. */
const HEADS = 20;
const NIGHT = { studies: 136, slices: 28 };
const LONG = { studies: 500, slices: 3 };
/** So high that every row of a night is on the screen, and can be read there. */
const ALL_ROWS_HIGH = 7200;
const OPENED = 6;
const NOTCHES = 100;
const LIMIT_MS = 240_000;

/** How many studies the list says it holds. */
const listed = (page: Page, count: number) =>
  page.waitForFunction(
    (wanted) => Number(document.querySelector('li[data-key]')?.ariaSetSize ?? 0) >= wanted,
    count,
    { timeout: LIMIT_MS, polling: 50 },
  );

/** Seconds from the files in the picker until all rows stand, and until all have an interim rank. */
async function measureNight(app: BenchApp, files: readonly string[]) {
  const page = await app.open({ height: ALL_ROWS_HIGH });
  await give(page, files);
  await listed(page, NIGHT.studies);
  await page.waitForFunction(
    (count) => {
      const rows = [...document.querySelectorAll('li[data-key]')];
      const busy = /Queued|Reading|Analyzing/;
      return (
        rows.length === count &&
        rows.every(
          (row) =>
            (row.querySelector('[data-testid=any]')?.textContent ?? '') !== '' ||
            !busy.test(row.querySelector('[data-testid=state]')?.textContent ?? ''),
        )
      );
    },
    NIGHT.studies,
    { timeout: LIMIT_MS, polling: 200 },
  );
  const { given, snapshots } = await notesOf(page);
  const all = snapshots.filter(({ rows }) => rows.length === NIGHT.studies);
  const ranked = all.find(({ rows }) => rows.every(({ placed }) => placed));
  const seconds = (time: number | undefined) => ((time ?? Number.NaN) - given) / 1000;
  const figures = { listedS: seconds(all[0]?.time), rankedS: seconds(ranked?.time) };
  await page.context().close();
  return figures;
}

/** Clicks rows of a queue under way. ms from the click's time stamp to the end of the frame with the slice; the first fetches the reading room. */
async function measureOpening(app: BenchApp, files: readonly string[]) {
  const page = await app.open();
  await give(page, files);
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
    await page.waitForFunction((count) => Reflect.get(globalThis, 'opened').length > count, at, {
      timeout: 60_000,
    });
    await page.waitForTimeout(1500);
    await page.keyboard.press('Escape');
    await page.waitForTimeout(500);
  }
  const ms: readonly number[] = await page.evaluate(() => Reflect.get(globalThis, 'opened'));
  const busy = await isBusy(page);
  await page.context().close();
  const [first = Number.NaN, ...others] = ms;
  return { openFirstMs: first, openMedianMs: median(others), openMaxMs: Math.max(...others), busy };
}

const isBusy = async (page: Page): Promise<boolean> =>
  (await page
    .getByTestId('state')
    .filter({ hasText: /Queued|Reading|Analyzing/ })
    .count()) > 0;

/** Turns the wheel over the list. ms from the event, as a hand's would come, to the end of the frame in which the rows moved. */
async function measureList(app: BenchApp, files: readonly string[]) {
  const page = await app.open();
  const engine = await engineText(page);
  await give(page, files);
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
  await page.getByTestId('row-box').hover();
  const before = (await notesOf(page)).longTasks.length;
  for (let notch = 0; notch < NOTCHES; notch += 1) {
    await page.mouse.wheel(0, notch % 50 < 25 ? 360 : -360);
    await page.waitForTimeout(20 + (notch % 7) * 3);
  }
  await page.waitForTimeout(500);
  const ms: readonly number[] = await page.evaluate(() => Reflect.get(globalThis, 'moved'));
  const { longTasks } = await notesOf(page);
  const busy = await isBusy(page);
  await page.context().close();
  return {
    engine,
    notches: ms.length,
    medianMs: median(ms),
    p95Ms: percentile(ms, 0.95),
    maxMs: Math.max(...ms),
    longestTaskMs: Math.max(0, ...longTasks.slice(before).map((task) => task.ms)),
    busy,
  };
}

/** All three, with what they are to reach. `busy`: the queue was still at work at the end, or the figure is of an idle app. */
export async function measureShift(app: BenchApp) {
  const night = await copiedStudies(NIGHT.studies, NIGHT.slices, HEADS);
  const long = await copiedStudies(LONG.studies, LONG.slices, HEADS);
  return {
    night: { ...NIGHT, ...(await measureNight(app, night)) },
    opening: await measureOpening(app, night),
    list: { ...LONG, ...(await measureList(app, long)) },
  };
}
