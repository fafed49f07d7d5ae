import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { parse } from 'csv-parse/sync';
import { unzipSync } from 'fflate';
import { type RawElement, readHeaders, readIdentity, type SliceHeader } from '#dicom';
import { errorsIn } from '../scripts/dciodvfy.ts';
import { isInstalled } from '../scripts/machine.ts';
import { headSlice } from '../src/datasets/head-series.fixture.ts';
import { rawText } from '../src/dicom/raw-text.fixture.ts';
import { expect, test, thinZip } from './fixtures.ts';
import { inkIn } from './saved-picture.ts';

const item = (page: Page, title: string): Locator =>
  page.getByRole('dialog').getByRole('listitem').filter({ hasText: title });

/** Exports something that tells the patient, with the question that masked names raise answered, and reads the download. */
async function download(page: Page, title: string, asks = true) {
  const waiting = page.waitForEvent('download');
  await item(page, title).getByRole('button', { name: title }).click();
  if (asks) {
    await expect(item(page, title)).toContainText('This contains patient data');
    await item(page, title).getByRole('button', { name: 'Export all the same' }).click();
  }
  const file = await waiting;
  await expect(item(page, title).getByRole('status')).toContainText(file.suggestedFilename());
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

/** What an archive compares to the last space, and readers trim and reword. */
const IDENTITY: readonly RawElement[] = [
  rawText('00080005', 'CS', 'ISO_IR 100'),
  rawText('00080020', 'DA', '20260102'),
  rawText('00080050', 'SH', '  ACC 1'),
  rawText('00100010', 'PN', 'M\xfcller^John^Albert^Dr^Jr'),
  rawText('00100020', 'LO', ' SECRET 7'),
  rawText('00100021', 'LO', 'ISSUER '),
  rawText('00200010', 'SH', 'STUDY 1'),
];
const SECRETS = ['SECRET 7', 'ller', 'ACC 1', '1.2.3.1'];

/** The files of a study that has all this. */
function aStudy(): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'ich-head-'));
  return Array.from({ length: 20 }, (_, index) => {
    const path = join(folder, `${index}.dcm`);
    writeFileSync(path, headSlice(1, index, index > 8 && index < 14, {}, IDENTITY));
    return path;
  });
}

/** The header of a file of one slice, as the app reads it. */
function headerOf(file: Uint8Array): SliceHeader {
  const read = readHeaders('file', file, { complete: true, size: file.length });
  const [slice] = read.kind === 'slices' ? read.slices : [];
  if (slice === undefined) throw new Error('no slice');
  return slice;
}

/** Holds an object against every validator that is installed, and says which are not. `known`: errors that are not its own. */
function validate(
  folder: string,
  name: string,
  bytes: Uint8Array,
  known: readonly string[] = [],
): void {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  if (isInstalled('dcmdump')) execFileSync('dcmdump', ['-q', path]);
  else console.log('dcmdump is not installed: the objects are read by our own reader alone');
  if (isInstalled('dsrdump') && name.startsWith('SR')) execFileSync('dsrdump', ['-q', path]);
  expect(errorsIn(path).filter((error) => !known.includes(error))).toEqual([]);
  if (!isInstalled('dciodvfy')) {
    console.log('dciodvfy is not installed: the objects are not validated');
  }
}

async function openExport(page: Page, row: Locator): Promise<void> {
  await row.getByTestId('row-main').click();
  await expect(page.getByTestId('slice-number')).toBeVisible();
  await expect(page.locator('canvas').first()).toBeVisible();
  await page.getByRole('button', { name: 'Export this study' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
}

test('a study leaves as DICOM of the same patient, as a picture, a line and a page', async ({
  app,
}) => {
  const { page } = app;
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await app.open();
  await app.give(aStudy());
  await app.allDone(1);
  await openExport(page, app.rows.first());
  // The words of a button stay on it.
  const spilled = await page
    .getByRole('dialog')
    .getByRole('button')
    .evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth + 1).length);
  expect(spilled).toBe(0);
  const zip = await download(page, 'Results as DICOM (ZIP)');
  expect(zip.name).toBe('study-1-results.zip');
  const objects = Object.entries(unzipSync(new Uint8Array(zip.bytes)));
  expect(objects.map(([name]) => name.split('-')[0]).sort()).toEqual(['KOS', 'SC', 'SR']);
  const folder = mkdtempSync(join(tmpdir(), 'ich-export-'));
  for (const [name, bytes] of objects) {
    const written = await readIdentity(new Blob([new Uint8Array(bytes)]));
    const elements = written.ok ? written.value.elements : [];
    for (const { tag, value } of IDENTITY) {
      const found = elements.find((element) => element.tag === tag);
      expect([name, tag, found?.value]).toEqual([name, tag, value]);
    }
    validate(folder, name, bytes);
  }

  const png = await download(page, 'Picture of the view', false);
  expect(png.name).toMatch(/^study-1-slice-\d+\.png$/);
  expect(png.bytes.subarray(1, 4).toString()).toBe('PNG');
  expect(await inkIn(page, png.bytes)).toMatchObject({
    banner: true,
    image: true,
    sides: true,
  });
  // The picture tells the sides also where the screen's texts are off.
  await page.keyboard.press('Escape');
  await page.keyboard.press('o');
  await expect(page.getByTestId('slice-number')).toHaveCount(0);
  await expect(page.getByTestId('letter-left')).toBeHidden();
  await page.getByRole('button', { name: 'Export this study' }).click();
  const plain = await download(page, 'Picture of the view', false);
  expect(await inkIn(page, plain.bytes)).toMatchObject({ image: true, sides: true });

  await item(page, 'Copy a line').getByRole('button', { name: 'Copy a line' }).click();
  await expect(item(page, 'Copy a line').getByRole('status')).toContainText('Copied: Study #1');
  const line = await page.evaluate(() => navigator.clipboard.readText());
  expect(line).toContain('AI, not for diagnosis');
  expect(line).toContain('UNTRAINED MODEL');
  expect(line).not.toContain('\n');

  const opening = page.waitForEvent('popup');
  await item(page, 'Summary to print').getByRole('button', { name: 'Summary to print' }).click();
  const paper = await opening;
  await expect(paper.getByText('AI, not for diagnosis.')).toBeVisible();
  await expect(paper.getByRole('table', { name: 'Probabilities of the study' })).toBeVisible();
  await expect(paper.getByRole('img')).toBeVisible();
  expect(await paper.evaluate(() => getComputedStyle(document.body).maxWidth)).toBe('720px');
  await paper.emulateMedia({ media: 'print' });
  // Chromium repeats such a part on each page, and no other.
  const head = await paper.locator('.every-page').evaluate((element) => {
    const { display, breakInside } = getComputedStyle(element);
    return { display, breakInside, says: element.textContent ?? '' };
  });
  expect(head).toMatchObject({ display: 'table-header-group', breakInside: 'avoid' });
  expect(head.says).toMatch(/not for diagnosis.*Study #1.*received/s);
  const text = (await paper.locator('body').textContent()) ?? '';
  for (const secret of SECRETS) {
    for (const said of [line, text, zip.name, png.name]) expect(said).not.toContain(secret);
  }
  expect(`${line} ${text}`).not.toMatch(/\bnormal\b|\bnegative\b/i);
});

test('a sample leaves as DICOM, too, and validators find no error', async ({ app }) => {
  const { page } = app;
  await app.open();
  await app.give([thinZip('subdural')]);
  await app.allDone(1);
  await openExport(page, app.rows.first());
  const zip = await download(page, 'Results as DICOM (ZIP)');
  const objects = Object.entries(unzipSync(new Uint8Array(zip.bytes)));
  expect(objects.map(([name]) => name.split('-')[0]).sort()).toEqual(['KOS', 'SC', 'SR']);
  const folder = mkdtempSync(join(tmpdir(), 'ich-sample-'));
  for (const [name, bytes] of objects) {
    expect(await readIdentity(new Blob([new Uint8Array(bytes)]))).toMatchObject({ ok: true });
    validate(folder, name, bytes);
  }
});

test('the images leave without their patient: under other UIDs, pixels as they were, and the app reads them again', async ({
  app,
}) => {
  const { page } = app;
  await app.open();
  const files = aStudy();
  await app.give(files);
  await app.allDone(1);
  await openExport(page, app.rows.first());
  const zip = await download(page, 'Images without the patient (ZIP)', false);
  expect(zip.name).toBe('deidentified.zip');
  const told = item(page, 'Images without the patient (ZIP)').getByRole('status');
  await expect(told).toContainText(`in your downloads: ${files.length} images`);
  const images = Object.entries(unzipSync(new Uint8Array(zip.bytes)));
  expect(images).toHaveLength(files.length);
  const folder = mkdtempSync(join(tmpdir(), 'ich-without-'));
  const given = headerOf(readFileSync(files[0] ?? ''));
  const uids = new Set<string>();
  for (const [name, bytes] of images) {
    expect(name).toMatch(/^2\.25\.\d+\.dcm$/);
    const text = Buffer.from(bytes).toString('latin1');
    for (const secret of [...SECRETS, given.studyInstanceUid, given.seriesInstanceUid]) {
      expect(secret.length).toBeGreaterThan(3);
      expect(text).not.toContain(secret);
    }
    const slice = headerOf(bytes);
    expect(slice.studyDate).toBe('');
    expect(slice.rows).toBe(given.rows);
    uids.add(slice.studyInstanceUid);
  }
  // These synthetic slices lack some attributes that a CT image must have: without the patient they lack no other.
  const [[name, bytes] = ['', new Uint8Array()]] = images;
  validate(folder, name, bytes, errorsIn(files[0] ?? ''));
  expect(uids.size).toBe(1);
  const pixels = (bytes: Uint8Array) => Buffer.from(bytes.subarray(-2 * 96 * 96)).toString('hex');
  expect(new Set(images.map(([, bytes]) => pixels(bytes)))).toEqual(
    new Set(files.map((path) => pixels(readFileSync(path)))),
  );

  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  const any = await app.rows.first().getByTestId('any').textContent();
  const back = join(folder, 'back.zip');
  writeFileSync(back, zip.bytes);
  await app.give([back]);
  await app.allDone(2);
  await expect(app.rows.getByTestId('any')).toHaveText([any ?? '', any ?? '']);
});

test('the list leaves in every format, with what was not analyzed and why', async ({ app }) => {
  const { page } = app;
  // Priority rises as time goes by: all formats are of one moment.
  await page.clock.setFixedTime(new Date());
  const given = ['subdural', 'none', 'unsuitable'].map(thinZip);
  await app.open();
  await app.give(given);
  await app.allDone(given.length);
  const unsuitable = await app.rows.filter({ hasText: 'Not analyzed' }).count();
  expect(unsuitable).toBeGreaterThan(0);
  await app.rows.first().getByTestId('row-main').click();
  await page.getByRole('button', { name: 'Unsure' }).click();
  await page.getByRole('button', { name: 'Close the study' }).click();
  await page.getByRole('button', { name: 'Export the list' }).click();

  const csv = await download(page, 'Table (CSV)');
  const rows = parse(csv.bytes, { columns: true, bom: true }) as Record<string, string>[];
  expect(csv.name).toBe('worklist.csv');
  // Without a mark of UTF-8 Excel shows an umlaut as two letters.
  expect([...csv.bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(rows).toHaveLength(given.length);
  expect(rows.filter(({ state }) => state === 'Not analyzed')).toHaveLength(unsuitable);
  for (const { reason, patient_id } of rows) {
    expect(reason?.length).toBeGreaterThan(10);
    expect(patient_id).not.toBe('');
  }
  const json = JSON.parse((await download(page, 'Everything (JSON)')).bytes.toString());
  expect(json).toMatchObject({ version: 3, note: expect.stringContaining('not a diagnosis') });
  const lines = (await download(page, 'Lines (NDJSON)')).bytes.toString().trim().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toEqual(json.studies);
  expect(json.studies.map(({ number }: { number: number }) => String(number))).toEqual(
    rows.map(({ number }) => number),
  );
  const rsna = (await download(page, 'Slices (RSNA CSV)')).bytes.toString().trim().split('\n');
  const analyzed = json.studies.reduce(
    (sum: number, { analysed }: { analysed: number }) => sum + analysed,
    0,
  );
  expect(rsna).toHaveLength(1 + 6 * analyzed);
  const verdicts = parse((await download(page, 'Verdict log (CSV)')).bytes, {
    columns: true,
    bom: true,
  });
  expect(verdicts).toMatchObject([{ verdict: 'unsure', stands: 'yes', stage: 'open' }]);
});

test('the whole list goes on paper, and the screen says so in place of the part of it that fits', async ({
  app,
}) => {
  const { page } = app;
  await app.open();
  const given = ['subdural', 'none', 'unsuitable'].map(thinZip);
  await app.give(given);
  await app.allDone(given.length);
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByText('A screen shows a part of the list')).toBeVisible();
  await expect(app.rows.first()).toBeHidden();
  await page.emulateMedia({ media: 'screen' });
  await expect(page.getByText('A screen shows a part of the list')).toBeHidden();
  await page.getByRole('button', { name: 'Export the list' }).click();
  const opening = page.waitForEvent('popup');
  await item(page, 'List to print').getByRole('button', { name: 'List to print' }).click();
  const paper = await opening;
  await expect(paper.getByText('AI, not for diagnosis.')).toBeVisible();
  const table = paper.getByRole('table', { name: 'Studies by priority' });
  await expect(table.getByRole('row')).toHaveCount(1 + given.length);
  await expect(table).toContainText('Not analyzed');
  await expect(paper.locator('body')).toContainText(/3 studies\. Printed .*UTC/);
});

test('after a reload the export says why there is no DICOM result and what to do', async ({
  app,
}) => {
  const { page } = app;
  await app.open();
  await app.give([thinZip('subdural')]);
  await app.allDone(1);
  await page.reload();
  await app.rows.first().getByTestId('row-main').click();
  await page.getByRole('button', { name: 'Export this study' }).click();
  const dicom = item(page, 'Results as DICOM (ZIP)');
  await expect(dicom.getByRole('button', { name: 'Results as DICOM (ZIP)' })).toBeDisabled();
  await expect(dicom).toContainText('drop the study’s files again');
  await expect(item(page, 'Picture of the view').getByRole('button').first()).toBeDisabled();
  await expect(item(page, 'Copy a line').getByRole('button').first()).toBeEnabled();
});
