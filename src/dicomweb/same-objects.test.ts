import { afterEach, describe, expect, it } from 'vitest';
import { ctFile } from '../../scripts/fake-pacs/ct-file.ts';
import { type FakePacs, startFakePacs } from '../../scripts/fake-pacs/fake-pacs.ts';
import { resultFile } from '../../scripts/fake-pacs/result-file.ts';
import { skippedFor } from '../../scripts/machine.ts';
import { type Orthanc, startOrthanc, whyNoOrthanc } from '../../scripts/orthanc/start-orthanc.ts';
import { isOwnObject, OWN_MODALITIES } from '../report/index.ts';
import { ObjectsBeside } from './objects-beside.ts';
import { type Pacs, pacsAt } from './pacs.ts';
import { listStudies } from './query.ts';
import { SameObjects } from './same-objects.ts';
import { storeFiles } from './store.ts';

const ALL = { kind: 'dates', from: '20261124', to: '20261124' } as const;
const slice = (study: number, index: number, series = 1) => ctFile({ study, index, series });

let fake: FakePacs;
let pacs: Pacs;
let same: SameObjects;
afterEach(() => fake?.close());

const checkOf = (one: Pacs) =>
  new SameObjects(
    new ObjectsBeside(one, { isOwn: (row) => isOwnObject(row), modalities: OWN_MODALITIES }),
  );

async function start(...files: readonly Uint8Array[]) {
  fake = await startFakePacs(files);
  pacs = pacsAt(fake.url);
  same = checkOf(pacs);
}
/** A look at the list: the studies of which it says that they were exchanged. */
async function look() {
  const { studies } = await listStudies(pacs, ALL);
  return (await same.exchanged(studies)).map((row) => row.studyInstanceUid);
}
const asked = () => fake.requests.filter((line) => line.endsWith('/instances')).length;

describe('a study that stands with as many objects', () => {
  it('is told once where one was deleted and another stored, in its series or in a new one', async () => {
    await start(slice(1, 1), slice(1, 2), slice(2, 1));
    expect([await look(), await look()]).toEqual([[], []]);
    fake.archive.remove('1.2.3.1.1.2');
    fake.archive.add(slice(1, 3));
    // Two studies have their turn by turns.
    expect([await look(), await look(), await look(), await look()].flat()).toEqual(['1.2.3.1']);
    fake.archive.remove('1.2.3.1.1.3');
    fake.archive.add(slice(1, 4, 2));
    expect([await look(), await look()].flat()).toEqual(['1.2.3.1']);
  });

  it('is the same with a result of ours more, or another in its place', async () => {
    await start(slice(1, 1), slice(1, 2));
    await look();
    fake.archive.add(resultFile(1));
    expect([await look(), await look()].flat()).toEqual([]);
    fake.archive.remove('1.2.3.1.9.1');
    fake.archive.add(resultFile(1, { index: 2, SeriesInstanceUID: '1.2.3.1.8' }));
    expect([await look(), await look(), await look()].flat()).toEqual([]);
    fake.archive.remove('1.2.3.1.1.2');
    fake.archive.add(slice(1, 3));
    expect([await look(), await look()].flat()).toEqual(['1.2.3.1']);
  });

  it('is held to what somebody has of it', async () => {
    await start(slice(1, 1));
    same.keep('1.2.3.1', 'others');
    expect([await look(), await look()]).toEqual([['1.2.3.1'], []]);
  });

  it('is held to what was known where the PACS gives no list, or one that is short', async () => {
    await start(slice(1, 1), slice(1, 2));
    await look();
    fake.archive.remove('1.2.3.1.1.2');
    fake.archive.add(slice(1, 3));
    fake.quirks.listsInstances = 1;
    expect([await look(), await look()].flat()).toEqual([]);
    delete fake.quirks.listsInstances;
    expect(await look()).toEqual(['1.2.3.1']);
  });

  it('has its turn in twenty looks, and later in a long list: a look asks of eight at most', async () => {
    await start(...Array.from({ length: 60 }, (_, at) => slice(at + 1, 1)));
    await look();
    expect(asked()).toBe(60);
    for (let count = 0; count < 20; count += 1) await look();
    expect(asked()).toBe(60 + 20 * 3);
    const each = fake.requests.filter((line) => line.endsWith('/instances')).slice(60);
    expect(new Set(each).size).toBe(60);
    for (let study = 61; study <= 200; study += 1) fake.archive.add(slice(study, 1));
    await look();
    const before = asked();
    await look();
    expect(asked() - before).toBe(8);
  });
});

const why = whyNoOrthanc();
it.skipIf(why !== null)(
  `a real Orthanc shows which objects a study has: as many others are seen${skippedFor(why)}`,
  async () => {
    const orthanc = await startOrthanc();
    try {
      pacs = pacsAt(orthanc.url, { authorization: async () => orthanc.authorization });
      same = checkOf(pacs);
      const store = async (...files: readonly Uint8Array<ArrayBuffer>[]) => {
        for (const bytes of files) await storeFiles(pacs, [{ sopInstanceUid: '1', bytes }]);
      };
      await store(slice(1, 1), slice(1, 2), resultFile(1));
      expect([await look(), await look()]).toEqual([[], []]);
      await deleted(orthanc, '1.2.3.1.1.2');
      await store(slice(1, 3));
      expect([await look(), await look()]).toEqual([['1.2.3.1'], []]);
    } finally {
      await orthanc.close();
    }
  },
  120_000,
);

/** Deletes an object as its administrator does: DICOMweb has no way to. */
async function deleted({ url, authorization }: Orthanc, sopInstanceUid: string): Promise<void> {
  const root = url.replace(/\/dicom-web$/, '');
  const headers = { Authorization: authorization };
  const found = await fetch(`${root}/tools/lookup`, {
    method: 'POST',
    headers,
    body: sopInstanceUid,
  });
  const [{ ID }] = (await found.json()) as [{ ID: string }];
  const { ok } = await fetch(`${root}/instances/${ID}`, { method: 'DELETE', headers });
  if (!ok) throw new Error('it is not deleted');
}
