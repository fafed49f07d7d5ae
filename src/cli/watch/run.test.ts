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
function watchIt(now: () => number = Date.now, settleMs = 0, lateMs?: number) {
  const lines: Record<string, unknown>[] = [];
  const queue = new MemoryQueue();
  const ending = new AbortController();
  const watching = watchPacs({
    pacs: pacsAt(fake.url),
    queue,
    modelHash: 'a'.repeat(64),
    health: new Health((line) => lines.push(JSON.parse(line))),
    everyMs: 20,
    settleMs,
    signal: ending.signal,
    now,
    ...(lateMs === undefined ? {} : { lateMs }),
  });
  const lists = () => fake.requests.filter((line) => line.startsWith('GET /studies?')).length;
  return {
    queue,
    /** Studies of which it was told that the PACS lists them no more. */
    gone: () => lines.filter(({ event }) => event === 'gone').map(({ study }) => study),
    /** Studies of which it was told that they are another patient's. */
    merged: () => lines.filter(({ event }) => event === 'merged').map(({ study }) => study),
    /** What was told of the list itself. */
    ofList: () => lines.filter(({ event }) => /^list-/.test(`${event}`)),
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

it('has a study done that comes in pieces minutes apart, loses some, and is sent anew under other UIDs', async () => {
  const parts = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, at) =>
      ctFile({ study: 1, index: from + at, date: today() }),
    );
  const add = (...files: readonly Uint8Array<ArrayBuffer>[]) => {
    for (const bytes of files) fake.archive.add(bytes);
  };
  const remove = (from: number, to: number) => {
    for (let index = from; index < to; index += 1) fake.archive.remove(`1.2.3.1.1.${index}`);
  };
  const now = () => fake.archive.ofStudy('1.2.3.1').map(({ sopInstanceUid }) => sopInstanceUid);
  fake = await startFakePacs([...parts(0, 4), ctFile({ study: 2, date: today() })]);
  let clock = Date.now();
  const { queue, later, stop } = watchIt(() => clock, 60_000);
  /** What the PACS had of it each time that it was done whole. */
  const done: (readonly string[])[] = [];
  const consumer = queue.consume(
    async ({ study, stage }) => {
      if (study === '1.2.3.1' && stage === 'whole') done.push(now());
      return { urgency: null, summary: {} };
    },
    {
      onFailed: () => undefined,
      onStalled: () => undefined,
      onTrouble: () => undefined,
      onLeft: () => undefined,
      onDoubled: () => undefined,
    },
  );
  const minutes = async (count: number) => {
    await later();
    clock += count * 60_000;
    await later();
  };
  await minutes(0.5);
  add(...parts(4, 8));
  await minutes(0.5);
  expect(done).toEqual([]);
  await minutes(5);
  expect(done.map((one) => one.length)).toEqual([8]);
  add(...parts(8, 16));
  await minutes(2);
  expect(done.map((one) => one.length)).toEqual([8, 16]);
  // As many as before, and not the same.
  remove(0, 8);
  await minutes(2);
  expect(done.at(-1)).toEqual(now());
  // Deleted, and sent again under other UIDs.
  remove(8, 16);
  await minutes(2);
  add(...parts(20, 28));
  await minutes(2);
  expect(done.at(-1)).toEqual(now());
  expect(done).toHaveLength(4);
  // The same sent once more is stored once: nothing has changed.
  add(...parts(20, 28));
  await minutes(2);
  expect(done).toHaveLength(4);
  await stop();
  await consumer.stop();
}, 60_000);

it('has a study done again that was merged to another patient, under another name', async () => {
  fake = await startFakePacs([1, 2].map((index) => ctFile({ study: 1, index, date: today() })));
  const { waiting, later, merged, stop } = watchIt();
  await expect.poll(waiting).toBe(2);
  const [{ rawPatientId = '' } = {}] = fake.archive.ofStudy('1.2.3.1');
  fake.archive.merge('1.2.3.1', rawPatientId, 'Z'.repeat(rawPatientId.length));
  await expect.poll(waiting).toBe(3);
  expect(merged()).toEqual(['1.2.3.1']);
  await later();
  expect(await waiting()).toBe(3);
  await stop();
});

it('tells of a study that the PACS lists no more, and of none that is a day too old', async () => {
  const { from, to } = watchedDays(Date.now());
  const slices = [1, 2].map((study) => ctFile({ study, date: study === 1 ? to : from }));
  fake = await startFakePacs(slices);
  let clock = Date.now();
  const { waiting, later, gone, stop } = watchIt(() => clock, 60_000);
  await expect.poll(waiting).toBe(2);
  fake.archive.remove('1.2.3.1.1.1');
  await expect.poll(gone).toEqual(['1.2.3.1']);
  clock += 24 * 3600_000;
  await later();
  expect(gone()).toEqual(['1.2.3.1']);
  await stop();
});

it('goes on at midnight: with a study that is scanned across it, one of the new day, and none of two days ago', async () => {
  const night = new Date(2026, 10, 24, 23, 59, 50).getTime();
  const slice = (study: number, index: number, date: string) => ctFile({ study, index, date });
  fake = await startFakePacs([slice(1, 1, '20261124'), slice(2, 1, '20261122')]);
  let clock = night;
  const { queue, waiting, gone, stop } = watchIt(() => clock, 15_000);
  // A look at the first: it has not settled.
  await expect.poll(waiting).toBe(1);
  clock = night + 20_000; // It is the 25th.
  await expect.poll(waiting).toBe(2);
  fake.archive.add(slice(1, 2, '20261124'));
  fake.archive.add(slice(3, 1, '20261125'));
  await expect.poll(waiting).toBe(3);
  clock += 20_000;
  // The grown one is done again, and the new one whole.
  await expect.poll(waiting).toBe(5);
  expect([gone(), await queue.first('1.2.3.2')]).toEqual([[], false]);
  await stop();
});

it('has a study done again of which, between two looks, objects were deleted and as many stored', async () => {
  const slice = (index: number) => ctFile({ study: 1, index, date: today() });
  fake = await startFakePacs([slice(1), slice(2)]);
  const { waiting, later, stop } = watchIt();
  await expect.poll(waiting).toBe(2);
  fake.archive.remove('1.2.3.1.1.2');
  fake.archive.add(slice(3));
  await expect.poll(waiting).toBe(3);
  // It stands now; and what it was before is other work than what it is.
  await later();
  expect(await waiting()).toBe(3);
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

it('says that a list is late of which each page comes in time, and takes what is in it when it is whole', async () => {
  let holds: (() => void)[] | null = [];
  fake = await startFakePacs([ctFile({ study: 1 })], {
    list: (response) => {
      const isFirst = fake.requests.at(-1)?.includes('offset=0') === true;
      const rows = isFirst ? fake.archive.studyRows().map(({ row }) => row) : [];
      const give = () => {
        response.writeHead(200, { 'Content-Type': 'application/dicom+json' });
        response.end(JSON.stringify(rows));
      };
      if (holds === null) give();
      else holds.push(give);
    },
  });
  const { waiting, ofList, stop } = watchIt(Date.now, 0, 200);
  await expect.poll(ofList).toEqual([
    expect.objectContaining({
      event: 'list-trouble',
      text: 'the PACS has not ended its list in 1 s, and still gives it',
    }),
  ]);
  expect(await waiting()).toBe(0);
  const held = holds ?? [];
  holds = null;
  for (const give of held) give();
  await expect.poll(waiting).toBe(2);
  await expect.poll(() => ofList().at(-1)?.event).toBe('list-whole');
  await stop();
}, 30_000);
