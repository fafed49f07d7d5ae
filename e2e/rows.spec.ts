import type { Page } from '@playwright/test';
import { expect, samples, test, thinZip } from './fixtures.ts';
import { written } from './written.ts';

/** Rows of so many studies, as an earlier visit of this shift would have left them: no files are needed for them. */
async function keepRows(page: Page, count: number): Promise<void> {
  await page.evaluate(async (count) => {
    const db = await new Promise<IDBDatabase>((done, fail) => {
      const request = indexedDB.open('ich-triage');
      request.onsuccess = () => done(request.result);
      request.onerror = () => fail(request.error);
    });
    const transaction = db.transaction(['rows', 'settings'], 'readwrite');
    const now = Date.now();
    const shift = { version: 1, startedAt: now - 60_000, seenAt: now, lastNumber: count };
    transaction.objectStore('settings').put(shift, 'shift');
    for (let number = 1; number <= count; number += 1) {
      transaction.objectStore('rows').put({
        version: 2,
        studyKey: `kept-${number}`,
        number,
        shift: shift.startedAt,
        receivedAt: now - number * 1000,
        summary: {
          studyInstanceUid: `1.2.${number}`,
          patientId: `P${number}`,
          patientName: '',
          patientSex: number % 2 === 0 ? 'F' : 'M',
          patientAgeYears: (number * 7) % 100,
          studyDate: '20260314',
          studyTime: '090500',
          studyDescription: 'CT head',
          accessionNumber: '',
          seriesCount: 1,
          sliceCount: 30,
          synthetic: true,
        },
        care: { openedAt: null, acknowledged: null, done: null },
        pin: null,
      });
    }
    await new Promise((done) => {
      transaction.oncomplete = done;
    });
    db.close();
  }, count);
}

/** What the list shows now: where each row stands, and whether any part of the box is empty. */
const shownRows = (page: Page) =>
  page.getByTestId('row-box').evaluate((box) => {
    const frame = box.getBoundingClientRect();
    const rows = [...box.querySelectorAll<HTMLElement>('li')].map((row) => {
      const { top, bottom } = row.getBoundingClientRect();
      return {
        top: Math.round(top - frame.top),
        bottom: Math.round(bottom - frame.top),
        place: Number(row.getAttribute('aria-posinset')),
        name: row.querySelector('[data-testid=name]')?.textContent ?? '',
        rank: row.querySelector('[data-testid=rank]')?.textContent ?? '',
      };
    });
    return {
      rows,
      height: frame.height,
      of: box.querySelector('li')?.getAttribute('aria-setsize'),
    };
  });

for (const count of [500, 2000]) {
  test(`scrolling through ${count} rows leaves no gap, no row twice and none in another's place`, async ({
    app,
  }) => {
    const { page } = app;
    await app.open();
    await keepRows(page, count);
    await page.reload();
    await expect(app.rows.first()).toHaveAttribute('aria-setsize', String(count));
    const names = new Map<number, string>();
    const end = count * 44;
    const stops = Array.from({ length: 12 }, (_, step) => Math.round((end * step) / 11));
    for (const top of [...stops, ...stops.toReversed()]) {
      await page.getByTestId('row-box').evaluate((box, to) => box.scrollTo(0, to), top);
      await page.evaluate(
        () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
      );
      const { rows, height, of } = await shownRows(page);
      expect(of).toBe(String(count));
      expect(rows.length).toBeLessThan(60); // Of as many as there are only what is seen.
      expect(Math.min(...rows.map((row) => row.top))).toBeLessThanOrEqual(0);
      expect(Math.max(...rows.map((row) => row.bottom))).toBeGreaterThanOrEqual(
        Math.min(height, count * 44) - 1,
      );
      for (const [at, row] of rows.entries()) {
        if (at > 0) expect(row.top).toBe(rows[at - 1]?.bottom);
        expect(row.rank).toBe(String(row.place));
        const before = names.get(row.place);
        if (before !== undefined) expect(row.name).toBe(before);
        names.set(row.place, row.name);
      }
    }
    expect(new Set(names.values()).size).toBe(names.size);
  });
}

test('a row shows its key slice, age, scan time and arrival, and no pixel is kept', async ({
  app,
}) => {
  const { page } = app;
  await app.open();
  await app.give([thinZip('epidural'), thinZip('unsuitable')]);
  await app.allDone(2);
  const analyzed = app.rows.filter({ hasNotText: 'Not analyzed' }).first();
  const picture = analyzed.getByRole('img', { name: /^Key slice \d+$/ });
  await expect(picture).toBeVisible();
  const lit = await picture.evaluate((canvas) => {
    if (!(canvas instanceof HTMLCanvasElement)) return 0;
    const data = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data;
    return (
      [...(data ?? [])].filter((value, at) => at % 4 === 0 && value > 60).length /
      (canvas.width * canvas.height)
    );
  });
  expect(lit).toBeGreaterThan(0.3);
  // A series that was not analyzed has no slice that speaks most.
  const unsuitable = app.rows.filter({ hasText: 'Not analyzed' });
  await expect(unsuitable.getByTestId('key-slice')).toBeVisible();
  await expect(unsuitable.getByRole('img', { name: /^Key slice/ })).toHaveCount(0);
  // No place of the table is empty: where there is nothing to say, it says why.
  const cells = app.rows.locator('[data-testid=row-main] > :not([data-testid=key-slice], canvas)');
  for (const words of await cells.allTextContents()) expect(words).not.toBe('');
  await expect(analyzed).toContainText('age not stated');
  await expect(analyzed.getByTestId('received')).toHaveText(/^\d\d:\d\d$/);
  expect((await analyzed.boundingBox())?.height).toBe(44);
  const kept = await page.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((done) => {
      const request = indexedDB.open('ich-triage');
      request.onsuccess = () => done(request.result);
    });
    const seen: string[] = [];
    const look = (value: unknown): void => {
      if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) seen.push('binary');
      if (Array.isArray(value) && value.length > 500) seen.push('a long list');
      if (typeof value === 'object' && value !== null)
        for (const part of Object.values(value)) look(part);
    };
    for (const name of db.objectStoreNames) {
      const all = await new Promise<unknown[]>((done) => {
        const request = db.transaction(name).objectStore(name).getAll();
        request.onsuccess = () => done(request.result);
      });
      look(all);
    }
    db.close();
    return seen;
  });
  expect(kept).toEqual([]);
});

test('the list is sorted by its heads, says so, and comes back to the ranking', async ({ app }) => {
  const { page } = app;
  await app.open();
  await keepRows(page, 30);
  await page.reload();
  await expect(app.rows.first()).toHaveAttribute('aria-setsize', '30');
  const ages = async () =>
    (await app.rows.allTextContents()).map((text) => Number(/(\d+) y [FM]/.exec(text)?.[1]));
  await page.getByRole('button', { name: 'Age, sex' }).click();
  const down = await ages();
  expect(down).toEqual([...down].sort((a, b) => b - a));
  await expect(page.getByText('the most urgent study need not stand first')).toBeVisible();
  await page.getByRole('button', { name: /^Age, sex/ }).click();
  const up = await ages();
  expect(up).toEqual([...up].sort((a, b) => a - b));
  await page.getByRole('button', { name: 'Back to priority' }).click();
  await expect(app.rows.first().getByTestId('rank')).toHaveText('1');
  await expect(page.getByText('need not stand first')).toHaveCount(0);
});

test('a view is kept under its name over a reload, and the order starts by priority', async ({
  app,
}) => {
  const { page } = app;
  await app.open();
  await app.give([thinZip('epidural'), thinZip('none')]);
  await app.allDone(2);
  await page.getByRole('button', { name: 'Scanned' }).click();
  await page.getByText(/^Unread/).click();
  await page.getByRole('button', { name: 'View of the list' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: /^Compact/ }).check();
  await dialog.getByRole('checkbox', { name: 'Coverage' }).uncheck();
  await dialog.getByRole('textbox', { name: 'Name of the view' }).fill('Night');
  await dialog.getByRole('button', { name: 'Save the present view' }).click();
  await dialog.getByRole('radio', { name: /^Comfortable/ }).check();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect.poll(async () => (await app.rows.first().boundingBox())?.height).toBe(68);
  await written(page);
  await page.reload();
  await expect(app.rows).toHaveCount(2);
  await expect(page.getByText('need not stand first')).toHaveCount(0);
  await page.getByRole('combobox', { name: 'Saved views' }).selectOption('Night');
  await expect.poll(async () => (await app.rows.first().boundingBox())?.height).toBe(34);
  await expect(page.getByText('the most urgent study need not stand first')).toBeVisible();
  await expect(page.getByText('Coverage', { exact: true })).toHaveCount(0);
});

test('no cell of the table lies on another, at any height and width', async ({ app }) => {
  const { page } = app;
  await app.open();
  await page.getByRole('button', { name: /^Load all/ }).click();
  await app.allDone(samples().length);
  for (const density of ['Compact', 'Standard', 'Comfortable']) {
    await page.getByRole('button', { name: 'View of the list' }).click();
    await page
      .getByRole('dialog')
      .getByRole('radio', { name: new RegExp(`^${density}`) })
      .check();
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    for (const width of [1024, 1280, 1440, 1920, 2560]) {
      await page.setViewportSize({ width, height: 900 });
      const found = () =>
        page.getByTestId('row').evaluateAll((rows) =>
          rows.flatMap((row) => {
            const frame = row.getBoundingClientRect();
            const cells = [...(row.querySelector('[data-testid=row-main]')?.children ?? [])];
            return cells.flatMap((cell, at) => {
              const box = cell.getBoundingClientRect();
              const next = cells[at + 1]?.getBoundingClientRect();
              const name = cell.textContent ?? '';
              return [
                ...(box.top < frame.top - 0.5 || box.bottom > frame.bottom + 0.5
                  ? [`${name} leaves its row`]
                  : []),
                ...(next !== undefined && box.right > next.left + 0.5
                  ? [`${name} lies on the next`]
                  : []),
                ...[...cell.querySelectorAll('[data-type], [data-testid=state] > span')].flatMap(
                  (part) =>
                    part.getBoundingClientRect().bottom > box.bottom + 0.5 ||
                    part.getBoundingClientRect().right > box.right + 0.5
                      ? [`${part.textContent} is cut off`]
                      : [],
                ),
              ];
            });
          }),
        );
      // The rows are laid out anew a moment after the window is.
      await expect.poll(found, { message: `${density}, ${width} px` }).toEqual([]);
    }
  }
});
