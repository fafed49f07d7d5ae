import { resultFile } from '../scripts/fake-pacs/result-file.ts';
import { expect, test } from './fixtures.ts';
import { head, openSite, type PacsSite, startSite, today } from './pacs-site.ts';

let site: PacsSite;
test.afterEach(() => site.close());

const arrives = (files: readonly Uint8Array[]): void => {
  for (const bytes of files) site.fake.archive.add(new Uint8Array(bytes));
};
/** How often the files of a study were fetched. */
const fetches = (study: number): number =>
  site.fake.requests.filter((line) => line === `GET /studies/1.2.3.${study}`).length;

test('of a watched PACS, a study arrives, grows and settles, the PACS goes away and comes back, and the screen says each', async ({
  app,
}, testInfo) => {
  site = await startSite(head(1), { pollSeconds: 1, settleSeconds: 8 });
  const { page, rows } = app;
  const shot = (name: string) =>
    page.screenshot({ path: testInfo.outputPath(`${name}.png`), animations: 'disabled' });
  await page.setViewportSize({ width: 1920, height: 1000 });
  await openSite(app, site);
  const row = (time: string) => page.getByTestId('pacs-row').filter({ hasText: time });
  const growing = (time: string) => row(time).getByText('growing', { exact: true });
  await expect(page.getByTestId('pacs-row')).toHaveCount(1);
  await page.getByRole('button', { name: 'Watch', exact: true }).click();
  await expect(page.getByText(/asked every 1 s; last answer \d/)).toBeVisible();
  await shot('1-watching');

  arrives(head(2, 12));
  await expect(growing('08:14')).toBeVisible();
  await expect(row('08:14')).toContainText('12 objects');
  await expect(rows).toHaveCount(1);
  await expect(rows.first()).toContainText(/Flagged|No flag/);
  await shot('2-arrived');

  arrives(head(2, 4, 12));
  await expect(row('08:14')).toContainText('16 objects');
  await expect(growing('08:14')).toBeVisible();
  // What may still grow is not fetched at each slice.
  expect(fetches(2)).toBe(1);
  await shot('3-grown');

  await expect(growing('08:14')).toHaveCount(0, { timeout: 20_000 });
  await expect(rows.first()).toContainText(/16\/16/);
  await expect(rows.first()).toContainText(/Flagged|No flag/);
  expect(fetches(2)).toBe(2);
  await shot('4-settled');

  // The result of it that a worker stores is no growth; what comes with one is.
  const beside = { StudyDate: today(), PatientID: 'SYNTHETIC-2' };
  arrives([resultFile(2, beside)]);
  await expect(row('08:14')).toContainText('17 objects');
  await expect(growing('08:14')).toHaveCount(0);
  const dose = { SeriesInstanceUID: '1.2.3.2.8', Manufacturer: 'Scanner works' };
  arrives([resultFile(2, { index: 2, ...beside, ...dose })]);
  await expect(row('08:14')).toContainText('18 objects');
  await expect(growing('08:14')).toBeVisible();
  expect(fetches(2)).toBe(2);

  site.fake.quirks.answers = (response) => response.destroy();
  const away = page.getByRole('alert').filter({ hasText: 'New studies are not seen at present' });
  await expect(away).toBeVisible();
  await shot('5-away');
  arrives(head(3, 12));
  delete site.fake.quirks.answers;
  await expect(away).toHaveCount(0);
  await expect(growing('09:21')).toBeVisible();
  await app.allDone(2);
  await shot('6-back');

  // What was there before the watch began is left for a click.
  await expect(row('07:07').getByRole('button', { name: 'Take' })).toBeVisible();
  expect(fetches(1)).toBe(0);
  app.problems.length = 0; // The browser's own words about a PACS that was away.
});
