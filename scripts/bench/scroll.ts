/** Steps through an open study, as a reader takes them, and through a bare canvas, which tells the browser's own part. */
import type { Page } from 'playwright-core';
import { type BenchApp, engineText, give, notesOf } from './app.ts';
import type { BenchNotes } from './page/watch-app.d.ts';
import { median, percentile } from './statistics.ts';
import { paintedStudies, thinStudy } from './studies.ts';

const STUDIES = 20;
const SLICES = 32;
const STEPS = 100;
const PAUSE_MS = 20;
const FRAME_MS = 1000 / 60;
/** Multiples of it, modulo 1, fall evenly. */
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** What the reader turns or presses. */
export type ScrolledBy = 'wheel' | 'keys';

/** What was scrolled: the app while it analyzes the queue or with the queue paused, or a bare canvas. */
export type Scrolled = 'analyzing' | 'queue paused' | 'a bare canvas';

/** Slices of the thin study: a slab of ten millimeters takes seventeen of them. */
const THIN = 250;

/**
 * How the open study hangs, and what is stepped through: the slices, or with 'coronal' the coronal plane beside them. 'thin slab' steps
 * through maxima over 10 mm of a study of thin slices.
 */
export type Hanging = 'one' | 'three' | 'planes' | 'coronal' | 'thin slab';

/** The key that hangs it so, and what is there then. */
const HANGING = {
  one: null,
  three: { key: 'b', there: 'side-pane' },
  planes: { key: 'Shift+B', there: 'plane-coronal' },
  coronal: { key: 'Shift+B', there: 'plane-coronal' },
  'thin slab': { key: 's', there: 'slab-note' },
} as const;

/** Which slice of how many is shown. */
async function placeOf(page: Page): Promise<readonly (number | undefined)[]> {
  const text = (await page.getByTestId('slice-number').textContent()) ?? '';
  return text.split('/').map(Number);
}

/** One notch, and back and forth through the series, or the middle of the planes. The pauses differ, so that steps begin at every part of a frame. */
async function scroll(page: Page, by: ScrolledBy, hanging: Hanging): Promise<void> {
  const planes = hanging === 'coronal';
  let down = true;
  for (let step = 0; step < STEPS; step += 1) {
    const [at, of] = await placeOf(page);
    if (planes ? step % 50 === 25 : at === of) down = false;
    if (planes ? step % 50 === 0 : at === 1) down = true;
    const before = (await notesOf(page)).steps.length;
    if (by === 'wheel') await page.mouse.wheel(0, down ? 60 : -60);
    else await page.keyboard.press(down ? 'ArrowDown' : 'ArrowUp');
    await page.waitForFunction(
      (count) => Reflect.get(globalThis, 'bench').steps.length > count,
      before,
      { timeout: 10_000 },
    );
    await page.waitForTimeout(PAUSE_MS + FRAME_MS * ((step * GOLDEN) % 1));
  }
}

async function openStudy(page: Page, paused: boolean, hanging: Hanging): Promise<void> {
  const thin = hanging === 'thin slab';
  await give(page, thin ? await thinStudy(THIN) : await paintedStudies(STUDIES, SLICES));
  await page
    .getByTestId('state')
    .filter({ hasText: /Analyzing/ })
    .first()
    .waitFor({ timeout: 60_000 });
  if (paused) await page.getByRole('button', { name: /^Pause/ }).click();
  await page
    .getByTestId('row-main')
    .nth(thin ? 0 : 5)
    .click();
  await page.getByTestId('slice-number').waitFor();
  await page.waitForFunction(() => document.querySelector('[data-testid=letter-top]') !== null);
  const hung = HANGING[hanging];
  if (hung !== null) {
    await page.keyboard.press(hung.key);
    await page.getByTestId(hung.there).first().waitFor({ timeout: 60_000 });
    if (thin) await page.getByRole('combobox', { name: 'Slab' }).selectOption('maximum 10');
    await page.waitForTimeout(500);
  }
  await page.getByTestId(hanging === 'coronal' ? 'plane-coronal' : 'viewport-host').hover();
}

/** One hundred steps. */
export async function measureScroll(
  app: BenchApp,
  by: ScrolledBy,
  what: Scrolled,
  hanging: Hanging = 'one',
) {
  const bare = what === 'a bare canvas';
  const page = bare ? await app.openBare() : await app.open();
  const engine = bare ? '' : await engineText(page);
  if (bare) await page.locator('canvas').hover();
  else await openStudy(page, what === 'queue paused', hanging);
  const { longTasks: earlier, steps: hung } = await notesOf(page); // The key that hung the study was noted as a step.
  const before = earlier.length;
  await page.evaluate('watchFrames()');
  await scroll(page, by, hanging);
  const { steps: noted, longTasks } = await notesOf(page);
  const steps = noted.slice(hung.length);
  await page.context().close();
  const counted = steps.filter(({ analyzing }) => analyzing || what !== 'analyzing');
  const ms = counted.map((step) => step.ms);
  const withHeld = counted.map((step) => step.ms + step.heldMs);
  const longest = (of: BenchNotes['longTasks']) => Math.max(0, ...of.map((task) => task.ms));
  return {
    by,
    what,
    hanging,
    engine,
    steps: steps.length,
    stepsCounted: counted.length,
    medianMs: median(ms),
    p95Ms: percentile(ms, 0.95),
    maxMs: Math.max(...ms),
    /** As the browser's time stamps say, with the frame for which DevTools keeps wheel events back. */
    medianWithHeldMs: median(withHeld),
    p95WithHeldMs: percentile(withHeld, 0.95),
    longestTaskMs: longest(longTasks.slice(before)),
    longestTaskBeforeMs: longest(longTasks.slice(0, before)),
  };
}

/** What measureScroll found. */
export type ScrollFigures = Awaited<ReturnType<typeof measureScroll>>;

/** The figures as a table in Markdown. */
export function scrollTable(scrolls: readonly ScrollFigures[]): string {
  const head =
    '| step by | of | hanging | steps counted | median, ms | p95, ms | max, ms | with what DevTools holds back: median | p95 | longest task, ms |';
  const rows = scrolls.map((each) => {
    const { medianMs, p95Ms, maxMs, medianWithHeldMs, p95WithHeldMs, longestTaskMs } = each;
    const numbers = [medianMs, p95Ms, maxMs, medianWithHeldMs, p95WithHeldMs, longestTaskMs];
    const cells = numbers.map((value) => value.toFixed(1)).join(' | ');
    return `| ${each.by} | ${each.what} | ${each.hanging} | ${each.stepsCounted} of ${each.steps} | ${cells} |`;
  });
  return [head, '|---|---|---|---|---|---|---|---|---|---|', ...rows].join('\n');
}
