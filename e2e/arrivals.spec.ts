import { expect, test } from './fixtures.ts';
import { fakePicker, put, remove, sampleSlices, setLeave } from './watched-folder.ts';

const strip = (page: import('@playwright/test').Page) => page.getByTestId('folder-strip');

test('a watched folder: what is in it, what arrives, what grows, changes and goes', async ({
  app,
}) => {
  const { page } = app;
  await fakePicker(page);
  await app.open();
  const subdural = sampleSlices('subdural');
  await put(page, subdural);
  await page.getByRole('button', { name: 'Watch a folder' }).click();
  await app.allDone(1);
  await expect(strip(page)).toContainText(`Watching export: ${subdural.length} files read`);
  // By itself: no line of a drop comes and goes above the list.
  await expect(page.getByText(/Reading headers|slices read/)).toHaveCount(0);

  // A second study comes, its last file in two parts: it is read when it stands still, and never as half a slice.
  const epidural = sampleSlices('epidural');
  const [last, ...others] = epidural;
  if (last === undefined) throw new Error('The sample has no slices.');
  await put(page, [last], 3000);
  await expect(strip(page)).toContainText('1 file still being written');
  // Where the machine is slow it stood still and is read anew: one more that changed.
  await put(page, [last, ...others]);
  await app.allDone(2);
  await expect(app.rows.filter({ hasText: /(\d+)\/\1 analyzed/ })).toHaveCount(2);
  await expect(strip(page)).not.toContainText('still being written');

  // Something that is no image is said.
  await put(page, [['notes.dcm', new TextEncoder().encode('hello')]]);
  await strip(page).getByRole('button', { name: '1 left out: which and why' }).click();
  await expect(page.getByRole('dialog')).toContainText('not a DICOM file');
  await page.keyboard.press('Escape');

  // Copied anew, with the same content: the images can be looked at all the same.
  await put(page, subdural);
  await expect(strip(page)).toContainText(
    new RegExp(`(${subdural.length}|${subdural.length + 1}) files changed and read anew`),
  );
  await expect(strip(page)).not.toContainText('still being written');
  await app.rows.first().click();
  await expect(page.locator('canvas').first()).toBeVisible();
  await expect(page.getByText('source-gone')).toHaveCount(0);
  await page.keyboard.press('Escape');

  await remove(page, [last[0]]);
  await expect(strip(page)).toContainText('1 file removed since');
  await strip(page).getByRole('button', { name: 'Stop watching' }).click();
  await expect(strip(page)).toHaveCount(0);
  await expect(app.rows).toHaveCount(2);
});

test('the watch survives a reload by one click, and says when the browser takes its leave back', async ({
  app,
}) => {
  const { page } = app;
  await fakePicker(page);
  await app.open();
  await put(page, sampleSlices('subdural'));
  await page.getByRole('button', { name: 'Watch a folder' }).click();
  await app.allDone(1);
  await setLeave(page, 'prompt');
  await expect(strip(page).getByRole('alert')).toContainText('New files are not seen');
  await page.reload();
  await expect(strip(page).getByRole('alert')).toContainText('wants a click');
  await strip(page).getByRole('button', { name: 'Watch “export” again' }).click();
  await expect(strip(page)).toContainText('Watching export');
  // The study of before has its images again.
  await expect(strip(page)).toContainText(/[1-9]\d* files read/);
  await app.allDone(1);
  await app.rows.first().click();
  await expect(page.locator('canvas').first()).toBeVisible();
  await page.keyboard.press('Escape');
  await put(page, sampleSlices('epidural'));
  await app.allDone(2);
});

test('a browser that gives no folder says so, and what to do instead', async ({ app }) => {
  const { page } = app;
  await page.addInitScript(() => Object.assign(window, { showDirectoryPicker: undefined }));
  await app.open();
  await page.getByRole('button', { name: 'Watch a folder' }).click();
  await expect(strip(page)).toContainText('This browser can’t watch a folder');
  await expect(strip(page)).toContainText('Open a folder');
  await strip(page).getByRole('button', { name: 'Hide' }).click();
  await expect(strip(page)).toHaveCount(0);
});
