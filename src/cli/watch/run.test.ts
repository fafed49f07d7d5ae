import { afterEach, expect, it } from 'vitest';
import { pacsAt } from '#dicomweb';
import { MemoryQueue } from '#queue';
import { ctFile } from '../../../scripts/fake-pacs/ct-file.ts';
import { type FakePacs, startFakePacs } from '../../../scripts/fake-pacs/fake-pacs.ts';
import { Health } from '../services/health.ts';
import { watchPacs } from './run.ts';

let fake: FakePacs;
afterEach(() => fake.close());

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
  return {
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
