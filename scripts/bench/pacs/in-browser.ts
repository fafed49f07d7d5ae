/** The built app before the PACS: how fast whole studies come, and how soon one that arrives has its rank. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { startApp } from '../app.ts';
import { median } from '../statistics.ts';
import { type Bed, type BedStudy, sizeOf, storeStudy } from './bed.ts';
import { cpuSecondsBelow } from './cpu-time.ts';

const MINUTE = 60_000;
const AT_ONCE = 4;

const taken = (page: Page, count: number): Promise<unknown> =>
  page.waitForFunction(
    (wanted) =>
      document.querySelectorAll('[data-testid=pacs-row] button[aria-label^="Open study"]')
        .length === wanted,
    count,
    { timeout: 10 * MINUTE, polling: 20 },
  );

const ranked = (page: Page, count: number): Promise<unknown> =>
  page.waitForFunction(
    (wanted) =>
      [...document.querySelectorAll('[data-testid=row]')].filter((row) =>
        /Flagged|No flag/.test(row.textContent ?? ''),
      ).length >= wanted,
    count,
    { timeout: 10 * MINUTE, polling: 20 },
  );

/**
 * MB/s of whole studies into the worklist, beside those of a bare fetch of the same from the same page, which throws the bytes away. The
 * first study is taken before and the analysis paused then, so that it is the fetching that is timed.
 */
export async function fetchFigures(
  bed: Bed,
  studies: readonly Pick<BedStudy, 'uid'>[],
  megabytes: number,
  rounds: number,
) {
  const app = await startApp('tiny', { dicomweb: { pacs: bed.pacs, store: false } });
  const rates = { own: [] as number[], bare: [] as number[] };
  // Milliseconds of processor a megabyte: what waits for a machine that others load does not show in them.
  const cpu = { own: [] as number[], bare: [] as number[], serving: [] as number[] };
  const timed = async (
    kind: 'own' | 'bare',
    megabytesOfAll: number,
    work: () => Promise<unknown>,
  ): Promise<void> => {
    const serving = bed.cpuSeconds();
    const all = cpuSecondsBelow(process.pid);
    const begun = performance.now();
    await work();
    rates[kind].push(megabytesOfAll / ((performance.now() - begun) / 1000));
    const served = bed.cpuSeconds() - serving;
    cpu.serving.push((served / megabytesOfAll) * 1000);
    cpu[kind].push(((cpuSecondsBelow(process.pid) - all - served) / megabytesOfAll) * 1000);
  };
  try {
    for (let round = 0; round < rounds; round += 1) {
      const page = await app.open();
      const rows = page.getByTestId('pacs-row');
      await rows.nth(studies.length - 1).waitFor();
      await rows.first().getByRole('button', { name: 'Take' }).click();
      await taken(page, 1);
      await page.getByRole('button', { name: 'Pause the analysis' }).click();
      const uids = studies.map(({ uid }) => uid);
      const bare = () => page.evaluate(fetchAll, { uids, atOnce: AT_ONCE });
      const all = page.getByRole('button', { name: `Take all ${studies.length - 1}` });
      const own = async () => {
        await all.click();
        await taken(page, studies.length);
      };
      const ofTaken = (megabytes * (studies.length - 1)) / studies.length;
      // In turns: who comes second finds the archive's files in memory.
      if (round % 2 === 1) await timed('own', ofTaken, own);
      await timed('bare', megabytes, bare);
      if (round % 2 === 0) await timed('own', ofTaken, own);
      await page.context().close();
    }
    const [own, bare] = [median(rates.own), median(rates.bare)];
    return {
      megabytesPerSecond: own,
      bareFetch: bare,
      ratio: own / bare,
      cpuMsAMegabyte: {
        browser: median(cpu.own),
        browserBare: median(cpu.bare),
        serving: median(cpu.serving),
      },
      rounds,
      studies: studies.length,
      megabytes,
      ...app.conditions(),
    };
  } finally {
    await app.close();
  }
}

/** Runs in the page; without a function of its own that has a name, which a compiler would wrap in what is not there. */
async function fetchAll({
  uids,
  atOnce,
}: {
  readonly uids: readonly string[];
  readonly atOnce: number;
}) {
  const Accept = 'multipart/related; type="application/dicom"; transfer-syntax=*';
  await Promise.all(
    Array.from({ length: atOnce }, async (_, lane) => {
      for (let at = lane; at < uids.length; at += atOnce) {
        const answer = await fetch(`dicom-web/studies/${uids[at]}`, { headers: { Accept } });
        if (!answer.ok) throw new Error(`the PACS answered ${answer.status}`);
        await answer.arrayBuffer();
      }
    }),
  );
}

/** Seconds from the last slice stored to its place in the ranking on the screen, of studies that arrive one by one while nothing else is done. */
export async function arrivalFigures(
  bed: Bed,
  studies: readonly BedStudy[],
  { model, every }: { readonly model: string; readonly every: number },
) {
  const dicomweb = { pacs: bed.pacs, store: false, pollSeconds: every, settleSeconds: 60 };
  const app = await startApp(model, { dicomweb });
  const toRank: number[] = [];
  const afterSeen: number[] = [];
  try {
    const page = await app.open();
    await page.getByRole('button', { name: 'Watch', exact: true }).click();
    let seen = 0;
    page.on('request', (request) => {
      if (/\/dicom-web\/studies\/[\d.]+$/.test(request.url())) seen = performance.now();
    });
    for (const [index, study] of studies.entries()) {
      // At any moment between two looks at the list.
      await wait(Math.random() * every * 1000);
      await storeStudy(bed, study);
      const stored = performance.now();
      await ranked(page, index + 1);
      const now = performance.now();
      toRank.push((now - stored) / 1000);
      afterSeen.push((now - seen) / 1000);
    }
    return {
      pollSeconds: every,
      toRank: median(toRank),
      slowest: Math.max(...toRank),
      afterSeen: median(afterSeen),
      slowestAfterSeen: Math.max(...afterSeen),
      studies: studies.length,
      megabytes: studies.reduce((sum, one) => sum + sizeOf(one), 0),
      ...app.conditions(),
    };
  } finally {
    await app.close();
  }
}
