import { type Browser, type Page, test as plain } from '@playwright/test';
import { expect, sampleZip } from './fixtures.ts';

const GIVEN = ['epidural', 'none', 'unsuitable', 'subdural', 'mixed'];

/** Name, probability and state of every study, once none is waited for. */
async function analyze(
  browser: Browser,
  baseURL: string | undefined,
  disturb: (page: Page) => Promise<void>,
): Promise<readonly string[]> {
  // A context of its own: results of another run would be taken from its storage.
  const context = await browser.newContext(baseURL === undefined ? {} : { baseURL });
  try {
    const page = await context.newPage();
    await page.goto('/?engine=own-wasm'); // The tiny model would be done before it is disturbed.
    await expect(page.getByRole('button', { name: /ms a slice/ })).toBeVisible();
    await page.getByTestId('file-input').setInputFiles(GIVEN.map(sampleZip));
    const rows = page.getByRole('list', { name: 'Studies by priority' }).getByRole('listitem');
    await expect(rows).toHaveCount(GIVEN.length);
    await disturb(page);
    await expect(rows.filter({ hasText: /Queued|Reading|Analyzing/ })).toHaveCount(0, {
      timeout: 90_000,
    });
    await expect(page.getByRole('button', { name: /ms a slice/ })).toBeVisible();
    const texts = await rows.evaluateAll((all) =>
      all.map((row) =>
        ['[data-testid=name]', '[data-testid=any]', '[data-testid=state]']
          .map((selector) => row.querySelector(selector)?.textContent ?? '')
          .join(' | '),
      ),
    );
    return [...texts].sort();
  } finally {
    await context.close();
  }
}

/** What comes of it undisturbed: once for both tests. */
let asItIs: ReturnType<typeof analyze> | undefined;
const undisturbedRows = (browser: Browser, baseURL: string | undefined) => {
  asItIs ??= analyze(browser, baseURL, async () => undefined);
  return asItIs;
};

plain(
  'a worker that dies in the middle of a queue costs no study and changes no number',
  async ({ browser, baseURL }) => {
    const undisturbed = await undisturbedRows(browser, baseURL);
    let died = 0;
    const disturbed = await analyze(browser, baseURL, async (page) => {
      await expect(
        page
          .getByTestId('state')
          .filter({ hasText: /Analyzing/ })
          .first(),
      ).toBeVisible();
      const worker = page.workers().find((each) => each.url().includes('inference.worker'));
      if (worker === undefined) throw new Error('There is no inference worker.');
      worker.once('close', () => {
        died += 1;
      });
      await worker.evaluate(() => {
        setTimeout(() => {
          throw new Error('as a bug in a codec would');
        });
      });
    });
    expect(died).toBe(1);
    expect(disturbed).toEqual(undisturbed);
  },
);

plain(
  'a pause stops the queue where it is, costs no study and changes no number',
  async ({ browser, baseURL }) => {
    const undisturbed = await undisturbedRows(browser, baseURL);
    const pauseAndResume = async (page: Page) => {
      const analyzing = page
        .getByTestId('state')
        .filter({ hasText: /Analyzing/ })
        .first();
      await expect(analyzing).toBeVisible();
      await page.getByRole('button', { name: 'Pause the analysis' }).click();
      const states = () => page.getByTestId('state').allTextContents();
      await expect(
        page
          .getByTestId('state')
          .filter({ hasText: /Paused at/ })
          .first(),
      ).toBeVisible();
      await page.waitForTimeout(500); // The slices under way.
      const before = await states();
      await page.waitForTimeout(1000);
      expect(await states()).toEqual(before);
      await page.getByRole('button', { name: 'Resume the analysis' }).click();
    };
    const disturbed = await analyze(browser, baseURL, pauseAndResume);
    expect(disturbed).toEqual(undisturbed);
  },
);
