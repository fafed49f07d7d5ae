import { afterEach, expect, it } from 'vitest';
import { pacsAt, watchedDays } from '#dicomweb';
import { MemoryQueue } from '#queue';
import { ctFile } from '../../../scripts/fake-pacs/ct-file.ts';
import { type FakePacs, startFakePacs } from '../../../scripts/fake-pacs/fake-pacs.ts';
import { resultFile } from '../../../scripts/fake-pacs/result-file.ts';
import { Health } from '../services/health.ts';
import { watchPacs } from './run.ts';

let fake: FakePacs;
afterEach(() => fake.close());

const today = () => watchedDays(Date.now()).to;

/** Watches the made PACS with a queue in memory. */
function watchIt(now: () => number = Date.now) {
  const queue = new MemoryQueue();
  const ending = new AbortController();
  const watching = watchPacs({
    pacs: pacsAt(fake.url),
    queue,
    modelHash: 'a'.repeat(64),
    health: new Health(() => undefined),
    everyMs: 20,
    settleMs: 0,
    signal: ending.signal,
    now,
  });
  const lists = () => fake.requests.filter((line) => line.startsWith('GET /studies?')).length;
  return {
    /** Some looks at the list later. */
    later: () => {
      const seen = lists();
      return expect.poll(lists, { timeout: 5000 }).toBeGreaterThan(seen + 8);
    },
    waiting: async () => (await queue.counts()).waiting,
    stop: async () => {
      ending.abort();
      await watching;
    },
  };
}

it('sees a study grow by its series where the list of the PACS counts no objects', async () => {
  const slice = (index: number) => ctFile({ study: 1, index });
  fake = await startFakePacs([slice(1), slice(2)], {
    list: (response) => {
      const rows = fake.archive.studyRows().map(({ row: { '00201208': _, ...row } }) => row);
      response.writeHead(200, { 'Content-Type': 'application/dicom+json' });
      response.end(JSON.stringify(rows));
    },
  });
  const { waiting, stop } = watchIt();
  await expect.poll(waiting).toBe(2);
  fake.archive.add(slice(3));
  await expect.poll(waiting).toBe(3);
  await stop();
});

it('takes no result for growth, whichever model of ours made it, and what comes with it for that', async () => {
  fake = await startFakePacs([1, 2].map((index) => ctFile({ study: 1, index, date: today() })));
  const { waiting, later, stop } = watchIt();
  await expect.poll(waiting).toBe(2);
  fake.archive.add(resultFile(1, { StudyDate: today() }));
  await later();
  expect(await waiting()).toBe(2);
  const more = { StudyDate: today(), SeriesInstanceUID: '1.2.3.1.8' };
  fake.archive.add(resultFile(1, { index: 2, ...more, Manufacturer: 'Scanner works' }));
  await expect.poll(waiting).toBe(3);
  await stop();
});

it('is not kept from other studies by one of which the PACS gives no series', async () => {
  const torn = ctFile({ study: 1, index: 2, patientId: 'P9', modality: 'SR', date: today() });
  const files = [ctFile({ study: 1, date: today() }), torn, ctFile({ study: 2, date: today() })];
  fake = await startFakePacs(files);
  const { waiting, stop } = watchIt();
  await expect.poll(waiting).toBe(4);
  await stop();
});

it.each([-20, -8, 8, 20])(
  'sees a study of today with a clock that is %i hours wrong',
  async (hours) => {
    const noon = new Date(2026, 10, 24, 12).getTime();
    fake = await startFakePacs([ctFile({ study: 1, date: '20261124' })]);
    const { waiting, stop } = watchIt(() => noon + hours * 3_600_000);
    await expect.poll(waiting).toBe(2);
    await stop();
  },
);
