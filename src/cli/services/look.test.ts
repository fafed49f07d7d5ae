import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { JsonRow } from '../../../scripts/fake-pacs/archive.ts';
import { type FakePacs, startFakePacs } from '../../../scripts/fake-pacs/fake-pacs.ts';
import { skippedFor } from '../../../scripts/machine.ts';
import { startOrthanc, whyNoOrthanc } from '../../../scripts/orthanc/start-orthanc.ts';
import { headSlice } from '../../datasets/head-series.fixture.ts';
import { readInstanceIds } from '../../dicom/index.ts';
import { type Pacs, pacsAt, storeFiles } from '../../dicomweb/index.ts';
import type { OpenModel } from '../../inference/index.ts';
import { openFolder } from '../model-folder.ts';
import { wantedStudies } from '../triage/pacs/wanted-studies.ts';
import { analyze } from './analyst.ts';
import { HeldStudies } from './held-studies.ts';
import { look, lookAtWhole } from './look.ts';

const SLICES = 110;
const never = new AbortController().signal;
const slice = (index: number, more = {}) =>
  new Uint8Array(headSlice(1, index, index > 41 && index < 55, more));
const HEAD = Array.from({ length: SLICES }, (_, index) => slice(index));
/** Another series of the study. */
const other = (count: number, more = {}) =>
  Array.from({ length: count }, (_, index) =>
    slice(index, {
      SeriesInstanceUID: '1.2.3.1.2',
      SOPInstanceUID: `1.2.3.1.2.${index + 1}`,
      ...more,
    }),
  );

let model: OpenModel;
beforeAll(async () => {
  model = await openFolder('models/tiny', { signal: never });
});
let fake: FakePacs;
let pacs: Pacs;
beforeEach(async () => {
  fake = await startFakePacs(HEAD);
  pacs = pacsAt(fake.url);
});
afterEach(() => fake.close());

const wantedAt = async (at: Pacs, study = '1.2.3.1') => {
  const asked = { wanted: { kind: 'studies', uids: [study] }, shard: null } as const;
  const [wanted] = (await wantedStudies(at, asked, never)).studies;
  if (wanted === undefined) throw new Error('the study is not listed');
  return wanted;
};
const setup = (at = pacs) => ({ pacs: at, model, operatingPoint: 'balanced' }) as const;
const looked = async (at = pacs) => look(setup(at), await wantedAt(at), never);
const ofWhole = async (at = pacs) => lookAtWhole(setup(at), await wantedAt(at), '', never);
const add = (files: readonly Uint8Array<ArrayBuffer>[]) => {
  for (const file of files) fake.archive.add(file);
};
const shorten = (count: number) => {
  for (let index = count; index < SLICES; index += 1) fake.archive.remove(`1.2.3.1.1.${index + 1}`);
};
const wholes = () => fake.requests.filter((line) => line === 'GET /studies/1.2.3.1').length;

/** Puts `more` over what the PACS says of one object. */
const says =
  (index: number, more: JsonRow) =>
  (rows: readonly JsonRow[]): readonly JsonRow[] =>
    rows.map((row, at) => (at === index ? { ...row, ...more } : row));
const without = (rows: readonly JsonRow[], tag: string) =>
  rows.map((row) => Object.fromEntries(Object.entries(row).filter(([key]) => key !== tag)));

describe('a look at a study', () => {
  it('fetches what it needs alone, and says the same as one at the whole', async () => {
    const seen = await looked();
    expect(seen.whole).toBeNull();
    expect(wholes()).toBe(0);
    expect(seen.came.objects.length).toBeLessThanOrEqual(16);
    const whole = await ofWhole();
    expect(seen.urgency).not.toBeNull();
    expect(seen.urgency).toBe(whole.urgency);
    expect(whole.came.objects).toHaveLength(SLICES);
    expect(seen.came.fetchedBytes).toBeLessThan(whole.came.fetchedBytes / 6);
    // Each once.
    const names = fake.requests.filter((line) => line.includes('/instances/'));
    expect(new Set(names).size).toBe(names.length);
    expect(names).toHaveLength(seen.came.objects.length);
  });

  it('of a part holds nothing for the whole study, which is fetched in one answer; of a short one holds all', async () => {
    const held = new HeldStudies();
    const analyst = { ...setup(), out: null, sr: 'comprehensive', writeBack: false, held } as const;
    const done = (stage: 'look' | 'whole') =>
      analyze(
        { ...analyst, hurry: never, onAway: () => undefined, onUnwritable: () => undefined },
        { study: '1.2.3.1', stage, objects: null },
      );
    const bytes = HEAD.reduce((sum, { length }) => sum + length, 0);
    const seen = await done('look');
    expect(seen.summary).toMatchObject({ inPart: true, untrained: true });
    expect(seen.summary.objects).toBeLessThanOrEqual(16);
    expect(seen.summary).not.toHaveProperty('whole');
    expect((await done('whole')).summary).toMatchObject({ objects: SLICES, fetchedBytes: bytes });
    shorten(20);
    expect((await done('look')).summary).toMatchObject({
      objects: 20,
      whole: expect.stringMatching(/too few/),
    });
    expect((await done('whole')).summary).toMatchObject({ objects: 20, fetchedBytes: 0 });
  });

  it('asks nothing of series that are no CT, and fetches small ones, whatever their metadata lack', async () => {
    add(other(6, { Modality: 'OT', SOPClassUID: '1.2.840.10008.5.1.4.1.1.7' }));
    const page = { SeriesInstanceUID: '1.2.3.1.3', ImagePositionPatient: undefined };
    add([slice(0, { SOPInstanceUID: '1.2.3.1.3.1', ImageType: 'DERIVED\\SECONDARY', ...page })]);
    const seen = await looked();
    expect(seen.whole).toBeNull();
    expect(fake.requests.some((line) => line.includes('/series/1.2.3.1.2/'))).toBe(false);
    expect(fake.requests).toContain('GET /studies/1.2.3.1/series/1.2.3.1.3/instances/1.2.3.1.3.1');
    expect(seen.urgency).toBe((await ofWhole()).urgency);
  });

  it('chooses among series as one at the whole does', async () => {
    add(other(120, { ConvolutionKernel: 'H70h' }));
    const seen = await looked();
    expect(seen.whole).toBeNull();
    expect(seen.urgency).toBe((await ofWhole()).urgency);
    // Of the one that is set aside a single slice.
    const inOther = seen.came.objects.filter((one) => one.seriesInstanceUid === '1.2.3.1.2');
    expect(inOther).toHaveLength(1);
  });
});

describe('a look is at the whole study, and says why, where', () => {
  const tells = async (why: RegExp) => {
    const seen = await looked();
    expect(seen.whole?.why).toMatch(why);
    expect(wholes()).toBe(1);
    expect(seen.urgency).toBe((await ofWhole()).urgency);
    return seen;
  };

  it.each([
    ['positions', '00200032'],
    ['orientations', '00200037'],
    ['spacings', '00280030'],
    ['rescaling', '00281053'],
    ['UIDs', '00080018'],
  ])('the metadata lack %s', async (_, tag) => {
    fake.quirks.metadata = (rows) => without(rows, tag);
    await tells(/metadata/);
  });

  it.each([
    ['another patient', 3, '00100020', 'P2'],
    ['another study', 3, '0020000D', '1.2.9'],
    ['one object twice', 3, '00080018', '1.2.3.1.1.1'],
  ])('the metadata name %s', async (_, index, tag, value) => {
    fake.quirks.metadata = says(index, { [tag]: { vr: 'UI', Value: [value] } });
    await tells(/metadata/);
  });

  it('the metadata of all name another patient than the images', async () => {
    fake.quirks.metadata = (rows) =>
      rows.map((row) => ({ ...row, '00100020': { vr: 'LO', Value: ['P2'] } }));
    await tells(/metadata/);
  });

  it('a slice that is looked at is elsewhere than the metadata say', async () => {
    const place = { '00200032': { vr: 'DS', Value: [-120, -120, 26] } };
    fake.quirks.metadata = says(5, place);
    await tells(/a slice is other than the metadata/);
  });

  it('metadata are of fewer objects than the series has', async () => {
    fake.quirks.metadata = (rows) => rows.slice(1);
    await tells(/other objects than it counts/);
  });

  it('two series name two patients, and each has its row', async () => {
    fake.archive.isTorn = () => false;
    add(other(20, { PatientID: 'SYNTHETIC-2' }));
    await tells(/two patients/);
  });

  it('a small series is of another patient than the long one', async () => {
    fake.archive.isTorn = () => false;
    add(other(1, { PatientID: ' SYNTHETIC-1' }));
    await tells(/two patients/);
  });

  it('the list counts otherwise than the series do', async () => {
    const wanted = await wantedAt(pacs);
    for (const instances of [SLICES + 1, null]) {
      const seen = await look(setup(), { ...wanted, instances }, never);
      expect(seen.whole?.why).toMatch(instances === null ? /too few/ : /counts/);
      expect(seen.came.objects).toHaveLength(SLICES);
    }
  });

  it('the study is short', async () => {
    shorten(99);
    const seen = await tells(/too few CT images/);
    expect(fake.requests.some((line) => line.endsWith('/metadata'))).toBe(false);
    expect(seen.came.objects).toHaveLength(99);
  });

  it('a slice does not come, or another comes', async () => {
    const asIs = (files: readonly Uint8Array[]) => files;
    for (const gives of [() => [], () => [slice(29)]]) {
      let single = 0;
      fake.quirks.gives = (files) => {
        if (files.length > 1) return asIs(files);
        single += 1;
        return single === 3 ? gives() : files;
      };
      expect((await looked()).whole?.why).toMatch(/did not give one object|gave another object/);
    }
    expect(wholes()).toBe(2);
  });

  it('the PACS gives no single objects as they are stored', async () => {
    fake.quirks.knowsNoAsterisk = true;
    const seen = await looked();
    expect(seen.whole?.why).toMatch(/406/);
    expect(seen.came.objects).toHaveLength(SLICES);
  });
});

const why = whyNoOrthanc();
it.skipIf(why !== null)(
  `a look in part at a real Orthanc says what one at the whole does${skippedFor(why)}`,
  async () => {
    const orthanc = await startOrthanc();
    try {
      const real = pacsAt(orthanc.url, { authorization: async () => orthanc.authorization });
      const files = [...HEAD, ...other(2, { ImageType: 'ORIGINAL\\PRIMARY\\LOCALIZER' })];
      const stored = await storeFiles(
        real,
        files.map((bytes) => {
          const ids = readInstanceIds(bytes);
          if (!ids.ok) throw new Error(ids.reason.text);
          return { sopInstanceUid: ids.value.sopInstanceUid, bytes };
        }),
      );
      expect(stored.failed).toEqual([]);
      const seen = await looked(real);
      expect(seen.whole).toBeNull();
      expect(seen.came.objects.length).toBeLessThanOrEqual(16 + 2);
      const whole = await ofWhole(real);
      expect(seen.urgency).toBe(whole.urgency);
      expect(whole.came.objects).toHaveLength(files.length);
    } finally {
      await orthanc.close();
    }
  },
  120_000,
);
