import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { expect, QUICK, samples, test } from './fixtures.ts';

/** Stock Firefox by WebDriver BiDi: Playwright drives only a Firefox that it patched. */
const FIREFOX = [
  process.env.FIREFOX_PATH,
  '/usr/bin/firefox-esr',
  '/usr/bin/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
].find((path) => path !== undefined && existsSync(path));

test.skip(
  FIREFOX === undefined,
  'Firefox is not installed (Debian: apt-get install firefox-esr) and FIREFOX_PATH is not set.',
);
test.describe.configure({ mode: 'serial' });

/** Slow machines start a second browser slowly. */
const PATIENCE = { timeout: 90_000 };

interface Opened {
  readonly browser: Browser;
  readonly page: Page;
  readonly downloads: string;
  readonly requests: string[];
  readonly errors: string[];
}

async function openFirefox(): Promise<Opened> {
  const downloads = mkdtempSync(join(tmpdir(), 'ich-firefox-'));
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: FIREFOX ?? '',
    headless: true,
    timeout: PATIENCE.timeout,
    extraPrefsFirefox: {
      'browser.download.folderList': 2,
      'browser.download.dir': downloads,
      'browser.download.useDownloadDir': true,
      'browser.download.always_ask_before_handling_new_types': false,
    },
  });
  const page = await browser.newPage();
  await page.setViewport({ width: 1440, height: 900 });
  const [requests, errors]: [string[], string[]] = [[], []];
  page.on('request', (request) => requests.push(`${request.method()} ${request.url()}`));
  page.on('pageerror', (error) => errors.push(String(error)));
  return { browser, page, downloads, requests, errors };
}

let firefox: Opened;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  firefox = await openFirefox();
});
test.afterAll(async () => {
  await firefox?.browser.close();
});

/** What the rows say: who, how likely, how far. */
const readRows = (): readonly string[] =>
  [...document.querySelectorAll('[data-testid=row]')]
    .map((row) =>
      ['name', 'any', 'state']
        .map((part) => row.querySelector(`[data-testid=${part}]`)?.textContent ?? '')
        .join(' | '),
    )
    .sort();

const isDone = (count: number): boolean => {
  const states = [...document.querySelectorAll('[data-testid=state]')].map(
    (one) => one.textContent,
  );
  return (
    states.length === count && !states.some((text) => /Queued|Reading|Analyzing/.test(text ?? ''))
  );
};

const text = (testId: string): Promise<string | null> =>
  firefox.page.$eval(`[data-testid=${testId}]`, (element) => element.textContent);

const button = (words: string) =>
  firefox.page.locator(`::-p-xpath(//button[starts-with(normalize-space(.), "${words}")])`);

test('Firefox analyzes the samples with the WASM engine to the numbers that Chromium has', async ({
  app,
  baseURL,
}) => {
  test.setTimeout(300_000);
  const { page } = firefox;
  await page.goto(`${baseURL}${QUICK}`, PATIENCE);
  await page.waitForFunction(() => /Engine ready/.test(document.body.textContent ?? ''), PATIENCE);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  await button('Load all').click();
  await page.waitForFunction(isDone, PATIENCE, samples().length);
  const there = await page.evaluate(readRows);
  await app.open();
  await app.page.getByRole('button', { name: /^Load all/ }).click();
  await app.allDone(samples().length);
  expect(there).toEqual(await app.page.evaluate(readRows));
  expect(there).toHaveLength(samples().length);
});

test('Firefox draws the picture, and a wheel that turns by lines moves one slice a notch', async () => {
  const { page } = firefox;
  await page.locator('[data-testid=row-main]').click();
  await page.waitForFunction(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('[data-testid=viewport-host] canvas');
    const pixels = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data;
    if (pixels === undefined) return false;
    const lit = pixels.filter((value, at) => at % 4 === 0 && value > 30).length;
    return lit > pixels.length / 100;
  }, PATIENCE);
  await page.keyboard.press('Home');
  await expect.poll(() => text('slice-number')).toMatch(/^1\//);
  // As Firefox tells of a mouse's wheel to whoever reads the mode before the distance.
  await page.$eval('[data-testid=viewport-host]', (host) => {
    const how = {
      deltaY: 3,
      deltaMode: WheelEvent.DOM_DELTA_LINE,
      bubbles: true,
      cancelable: true,
    };
    host.dispatchEvent(new WheelEvent('wheel', how));
  });
  await expect.poll(() => text('slice-number')).toMatch(/^2\//);
  const box = await (await page.$('[data-testid=viewport-host]'))?.boundingBox();
  await page.mouse.move((box?.x ?? 0) + 200, (box?.y ?? 0) + 200);
  await page.waitForFunction(() => new Promise((done) => setTimeout(() => done(true), 400)));
  await page.mouse.wheel({ deltaY: 100 });
  await expect.poll(() => text('slice-number')).toMatch(/^3\//);
});

test('Firefox saves an export, and asks for nothing but its own files', async ({ baseURL }) => {
  const { page, downloads, requests, errors } = firefox;
  await page.locator('button[aria-label="Export this study"]').click();
  await button('Picture of the view').click();
  const saved = () => readdirSync(downloads).filter((name) => name.endsWith('.png'));
  await expect.poll(saved, PATIENCE).toHaveLength(1);
  const bytes = () => readFileSync(join(downloads, saved()[0] ?? ''));
  await expect.poll(() => bytes().subarray(1, 4).toString()).toBe('PNG');
  expect(errors).toEqual([]);
  const foreign = requests.filter(
    (request) => !request.startsWith(`GET ${baseURL}`) && !/^GET (?:blob|data):/.test(request),
  );
  expect(foreign).toEqual([]);
  expect(requests.length).toBeGreaterThan(5);
});
