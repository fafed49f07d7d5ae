import { expect, test, thinZip } from './fixtures.ts';

/** Studies as a site's log has them; `bleeds` says how often one of a number does. */
const csv = (name: string, bleeds: (any: number) => number): string =>
  [
    'study,any,verdict',
    ...Array.from({ length: 120 }, (_, at) => {
      const any = (at + 0.5) / 120;
      // Spread evenly: the same studies in every run.
      const chance = (at * 0.618034) % 1;
      return `${name} ${at},${any.toFixed(4)},${chance < bleeds(any) ? 'hemorrhage' : 'none'}`;
    }),
  ].join('\n');

test('a site’s verdicts propose a scale, which goes into use at this desk and back by one click each', async ({
  app,
}) => {
  const { page, rows } = app;
  // A package that can be adapted, on the engine that wins here.
  await app.open('?engine=own-wasm');
  // One that the model is not sure of: a scale moves it.
  await app.give([thinZip('subarachnoid')]);
  await app.allDone(1);
  /** Without what time alone changes. */
  const row = async () =>
    (await rows.first().innerText()).replaceAll(/\d\d:\d\d|\d+ (?:s|min|h)\b/g, '');
  const before = await row();
  await page.getByRole('button', { name: 'Triage desk' }).click();
  const dialog = page.getByRole('dialog', { name: 'Triage desk' });
  await dialog.getByText('Adaptation', { exact: true }).click();
  // No verdict was given yet: there is nothing to take along.
  const ofList = dialog.getByRole('checkbox', { name: /^0 studies of this list/ });
  await expect(ofList).toBeDisabled();
  await expect(ofList).not.toBeChecked();
  const give = (testId: string, name: string, text: string) =>
    page
      .getByTestId(testId)
      .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  await give(
    'adaptation-file',
    'log.csv',
    csv('here', (any) => any ** 4),
  );
  await give(
    'adaptation-reference',
    'right.csv',
    csv('there', (any) => any),
  );
  await dialog.getByRole('button', { name: 'Propose', exact: true }).click();
  const scale = dialog.getByRole('region', { name: /^Is 60\s% here 60 of 100\?/ });
  await expect(scale.getByText('Proposed', { exact: true })).toBeVisible({ timeout: 60_000 });
  await expect(scale).toContainText('Studies that it was not fitted on are told better by it.');
  await expect(dialog.getByRole('heading', { name: /those of right\.csv/ })).toBeVisible();
  // The list, which is not ticked, is left out as a whole.
  await expect(dialog.getByTestId('proposal')).not.toContainText('watched for drift only');
  await dialog.getByRole('button', { name: 'Use at this desk' }).click();
  await expect(dialog.getByRole('button', { name: 'In use at this desk' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  // The closed dialog, with a note of its own, is a moment more in the page.
  const note = page.getByRole('main').getByTestId('adapted-note').filter({ visible: true });
  await expect(note).toContainText('fitted on 120 studies of the site');
  await expect.poll(row).not.toBe(before);
  await note.getByRole('button', { name: 'Take back' }).click();
  await expect(note).toHaveCount(0);
  await expect.poll(row).toBe(before);
});
