/** How the app feels: scrolling while the queue is worked off, main-thread tasks, and what it takes to start. */
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { type BenchApp, engineText, give, startApp } from './app.ts';
import type { BenchNotes } from './page/watch-app.d.ts';
import { median } from './statistics.ts';
import { paintedStudies } from './studies.ts';

const STUDIES = 20;
const SLICES = 32;
const STEPS = 100;
const PAUSE_MS = 20;
const LOADS = 5;
/** Time to interactive ends where no long task follows for so long. */
const QUIET_MS = 5000;
const GOALS = { stepP95Ms: 33, longestTaskMs: 50, shellKb: 120, interactiveMs: 1500 };

const { values: options } = parseArgs({
  options: { json: { type: 'boolean', default: false }, model: { type: 'string' } },
});

const notesOf = (page: Page): Promise<BenchNotes> =>
  page.evaluate(() => Reflect.get(globalThis, 'bench'));

const percentile = (values: readonly number[], part: number): number =>
  [...values].sort((a, b) => a - b)[Math.ceil(values.length * part) - 1] ?? Number.NaN;

/** One notch, and back and forth through the series. */
async function scroll(page: Page, by: 'wheel' | 'keys'): Promise<void> {
  let down = true;
  for (let step = 0; step < STEPS; step += 1) {
    const text = (await page.locator('.slice-number').textContent()) ?? '';
    const [at, of] = text.split('/').map(Number);
    if (at === of) down = false;
    if (at === 1) down = true;
    const before = (await notesOf(page)).steps.length;
    if (by === 'wheel') await page.mouse.wheel(0, down ? 60 : -60);
    else await page.keyboard.press(down ? 'ArrowDown' : 'ArrowUp');
    await page.waitForFunction(
      (count) => Reflect.get(globalThis, 'bench').steps.length > count,
      before,
      { timeout: 10_000 },
    );
    await page.waitForTimeout(PAUSE_MS);
  }
}

/** `quiet`: with the queue paused, which tells the machine's own part in a step from the analysis'. */
async function measureScroll(app: BenchApp, by: 'wheel' | 'keys', quiet = false) {
  const page = await app.open();
  const engine = await engineText(page);
  await give(page, paintedStudies(STUDIES, SLICES));
  await page
    .locator('.row .state', { hasText: /Analyzing/ })
    .first()
    .waitFor({ timeout: 60_000 });
  if (quiet) await page.getByRole('button', { name: /^Pause/ }).click();
  await page.locator('.row-main').nth(5).click();
  await page.locator('.slice-number').waitFor();
  await page.waitForFunction(() => document.querySelector('.letter.top') !== null);
  await page.locator('.viewport-host').hover();
  const before = (await notesOf(page)).longTasks.length;
  await scroll(page, by);
  const { steps, longTasks } = await notesOf(page);
  await page.context().close();
  const during = steps.filter(({ analyzing }) => analyzing || quiet);
  const ms = during.map((step) => step.ms);
  return {
    by: quiet ? (`${by}, queue paused` as const) : by,
    engine,
    steps: steps.length,
    stepsWhileAnalyzing: during.length,
    medianMs: median(ms),
    p95Ms: percentile(ms, 0.95),
    maxMs: Math.max(...ms),
    longestTaskMs: Math.max(0, ...longTasks.slice(before).map((task) => task.ms)),
    longestTaskBeforeMs: Math.max(0, ...longTasks.slice(0, before).map((task) => task.ms)),
  };
}

/** Bytes of the scripts that the page itself loads, gzipped here; the engine's worker fetches its own. */
async function measureShell(app: BenchApp) {
  const page = await app.open();
  const urls = await page.evaluate(() => [
    ...new Set(
      [...document.querySelectorAll('script[src], link[rel=modulepreload]')].map((element) =>
        element instanceof HTMLScriptElement ? element.src : Reflect.get(element, 'href'),
      ),
    ),
  ]);
  const dynamic = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => name)
      .filter((name) => /\.m?js$/.test(name)),
  );
  const sizeOf = async (url: string): Promise<number> => {
    const response = await page.request.get(url);
    return gzipSync(await response.body(), { level: 9 }).length / 1000;
  };
  const sum = async (which: readonly string[]): Promise<number> =>
    (await Promise.all(which.map(sizeOf))).reduce((total, size) => total + size, 0);
  const others = dynamic.filter((name) => !urls.includes(name) && !name.endsWith('sw.js'));
  const shell = { shellKb: await sum(urls), othersKb: await sum(others), others: others.length };
  await page.context().close();
  return shell;
}

async function measureStart(app: BenchApp) {
  const interactive: number[] = [];
  const shown: number[] = [];
  for (let load = 0; load < LOADS; load += 1) {
    const page = await app.open({ waitForEngine: false });
    await page.getByTestId('file-input').waitFor({ state: 'attached' });
    await page.waitForTimeout(QUIET_MS + 1000);
    const { pickerShown, longTasks } = await notesOf(page);
    let end = pickerShown;
    for (const { start, ms } of longTasks) {
      if (start < end + QUIET_MS) end = Math.max(end, start + ms);
    }
    shown.push(pickerShown);
    interactive.push(end);
    await page.context().close();
  }
  return {
    loads: LOADS,
    pickerShownMs: median(shown),
    interactiveMs: median(interactive),
    interactiveMaxMs: Math.max(...interactive),
  };
}

async function main(): Promise<void> {
  const app = await startApp(options.model);
  try {
    const shell = await measureShell(app);
    const start = await measureStart(app);
    const busy = [await measureScroll(app, 'wheel'), await measureScroll(app, 'keys')];
    const quiet = [await measureScroll(app, 'wheel', true), await measureScroll(app, 'keys', true)];
    const scrolls = [...busy, ...quiet];
    const ratios = {
      wheelP95ToQuiet: (busy[0]?.p95Ms ?? Number.NaN) / (quiet[0]?.p95Ms ?? Number.NaN),
      keysP95ToQuiet: (busy[1]?.p95Ms ?? Number.NaN) / (quiet[1]?.p95Ms ?? Number.NaN),
    };
    const goals = {
      stepP95: busy.every(({ p95Ms }) => p95Ms < GOALS.stepP95Ms),
      noLongTask: busy.every(({ longestTaskMs }) => longestTaskMs <= GOALS.longestTaskMs),
      shell: shell.shellKb <= GOALS.shellKb,
      interactive: start.interactiveMs < GOALS.interactiveMs,
    };
    const conditions = app.conditions();
    if (options.json) {
      console.log(JSON.stringify({ scrolls, ratios, shell, start, goals, conditions }));
      return;
    }
    console.log(
      '| scrolled by | steps while analyzing | median, ms | p95, ms | max, ms | longest task, ms |\n|---|---|---|---|---|---|',
    );
    for (const each of scrolls) {
      const numbers = [each.medianMs, each.p95Ms, each.maxMs, each.longestTaskMs];
      const cells = numbers.map((value) => value.toFixed(1)).join(' | ');
      console.log(`| ${each.by} | ${each.stepsWhileAnalyzing} of ${each.steps} | ${cells} |`);
    }
    for (const each of [ratios, shell, start, goals, conditions]) console.log(JSON.stringify(each));
  } finally {
    await app.close();
  }
}

await main();
