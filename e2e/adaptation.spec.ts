import AxeBuilder from '@axe-core/playwright';
import { seededNormal, seededRandom, sigmoid } from '../src/base/index.ts';
import { expect, sampleZip, test } from './fixtures.ts';

/** A site whose numbers are lower than the package's would be. */
function lowSite(n: number): string {
  const random = seededRandom(5);
  const normal = seededNormal(random);
  const rows = Array.from({ length: n }, (_, at) => {
    const bleeding = random() < 0.5;
    const any = sigmoid((bleeding ? 1.5 : -1.5) + 1.5 * normal() - 3);
    return `s${at},${any},${bleeding ? 'hemorrhage' : 'none'}`;
  });
  return ['study,any,verdict', ...rows].join('\n');
}

test('a site’s verdicts propose, are put to use with a badge, and taken back by one click', async ({
  app,
}) => {
  const { page } = app;
  await app.open('');
  await app.give([sampleZip('subdural')]);
  await app.allDone(1);
  await page.getByRole('button', { name: 'Triage desk' }).click();
  const dialog = page.getByRole('dialog', { name: 'Triage desk' });
  await dialog.getByText('Adaptation', { exact: true }).click();
  const give = (text: string) =>
    dialog.getByTestId('adaptation-file').setInputFiles({
      name: 'log.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(text),
    });
  await give('study,any,verdict\n1,0.2,none\n2,0.7,hemorrhage');
  await dialog.getByRole('button', { name: 'Propose' }).click();
  await expect(dialog.getByRole('alert')).toContainText('less than 10 say nothing');
  await expect(dialog.getByRole('alert')).toContainText('Nothing was changed.');
  await give(lowSite(120));
  await dialog.getByRole('button', { name: 'Propose' }).click();
  await expect(dialog.getByRole('img', { name: /^As it is: said/ })).toBeVisible();
  await expect(dialog.getByRole('img', { name: /^Fitted here, held out/ })).toBeVisible();
  await expect(dialog.getByText('120 studies fitted on.')).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).include('dialog').analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  await expect(dialog.getByTestId('adapted-note')).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Use at this desk' }).click();
  await expect(dialog.getByTestId('adapted-note')).toContainText('fitted on 120 studies');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  const list = page.getByRole('region', { name: 'Worklist' });
  const note = list.getByTestId('adapted-note');
  await expect(note).toBeVisible();
  await page.reload();
  await expect(note).toBeVisible();
  await note.getByRole('button', { name: 'Take back' }).click();
  await expect(note).toHaveCount(0);
});
