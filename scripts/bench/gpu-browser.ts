/** A Chromium that shows its GPU to WebGPU, or, where there is none, a software adapter. */
import { type Browser, chromium, type Page } from 'playwright-core';
import { findChromium, QUIET_FLAGS, SOFTWARE_GPU_FLAGS } from '../find-browser.ts';
import type { GpuContestantApi } from './page/gpu-contestants.ts';

declare global {
  var gpuContestant: GpuContestantApi;
}

/** What WebGPU found. */
export interface Adapter {
  readonly name: string;
  readonly software: boolean;
  readonly half: boolean;
}

const AWAKE = [
  '--disable-renderer-backgrounding',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
];

/** Headless Chromium hides GPUs behind these on Linux; elsewhere they change nothing. */
const REAL_GPU_FLAGS = [
  '--enable-unsafe-webgpu',
  '--ignore-gpu-blocklist',
  ...(process.platform === 'linux'
    ? ['--enable-features=Vulkan', '--use-angle=vulkan', '--disable-vulkan-surface']
    : []),
];

/** The longest wait for an adapter: some drivers never answer. */
const ADAPTER_MS = 20_000;

/** Opens the benchmark's page. */
export async function openGpuPage(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.error(`  page: ${error.message}`));
  await page.goto(`${url}gpu.html`);
  await page.waitForFunction(() => globalThis.gpuContestant !== undefined);
  return page;
}

async function adapterOf(browser: Browser, url: string): Promise<Adapter | null> {
  const page = await openGpuPage(browser, url);
  const adapter = await page.evaluate(() => globalThis.gpuContestant.adapter());
  await page.close();
  return adapter;
}

async function launch(
  url: string,
  flags: readonly string[],
  headless: boolean,
): Promise<{ browser: Browser; adapter: Adapter } | null> {
  const executablePath = findChromium();
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    headless,
    args: [...QUIET_FLAGS, ...AWAKE, ...flags],
  });
  const late = new Promise<null>((resolve) => setTimeout(resolve, ADAPTER_MS, null));
  const adapter = await Promise.race([adapterOf(browser, url).catch(() => null), late]);
  if (adapter !== null) return { browser, adapter };
  await browser.close();
  return null;
}

/** Starts the browser with the machine's GPU; without one, or with `software`, with an emulated one. */
export async function launchWithGpu(
  url: string,
  { software, headed }: { readonly software: boolean; readonly headed: boolean },
): Promise<{ browser: Browser; adapter: Adapter }> {
  const real = software ? null : await launch(url, REAL_GPU_FLAGS, !headed);
  if (real?.adapter.software === false) return real;
  await real?.browser.close(); // Emulated WebGPU without WebGL: the other flags give both.
  const found = await launch(url, SOFTWARE_GPU_FLAGS, true);
  if (found === null)
    throw new Error('The browser offers no WebGPU adapter, not even an emulated one.');
  return found;
}
