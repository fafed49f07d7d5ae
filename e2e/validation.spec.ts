import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import AxeBuilder from '@axe-core/playwright';
import { SAMPLE_STUDIES } from '../scripts/samples/studies.ts';
import { type AppPage, expect, test, thinZip } from './fixtures.ts';
import { exportsLogged } from './save-log.ts';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SHOWN = ['epidural', 'subdural', 'intraparenchymal', 'none', 'look-alike', 'unsuitable'];

/** What is painted into the samples, as a site would label them. */
const LABELS = [
  'PatientID,any,epidural,subdural',
  ...SHOWN.map((id) => {
    const kinds = SAMPLE_STUDIES.find((study) => study.id === id)?.lesions.map(({ kind }) => kind);
    const bit = (is: boolean | undefined) => (is === true ? 1 : 0);
    const blood = kinds?.some((kind) => /dural|intra|arachnoid/.test(kind));
    const of = (type: string) => bit(kinds?.some((kind) => kind === type));
    return `SYNTHETIC-${id},${bit(blood)},${of('epidural')},${of('subdural')}`;
  }),
].join('\n');

const give = (app: AppPage, text: string) =>
  app.page
    .getByTestId('labels-file')
    .setInputFiles({ name: 'labels.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });

async function openValidation(app: AppPage) {
  await app.page.getByRole('button', { name: 'Triage desk' }).click();
  const dialog = app.page.getByRole('dialog', { name: 'Triage desk' });
  await dialog.getByText('Validation', { exact: true }).click();
  await expect(dialog.getByRole('heading', { name: /^Validation on your own/ })).toBeVisible();
  return dialog;
}

/** Two reports, their numbers within rounding of two engines. */
function alike(one: unknown, other: unknown, path = ''): void {
  if (typeof one === 'number' && typeof other === 'number') {
    expect(Math.abs(one - other), `${path}: ${one} and ${other}`).toBeLessThan(2e-3);
  } else if (one !== null && other !== null && typeof one === 'object') {
    expect(Object.keys(one), path).toEqual(Object.keys(other as object));
    for (const [key, value] of Object.entries(one)) {
      alike(value, Reflect.get(other as object, key), `${path}.${key}`);
    }
  } else {
    expect(one, path).toBe(other);
  }
}

test('a site’s labels give the whole evaluation in the tab, equal to that of the command line', async ({
  app,
}) => {
  test.setTimeout(240_000);
  const { page } = app;
  await app.open('');
  await app.give(SHOWN.map(thinZip));
  await app.allDone(SHOWN.length);
  const before = app.requests.filter(({ method }) => method !== 'GET').length;
  const dialog = await openValidation(app);
  await expect(dialog.getByTestId('validation-ready')).toHaveText(
    '6 studies with images in the list.',
  );
  await give(app, LABELS);
  await expect(dialog.getByRole('heading', { name: 'Operating points' })).toBeVisible({
    timeout: 60_000,
  });
  for (const name of ['Curves of any', 'Subgroups', 'Power', 'What was not judged']) {
    await expect(dialog.getByRole('heading', { name })).toBeVisible();
  }
  await expect(dialog.getByRole('img', { name: /^ROC curve of any, studies/ })).toBeVisible();
  expect(await dialog.textContent()).not.toMatch(/SYNTHETIC/);
  const { violations } = await new AxeBuilder({ page }).include('dialog').analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);

  const folder = await mkdtemp(join(tmpdir(), 'validation-'));
  try {
    const save = async (name: string) => {
      const download = page.waitForEvent('download');
      await dialog.getByRole('button', { name }).click();
      return readFile(await (await download).path(), 'utf8');
    };
    const ofTab = await save('Save the figures (JSON)');
    const html = await save('Save the page (HTML)');
    expect(html).not.toMatch(/SYNTHETIC|<script|(?:src|href)=/);
    const labels = join(folder, 'labels.csv');
    await writeFile(labels, LABELS);
    const args = ['--import', 'tsx', 'src/cli/validate.ts', '--labels', labels, '--json'];
    const { stdout } = await run(process.execPath, [...args, ...SHOWN.map(thinZip)], {
      cwd: ROOT,
      maxBuffer: 1e8,
    });
    alike(JSON.parse(ofTab), JSON.parse(stdout));
    expect(JSON.parse(stdout).studies).toMatchObject({ given: 6, labeled: 6, judged: 5 });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  expect(app.requests.filter(({ method }) => method !== 'GET').length).toBe(before);

  await page.keyboard.press('Escape');
  expect(await exportsLogged(page)).toEqual([
    { what: 'validation-figures', identifying: false },
    { what: 'validation-page', identifying: false },
  ]);
});

test('labels that can’t be are said in words, and may be given again', async ({ app }) => {
  await app.open();
  await app.give(['subdural', 'none'].map(thinZip));
  await app.allDone(2);
  const dialog = await openValidation(app);
  const said = dialog.getByRole('alert');
  await give(app, 'PatientID,any\nX,1\nY,0');
  await expect(said).toContainText('none of its 2 names is that of a study that is here');
  await give(app, 'PatientID,any\nSYNTHETIC-subdural,1\nSYNTHETIC-none,1');
  await expect(said).toContainText('Every one of the 2 labeled studies');
  await give(app, 'PatientID,any\nSYNTHETIC-subdural,yes');
  await expect(said).toContainText('labels.csv:2: "any" is "yes", not 0 or 1');
  // As a German spreadsheet writes it.
  await give(app, '\uFEFFPatientID;any\r\nSYNTHETIC-subdural;1\r\nSYNTHETIC-none;0\r\n');
  await expect(dialog.getByRole('heading', { name: 'Power' })).toBeVisible({ timeout: 60_000 });
  await expect(said).toHaveCount(0);
});
