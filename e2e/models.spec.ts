import { createHash } from 'node:crypto';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Locator } from '@playwright/test';
import { type AppPage, expect, test, thinZip } from './fixtures.ts';
import { written } from './written.ts';

const TINY = join(import.meta.dirname, '../models/tiny');
type Json = Record<string, unknown>;

/** The tiny package under another id, with what the change makes of its manifest. */
function ownPackage(folder: string, id: string, change: (manifest: Json) => void): string {
  const at = join(folder, id);
  cpSync(TINY, at, { recursive: true });
  const path = join(at, 'manifest.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8'));
  Object.assign(manifest, { id, title: `Own ${id}` });
  change(manifest);
  writeFileSync(path, JSON.stringify(manifest));
  return at;
}

/** The package whose file is replaced by what the change makes of it, its size and hash made to fit. */
function ownPackageWith(
  folder: string,
  id: string,
  file: string,
  change: (content: Buffer) => Buffer | string,
): string {
  return ownPackage(folder, id, (manifest) => {
    const at = join(folder, id, file);
    const content = change(readFileSync(at));
    writeFileSync(at, content);
    for (const listed of manifest.files as { path: string; bytes: number; sha256: string }[]) {
      if (listed.path !== file) continue;
      listed.bytes = content.length;
      listed.sha256 = createHash('sha256').update(content).digest('hex');
    }
  });
}

/** Every study probability near 0 or near 1: `shift` is added to the logits. */
const shifted = (shift: number) => (manifest: Json) => {
  const study = manifest.study as { calibration: Record<string, Json> };
  for (const platt of Object.values(study.calibration)) Object.assign(platt, { a: 1, b: shift });
};

const openDialog = async (app: AppPage) => {
  await app.page.getByRole('button', { name: /ms a slice/ }).click();
  return app.page.getByRole('dialog');
};
const flagged = (app: AppPage) => app.page.locator('[data-testid=row][data-state=flagged]');

/** Analyzes one study, and opens the list of the models that ship: the text of the study's row, and the dialog. */
async function besideOneStudy(app: AppPage) {
  await app.open();
  await app.give([thinZip('subdural')]);
  await app.allDone(1);
  const before = await app.rows.first().textContent();
  const dialog = await openDialog(app);
  await expect(dialog.getByTestId('model')).toHaveCount(4);
  return { before, dialog };
}

/** Gives the dialog each folder: it refuses it with these words, and lists the models that it listed before. */
async function expectRefused(dialog: Locator, folders: readonly (readonly [string, string])[]) {
  for (const [own, words] of folders) {
    await dialog.getByTestId('package-input').setInputFiles(own);
    await expect(dialog.getByRole('status')).toContainText('The package is not taken:');
    await expect(dialog.getByRole('status')).toContainText(words);
  }
  await expect(dialog.getByTestId('model')).toHaveCount(4);
}

test('a package is opened and chosen, everything is read again, and a second opinion that differs stands in the row', async ({
  app,
}, testInfo) => {
  const { page } = app;
  const folder = testInfo.outputPath('packages');
  const high = ownPackage(folder, 'high', shifted(30));
  const low = ownPackage(folder, 'low', shifted(-30));
  await app.open();
  await app.give([thinZip('subdural'), thinZip('none')]);
  await app.allDone(2);

  const dialog = await openDialog(app);
  const models = dialog.getByTestId('model');
  await expect(models).toHaveCount(4);
  await expect(models.filter({ hasText: 'In use' })).toContainText(/untrained.*\d MB\d+\.\d/s);
  await expect(models.first()).toContainText(/measured on use.*n = \d+/s);
  for (const own of [high, low]) {
    await dialog.getByTestId('package-input').setInputFiles(own);
    await expect(dialog.getByRole('status')).toContainText('was checked and is listed');
  }
  await expect(models).toHaveCount(6);
  await dialog.getByRole('button', { name: 'Use Own high' }).click();
  await expect(dialog.getByRole('status')).toContainText('Own high reads now');
  const { violations } = await new AxeBuilder({ page }).include('dialog').analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  await page.keyboard.press('Escape');
  await app.allDone(2);
  await expect(flagged(app)).toHaveCount(2);

  await app.rows.first().getByTestId('row-main').click();
  await expect(page.getByText('Own high, ')).toBeVisible();
  await page.getByRole('button', { name: 'Ask another model' }).click();
  const opinion = page.getByRole('dialog', { name: 'Second opinion' });
  // It outlives the findings that it was opened from: what is under way in it is not given up by a narrower window.
  await page.setViewportSize({ width: 640, height: 600 });
  await expect(page.getByRole('complementary', { name: 'Findings' })).toHaveCount(0);
  await expect(opinion).toBeVisible();
  await page.setViewportSize({ width: 1280, height: 800 });
  await opinion.getByRole('button', { name: 'Ask Own low' }).click();
  await expect(opinion.getByTestId('agreement')).toContainText('They differ on any hemorrhage');
  await expect(opinion.getByRole('row', { name: /^Any / })).toContainText(/1\.00 flagged.*0\.00/);
  const inOpinion = await new AxeBuilder({ page }).include('dialog[open]').analyze();
  expect(inOpinion.violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(app.rows.getByText('Second opinion differs')).toHaveCount(1);
  await expect(flagged(app)).toHaveCount(2); // The second changes no ranking.
});

test('a standing second opinion reads every study by itself, those that come later too, and outlives a reload', async ({
  app,
}) => {
  const { page } = app;
  const said = page.getByTestId('row').filter({ hasText: /Second opinion (agrees|differs)/ });
  await app.open();
  await app.give([thinZip('none')]);
  await app.allDone(1);
  await expect(said).toHaveCount(0);
  const dialog = await openDialog(app);
  const choice = dialog.getByLabel('Second opinion on every study');
  await choice.selectOption({ label: 'VGG-16, half width (ct-ich)' });
  await expect(dialog.getByText('has read 1 of 1 studies')).toBeVisible({ timeout: 60_000 });
  const { violations } = await new AxeBuilder({ page }).include('dialog').analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(said).toHaveCount(1);
  await app.give([thinZip('subdural')]);
  await app.allDone(2);
  await expect(said).toHaveCount(2, { timeout: 60_000 });

  await page.reload();
  await app.give([thinZip('none')]);
  await expect(said).toHaveCount(1, { timeout: 60_000 });
  await openDialog(app);
  await choice.selectOption({ label: 'Only when asked' });
  await written(page);
  await page.reload();
  await app.give([thinZip('none')]);
  await app.allDone(2);
  await openDialog(app);
  await expect(dialog.getByTestId('model')).toHaveCount(4);
  await expect(choice).toHaveValue('');
  await expect(said).toHaveCount(0);
});

test('a package that is damaged, unknown to the engines or of an id that is taken is refused, and nothing changes', async ({
  app,
}, testInfo) => {
  const folder = testInfo.outputPath('packages');
  const damaged = ownPackage(folder, 'damaged', () => undefined);
  const weights = readFileSync(join(damaged, 'weights-1of1.bin'));
  weights[100] = (weights[100] ?? 0) ^ 1;
  writeFileSync(join(damaged, 'weights-1of1.bin'), weights);
  const strange = ownPackageWith(folder, 'strange', 'model.json', (graph) =>
    graph.toString().replace('"MaxPool"', '"Attention"'),
  );
  const labels = ownPackage(folder, 'labels', (manifest) => {
    manifest.outputLabels = ['any', 'tumor'];
  });
  const twin = ownPackage(folder, 'tiny', () => undefined);

  const { before, dialog } = await besideOneStudy(app);
  await expectRefused(dialog, [
    [damaged, 'is not the file that the manifest describes'],
    [strange, 'Attention'],
    [labels, 'outputLabels'],
    [twin, 'A package with the id tiny is there already'],
  ]);
  await app.page.keyboard.press('Escape');
  expect(await app.rows.first().textContent()).toBe(before);
  await expect(app.page.getByRole('button', { name: /ms a slice/ })).toBeVisible();
});

test('a package with a missing shard, a tensor of another shape, a weight that is no number or another input size is refused, and the model in use reads on', async ({
  app,
}, testInfo) => {
  const folder = testInfo.outputPath('packages');
  const torn = ownPackage(folder, 'torn', () => rmSync(join(folder, 'torn', 'weights-1of1.bin')));
  const shape = ownPackageWith(folder, 'shape', 'model.json', (graph) =>
    graph.toString().replace('"shape":[3,3,2,4]', '"shape":[3,3,4,2]'),
  );
  const nan = ownPackageWith(folder, 'nan', 'weights-1of1.bin', (weights) => {
    weights.writeUInt16LE(0x7e00, 20);
    return weights;
  });
  const size = ownPackage(folder, 'size', (manifest) => {
    Object.assign(manifest.preprocess as Json, { size: 48 });
  });

  const { before, dialog } = await besideOneStudy(app);
  const inUse = await dialog.getByTestId('model').filter({ hasText: 'In use' }).textContent();
  await expectRefused(dialog, [
    [torn, 'weights-1of1.bin is not in the folder'],
    [shape, 'block2_conv1'],
    [nan, 'block1_conv1/kernel holds a value that is no finite number'],
    [size, 'golden.json does not hold one input of 6912 numbers'],
  ]);
  await expect(dialog.getByTestId('model').filter({ hasText: 'In use' })).toHaveText(inUse ?? '');
  await app.page.keyboard.press('Escape');
  expect(await app.rows.first().textContent()).toBe(before);
  // The engine that ran before runs on: another study is read to its end.
  await app.give([thinZip('none')]);
  await app.allDone(2);
});
