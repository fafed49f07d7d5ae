import { type Browser, type Page, test as plain } from '@playwright/test';
import { expect, samples } from './fixtures.ts';

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
    await page.goto('/?model=tiny&engine=native');
    await expect(page.getByRole('button', { name: /ms a slice/ })).toBeVisible();
    await page.getByRole('button', { name: /^Load all/ }).click();
    const rows = page.getByRole('list', { name: 'Studies by priority' }).getByRole('listitem');
    await expect(rows).toHaveCount(samples().length);
    await disturb(page);
    await expect(rows.filter({ hasText: /Queued|Reading|Analyzing/ })).toHaveCount(0, {
      timeout: 90_000,
    });
    await expect(page.getByRole('button', { name: /ms a slice/ })).toBeVisible();
    const texts = await rows.evaluateAll((all) =>
      all.map((row) =>
        ['.name', '.probability .number', '.state']
          .map((selector) => row.querySelector(selector)?.textContent ?? '')
          .join(' | '),
      ),
    );
    return [...texts].sort();
  } finally {
    await context.close();
  }
}

plain(
  'a worker that dies in the middle of a queue costs no study and changes no number',
  async ({ browser, baseURL }) => {
    const undisturbed = await analyze(browser, baseURL, async () => undefined);
    let died = 0;
    const disturbed = await analyze(browser, baseURL, async (page) => {
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
