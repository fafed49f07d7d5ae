import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { type Pacs, retrieveStudy } from '#dicomweb';
import { errorsIn } from '../dciodvfy.ts';
import { isInstalled } from '../machine.ts';
import { untilRanked } from '../until-ranked.ts';
import { startDemo } from './start-demo.ts';

/** Results that are sent at most. */
const SENT = 3;
const RESULTS = new Set(['KO', 'OT', 'SR']);
const PATIENCE_MS = 300_000;

/**
 * The way of a day through the app before a PACS with the samples, or with the studies of a folder `from` (Orthanc, where it is installed), with a
 * picture of each step: listed, taken and ranked, results sent; then the PACS itself is asked what it has. Gives it in words, a line a step.
 */
export async function recordPacs(
  browser: Browser,
  folder: string,
  from?: string,
): Promise<readonly string[]> {
  const words: string[] = [];
  const demo = await startDemo({
    root: 'dist',
    samples: 'public/samples',
    from,
    port: 4190,
    fake: false,
    say: (text) => words.push(text),
  });
  try {
    const page = await browser.newPage({
      viewport: { width: 1440, height: 900 },
      reducedMotion: 'reduce',
    });
    page.setDefaultTimeout(PATIENCE_MS);
    const shot = (name: string) => page.screenshot({ path: join(folder, `pacs-${name}.png`) });
    await page.goto(demo.url);
    await page.getByRole('button', { name: /ms a slice/ }).waitFor();
    const listed = page.getByTestId('pacs-row');
    await listed.nth(demo.studies - 1).waitFor();
    words.push(`The tab lists ${await listed.count()} studies.`);
    await shot('listed');
    const begun = performance.now();
    await page.getByRole('button', { name: `Take all ${demo.studies}` }).click();
    await untilRanked(page, demo.studies, PATIENCE_MS);
    const seconds = Math.round((performance.now() - begun) / 1000);
    words.push(`At one click all are taken and ranked, in ${seconds} s.`);
    if (from !== undefined) {
      await shot('ranked');
      words.push(...(await ranks(page)));
    }
    const send = listed.getByRole('button', { name: 'Send result' });
    const sent = Math.min(SENT, await send.count());
    for (let at = 0; at < sent; at += 1) {
      await send.first().click();
      await listed.getByText('Sent', { exact: true }).nth(at).waitFor();
    }
    words.push(`${sent} results are sent, each at a click.`);
    await shot('sent');
    return [...words, ...(await askedOf(demo.pacs))];
  } finally {
    await demo.close();
  }
}

/** The rows of the ranking, as they read. */
async function ranks(page: Page): Promise<readonly string[]> {
  const rows = await page.getByTestId('row').allInnerTexts();
  return rows.map((text, index) => `${index + 1}. ${text.split(/\s*\n\s*/).join(' | ')}`);
}

/** What the PACS answers for itself: which studies have a report, what lies beside their images, and what a validator says of that. */
async function askedOf(pacs: Pacs): Promise<readonly string[]> {
  const authorization = await pacs.authorization(false);
  const answer = await fetch(new URL('studies?ModalitiesInStudy=SR', pacs.base), {
    headers: {
      Accept: 'application/dicom+json',
      ...(authorization === null ? {} : { Authorization: authorization }),
    },
  });
  const rows = (await answer.json()) as readonly Record<string, { Value?: readonly string[] }>[];
  const kinds: string[] = [];
  let errors = 0;
  for (const row of rows) {
    const studyInstanceUid = row['0020000D']?.Value?.[0] ?? '';
    const { found, objects } = await retrieveStudy(pacs, { studyInstanceUid, instances: null });
    for (const [at, one] of found.entries()) {
      const modality = objects[at]?.modality ?? '';
      if (!RESULTS.has(modality) || !('blob' in one)) continue;
      kinds.push(modality);
      errors += countErrors(new Uint8Array(await one.blob.arrayBuffer()));
    }
  }
  const valid = isInstalled('dciodvfy') ? `; dciodvfy: ${errors} errors` : '';
  return [
    `Asked by QIDO-RS, it has ${rows.length} studies with a report; beside their images lie ${kinds.sort().join(', ')}${valid}.`,
  ];
}

/** How many errors dciodvfy finds. */
function countErrors(bytes: Uint8Array): number {
  const folder = mkdtempSync(join(tmpdir(), 'ich-recording-'));
  try {
    const file = join(folder, 'result.dcm');
    writeFileSync(file, bytes);
    return errorsIn(file).length;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
