import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page, type ViewportSize } from 'playwright-core';
import { build } from './build.ts';
import { endWithUsage, readArguments } from './command.ts';
import { recordPacs } from './demo/recording.ts';
import { ensureChromium, QUIET_FLAGS } from './find-browser.ts';
import { SAMPLE_STUDIES } from './samples/studies.ts';
import { serve } from './serve.ts';
import { untilRanked } from './until-ranked.ts';

/** Of studies that are not ours to show. */
const GIVEN_FOLDER = '.cache/recording';
const USAGE = `usage: npm run screenshots -- [--only name,name] [--only pacs --from DIR]

Takes pictures of every screen of the built app, with the bundled model and the synthetic samples, into docs/screenshots; --only takes
those of these names (loading, explain ...). "pacs" takes two of a PACS with the samples (Orthanc, where it is installed) and says
what came of each step; with --from the studies of that folder are in it in their place, as if they had come today, and the pictures go
to ${GIVEN_FOLDER}, which is no part of the repository. Look at them before committing.`;

const FOLDER = 'docs/screenshots';
const WIDE = { width: 1920, height: 1080 };
const SMALL = { width: 1280, height: 800 };

const { only, from } = readArguments(USAGE, {
  only: { type: 'string' },
  from: { type: 'string' },
}).values;
if (from !== undefined && only !== 'pacs') endWithUsage(USAGE, '--from is for --only pacs.');
const wanted = only === undefined ? null : new Set(only.split(','));
build();
mkdirSync(FOLDER, { recursive: true });
const { url, close } = await serve({ root: 'dist' });
const browser = await chromium.launch({ executablePath: ensureChromium(), args: QUIET_FLAGS });

/** Opens the app, does something, and takes its picture. */
async function shoot(
  name: string,
  viewport: ViewportSize,
  act: (page: Page) => Promise<void>,
): Promise<void> {
  if (wanted?.has(name) === false) return;
  const context = await browser.newContext({ viewport, reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.setDefaultTimeout(180_000);
  await page.goto(url);
  await page.getByRole('button', { name: /ms a slice/ }).waitFor();
  await act(page);
  await page.screenshot({ path: join(FOLDER, `${name}.png`) });
  await context.close();
  console.log(`  ${name}.png`);
}

const loadAll = (page: Page) => page.getByRole('button', { name: /^Load all/ }).click();

async function queue(page: Page): Promise<void> {
  await loadAll(page);
  await untilRanked(page, 9, 180_000);
}

async function openTop(page: Page): Promise<void> {
  await queue(page);
  await page.getByTestId('row-main').first().click();
  await page.getByTestId('slice-number').waitFor();
  await page.waitForTimeout(1500);
  await page.getByTestId('viewport-host').hover();
}

/** Opens the triage desk over a ranked queue. */
async function openDesk(page: Page): Promise<void> {
  await queue(page);
  await page.getByRole('button', { name: 'Triage desk' }).click();
  await page.getByTestId('heads').waitFor();
}

/** Opens a part of the triage desk. */
async function openDeskAt(page: Page, part: string): Promise<void> {
  await openDesk(page);
  await page.getByRole('dialog', { name: 'Triage desk' }).getByText(part, { exact: true }).click();
}

const csv = (name: string, lines: readonly string[]) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(lines.join('\n')),
});

/** A made-up site's log: numbers that promise more than they keep, as often as the site's bleeds come. */
const SITE_LOG = csv('site-log.csv', [
  'study,any,verdict',
  ...Array.from({ length: 120 }, (_, at) => {
    const any = (at + 0.5) / 120;
    const bleeds = (at * 0.618034) % 1 < any ** 4;
    return `study ${at},${any.toFixed(4)},${bleeds ? 'hemorrhage' : 'none'}`;
  }),
]);

/** What is painted into the samples, as a site would label them. */
const SAMPLE_LABELS = csv('labels.csv', [
  'PatientID,any',
  ...SAMPLE_STUDIES.map(({ id, lesions }) => {
    const bleeds = lesions.some(({ kind }) => /dural|intra|arachnoid/.test(kind));
    return `SYNTHETIC-${id},${Number(bleeds)}`;
  }),
]);

function brokenFiles(): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'ich-shots-'));
  const magic = Buffer.alloc(400);
  magic.write('DICM', 128);
  return Object.entries({
    'notes.txt': 'not an image',
    'report.pdf': '%PDF-1.4 not an image either',
    'empty.dcm': '',
    'magic-only.dcm': magic,
  }).map(([name, bytes]) => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return path;
  });
}

try {
  await shoot('empty', WIDE, async () => {});
  await shoot('loading', SMALL, async (page) => {
    await loadAll(page);
    // Some are ranked, some are under way.
    await page.getByTestId('row').filter({ hasText: 'Flagged' }).nth(1).waitFor();
    await page.getByTestId('row').filter({ hasText: 'Analyzing' }).first().waitFor();
  });
  await shoot('queue', WIDE, queue);
  await shoot('reading-dark-1920', WIDE, openTop);
  await shoot('reading-light-1280', SMALL, async (page) => {
    await page.getByRole('button', { name: 'Light room' }).click();
    await openTop(page);
  });
  await shoot('three-up', WIDE, async (page) => {
    await openTop(page);
    await page.keyboard.press('b');
    await page.waitForTimeout(800);
  });
  await shoot('planes', WIDE, async (page) => {
    await openTop(page);
    await page.keyboard.press('Shift+B');
    const coronal = page.getByTestId('plane-coronal');
    await page.getByTestId('place-coronal').waitFor();
    await coronal.click({ position: { x: 260, y: 180 } });
    await page.waitForTimeout(800);
  });
  await shoot('export-study', SMALL, async (page) => {
    await openTop(page);
    await page.getByRole('button', { name: 'Export this study' }).click();
    await page.getByRole('dialog').waitFor();
  });
  await shoot('export-list', SMALL, async (page) => {
    await page.getByRole('button', { name: 'Light room' }).click();
    await queue(page);
    await page.getByRole('button', { name: 'Export the list' }).click();
    await page.getByRole('dialog').waitFor();
  });
  await shoot('desk-point', SMALL, openDesk);
  await shoot('models', SMALL, async (page) => {
    await page.getByRole('button', { name: /ms a slice/ }).click();
    await page.getByTestId('model').nth(2).waitFor();
  });
  await shoot('second-opinion', SMALL, async (page) => {
    await openTop(page);
    await page.getByRole('button', { name: 'Ask another model' }).click();
    await page.getByRole('button', { name: 'Ask VGG-16, half width (ct-ich)' }).click();
    await page.getByTestId('agreement').waitFor({ timeout: 120_000 });
  });
  await shoot('adaptation', SMALL, async (page) => {
    await openDeskAt(page, 'Adaptation');
    await page.getByTestId('adaptation-file').setInputFiles(SITE_LOG);
    await page.getByRole('button', { name: 'Propose', exact: true }).click();
    await page.getByTestId('proposal').waitFor({ timeout: 120_000 });
    await page.getByTestId('proposal').scrollIntoViewIfNeeded();
  });
  await shoot('validation', SMALL, async (page) => {
    await openDeskAt(page, 'Validation');
    await page.getByTestId('labels-file').setInputFiles(SAMPLE_LABELS);
    const points = page.getByRole('heading', { name: 'Operating points' });
    await points.waitFor({ timeout: 120_000 });
    await points.evaluate((heading) => heading.scrollIntoView());
  });
  await shoot('explain', WIDE, async (page) => {
    await openTop(page);
    await page.keyboard.press('g');
    await page.getByText(/Research, not triage/).waitFor();
    await page.waitForTimeout(500);
  });
  await shoot('model-eye', SMALL, async (page) => {
    await openTop(page);
    await page.keyboard.press('7');
    await page.waitForTimeout(1000);
  });
  await shoot('broken-input', SMALL, async (page) => {
    await page
      .getByTestId('file-input')
      .setInputFiles([...brokenFiles(), 'public/samples/subdural.zip']);
    await page.getByTestId('row').first().waitFor();
    await page.getByRole('button', { name: /left out: which and why/ }).click();
    await page.locator('dialog summary').first().waitFor();
    for (const summary of await page.locator('dialog summary').all()) {
      await summary.click();
    }
  });
  if (wanted === null || wanted.has('pacs')) {
    const folder = from === undefined ? FOLDER : GIVEN_FOLDER;
    mkdirSync(folder, { recursive: true });
    for (const line of await recordPacs(browser, folder, from)) console.log(`  ${line}`);
  }
} finally {
  await browser.close();
  await close();
}
