import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test as base, expect, type Locator, type Page } from '@playwright/test';

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

export const test = base.extend<{ app: AppPage }>({
  app: async ({ page, context }, use) => {
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
    await use({
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
        await expect(rows).toHaveCount(count);
        await expect(rows.filter({ hasText: /Queued|Reading|Analyzing/ })).toHaveCount(0, {
          timeout: 90_000,
        });
      },
    });
    expect(problems, 'the page raised no errors').toEqual([]);
  },
});

export { expect };
