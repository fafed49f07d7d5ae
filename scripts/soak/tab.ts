import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { type CDPSession, chromium, type Page } from 'playwright-core';
import { build } from '../build.ts';
import { ensureChromium, QUIET_FLAGS, SOFTWARE_GPU_FLAGS } from '../find-browser.ts';
import { serve } from '../serve.ts';
import { type CountedList, count } from './counts.ts';
import type { Sample, SoakPlan } from './judge.ts';
import { makeStudy } from './made-studies.ts';

/** Handles of the process that holds the page; null where there is no /proc. */
async function rendererHandles(browser: CDPSession): Promise<number | null> {
  const { processInfo } = await browser.send('SystemInfo.getProcessInfo');
  const folders = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => `/proc/${id}/fd`)
    .filter((path) => existsSync(path));
  if (folders.length === 0) return null;
  return folders.reduce((sum, path) => sum + readdirSync(path).length, 0);
}

async function measured(
  page: Page,
  session: CDPSession,
  browser: CDPSession,
  studies: number,
): Promise<Sample> {
  await session.send('HeapProfiler.collectGarbage');
  const bytes = await page.evaluate(async () => {
    const measure = Reflect.get(performance, 'measureUserAgentSpecificMemory');
    return Number(Reflect.get(Object(await Reflect.apply(measure, performance, [])), 'bytes'));
  });
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const metric = (name: string) => metrics.find((one) => one.name === name)?.value ?? 0;
  const handles = await rendererHandles(browser);
  return {
    studies,
    mebibytes: bytes / 1024 ** 2,
    counts: {
      workers: page.workers().length,
      listeners: metric('JSEventListeners'),
      // Rows are in the list: those that are seen are nodes.
      nodes: metric('Nodes'),
      ...(handles === null ? {} : { handles }),
    },
  };
}

/** Every study ends as something else than these, and never goes back: none left of each in turn means all are done. */
async function allDone(page: Page, studies: number): Promise<void> {
  const search = page.getByRole('searchbox', { name: 'Search the worklist' });
  // Masked, a study is its number.
  await search.fill(`#${studies}`);
  await page.getByTestId('row').first().waitFor({ timeout: 300_000 });
  for (const state of ['queued', 'reading', 'analyzing']) {
    await search.fill(state);
    await page.getByText('No study matches.').waitFor({ timeout: 600_000 });
  }
  await search.fill('');
}

/** Reads a few slices of the study on top, as a reader would, and comes back. */
async function readOne(page: Page): Promise<void> {
  await page.getByTestId('row').first().getByTestId('row-main').click();
  await page.locator('[data-testid=viewport-host] canvas').first().waitFor();
  for (let slice = 0; slice < 12; slice += 1) await page.keyboard.press('ArrowDown');
  await page.waitForTimeout(300);
  await page.keyboard.press('Escape');
}

/** The list as the app exports it, patients unmasked: a button of the page, and a file that it writes. */
async function exported(page: Page): Promise<CountedList> {
  await page.getByRole('button', { name: 'Export the list' }).click();
  const item = page
    .getByRole('dialog')
    .getByRole('listitem')
    .filter({ hasText: 'Everything (JSON)' });
  const waiting = page.waitForEvent('download');
  await item.getByRole('button', { name: 'Everything (JSON)' }).click();
  await item.getByRole('button', { name: 'Export all the same' }).click();
  const download = await waiting;
  const list = JSON.parse(readFileSync(await download.path(), 'utf8')) as CountedList;
  await download.delete();
  await page.keyboard.press('Escape');
  return list;
}

/** Takes studies through one tab, a batch at a time; one of each batch is read, all are done with and exported: the desk of a long day. */
export async function* soakTab(plan: SoakPlan): AsyncGenerator<Sample> {
  const { folder, studies, slices, engine, ending } = plan;
  build();
  const server = await serve({ root: 'dist' });
  const browser = await chromium.launch({
    executablePath: ensureChromium(),
    // Ctrl+C ends the soak between two batches, with its figures: not the browser under it.
    handleSIGINT: false,
    // Memory is counted when asked, not when the next garbage collection happens to come.
    args: [
      ...QUIET_FLAGS,
      ...SOFTWARE_GPU_FLAGS,
      '--enable-blink-features=ForceEagerMeasureMemory',
    ],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(`the page raised ${error}`));
    await page.goto(`${server.url}?model=tiny&engine=${engine}`);
    await page.getByRole('button', { name: /ms a slice/ }).waitFor({ timeout: 120_000 });
    const session = await page.context().newCDPSession(page);
    const browserSession = await browser.newBrowserCDPSession();
    await session.send('Performance.enable');
    await session.send('HeapProfiler.enable');
    const batch = studies >= 200 ? 25 : 10;
    const given = { studies: 0, files: 0 };
    while (given.studies < studies && ending() === null) {
      const upTo = Math.min(studies, given.studies + batch);
      const paths: string[] = [];
      while (given.studies < upTo) {
        given.studies += 1;
        paths.push(...makeStudy(folder, given.studies, slices));
      }
      given.files += paths.length;
      await page.getByTestId('file-input').setInputFiles(paths);
      await allDone(page, upTo);
      await readOne(page);
      const counted = count(await exported(page), given);
      const sample = await measured(page, session, browserSession, upTo);
      yield { ...sample, counted: { ...counted, faults: [...counted.faults, ...errors] } };
    }
  } finally {
    await browser.close();
    await server.close();
  }
}
