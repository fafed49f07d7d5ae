import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ctFile } from '../../scripts/fake-pacs/ct-file.ts';
import { type FakePacs, startFakePacs } from '../../scripts/fake-pacs/fake-pacs.ts';
import { skippedFor } from '../../scripts/machine.ts';
import { startOrthanc, whyNoOrthanc } from '../../scripts/orthanc/start-orthanc.ts';
import { type Pacs, pacsAt } from './pacs.ts';
import { renewStudy } from './renew.ts';
import { type RetrievedStudy, retrieveStudy } from './retrieve.ts';
import { storeFiles } from './store.ts';

const UID = '1.2.3.1';
const object = (index: number, more = {}) => ctFile({ study: 1, index, ...more });

let fake: FakePacs;
let pacs: Pacs;
let held: RetrievedStudy;
beforeEach(async () => {
  fake = await startFakePacs([1, 2, 3, 4].map((index) => object(index)));
  pacs = pacsAt(fake.url);
  held = await retrieveStudy(pacs, wanted(4));
  fake.requests.length = 0;
});
afterEach(() => fake.close());

const wanted = (instances: number | null, isTorn = false) => ({
  studyInstanceUid: UID,
  instances,
  isTorn,
});
const uidsOf = ({ objects }: RetrievedStudy) => objects.map((one) => one.sopInstanceUid);
const bytesOf = (study: RetrievedStudy) =>
  Promise.all(
    study.found.map(async (one) =>
      'blob' in one ? new Uint8Array(await one.blob.arrayBuffer()) : one,
    ),
  );
const LIST = `GET /studies/${UID}/instances`;
const WHOLE = `GET /studies/${UID}`;
const one = (index: number) => `GET /studies/${UID}/series/1.2.3.1.1/instances/1.2.3.1.1.${index}`;

describe('a study of which objects are held', () => {
  it('is asked for no object again', async () => {
    const study = await renewStudy(pacs, wanted(4), held);
    expect(study).toEqual({ ...held, fetchedBytes: 0 });
    expect(fake.requests).toEqual([LIST]);
  });

  it('is asked for what it has grown by, and no more', async () => {
    fake.archive.add(object(5));
    fake.archive.add(object(6));
    const study = await renewStudy(pacs, wanted(6), held);
    expect(fake.requests).toEqual([LIST, one(5), one(6)]);
    expect(await bytesOf(study)).toEqual([1, 2, 3, 4, 5, 6].map((index) => object(index)));
    expect(study.fetchedBytes).toBe(object(5).length + object(6).length);
    expect(study.found.map(({ path }) => path)).toEqual(
      (await retrieveStudy(pacs, wanted(6))).found.map(({ path }) => path),
    );
  });

  it('loses what the PACS has no more', async () => {
    fake.archive.remove('1.2.3.1.1.2');
    fake.archive.add(object(5));
    expect(uidsOf(await renewStudy(pacs, wanted(4), held))).toEqual(
      [1, 3, 4, 5].map((index) => `1.2.3.1.1.${index}`),
    );
    expect(fake.requests).toEqual([LIST, one(5)]);
  });

  it('is fetched whole where more is missing than held', async () => {
    for (const index of [5, 6, 7, 8, 9]) fake.archive.add(object(index));
    expect(uidsOf(await renewStudy(pacs, wanted(9), held))).toHaveLength(9);
    expect(fake.requests).toEqual([LIST, WHOLE]);
  });

  it.each([
    ['the list of its objects is short', () => (fake.quirks.listsInstances = 3), 4],
    ['the PACS does not say how many there are', () => undefined, null],
    ['the study has another count than was listed', () => fake.archive.add(object(5)), 4],
  ])('is fetched whole where %s', async (_, befall, instances) => {
    befall();
    const count = fake.archive.ofStudy(UID).length;
    expect(uidsOf(await renewStudy(pacs, wanted(instances), held))).toHaveLength(count);
    expect(fake.requests.at(-1)).toBe(WHOLE);
  });

  it.each([
    ['another object of the study', () => object(1)],
    ['an object of another study', () => ctFile({ study: 2, index: 5 })],
    ['no DICOM', () => new Uint8Array(500)],
  ])('takes nothing else for what was asked for: %s', async (_, other) => {
    fake.archive.add(object(5));
    fake.quirks.gives = (files) => (files.length === 1 ? [other()] : files);
    const study = await renewStudy(pacs, wanted(5), held);
    expect(fake.requests).toEqual([LIST, one(5), WHOLE]);
    expect(await bytesOf(study)).toEqual([1, 2, 3, 4, 5].map((index) => object(index)));
  });

  it('takes no two objects for one', async () => {
    fake.archive.add(object(5));
    fake.quirks.gives = (files) => (files.length === 1 ? [...files, object(6)] : files);
    expect(uidsOf(await renewStudy(pacs, wanted(5), held))).toHaveLength(5);
    expect(fake.requests.at(-1)).toBe(WHOLE);
  });

  it('is still of two patients where an object of another came', async () => {
    const strange = object(5, { patientId: 'P9' });
    fake.archive.add(object(5));
    fake.quirks.gives = (files) =>
      files.map((file) => (Buffer.from(file).equals(Buffer.from(object(5))) ? strange : file));
    const { troubles } = await renewStudy(pacs, wanted(5), held);
    expect(troubles.map(({ code }) => code)).toEqual(['pacs-two-patients']);
  });

  it('is still torn where the PACS lists it under two patients', async () => {
    const { troubles } = await renewStudy(pacs, wanted(4, true), held);
    expect(troubles.map(({ code }) => code)).toEqual(['pacs-two-patients']);
    expect(fake.requests.at(-1)).toBe(WHOLE);
  });

  it('is fetched whole where what is held is in doubt', async () => {
    fake.archive.add(object(5));
    fake.requests.length = 0;
    const doubtful = await retrieveStudy(pacs, wanted(9));
    expect(doubtful.troubles).toHaveLength(1);
    await renewStudy(pacs, wanted(5), doubtful);
    expect(fake.requests).toEqual([WHOLE, WHOLE]);
  });

  it('does not come where the PACS is gone', async () => {
    fake.quirks.answers = (response) => response.destroy();
    await expect(renewStudy(pacs, wanted(4), held)).rejects.toMatchObject({
      code: 'pacs-unreachable',
    });
  });

  it('is given up when the caller gives up', async () => {
    const abort = new AbortController();
    fake.quirks.waitsMs = 60_000;
    const renewed = renewStudy(pacs, wanted(4), held, abort.signal);
    await vi.waitFor(() => expect(fake.requests).toEqual([LIST]), { timeout: 5000 });
    abort.abort();
    await expect(renewed).rejects.toMatchObject({ name: 'AbortError' });
    expect(fake.requests).toHaveLength(1);
  });
});

const why = whyNoOrthanc();
it.skipIf(why !== null)(
  `of a study that is held in part a real Orthanc is asked for the rest${skippedFor(why)}`,
  async () => {
    const orthanc = await startOrthanc();
    try {
      const real = pacsAt(orthanc.url, { authorization: async () => orthanc.authorization });
      const store = (indices: readonly number[]) =>
        storeFiles(
          real,
          indices.map((index) => ({
            sopInstanceUid: `1.2.3.1.1.${index}`,
            bytes: object(index, { date: '20261127' }),
          })),
        );
      await store([1, 2, 3, 4]);
      const first = await retrieveStudy(real, wanted(4));
      expect(first.troubles).toEqual([]);
      await store([5]);
      const grown = await renewStudy(real, wanted(5), first);
      const size = object(5, { date: '20261127' }).length;
      expect(grown.fetchedBytes).toBeGreaterThan(0);
      // Orthanc may pad what it stores; four more objects are more than that.
      expect(grown.fetchedBytes).toBeLessThan(2 * size);
      expect(uidsOf(grown).sort()).toEqual([1, 2, 3, 4, 5].map((index) => `1.2.3.1.1.${index}`));
      expect((await renewStudy(real, wanted(5), grown)).fetchedBytes).toBe(0);
    } finally {
      await orthanc.close();
    }
  },
  120_000,
);
