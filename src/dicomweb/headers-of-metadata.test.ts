import { describe, expect, it } from 'vitest';
import { readHeaders, type SliceHeader } from '#dicom';
import { skippedFor } from '../../scripts/machine.ts';
import { startOrthanc, whyNoOrthanc } from '../../scripts/orthanc/start-orthanc.ts';
import { aSlice } from '../dicom/slice.fixture.ts';
import type { JsonDataset } from './dicom-json.ts';
import { headersOfMetadata, isAsClaimed } from './headers-of-metadata.ts';
import { pacsAt } from './pacs.ts';
import { metadataOfSeries } from './series.ts';
import { storeFiles } from './store.ts';

const CT_IMAGE = '1.2.840.10008.5.1.4.1.1.2';
const FILES = [1, 2, 3].map((instance) =>
  aSlice({ instance, z: instance * 5, more: { SOPClassUID: CT_IMAGE } }),
);
const REAL = FILES.map((file, at): SliceHeader => {
  const outcome = readHeaders(`s${at}`, file, { complete: true });
  if (outcome.kind !== 'slices' || outcome.slices[0] === undefined) throw new Error('no slice');
  return outcome.slices[0];
});
const [TEMPLATE] = REAL as [SliceHeader];

const value = (vr: string, ...Value: readonly unknown[]) => ({ vr, Value });
const metadata = (header: SliceHeader, more: JsonDataset = {}): JsonDataset => ({
  '00080018': value('UI', header.sopInstanceUid),
  '00080060': value('CS', 'CT'),
  '00100020': value('LO', 'P1'),
  '0020000D': value('UI', header.studyInstanceUid),
  '0020000E': value('UI', header.seriesInstanceUid),
  '00200013': value('IS', header.instanceNumber),
  '00200032': value('DS', ...(header.imagePositionPatient ?? [])),
  '00200037': value('DS', ...(header.imageOrientationPatient ?? []).flat()),
  '00280010': value('US', header.rows),
  '00280011': value('US', header.columns),
  '00280030': value('DS', ...(header.pixelSpacing ?? [])),
  '00280100': value('US', header.bitsAllocated),
  '00280101': value('US', header.bitsStored),
  '00280103': value('US', header.pixelRepresentation),
  '00281052': value('DS', header.rescaleIntercept),
  '00281053': value('DS', header.rescaleSlope),
  ...more,
});
const claimed = (datasets: readonly JsonDataset[]) =>
  headersOfMetadata(datasets, TEMPLATE, (uid) => `of ${uid}`);
const withLast = (more: JsonDataset) =>
  REAL.map((header, at) => metadata(header, at === 2 ? more : {}));

describe('the metadata of a series', () => {
  it('says of each slice what its file says', () => {
    const headers = claimed(REAL.map((header) => metadata(header))) ?? [];
    expect(headers.map(({ sourceId }) => sourceId)).toEqual(
      REAL.map(({ sopInstanceUid }) => `of ${sopInstanceUid}`),
    );
    const bare = (all: readonly SliceHeader[]) => all.map((one) => ({ ...one, sourceId: '' }));
    expect(bare(headers)).toEqual(bare(REAL));
    expect(REAL.every((real, at) => headers[at] && isAsClaimed(real, headers[at]))).toBe(true);
  });

  it('may number no slice, where the one that was read has no number', () => {
    const unnumbered = REAL.map((header) =>
      metadata({ ...header, instanceNumber: null }, { '00200013': { vr: 'IS' } }),
    );
    const template = { ...TEMPLATE, instanceNumber: null };
    const headers = headersOfMetadata(unnumbered, template, (uid) => uid);
    expect(headers?.map(({ instanceNumber }) => instanceNumber)).toEqual([null, null, null]);
    expect(claimed(unnumbered)).toBeNull();
    expect(headersOfMetadata(withLast({}), template, (uid) => uid)).toBeNull();
  });

  it('may give its numbers as text', () => {
    const headers = claimed(withLast({ '00281052': value('DS', '-1024 ') }));
    expect(headers?.[2]?.rescaleIntercept).toBe(-1024);
  });

  it.each(Object.keys(metadata(TEMPLATE)).filter((tag) => tag !== '00100020'))(
    'is too thin without %s of one slice',
    (tag) => {
      const { [tag]: _, ...rest } = metadata(REAL[2] as SliceHeader);
      expect(claimed([...withLast({}).slice(0, 2), rest])).toBeNull();
    },
  );

  it.each([
    ['of two patients', { '00100020': value('LO', 'P2') }],
    ['of a patient and nobody', { '00100020': value('LO') }],
    ['of another study', { '0020000D': value('UI', '1.2.9') }],
    ['of another series', { '0020000E': value('UI', '1.2.9') }],
    ['of another modality', { '00080060': value('CS', 'MR') }],
    ['multi-frame', { '00280008': value('IS', 2) }],
    ['named twice', { '00080018': value('UI', TEMPLATE.sopInstanceUid) }],
    ['without a position', { '00200032': value('DS', 1, 2) }],
    ['of a spacing of nothing', { '00280030': value('DS', 0, 0.5) }],
    ['of numbers that are none', { '00281053': value('DS', 'one') }],
  ])('is not believed where objects are %s', (_, more) => {
    expect(claimed(withLast(more))).toBeNull();
  });

  it('is not believed where what was read is not in it', () => {
    expect(claimed(withLast({}).slice(1))).toBeNull();
    expect(claimed([])).toBeNull();
  });

  it.each([
    ['values', { '00281052': value('DS', 0) }],
    ['place', { '00200032': value('DS', -10, -20, 16) }],
    ['kernel', { '00181210': value('SH', 'H70h') }],
  ])('that lies about the %s of a slice is found out by the slice', (_, more) => {
    const headers = claimed(withLast(more)) ?? [];
    expect(headers).toHaveLength(3);
    expect(isAsClaimed(REAL[2] as SliceHeader, headers[2] as SliceHeader)).toBe(false);
    expect(isAsClaimed(REAL[1] as SliceHeader, headers[1] as SliceHeader)).toBe(true);
  });

  it('may leave a slice its own window, as some scanners do', () => {
    const real = { ...TEMPLATE, windowCenter: [40], windowWidth: [100] };
    expect(isAsClaimed(real, { ...TEMPLATE, windowCenter: [35], windowWidth: [85] })).toBe(true);
  });
});

const why = whyNoOrthanc();
it.skipIf(why !== null)(
  `a real Orthanc says of each slice what its file says${skippedFor(why)}`,
  async () => {
    const orthanc = await startOrthanc();
    try {
      const pacs = pacsAt(orthanc.url, { authorization: async () => orthanc.authorization });
      await storeFiles(
        pacs,
        REAL.map(({ sopInstanceUid }, at) => ({
          sopInstanceUid,
          bytes: FILES[at] as Uint8Array<ArrayBuffer>,
        })),
      );
      const { studyInstanceUid, seriesInstanceUid } = TEMPLATE;
      const datasets = await metadataOfSeries(pacs, studyInstanceUid, seriesInstanceUid);
      const headers = claimed(datasets) ?? [];
      expect(headers.map(({ sopInstanceUid }) => sopInstanceUid).sort()).toEqual(
        REAL.map(({ sopInstanceUid }) => sopInstanceUid),
      );
      for (const header of headers) {
        const real = REAL.find(({ sopInstanceUid }) => sopInstanceUid === header.sopInstanceUid);
        expect({ ...header, sourceId: '' }).toEqual({ ...real, sourceId: '' });
      }
    } finally {
      await orthanc.close();
    }
  },
  120_000,
);
