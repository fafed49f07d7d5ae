import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '../scripts/serve.ts';
import { headSlice } from '../src/datasets/head-series.fixture.ts';
import { expect, QUICK, test, thinZip } from './fixtures.ts';

/** Files that are no usable image, each in its own way. */
function brokenFiles(): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'ich-broken-'));
  const file = (name: string, bytes: Uint8Array): string => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return path;
  };
  const magic = new Uint8Array(400);
  magic.set([0x44, 0x49, 0x43, 0x4d], 128);
  return [
    file('notes.txt', new TextEncoder().encode('not an image')),
    file('empty.dcm', new Uint8Array(0)),
    file('magic-only.dcm', magic),
    file('cut.zip', readFileSync(thinZip('subdural')).subarray(0, 5000)),
  ];
}

test('broken files are listed with reasons and the good study beside them still ranks', async ({
  app,
}) => {
  await app.open();
  await app.give([...brokenFiles(), thinZip('subdural')]);
  await app.allDone(1);
  await app.page.getByRole('button', { name: /left out: which and why/ }).click();
  const dialog = app.page.getByRole('dialog');
  await expect(dialog).toContainText('not a DICOM file');
  await expect(dialog.locator('details')).not.toHaveCount(0);
});

test('a drop of broken files alone says what happened and leaves the app usable', async ({
  app,
}) => {
  await app.open();
  await app.give(brokenFiles());
  await expect(app.page.getByRole('button', { name: /left out/ })).toBeVisible();
  await app.give([thinZip('epidural')]);
  await app.allDone(1);
});

test('files dropped on the window are taken as if picked', async ({ app }) => {
  await app.open();
  const bytes = readFileSync(thinZip('epidural')).toString('base64');
  const transfer = await app.page.evaluateHandle((base64) => {
    const data = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    const dropped = new DataTransfer();
    dropped.items.add(new File([data], 'study.zip'));
    return dropped;
  }, bytes);
  await app.page.dispatchEvent('body', 'dragenter', { dataTransfer: transfer });
  await app.page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
  await app.allDone(1);
});

for (const [what, change, words] of [
  [
    'a hash',
    (text: string) => text.replace(/"sha256": ?"[0-9a-f]{8}/, '"sha256":"00000000'),
    /SHA-256/,
  ],
  [
    'a format version',
    (text: string) => text.replace('"formatVersion":', '"formatVersion":9'),
    /version/i,
  ],
] as const) {
  test(`a model package with ${what} that is wrong is refused with the reason, and images can be viewed`, async ({
    page,
  }) => {
    // A server of its own with a tampered copy: interception may miss what a worker fetches.
    const root = mkdtempSync(join(tmpdir(), 'ich-tampered-'));
    cpSync('dist', root, { recursive: true, filter: (path) => path !== join('dist', 'samples') });
    const manifest = join(root, 'models/tiny/manifest.json');
    writeFileSync(manifest, change(readFileSync(manifest, 'utf8')));
    const server = await serve({ root });
    await page.goto(`${server.url}${QUICK}`);
    await expect(page.getByRole('alert')).toContainText(words);
    await page.getByTestId('file-input').setInputFiles(thinZip('epidural'));
    const row = page
      .getByRole('list', { name: 'Studies by priority' })
      .getByRole('listitem')
      .first();
    await row.getByRole('button').first().click();
    await expect(page.locator('canvas').first()).toBeVisible();
    await server.close();
  });
}

test('where no worker may start the page says that nothing can be read, and blames no file', async ({
  page,
}) => {
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'Worker'));
  await page.goto(`/${QUICK}`);
  await expect(page.getByRole('alert')).toContainText(
    'Nothing can be read, shown or analyzed here: This browser starts no background workers.',
  );
  await expect(page.getByTestId('engine')).toHaveText('Nothing can be read here');
  await page.getByTestId('file-input').setInputFiles(thinZip('epidural'));
  await expect(page.getByText(/Reading broke off: This browser starts no/)).toBeVisible();
});

test('slices that are cut short are analyzed in part, and say so in the row, on the image and to who does not see it', async ({
  app,
}) => {
  const { page } = app;
  const folder = mkdtempSync(join(tmpdir(), 'ich-cut-'));
  const rows = (count: number) => count * 96 * 2;
  const paths = Array.from({ length: 20 }, (_, index) => {
    const path = join(folder, `${index}.dcm`);
    const whole = headSlice(1, index);
    writeFileSync(path, index === 10 || index === 12 ? whole.subarray(0, -rows(30)) : whole);
    return path;
  });
  await app.open();
  await app.give(paths);
  await app.allDone(1);
  await expect(app.rows.first()).toContainText('pixel data cut short in 2 slices');
  await expect(app.rows.first()).toContainText('2 slices analyzed in part');
  await app.rows.first().getByTestId('row-main').click();
  await expect(page.getByTestId('slice-number')).toBeVisible();
  for (const key of ['Home', 'Shift+ArrowDown', 'Shift+ArrowDown']) await page.keyboard.press(key);
  await expect(page.getByTestId('slice-number')).toHaveText('11/20');
  const badges = page.getByTestId('image-badges');
  await expect(badges).toContainText('Partly decoded: lower part missing');
  await expect(page.getByTestId('viewport-host')).toHaveAccessibleName(
    /Partly decoded: lower part missing/,
  );
  await expect(page.getByTestId('barcode')).toHaveAttribute('title', /last 30 of 96 rows/);
  await page.keyboard.press('ArrowDown');
  await expect(page.getByTestId('slice-number')).toHaveText('12/20');
  await expect(badges).not.toContainText('Partly decoded');
});
