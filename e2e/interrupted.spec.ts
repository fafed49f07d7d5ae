import type { Page } from '@playwright/test';
import { expect, test, thinZip } from './fixtures.ts';
import { partsWritten } from './written.ts';

/** The trained model, whose flags mean something. */
const TRAINED = '?engine=own-wasm';
const STUDIES = ['subdural', 'intraparenchymal', 'none'];

const stateOf = (page: Page, state: string) =>
  page.locator(`[data-testid=row][data-state="${state}"]`);

/** Pauses the analysis the moment so many studies have a number and are not done: seen from outside, it is over by then. */
const pauseAt = (page: Page, count: number, pause: string): Promise<void> =>
  page.evaluate(
    ({ count: wanted, pause: name }) => {
      const look = new MutationObserver(() => {
        const rows = [...document.querySelectorAll('[data-testid=row][data-state=analyzing]')];
        const known = rows.filter((row) => row.querySelector('[data-testid=any]') !== null);
        if (known.length < wanted) return;
        look.disconnect();
        document.querySelector<HTMLElement>(`button[aria-label="${name}"]`)?.click();
      });
      look.observe(document.body, { subtree: true, childList: true, attributes: true });
    },
    { count, pause },
  );

async function reload(page: Page): Promise<void> {
  await page.mouse.click(5, 400); // A page that nobody touched may not ask.
  page.once('dialog', (dialog) => void dialog.accept());
  await page.reload();
}

test('a reload in mid-run keeps what was found so far, how much is missing, and the place in the ranking', async ({
  app,
}) => {
  const { page, rows } = app;
  await app.open(TRAINED);
  await app.give([thinZip('unsuitable')]); // Something to pause, which leaves the list to the others.
  await app.allDone(1);
  await page.getByRole('button', { name: 'Pause the analysis' }).click();
  await app.give(STUDIES.map(thinZip));
  await expect(stateOf(page, 'reading')).toHaveCount(0);
  await expect(rows).toHaveCount(1 + STUDIES.length);
  await expect(page.getByText('slices read')).toBeVisible();
  await pauseAt(page, STUDIES.length, 'Pause the analysis');
  await page.getByRole('button', { name: 'Resume the analysis' }).click();
  await expect(page.getByRole('button', { name: 'Resume the analysis' })).toBeVisible();
  await page.mouse.move(700, 5); // Off the list, which moves no row meanwhile.
  await expect.poll(() => partsWritten(page)).toBe(STUDIES.length);
  const told = () =>
    Promise.all([
      rows.getByTestId('name').allTextContents(),
      rows.getByTestId('any').allTextContents(),
    ]);
  const before = await told();
  await reload(page);

  const part = stateOf(page, 'interrupted');
  await expect(part).toHaveCount(STUDIES.length);
  expect(await told()).toEqual(before);
  await expect(part.first().getByTestId('state')).toHaveText(/^Stopped \d+\/\d+$/);
  await expect(part.first()).toContainText('Images not loaded');
  const reasons = part.getByTestId('reason');
  await expect(reasons.first()).toContainText(
    /(Probable|Possible) [^;]*, so far \(\d+ of 13 slices\): its images must be given again; \d+ slices not analyzed/,
  );
  await expect(reasons.last()).toContainText(/Not analyzed to the end \(any/);
  await expect(page.getByTestId('row').filter({ hasText: /no flag/i })).toHaveCount(0);

  // So it does after a second reload, in which there was nothing to lose.
  await page.reload();
  await expect(part).toHaveCount(STUDIES.length);
  expect(await told()).toEqual(before);

  await part.first().getByTestId('row-main').click();
  const findings = page.getByRole('complementary', { name: 'Findings' });
  await expect(findings).toContainText('Give its images again.');
  await expect(findings).toContainText(/\d+\/\d+ analyzed/);
  await page.keyboard.press('Escape');

  // While its images come and until more of it is read anew, it keeps its place and what it said.
  await page.getByRole('button', { name: 'Pause the analysis' }).click();
  await app.give(STUDIES.map(thinZip));
  await expect(stateOf(page, 'queued')).toHaveCount(STUDIES.length);
  await expect(page.getByText('39 slices read')).toBeVisible();
  expect(await told()).toEqual(before);
  await expect(stateOf(page, 'queued').getByTestId('reason').first()).toContainText(
    /(Probable|Possible) [^;]*, so far \(\d+ of 13 slices\): being analyzed again/,
  );
  await page.screenshot({ path: test.info().outputPath('given-again.png') });
  await page.getByRole('button', { name: 'Resume the analysis' }).click();
  await app.allDone(1 + STUDIES.length);
  await expect(part).toHaveCount(0);
  await expect(stateOf(page, 'flagged')).toHaveCount(2);
  await expect.poll(() => partsWritten(page)).toBe(0);
});
