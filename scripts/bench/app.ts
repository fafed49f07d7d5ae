/** The built app in a real Chromium, served with its real headers, as a benchmark meets it. */
import { cpSync, rmSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { build } from '../build.ts';
import type { ProxyOptions } from '../dicomweb-proxy/proxy.ts';
import { ensureChromium, QUIET_FLAGS, SOFTWARE_GPU_FLAGS } from '../find-browser.ts';
import { serve } from '../serve.ts';
import type { BenchNotes } from './page/watch-app.d.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SITE = `${ROOT}.cache/bench/app`;
const WATCHER = fileURLToPath(new URL('./page/watch-app.js', import.meta.url));
const BARE = new URL('./page/bare-canvas.html', import.meta.url).href;

/** One browser, one server. */
export interface BenchApp {
  readonly browser: Browser;
  /** A page of its own context with the app in it; its engine is ready unless told otherwise. */
  open(how?: {
    readonly height?: number;
    readonly waitForEngine?: boolean;
    /** As in ?engine=: no other is tried. */
    readonly engine?: string;
  }): Promise<Page>;
  /** A page of its own context with nothing but a canvas in it, as large, to be measured beside the app. */
  openBare(): Promise<Page>;
  /** Closes every page that is open: who still measures in one is told by an error. */
  closePages(): Promise<void>;
  readonly conditions: () => Readonly<Record<string, unknown>>;
  close(): Promise<void>;
}

/**
 * Builds and starts. `model`: a folder below models/, else the app's default. `softwareGpu`: with WebGPU and WebGL
 * emulated on the processor, where there is no GPU. `dicomweb`: with that PACS behind it. `site`: that folder, and nothing is built.
 */
export async function startApp(
  model: string | undefined,
  {
    softwareGpu = false,
    dicomweb,
    site,
  }: { softwareGpu?: boolean; dicomweb?: ProxyOptions; site?: string } = {},
): Promise<BenchApp> {
  if (site === undefined) {
    build();
    // A copy, since a build that runs meanwhile would take the files away.
    rmSync(SITE, { recursive: true, force: true });
    cpSync(`${ROOT}dist`, SITE, { recursive: true });
  }
  const server = await serve({
    root: site ?? SITE,
    ...(dicomweb === undefined ? {} : { dicomweb }),
  });
  const browser = await chromium.launch({
    executablePath: ensureChromium(),
    // Memory is counted when asked, not when the next garbage collection happens to come.
    args: [
      ...(softwareGpu ? SOFTWARE_GPU_FLAGS : QUIET_FLAGS),
      '--enable-blink-features=ForceEagerMeasureMemory',
    ],
  });
  const loadBefore = loadavg()[0];
  const urlFor = (engine: string | undefined): string => {
    const url = new URL(server.url);
    if (model !== undefined) url.searchParams.set('model', model);
    if (engine !== undefined) url.searchParams.set('engine', engine);
    return url.href;
  };
  const watchedPage = async (url: string, height: number): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width: 1280, height } });
    const page = await context.newPage();
    page.on('pageerror', (error) => console.error(`  page: ${error}`));
    await page.addInitScript({ path: WATCHER });
    await page.goto(url);
    return page;
  };
  return {
    browser,
    openBare: () => watchedPage(BARE, 800),
    open: async ({ height = 800, waitForEngine = true, engine } = {}) => {
      const page = await watchedPage(urlFor(engine), height);
      if (waitForEngine) {
        await page.getByRole('button', { name: /ms a slice/ }).waitFor({ timeout: 120_000 });
      }
      return page;
    },
    closePages: async () => {
      await Promise.all(browser.contexts().map((context) => context.close()));
    },
    conditions: () => ({
      model: model ?? 'default',
      cpu: cpus()[0]?.model.trim(),
      cores: cpus().length,
      browser: browser.version(),
      loadBefore,
      loadAfter: loadavg()[0],
    }),
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}

/** Gives files to the app's own file picker. */
export const give = (page: Page, paths: readonly string[]): Promise<void> =>
  page.getByTestId('file-input').setInputFiles([...paths]);

/** What the engine pill says of itself: "WASM, 6.1 ms a slice". */
export const engineText = async (page: Page): Promise<string> =>
  (await page.getByTestId('engine').getAttribute('title')) ?? '';

/** What watch-app.js noted in the page. */
export const notesOf = (page: Page): Promise<BenchNotes> =>
  page.evaluate(() => Reflect.get(globalThis, 'bench'));

/** Waits until no study of the list waits, is read or is analyzed; `count` studies, or any number but none. */
export const whenDone = (page: Page, count: number | null, timeout: number) =>
  page.waitForFunction(
    (wanted) => {
      const states = [...document.querySelectorAll('[data-testid=state]')];
      const busy = /Queued|Reading|Analyzing/;
      return (
        (wanted === null ? states.length > 0 : states.length === wanted) &&
        states.every((state) => !busy.test(state.textContent ?? ''))
      );
    },
    count,
    { timeout, polling: 500 },
  );
