import { afterEach, describe, expect, it } from 'vitest';
import { ctFile } from '../../scripts/fake-pacs/ct-file.ts';
import { type FakePacs, startFakePacs } from '../../scripts/fake-pacs/fake-pacs.ts';
import { resultFile } from '../../scripts/fake-pacs/result-file.ts';
import { skippedFor } from '../../scripts/machine.ts';
import { startOrthanc, whyNoOrthanc } from '../../scripts/orthanc/start-orthanc.ts';
import { isOwnObject, OWN_MODALITIES } from '../report/index.ts';
import { ObjectsBeside } from './objects-beside.ts';
import { type Pacs, pacsAt } from './pacs.ts';
import { listStudies } from './query.ts';
import { storeFiles } from './store.ts';

const OWN = { isOwn: isOwnObject, modalities: OWN_MODALITIES };
const slices = [1, 2, 3].map((index) => ctFile({ study: 1, index }));
const dose = resultFile(1, {
  index: 2,
  Manufacturer: 'Scanner works',
  SeriesDescription: 'Dose',
  SeriesInstanceUID: '1.2.3.1.8',
});

let fake: FakePacs;
let pacs: Pacs;
let beside: ObjectsBeside;
afterEach(() => fake?.close());

async function start(...files: readonly Uint8Array[]) {
  fake = await startFakePacs(files);
  pacs = pacsAt(fake.url);
  beside = new ObjectsBeside(pacs, { ...OWN, isOwn: (one) => isOwnObject(one) });
}
const counted = async () => {
  const { studies } = await listStudies(pacs, { kind: 'study', studyInstanceUid: '1.2.3.1' });
  const [row] = studies;
  if (row === undefined) throw new Error('no row');
  return beside.of(row);
};
const asked = () => fake.requests.filter((line) => line.includes('/series')).length;

describe('the objects of a study beside our own', () => {
  it('are what the list counts, and nothing is asked, where it has no result', async () => {
    await start(...slices);
    expect([await counted(), asked()]).toEqual([3, 0]);
  });

  it('are asked for once for each count', async () => {
    await start(...slices, resultFile(1));
    expect([await counted(), await counted(), asked()]).toEqual([3, 3, 1]);
    fake.archive.add(dose);
    expect([await counted(), await counted(), asked()]).toEqual([4, 4, 2]);
  });

  it('are known by the description where the PACS does not say by whom a series is', async () => {
    await start(...slices, resultFile(1), dose);
    fake.quirks.statesNoManufacturer = true;
    expect(await counted()).toBe(4);
  });

  it('are all that the list counts where the series do not come, or fewer: growth is not hidden', async () => {
    await start(...slices, resultFile(1));
    fake.quirks.seriesRows = () => null;
    expect(await counted()).toBe(4);
    fake.quirks.seriesRows = (rows) => rows.slice(1);
    expect(await counted()).toBe(4);
  });

  it('are those of a torn study that the PACS gives nothing of, too', async () => {
    await start(...slices, resultFile(1), resultFile(1, { index: 2, PatientID: 'P9' }));
    expect(await counted()).toBe(4);
  });
});

const why = whyNoOrthanc();
it.skipIf(why !== null)(
  `our results beside the images of a real Orthanc are no growth, and what comes with them is${skippedFor(why)}`,
  async () => {
    const orthanc = await startOrthanc();
    try {
      pacs = pacsAt(orthanc.url, { authorization: async () => orthanc.authorization });
      beside = new ObjectsBeside(pacs, { ...OWN, isOwn: (one) => isOwnObject(one) });
      const store = async (...files: readonly Uint8Array<ArrayBuffer>[]) => {
        for (const bytes of files) await storeFiles(pacs, [{ sopInstanceUid: '1', bytes }]);
      };
      await store(...slices);
      expect(await counted()).toBe(3);
      await store(resultFile(1));
      expect(await counted()).toBe(3);
      await store(resultFile(1, { index: 3 }), dose);
      expect(await counted()).toBe(4);
    } finally {
      await orthanc.close();
    }
  },
  120_000,
);
