import { afterEach, expect, it } from 'vitest';
import { watchedDays } from '#dicomweb';
import { ctFile } from '../../../scripts/fake-pacs/ct-file.ts';
import { type FakePacs, startFakePacs } from '../../../scripts/fake-pacs/fake-pacs.ts';
import { resultFile } from '../../../scripts/fake-pacs/result-file.ts';
import type { Stores } from '../stores.ts';
import { openLink, type PacsLink } from './link.ts';
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
  fake = await startFakePacs([ctFile({ study: 9, date })]);
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
