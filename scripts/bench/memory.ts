/** What a browser holds in memory while a queue is worked off. */
import { existsSync, readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { type BenchApp, give } from './app.ts';
import { copiedStudies } from './studies.ts';

const MIB = 1024 ** 2;
const SAMPLE_MS = 300;
/** Of a painted head's 32, those that hold brain. */
const SLICES = 20;

/** MiB. Proportional set size of the renderers (null where there is no /proc); JavaScript and WASM with all workers. */
export interface MemoryRow {
  readonly studies: number;
  readonly slices: number;
  readonly rendererPeak: number | null;
  readonly rendererMedian: number | null;
  readonly javascriptAtEnd: number;
  readonly seconds: number;
}

async function rendererPss(app: BenchApp): Promise<number | null> {
  const session = await app.browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const sizes = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => `/proc/${id}/smaps_rollup`)
    .filter((path) => existsSync(path))
    .map((path) => Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(path, 'utf8'))?.[1] ?? 0) * 1024);
  return sizes.length === 0 ? null : sizes.reduce((sum, size) => sum + size, 0) / MIB;
}

/** Every study ends as something else than these, and never goes back: none left of each in turn means all are done. */
async function allDone(page: Page): Promise<void> {
  const search = page.getByRole('searchbox', { name: 'Search the worklist' });
  await page.getByTestId('row').first().waitFor();
  await page.getByText(/slices read/).waitFor({ timeout: 120_000 });
  for (const state of ['queued', 'reading', 'analyzing']) {
    await search.fill(state);
    await page.getByText('No study matches.').waitFor({ timeout: 600_000 });
  }
}

/** Works off `studies` copied studies in a page of its own. */
export async function measureMemory(app: BenchApp, studies: number): Promise<MemoryRow> {
  const files = await copiedStudies(studies, SLICES, 20);
  const page = await app.open();
  const sizes: number[] = [];
  let running = true;
  const sampling = (async () => {
    while (running) {
      const size = await rendererPss(app);
      if (size !== null) sizes.push(size);
      await new Promise((done) => setTimeout(done, SAMPLE_MS));
    }
  })();
  const before = performance.now();
  await give(page, files);
  await allDone(page);
  const seconds = (performance.now() - before) / 1000;
  running = false;
  await sampling;
  const bytes = await page.evaluate(async () => {
    const measured: unknown = await Reflect.apply(
      Reflect.get(performance, 'measureUserAgentSpecificMemory'),
      performance,
      [],
    );
    return Number(Reflect.get(Object(measured), 'bytes'));
  });
  await page.context().close();
  sizes.sort((a, b) => a - b);
  return {
    studies,
    slices: studies * SLICES,
    rendererPeak: sizes.at(-1) ?? null,
    rendererMedian: sizes[Math.floor(sizes.length / 2)] ?? null,
    javascriptAtEnd: bytes / MIB,
    seconds,
  };
}
