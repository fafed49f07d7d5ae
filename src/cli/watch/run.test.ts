import { afterEach, expect, it } from 'vitest';
import { pacsAt } from '#dicomweb';
import { MemoryQueue } from '#queue';
import { ctFile } from '../../../scripts/fake-pacs/ct-file.ts';
import { type FakePacs, startFakePacs } from '../../../scripts/fake-pacs/fake-pacs.ts';
import { Health } from '../services/health.ts';
import { watchPacs } from './run.ts';

let fake: FakePacs;
afterEach(() => fake.close());

it('sees a study grow by its series where the list of the PACS counts no objects', async () => {
  const slice = (index: number) => ctFile({ study: 1, index });
  fake = await startFakePacs([slice(1), slice(2)], {
    list: (response) => {
      const rows = fake.archive.studyRows().map(({ row: { '00201208': _, ...row } }) => row);
      response.writeHead(200, { 'Content-Type': 'application/dicom+json' });
      response.end(JSON.stringify(rows));
    },
  });
  const queue = new MemoryQueue();
  const stop = new AbortController();
  const watching = watchPacs({
    pacs: pacsAt(fake.url),
    queue,
    modelHash: 'a'.repeat(64),
    health: new Health(() => undefined),
    everyMs: 20,
    settleMs: 0,
    signal: stop.signal,
  });
  const waiting = async () => (await queue.counts()).waiting;
  await expect.poll(waiting).toBe(2);
  fake.archive.add(slice(3));
  await expect.poll(waiting).toBe(3);
  stop.abort();
  await watching;
});
