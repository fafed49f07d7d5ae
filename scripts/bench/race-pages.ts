/** The pages of the race: one a contestant, of this checkout or of another. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import { ISOLATION_HEADERS } from '../headers.ts';
import { serve } from '../serve.ts';
import { type BenchModel, writeModel } from './model-files.ts';
import type { Contestant, ContestantApi } from './page/contestants.ts';

/** A line of the table: `slices` are given in one call. */
export interface Entry {
  readonly name: string;
  readonly threads: number;
  readonly slices: number;
  readonly run: (slices: number) => Promise<{ ms: number; row: readonly number[] }>;
}

declare global {
  var contestant: ContestantApi;
}

/** A page that has started the wanted contestant. */
export async function openPage(
  url: string,
  wanted: Contestant,
  open: () => Promise<Page>,
): Promise<Page> {
  const page = await open();
  page.on('console', (message) => console.error(`  ${wanted.runtime}: ${message.text()}`));
  // tfjs takes half of the cores that it is told of: with four it runs the two threads that it is asked for.
  // A string, since tsx would add a helper to a function that the page does not have.
  await page.addInitScript(
    "Object.defineProperty(Navigator.prototype, 'hardwareConcurrency', { get: () => 4 })",
  );
  await page.goto(url);
  await page.waitForFunction(() => globalThis.contestant !== undefined);
  await page.evaluate((contestant) => globalThis.contestant.start(contestant), wanted);
  return page;
}

/** Runs slices on that page. */
export const onPage = (page: Page) => (slices: number) =>
  page.evaluate((count) => globalThis.contestant.run(count), slices);

/** Builds the page of the checkout in `root`. */
export async function buildPage(root: string, outDir: string): Promise<void> {
  await build({
    root: join(root, 'scripts/bench/page'),
    base: './',
    configFile: false,
    logLevel: 'error',
    worker: { format: 'es' },
    build: { outDir, emptyOutDir: true, target: 'es2023' },
  });
}

/** The other checkout's engine, in the table. */
export const OTHER = 'own-wasm of the other checkout';

/** Our engine as another checkout has it: its page beside the same model, served, under the word for it that the page knows ('native' before engines had their names of today). */
export async function otherCheckout(checkout: string, model: BenchModel, site: string) {
  const page = readFileSync(join(checkout, 'scripts/bench/page/contestants.ts'), 'utf8');
  const runtime = (page.includes("'own-wasm'") ? 'own-wasm' : 'native') as Contestant['runtime'];
  await buildPage(checkout, site);
  writeModel(site, model);
  const { url, close } = await serve({ root: site, headers: ISOLATION_HEADERS });
  const entries = async (open: () => Promise<Page>): Promise<Entry[]> => {
    const one = onPage(await openPage(url, { runtime, threads: 1 }, open));
    const two = onPage(await openPage(url, { runtime, threads: 2 }, open));
    return [
      { name: OTHER, threads: 1, slices: 1, run: one },
      { name: OTHER, threads: 2, slices: 1, run: two },
      { name: `${OTHER}, 4 slices a call`, threads: 2, slices: 4, run: two },
    ];
  };
  return { entries, close };
}
