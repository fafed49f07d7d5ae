import { type AppPage, expect, openAnew, test, testOnOnePage, thinZip } from './fixtures.ts';

/** Controls and texts that lie on each other or leave the window, by their names. */
const collisions = ({ page }: AppPage): Promise<readonly string[]> =>
  page.evaluate(() => {
    const found: string[] = [];
    const nameOf = (element: Element) =>
      element.getAttribute('aria-label') ?? element.textContent?.trim().slice(0, 30) ?? '';
    for (const bar of document.querySelectorAll('header, [role=toolbar], [role=status]')) {
      const parts = [...bar.querySelectorAll('button, select, input, h1, h2, p')].filter(
        (part) => part.getBoundingClientRect().width > 0 && part.closest('dialog') === null,
      );
      for (const [at, part] of parts.entries()) {
        const box = part.getBoundingClientRect();
        // What scrolls has a button for what is not in view, which is tried below.
        const scrolls = part.closest('[data-testid=scroll-row]');
        if (scrolls !== null && getComputedStyle(scrolls).display !== 'contents') continue;
        if (box.left < -1 || box.right > innerWidth + 1) {
          found.push(`${nameOf(part)} leaves the window`);
        }
        for (const other of parts.slice(at + 1)) {
          if (part.contains(other) || other.contains(part)) continue;
          const its = other.getBoundingClientRect();
          const across = Math.min(box.right, its.right) - Math.max(box.left, its.left);
          const down = Math.min(box.bottom, its.bottom) - Math.max(box.top, its.top);
          if (across > 1 && down > 1) found.push(`${nameOf(part)} lies on ${nameOf(other)}`);
        }
      }
    }
    if (document.documentElement.scrollWidth > innerWidth) found.push('the page is too wide');
    return found;
  });

/** The part of the window's width that the image has. */
const imageShare = ({ page }: AppPage): Promise<number> =>
  page
    .getByTestId('viewport-host')
    .evaluate((host) => host.getBoundingClientRect().width / innerWidth);

/** Texts on the image that lie on each other. */
const textsOnTexts = ({ page }: AppPage): Promise<readonly string[]> =>
  page.getByTestId('stage').evaluate((stage) => {
    const leaves = [...stage.querySelectorAll('span')].filter(
      (part) => part.querySelector('span') === null && part.getBoundingClientRect().width > 1,
    );
    return leaves.flatMap((part, at) => {
      const box = part.getBoundingClientRect();
      return leaves.slice(at + 1).flatMap((other) => {
        const its = other.getBoundingClientRect();
        const across = Math.min(box.right, its.right) - Math.max(box.left, its.left);
        const down = Math.min(box.bottom, its.bottom) - Math.max(box.top, its.top);
        return across > 1 && down > 2 ? [`${part.textContent} lies on ${other.textContent}`] : [];
      });
    });
  });

/** Texts on the image that something covers, by its test ID. */
const textsUnder = ({ page }: AppPage, testId: string): Promise<readonly string[]> =>
  page.getByTestId(testId).evaluate((cover) => {
    const its = cover.getBoundingClientRect();
    return [...document.querySelectorAll('[data-testid=stage] span')].flatMap((text) => {
      const box = text.getBoundingClientRect();
      const across = Math.min(box.right, its.right) - Math.max(box.left, its.left);
      const down = Math.min(box.bottom, its.bottom) - Math.max(box.top, its.top);
      return across > 1 && down > 1 && text.childElementCount === 0 ? [text.textContent] : [];
    });
  });

/** Numbers of the rows that something lies on, by its test ID. */
const rowsUnder = ({ page }: AppPage, testId: string): Promise<readonly string[]> =>
  page.getByTestId(testId).evaluate((cover) => {
    const its = cover.getBoundingClientRect();
    const list = document.querySelector('[data-testid=row-box]')?.getBoundingClientRect();
    return [...document.querySelectorAll('[data-testid=row]')].flatMap((row) => {
      const box = row.getBoundingClientRect();
      const bottom = Math.min(box.bottom, list?.bottom ?? 0);
      return bottom > its.top + 1 && box.top < its.bottom
        ? [row.textContent?.slice(0, 8) ?? '']
        : [];
    });
  });

/** Left edges of the dialog's check boxes, but for one that hangs on another. */
const boxEdges = ({ page }: AppPage): Promise<readonly number[]> =>
  page
    .getByRole('dialog')
    .getByRole('checkbox')
    .evaluateAll((boxes) => [
      ...new Set(
        boxes
          .filter((box) => box.closest('label')?.textContent !== 'Urgent flags call all the same')
          .map((box) => Math.round(box.getBoundingClientRect().left)),
      ),
    ]);

/** What of the open dialog leaves it or is cut short. */
const dialogFaults = ({ page }: AppPage): Promise<readonly string[]> =>
  page.getByRole('dialog').evaluate((dialog) => {
    const box = dialog.getBoundingClientRect();
    const faults: string[] = [];
    if (box.left < 0 || box.right > innerWidth || box.bottom > innerHeight)
      faults.push('leaves the window');
    if (dialog.scrollWidth > dialog.clientWidth) faults.push('scrolls sideways');
    for (const part of dialog.querySelectorAll('button, input, select, summary, label')) {
      const its = part.getBoundingClientRect();
      const name = part.getAttribute('aria-label') ?? part.textContent?.trim().slice(0, 30) ?? '';
      if (its.width > 0 && its.right > box.right + 1) faults.push(`${name} leaves the dialog`);
      if (part.localName === 'button' && part.scrollWidth > part.clientWidth + 1) {
        faults.push(`${name} is cut short`);
      }
    }
    return faults;
  });

/** Vertical edges of the small tools of the top bar, and whether each is whole within the window. */
const smallTools = ({ page }: AppPage) =>
  page
    .getByRole('banner')
    .locator('button:has(svg)')
    .evaluateAll((tools) => {
      const boxes = tools.map((tool) => tool.getBoundingClientRect());
      const tops = boxes.map(({ top }) => top);
      return {
        count: boxes.length,
        apart: Math.max(...tops) - Math.min(...tops),
        outside: boxes.filter(({ left, right }) => left < 0 || right > innerWidth).length,
        smallest: Math.min(...boxes.map(({ width, height }) => Math.min(width, height))),
      };
    });

for (const locale of ['en-US', 'de-DE']) {
  test.describe(locale, () => {
    test.use({ locale });
    test('the small tools of the top bar stay in one row, whole and apart, at every width from 500 to 900 px', async ({
      app,
    }) => {
      const { page } = app;
      await page.goto('/?model=tiny&engine=own-wasm');
      await expect(page.getByRole('button', { name: /ms (a slice|je Schicht)/ })).toBeVisible();
      const rows = page.getByTestId('row');
      const all: string[] = [];
      const check = async (what: string) => {
        // Beside the other tools of the list some of them have room from 500 px on, all of them from 620 on; in German from 560 and 680.
        for (let width = 500; width <= 900; width += 40) {
          await page.setViewportSize({ width, height: 600 });
          const { count, apart, outside, smallest } = await smallTools(app);
          const faults = [
            ...(count >= 5 ? [] : [`${count} tools`]),
            ...(apart < 8 ? [] : [`${apart} px apart`]),
            ...(outside === 0 ? [] : [`${outside} outside`]),
            // WCAG 2.2, 2.5.8.
            ...(smallest >= 24 ? [] : [`one of ${smallest} px`]),
            ...(width < 720 ? [] : await collisions(app)),
          ];
          all.push(...faults.map((fault) => `${what}, ${width} px: ${fault}`));
        }
      };
      await check('without a study');
      await page.getByTestId('file-input').setInputFiles([thinZip('subdural')]);
      await expect(rows).toContainText(/No flag|Flagged|Kein Hinweis|Mit Hinweis/i, {
        timeout: 90_000,
      });
      await check('with the list');
      await rows.first().getByTestId('row-main').click();
      await expect(page.getByTestId('slice-number')).toBeVisible();
      await check('with a study');
      expect(all).toEqual([]);
    });
  });
}

test('at 200 % of 1920 px no text of the first page lies on its picture; at 200 % of 1024 px the list and the image have a height', async ({
  app,
}) => {
  const { page } = app;
  await page.setViewportSize({ width: 960, height: 540 });
  await app.open();
  const zone = page.getByRole('heading', { name: 'Drop head CT studies here' }).locator('..');
  // One under the other, and all of them within the border.
  const edges = await zone.evaluate((drop) =>
    [...drop.children, drop].flatMap((part) => {
      const { top, bottom } = part.getBoundingClientRect();
      return part === drop ? [bottom] : [top, bottom];
    }),
  );
  expect(edges).toEqual([...edges].sort((a, b) => a - b));
  await app.give([thinZip('subdural')]);
  await app.allDone(1);
  await page.setViewportSize({ width: 512, height: 384 });
  const row = app.rows.first().getByTestId('row-main');
  await row.scrollIntoViewIfNeeded();
  // But for a part of a pixel.
  await expect(row).toBeInViewport({ ratio: 0.98 });
  await row.click();
  const image = page.getByTestId('viewport-host');
  await image.scrollIntoViewIfNeeded();
  const height = () => image.evaluate((host) => host.getBoundingClientRect().height);
  await expect.poll(height).toBeGreaterThan(120);
});

// 720 x 450 is a window of 1440 x 900 at 200 %, 640 x 400 one of 1280 x 800.
for (const [width, height] of [
  [1024, 768],
  [720, 450],
  [640, 400],
] as const) {
  test(`at ${width} x ${height} nothing lies on anything, and the image keeps its room`, async ({
    app,
  }) => {
    await app.page.setViewportSize({ width, height });
    await app.open();
    expect(await collisions(app)).toEqual([]);
    await app.give([thinZip('epidural'), thinZip('subdural')]);
    await app.allDone(2);
    expect(await collisions(app)).toEqual([]);
    for (const name of [
      'Settings',
      'Keyboard shortcuts',
      'Export the list',
      'Triage desk',
      /ms a slice/,
    ]) {
      await app.page.getByRole('button', { name, exact: true }).click();
      if (name instanceof RegExp) await expect(app.page.getByTestId('model')).not.toHaveCount(0);
      expect(await dialogFaults(app), String(name)).toEqual([]);
      if (name === 'Settings') expect(await boxEdges(app)).toHaveLength(1);
      if (name === 'Triage desk') {
        for (const desk of ['This shift', 'Validation', 'Blinded reading']) {
          await app.page.getByRole('dialog').getByText(desk, { exact: true }).click();
          expect(await dialogFaults(app), desk).toEqual([]);
        }
      }
      await app.page.keyboard.press('Escape');
      await expect(app.page.getByRole('dialog')).toHaveCount(0);
    }
    // The small tools of the top bar stay together, also where they have no room beside the others.
    for (const narrow of [600, width]) {
      await app.page.setViewportSize({ width: narrow, height });
      const tops = await app.page
        .locator('header button:has(svg)')
        .evaluateAll((tools) => tools.map((tool) => tool.getBoundingClientRect().top));
      expect(Math.max(...tops) - Math.min(...tops), `${narrow} px`).toBeLessThan(8);
    }
    // What was done last can be undone where the list ends, and lies on no row; so does the question of who did it.
    await app.page.keyboard.press('ArrowDown');
    await app.page.keyboard.press('k');
    const initials = app.page.getByLabel('Your initials');
    await expect(initials).toBeInViewport({ ratio: 1 });
    expect(await rowsUnder(app, 'undo-bar')).toEqual([]);
    await initials.press('Enter');
    const banner = app.page.getByText('Every study needs a reader');
    await expect(banner).toBeInViewport({ ratio: 1 });
    await app.rows.first().getByTestId('row-main').click();
    await expect(app.page.getByTestId('slice-number')).toBeVisible();
    expect(await collisions(app)).toEqual([]);
    await expect(banner).toBeInViewport({ ratio: 1 });
    // What the tools' row has no room for is a press away, and said to be there.
    const tools = app.page.getByRole('toolbar', { name: 'Image' });
    const explain = tools.getByRole('button', { name: 'Explain' });
    const more = tools.getByRole('button', { name: 'More tools' });
    await expect(async () => {
      if (await more.isVisible()) await more.click({ timeout: 1000 });
      await expect(explain).toBeInViewport({ ratio: 0.98, timeout: 500 });
    }).toPass();
    const brain = tools.getByRole('button', { name: 'Brain', exact: true });
    await brain.focus();
    await expect(brain).toBeInViewport({ ratio: 0.98 });
    // The series is said in more than a few letters.
    const series = await app.page
      .getByRole('combobox', { name: 'Series' })
      .evaluate((box) => box.getBoundingClientRect().width);
    expect(series).toBeGreaterThan(95);
    expect(await imageShare(app)).toBeGreaterThanOrEqual(0.6);
    const share = await app.page
      .getByTestId('viewport-host')
      .evaluate((host) => host.getBoundingClientRect().height / innerHeight);
    expect(share).toBeGreaterThan(0.42);
    expect(await textsOnTexts(app)).toEqual([]);
    // The worklist is a rail that still leads to the other study.
    const name = await app.page.getByRole('heading', { level: 2 }).first().textContent();
    await app.rows.last().getByTestId('row-main').click();
    await expect(app.page.getByRole('heading', { level: 2 }).first()).not.toHaveText(name ?? '');
    await app.page.getByRole('button', { name: 'Export this study' }).click();
    expect(await dialogFaults(app)).toEqual([]);
    await app.page.keyboard.press('Escape');
    if (width >= 900) return;
    await app.page.keyboard.press('b');
    await expect(app.page.getByTestId('side-pane')).toHaveCount(2);
    await expect.poll(() => textsOnTexts(app)).toEqual([]);
    await app.page.keyboard.press('Shift+B');
    await expect(app.page.getByTestId('place-coronal')).toBeVisible();
    await expect.poll(() => textsOnTexts(app)).toEqual([]);
    await app.page.keyboard.press('Shift+B');
    await expect(app.page.getByTestId('plane-coronal')).toHaveCount(0);
    // What can be undone says so beside the texts of the image.
    await app.page.keyboard.press('k');
    await expect(app.page.getByTestId('undo-bar')).toBeVisible();
    expect(await textsUnder(app, 'undo-bar')).toEqual([]);
    await app.page.getByRole('button', { name: 'Findings' }).click();
    await expect(app.page.getByRole('complementary', { name: 'Findings' })).toBeVisible();
    expect(await imageShare(app)).toBeGreaterThanOrEqual(0.6);
    // The numbers, not what is said below them alone; and Escape leads back to the image, not to the list.
    await expect(app.page.getByRole('row', { name: /^Any/ })).toBeInViewport({ ratio: 0.5 });
    await app.page.keyboard.press('Escape');
    await expect(app.page.getByRole('complementary', { name: 'Findings' })).toHaveCount(0);
    await expect(app.page.getByTestId('slice-number')).toBeVisible();
  });
}

const testOpenStudy = testOnOnePage(async (app) => {
  await app.open();
  await app.give([thinZip('epidural')]);
  await app.allDone(1);
  await openAnew(app);
}, openAnew);

testOpenStudy(
  'the tools of the image take one line beside worklist and findings, and none is more than two presses away',
  async ({ app }) => {
    const bar = app.page.getByRole('toolbar', { name: 'Image' });
    for (const [width, height] of [
      [640, 400],
      [1024, 768],
      [1181, 800],
      [1280, 800],
      [1366, 768],
    ] as const) {
      await app.page.setViewportSize({ width, height });
      const lines = () =>
        bar.evaluate((row) => {
          const scrolls = [...row.children].some((part) => part.scrollWidth > part.clientWidth + 2);
          return scrolls ? 'scrolls' : row.getBoundingClientRect().height < 50;
        });
      await expect.poll(lines, { message: `${width} px` }).toBe(true);
      for (const name of ['Next flagged', 'Model’s eye', 'Explain', 'Measure', 'Cine']) {
        const tool = bar.getByRole('button', { name, exact: true });
        await expect(tool, `${name} at ${width} px`).toBeInViewport({ ratio: 1 });
      }
      // By keys alone: what turns the image, and a window that has no button of its own.
      const turns = bar.getByRole('button', { name: 'Turn the image' });
      const invert = bar.getByRole('button', { name: 'Invert', exact: true });
      const open = async () => {
        if (await turns.isVisible()) await turns.press('Enter');
      };
      for (const pressed of ['true', 'false']) {
        await open();
        await invert.press('Enter');
        await open();
        await expect(invert).toHaveAttribute('aria-pressed', pressed);
        if (await turns.isVisible()) {
          await app.page.keyboard.press('Escape');
          await expect(turns).toBeFocused();
        }
      }
      const more = bar.getByTestId('more-windows');
      await more.press('Enter');
      await bar.getByTitle('Fossa window').press('Enter');
      await expect(app.page.getByTestId('corner-bottom-left')).toContainText('Fossa');
      await expect(more).toHaveText(/Fossa/);
      await app.page.keyboard.press('1');
      await expect(more).not.toHaveText(/Fossa/);
    }
  },
);

testOpenStudy(
  'the tools of the image take one line at 1440 and 1920 px, and every tool is a press away',
  async ({ app }) => {
    const bar = app.page.getByRole('toolbar', { name: 'Image' });
    for (const width of [1440, 1920]) {
      await app.page.setViewportSize({ width, height: 900 });
      const height = () => bar.evaluate((element) => element.getBoundingClientRect().height);
      await expect.poll(height, { message: `${width} px` }).toBeLessThan(50);
      for (const name of ['Next flagged', 'Model’s eye', 'Explain', 'Bone', 'Measure']) {
        const tool = bar.getByRole('button', { name, exact: true });
        await expect(tool, `${name} at ${width} px`).toBeInViewport({ ratio: 1 });
      }
      const more = bar.getByTestId('more-windows');
      await more.click();
      await bar.getByRole('spinbutton', { name: 'W' }).fill('120');
      await expect(app.page.getByTestId('corner-bottom-left')).toContainText('W 120');
      await bar.getByRole('button', { name: 'Fossa' }).click();
      await expect(more).toHaveText(/Fossa/);
      await expect(app.page.getByTestId('corner-bottom-left')).toContainText('Fossa');
    }
  },
);

testOpenStudy(
  'beside the worklist nothing lies on anything at the widths of common screens',
  async ({ app }) => {
    for (const width of [1200, 1280, 1366, 1440, 1536, 1680, 1920]) {
      await app.page.setViewportSize({ width, height: 900 });
      expect(await collisions(app), `${width} px`).toEqual([]);
    }
  },
);

testOpenStudy(
  'on an upright tablet what is said and done of a study takes a line, and the verdict another',
  async ({ app }) => {
    const study = app.page.locator('header', { has: app.page.getByRole('heading', { level: 2 }) });
    const verdict = app.page.getByRole('region', { name: 'Your verdict' });
    for (const [width, height] of [
      [768, 1024],
      [820, 1180],
      [834, 1194],
    ] as const) {
      await app.page.setViewportSize({ width, height });
      for (const bar of [study.last(), verdict]) {
        const high = () => bar.evaluate((element) => element.getBoundingClientRect().height);
        await expect.poll(high, { message: `${width} px` }).toBeLessThan(50);
      }
      await expect(app.page.getByRole('button', { name: 'Findings' })).toBeInViewport({ ratio: 1 });
      await expect(app.page.getByRole('button', { name: 'Done, next' })).toBeInViewport({
        ratio: 1,
      });
    }
  },
);
