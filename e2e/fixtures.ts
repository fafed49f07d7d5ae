import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type BrowserContext,
  test as base,
  expect,
  type Locator,
  type Page,
} from '@playwright/test';
import { unzipSync, zipSync } from 'fflate';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * The tiny model (fast, untrained) on the engine that wins wherever the GPU is emulated, as it is here: trying the others costs each
 * page seconds. That the app chooses it by itself is seen where a test asks for no engine: the first visit, offline, no egress,
 * the settings, German, under Vite's own server, with Orthanc.
 */
export const QUICK = '?model=tiny&engine=own-wasm';

/** One bundled sample study, as public/samples/index.json lists it. */
export interface Sample {
  readonly file: string;
  readonly title: string;
  readonly slices: number;
}

/** The bundled samples. The build makes them; a missing list is an error, not a skip. */
export function samples(): readonly Sample[] {
  const raw = JSON.parse(readFileSync(join(ROOT, 'public/samples/index.json'), 'utf8')) as {
    readonly studies: readonly Sample[];
  };
  return raw.studies;
}

/** Path of a sample's ZIP whose file name contains a word. */
export function sampleZip(word: string): string {
  const found = samples().find(({ file }) => file.toLowerCase().includes(word));
  if (found === undefined) throw new Error(`No sample is named like "${word}".`);
  return join(ROOT, 'public/samples', found.file);
}

/**
 * Path of a sample's ZIP with every second slice of it: a whole head still, 10 mm apart, read in half the time. For tests whose claim
 * is about something else than how many slices there are. Made once from the sample, under the hash of it.
 */
export function thinZip(word: string): string {
  const whole = readFileSync(sampleZip(word));
  const hash = createHash('sha256').update(whole).digest('hex').slice(0, 16);
  const folder = join(ROOT, '.cache/thin-samples');
  const path = join(folder, `${word}-${hash}.zip`);
  if (existsSync(path)) return path;
  const slices = Object.entries(unzipSync(whole)).filter(([, bytes]) => bytes.length > 0);
  // From the second: the last one, on top of the head, is among them.
  const half = slices.filter((_, at) => at % 2 === 1);
  mkdirSync(folder, { recursive: true });
  // By renaming: another process that looks for it finds a whole file or none.
  const writing = `${path}.${process.pid}`;
  writeFileSync(writing, zipSync(Object.fromEntries(half), { level: 1 }));
  renameSync(writing, path);
  return path;
}

/** A request that the page made. */
export interface SeenRequest {
  readonly url: string;
  readonly method: string;
}

/** The app with what every test watches: page errors, console errors, requests. */
export interface AppPage {
  readonly page: Page;
  readonly rows: Locator;
  readonly requests: readonly SeenRequest[];
  /** Errors so far. A test that provokes one empties it; whatever is left fails the test. */
  readonly problems: string[];
  /** Opens the app with `QUICK`, or with another query. */
  open(query?: string): Promise<void>;
  /** Gives files to the file picker. */
  give(paths: readonly string[]): Promise<void>;
  /** Waits until no study waits, reads or is analyzed, and there are `count` of them. */
  allDone(count: number): Promise<void>;
}

/** The app of a page that is not loaded yet, with what is watched from now on. */
function appOn(page: Page, context: BrowserContext): AppPage {
  const problems: string[] = [];
  const requests: SeenRequest[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  context.on('request', (request) => {
    requests.push({ url: request.url(), method: request.method() });
  });
  const rows = page.getByRole('list', { name: 'Studies by priority' }).getByRole('listitem');
  return {
    page,
    rows,
    requests,
    problems,
    open: async (query = QUICK) => {
      await page.goto(`/${query}`);
      await expect(page.getByRole('button', { name: /ms a slice/ })).toBeVisible();
    },
    give: (paths) => page.getByTestId('file-input').setInputFiles([...paths]),
    allDone: async (count) => {
      await expect(rows).toHaveCount(count, { timeout: 90_000 });
      await expect(rows.filter({ hasText: /Queued|Reading|Analyzing/ })).toHaveCount(0, {
        timeout: 90_000,
      });
    },
  };
}

const noProblems = ({ problems }: AppPage) =>
  expect(problems, 'the page raised no errors').toEqual([]);

export const test = base.extend<{ app: AppPage }>({
  app: async ({ page, context }, use) => {
    const app = appOn(page, context);
    await use(app);
    noProblems(app);
  },
});

/** Opens the first study of the list, from anywhere, as if it had not been open. */
export async function openAnew({ page, rows }: AppPage): Promise<void> {
  const close = page.getByRole('button', { name: 'Close the study' });
  if (await close.isVisible()) await close.click();
  await expect(page.getByTestId('slice-number')).toHaveCount(0);
  await rows.first().getByTestId('row-main').click();
  await expect(page.getByTestId('slice-number')).toBeVisible();
}

/**
 * Tests of this file that share one page, which `ready` brings where they all begin: loading the app and analyzing the same study
 * again takes more time than most tests. Each of them comes back to that state first, and none may count on what another left. A
 * failure ends the page with its worker process, so that the tests after it have a fresh one.
 */
export function testOnOnePage(
  ready: (app: AppPage) => Promise<void>,
  back: (app: AppPage) => Promise<void>,
) {
  let shared: AppPage | undefined;
  const onOnePage = base.extend<{ app: AppPage }>({
    app: async ({ browser, baseURL, viewport, serviceWorkers }, use) => {
      if (shared === undefined) {
        const context = await browser.newContext({
          viewport,
          serviceWorkers,
          ...(baseURL === undefined ? {} : { baseURL }),
        });
        shared = appOn(await context.newPage(), context);
        await ready(shared);
      } else {
        if (viewport !== null) await shared.page.setViewportSize(viewport);
        await back(shared);
      }
      await use(shared);
      noProblems(shared);
    },
  });
  onOnePage.afterAll(async () => {
    await shared?.page.context().close();
    shared = undefined;
  });
  return onOnePage;
}

export { expect };
