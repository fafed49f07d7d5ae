import { afterEach, expect, it } from 'vitest';
import { watchedDays } from '#dicomweb';
import { ctFile } from '../../../scripts/fake-pacs/ct-file.ts';
import { type FakePacs, startFakePacs } from '../../../scripts/fake-pacs/fake-pacs.ts';
import type { Quirks } from '../../../scripts/fake-pacs/quirks.ts';
import { resultFile } from '../../../scripts/fake-pacs/result-file.ts';
import type { Stores } from '../stores.ts';
import { openLink, type PacsLink } from './link.ts';
import { unseenOf } from './selectors.ts';
import { createPacsStore } from './state.ts';

const UID = '1.2.3.1';
const { to: date } = watchedDays(Date.now());
const slice = (index: number) => ctFile({ study: 1, index, date });

let fake: FakePacs;
let link: PacsLink;
afterEach(async () => {
  link.forget();
  await fake.close();
});

/** A tab that watches a PACS; what it gives the intake is counted. */
async function watched(...files: readonly Uint8Array[]) {
  return watchedWith({}, ...files);
}

async function watchedWith(
  { quirks = {}, lateMs }: { readonly quirks?: Quirks; readonly lateMs?: number },
  ...files: readonly Uint8Array[]
) {
  fake = await startFakePacs([ctFile({ study: 9, date })], quirks);
  const stores = {
    pacs: createPacsStore(),
    worklist: { getState: () => ({ entries: new Map() }) },
  };
  const given: string[] = [];
  link = openLink(stores as unknown as Stores, {
    address: fake.url,
    site: {
      name: 'PACS',
      store: false,
      always: false,
      sr: 'comprehensive',
      pollSeconds: 0.02,
      settleSeconds: 0.1,
    },
    service: { results: {} as never },
    sources: new Map(),
    seal: async (text) => text,
    give: async (events) => {
      for await (const event of events) {
        if (event.kind === 'sources') given.push(...event.sources.map(({ path }) => path));
      }
    },
    now: Date.now,
    ...(lateMs === undefined ? {} : { lateMs }),
  });
  await link.list('');
  link.watch(true);
  for (const bytes of files) fake.archive.add(new Uint8Array(bytes));
  const named = () => given.map((path) => /\.(\d+)\.dcm$/.exec(path)?.[1]).join();
  const polls = () => fake.requests.filter((line) => line.startsWith('GET /studies?')).length;
  const later = async () => {
    const before = polls();
    await expect.poll(polls, { timeout: 10_000 }).toBeGreaterThan(before + 40);
  };
  const fetches = () => fake.requests.filter((line) => line === `GET /studies/${UID}`).length;
  return { stores, named, later, fetches };
}

it('takes a study again of which, between two looks, an object was deleted and another stored', async () => {
  const { stores, named, later, fetches } = await watched(slice(1), slice(2));
  await expect.poll(named).toBe('1,2');
  await later();
  fake.archive.remove(`${UID}.1.2`);
  fake.archive.add(slice(3));
  await expect.poll(named).toBe('1,2,3');
  await later();
  expect(fetches()).toBe(2);
  const { troubles } = stores.pacs.getState().studies.get(UID) ?? {};
  expect(troubles?.map(({ text }) => text)).toEqual([
    '1 object that is open here is not in the PACS any more',
  ]);
}, 30_000);

it('takes none again for what does not say which objects it has, or has another result of ours', async () => {
  const { named, later, fetches } = await watched(
    slice(1),
    slice(2),
    resultFile(1, { StudyDate: date }),
  );
  await expect.poll(named).toContain('1,2');
  fake.quirks.listsInstances = 1;
  await later();
  delete fake.quirks.listsInstances;
  fake.archive.remove(`${UID}.9.1`);
  fake.archive.add(resultFile(1, { StudyDate: date, index: 2, SeriesInstanceUID: `${UID}.8` }));
  await later();
  expect(fetches()).toBe(1);
}, 30_000);

type ListQuirk = NonNullable<Quirks['list']>;

/** A page of a list that has so many rows before those of the archive. */
const listAfter =
  (count: number, mayGive: (offset: number) => boolean = () => true): ListQuirk =>
  (response) => {
    const asked = new URL(fake.requests.at(-1)?.split(' ')[1] ?? '', 'http://pacs').searchParams;
    const offset = Number(asked.get('offset'));
    if (!mayGive(offset)) {
      response.writeHead(500).end();
      return;
    }
    const others = Array.from({ length: count }, (_, at) => ({
      '0020000D': { vr: 'UI', Value: [`1.2.9.${at}`] },
      '00080061': { vr: 'CS', Value: ['MR'] },
      '00201208': { vr: 'IS', Value: [1] },
    }));
    const rows = [...others, ...fake.archive.studyRows().map(({ row }) => row)];
    response.writeHead(200, { 'Content-Type': 'application/dicom+json' });
    response.end(JSON.stringify(rows.slice(offset, offset + Number(asked.get('limit')))));
  };

it('sees what arrives in a large hospital, behind thousands of other studies of the days', async () => {
  const { stores, named } = await watchedWith({ quirks: { list: listAfter(4000) } }, slice(1));
  await expect.poll(named, { timeout: 20_000 }).toBe('1');
  expect(unseenOf(stores.pacs.getState())).toBeNull();
}, 60_000);

it('says that new studies may not be seen while a later page of the list does not come', async () => {
  let isWell = false;
  const list = listAfter(250, (offset) => isWell || offset < 200);
  const { stores } = await watchedWith({ quirks: { list } });
  const unseen = () => unseenOf(stores.pacs.getState());
  await expect.poll(unseen, { timeout: 10_000 }).toBe('some');
  const { partial } = stores.pacs.getState().watch;
  expect(partial?.text).toMatch(/^the list of the PACS may be incomplete: the PACS answered 500/);
  isWell = true;
  await expect.poll(unseen, { timeout: 10_000 }).toBeNull();
}, 30_000);

it('says that new studies are not seen while the PACS takes its time for each page', async () => {
  let isSlow = false;
  const quirks: Quirks = { list: (response) => give(response) };
  const give: ListQuirk = (response) => {
    const page = listAfter(250);
    // Of the request that it answers, not of one that came meanwhile: they come one after the other.
    setTimeout(() => page(response), isSlow ? 400 : 0);
  };
  const { stores } = await watchedWith({ quirks, lateMs: 600 });
  const { pacs } = stores;
  await expect.poll(() => pacs.getState().watch.seenAt, { timeout: 10_000 }).not.toBeNull();
  isSlow = true;
  await expect.poll(() => unseenOf(pacs.getState()), { timeout: 10_000 }).toBe('all');
  expect(pacs.getState().watch.problem?.text).toContain('has not ended its list in 1 s');
  isSlow = false;
  await expect.poll(() => unseenOf(pacs.getState()), { timeout: 10_000 }).toBeNull();
}, 60_000);

it('marks thousands that are taken, and gives them up, in one change each of what the screen draws', async () => {
  const { stores } = await watchedWith({ quirks: { waitsMs: 200 } });
  link.watch(false);
  const [row] = stores.pacs.getState().rows;
  if (row === undefined) throw new Error('the list has no row');
  const rows = Array.from({ length: 5000 }, (_, at) => ({
    ...row,
    studyInstanceUid: `1.2.8.${at}`,
  }));
  stores.pacs.setState({ rows });
  let changes = 0;
  stores.pacs.subscribe(() => {
    changes += 1;
  });
  link.take(rows.map(({ studyInstanceUid }) => studyInstanceUid));
  expect([stores.pacs.getState().studies.size, changes]).toEqual([5000, 1]);
  link.take(rows.map(({ studyInstanceUid }) => studyInstanceUid));
  link.cancelWaiting();
  expect([stores.pacs.getState().studies.size, changes]).toEqual([0, 2]);
}, 30_000);
