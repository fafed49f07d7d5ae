import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { labelMap, probability, sliceIndex } from '#base';
import {
  type Dataset,
  decodeFrame,
  groupStudies,
  type RawElement,
  readHeaders,
  readIdentity,
  type Study,
  sliceKey,
  writeDicomFile,
} from '#dicom';
import type { StudyFindings } from '#triage';
import { DatasetValues } from '../dicom/dataset-values.ts';
import { parseDataset } from '../dicom/parse-dataset.ts';
import { rawText } from '../dicom/raw-text.fixture.ts';
import { resultArchive } from './result-archive.ts';
import { type ResultSource, resultFiles } from './result-files.ts';
import { capturedSlice } from './secondary-capture.ts';
import type { SrForm } from './structured-report.ts';

/** Everything about it that was once trimmed, put in order or left out. */
const IDENTITY: readonly RawElement[] = [
  rawText('00080005', 'CS', 'ISO_IR 100'),
  rawText('00080020', 'DA', '20260102'),
  rawText('00080030', 'TM', '030405.678'),
  rawText('00080050', 'SH', '  ACC 1'),
  rawText('00080090', 'PN', 'Who^E.'),
  rawText('00081030', 'LO', 'Sch\xe4del nativ'),
  rawText('00100010', 'PN', 'M\xfcller^John^Albert^Dr^Jr'),
  rawText('00100020', 'LO', ' 007'),
  rawText('00100021', 'LO', 'ISSUER '),
  rawText('00100030', 'DA', ''),
  rawText('00100040', 'CS', 'F'),
  rawText('00200010', 'SH', 'STUDY 1'),
];

const SIZE = 64;
function imageOf(index: number, more: readonly RawElement[] = []): Uint8Array<ArrayBuffer> {
  const dataset: Dataset = {
    ImageType: 'ORIGINAL\\PRIMARY\\AXIAL',
    SOPClassUID: '1.2.840.10008.5.1.4.1.1.2',
    SOPInstanceUID: `1.2.3.1.${index + 1}`,
    Modality: 'CT',
    StudyInstanceUID: '1.2.3',
    FrameOfReferenceUID: '1.2.3.9',
    SeriesInstanceUID: '1.2.3.1',
    InstanceNumber: index + 1,
    ImagePositionPatient: [-80, -80, 5 * index],
    ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    Rows: SIZE,
    Columns: SIZE,
    PixelSpacing: [2.5, 2.5],
    BitsAllocated: 16,
    BitsStored: 16,
    HighBit: 15,
    PixelRepresentation: 0,
    RescaleIntercept: -1024,
    RescaleSlope: 1,
    PixelData: Array.from({ length: SIZE * SIZE }, (_, at) => 1024 + ((at + index) % 80)),
  };
  return writeDicomFile(dataset, {
    transferSyntaxUid: '1.2.840.10008.1.2.1',
    rawElements: [...IDENTITY, ...more],
  });
}
const IMAGES = [0, 1, 2, 3, 4, 5].map((index) => imageOf(index));

function studyOf(images: readonly Uint8Array[]): Study {
  const headers = images.flatMap((bytes, index) => {
    const read = readHeaders(`source-${index}`, bytes, { complete: true });
    return read.kind === 'slices' ? read.slices : [];
  });
  const [study] = groupStudies(headers);
  if (study === undefined) throw new Error('no study');
  return study;
}

function findingsOf(study: Study, any: number, given: Partial<StudyFindings> = {}): StudyFindings {
  const slices = (study.series[0]?.slices ?? []).map((header, index) => ({
    sliceKey: sliceKey(header),
    index: sliceIndex(index),
    probabilities: labelMap(() => probability(any)),
  }));
  return {
    probabilities: labelMap((label) => probability(label === 'any' ? any : any / 2)),
    flagged: any >= 0.5 ? ['any', 'subdural'] : [],
    operatingPoint: 'balanced',
    slices,
    notAnalysed: [],
    evidence: slices.slice(1, 3).map(({ sliceKey: key, index }) => ({
      sliceKey: key,
      index,
      label: 'any' as const,
      probability: probability(any),
    })),
    suitability: [],
    ...given,
  };
}

interface Given {
  readonly any?: number;
  readonly images?: readonly Uint8Array<ArrayBuffer>[];
  readonly findings?: Partial<StudyFindings>;
  readonly hash?: string;
  readonly status?: string;
  readonly sr?: SrForm;
}

async function sourceOf(given: Given = {}) {
  const {
    any = 0.9,
    images = IMAGES,
    findings = {},
    hash = 'ab12',
    status = 'trained',
    sr,
  } = given;
  const study = studyOf(images);
  const [first] = images;
  const identity = await readIdentity(new Blob(first === undefined ? [] : [first]));
  if (!identity.ok) throw new Error(identity.reason.text);
  const found = findingsOf(study, any, findings);
  const header = capturedSlice(study, found);
  const place = Number(header?.sourceId.replace('source-', ''));
  const frame =
    header === null ? null : await decodeFrame(images[place] ?? new Uint8Array(), header);
  const source: ResultSource = {
    study,
    findings: found,
    identity: identity.value,
    model: { title: 'A model’s title', status, hash, preprocessHash: 'cd34' },
    sr,
    captured:
      header === null || frame === null || !frame.ok ? null : { header, frame: frame.value },
  };
  return source;
}
const make = async (given: Given = {}) => resultFiles(await sourceOf(given));

const textOf = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes);

describe('resultFiles', () => {
  it('makes a report, the key objects and a capture of an analyzed study', async () => {
    const { files, left } = await make();
    expect(left).toEqual([]);
    expect(files.map(({ kind }) => kind)).toEqual(['SR', 'KOS', 'SC']);
    for (const { name, sopInstanceUid } of files) {
      expect(name).toMatch(/^(SR|KOS|SC)-2\.25\.\d+\.dcm$/);
      expect(sopInstanceUid.length).toBeLessThanOrEqual(64);
    }
  });

  it("holds the patient's and the study's data in the very bytes of the images", async () => {
    const files = [...(await make()).files, ...(await make({ sr: '3d' })).files];
    for (const { kind, bytes } of files) {
      const written = await readIdentity(new Blob([bytes]));
      const elements = written.ok ? written.value.elements : [];
      for (const { tag, value } of IDENTITY) {
        const found = elements.find((element) => element.tag === tag);
        expect([kind, tag, found?.value]).toEqual([kind, tag, value]);
      }
    }
  });

  it('makes the report in three dimensions where it is wanted so, and the other objects as before', async () => {
    const [[flat, ...others], [solid, ...same]] = [
      (await make()).files,
      (await make({ sr: '3d' })).files,
    ];
    expect(same).toEqual(others);
    expect([flat?.kind, solid?.kind]).toEqual(['SR', 'SR']);
    const [before, after] = [flat, solid].map((file) => textOf(file?.bytes ?? new Uint8Array()));
    expect(before).toContain('1.2.840.10008.5.1.4.1.1.88.33');
    expect(before).not.toContain('SCOORD3D');
    expect(after).toContain('1.2.840.10008.5.1.4.1.1.88.34');
    // Two slices of evidence of the one label that has some.
    expect(after?.match(/SCOORD3D/g)).toHaveLength(2);
  });

  it('says that there is no flag, and never more', async () => {
    const { files } = await make({ any: 0.1 });
    expect(files.map(({ kind }) => kind)).toEqual(['SR', 'KOS', 'SC']);
    for (const { bytes } of files) {
      expect(textOf(bytes)).toContain('No flag at the balanced operating point');
      expect(textOf(bytes)).not.toMatch(/normal|negative|absent/i);
    }
    expect(textOf(files[0]?.bytes ?? new Uint8Array())).toContain('no-flag');
  });

  it.each([
    ['nothing of it was analyzed', { slices: [], evidence: [] }],
    [
      'it is no head',
      {
        suitability: [
          { outcome: 'block' as const, code: 'not-a-head' as const, text: 'it is no head' },
        ],
      },
    ],
  ])('makes nothing where %s', async (_, findings) => {
    const { files, left } = await make({ findings });
    expect(files).toEqual([]);
    expect(left[0]?.reason.text).toMatch(/not analyzed/);
  });

  it('makes the same objects of the same result, and others of another', async () => {
    const first = await make();
    expect(await make()).toEqual(first);
    const uids = (files: typeof first) => files.files.map(({ sopInstanceUid }) => sopInstanceUid);
    const others = await Promise.all([
      make({ any: 0.91 }),
      make({ hash: 'ef56' }),
      make({ findings: { operatingPoint: 'highSensitivity' } }),
      make({ images: IMAGES.slice(0, 5) }),
    ]);
    const all = [first, ...others].flatMap(uids);
    expect(new Set(all).size).toBe(3 * 5);
  });

  it('says in every object that the model is untrained', async () => {
    for (const { bytes } of (await make({ status: 'untrained' })).files) {
      expect(textOf(bytes)).toContain('UNTRAINED MODEL');
    }
  });

  it('says why there is no capture, and makes the others', async () => {
    const { files, left } = await resultFiles({ ...(await sourceOf()), captured: null });
    expect(files.map(({ kind }) => kind)).toEqual(['SR', 'KOS']);
    expect(left).toMatchObject([{ kind: 'SC', reason: { code: 'no-pixel-data' } }]);
  });

  it('makes nothing of images with UIDs that DICOM does not allow', async () => {
    const source = await sourceOf();
    const study = { ...source.study, studyInstanceUid: 'ID_1' };
    const { files, left } = await resultFiles({ ...source, study });
    expect(files).toEqual([]);
    expect(left.map(({ reason }) => reason.code)).toEqual(Array(3).fill('illegal-uids'));
  });

  it('is not taken for an image of the study when it is given back', async () => {
    for (const { bytes } of (await make()).files) {
      expect(readHeaders('a', bytes, { complete: true }).kind).toBe('skipped');
    }
  });
});

describe('the capture', () => {
  it('has the words burned in beside the whole slice, in the brain window', async () => {
    const { files } = await make();
    const parsed = parseDataset(files[2]?.bytes ?? new Uint8Array(), { wholeFile: true });
    if (!parsed.ok) throw new Error(parsed.reason.text);
    const { dataset } = parsed.value;
    const values = new DatasetValues(dataset);
    expect(values.texts('ImageType')).toEqual(['DERIVED', 'SECONDARY']);
    expect(values.text('BurnedInAnnotation')).toBe('NO');
    const columns = values.uint16('Columns') ?? 0;
    const rows = values.uint16('Rows') ?? 0;
    expect(columns).toBe(512);
    expect(rows).toBeGreaterThan(512);
    const element = dataset.elements.x7fe00010;
    const pixels = dataset.byteArray.subarray(
      element?.dataOffset ?? 0,
      (element?.dataOffset ?? 0) + rows * columns,
    );
    const inkIn = (from: number, to: number) =>
      pixels.subarray(from * columns, to * columns).filter((value) => value === 255).length;
    expect(inkIn(0, 40)).toBeGreaterThan(500);
    expect(inkIn(rows - 70, rows)).toBeGreaterThan(500);
    // The slice's stored 1024..1103 are 0..79 HU: the brain window from end to end.
    const [slice] = [pixels.subarray(60 * columns, 61 * columns)];
    expect(new Set(slice).size).toBeGreaterThan(30);
  });
});

const found = (command: string) => {
  try {
    execFileSync('sh', ['-c', `command -v ${command}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

/** What a tool says of a file, on both streams. */
function said(command: string, bytes: Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), 'result-'));
  try {
    const path = join(folder, 'object.dcm');
    writeFileSync(path, bytes);
    return execFileSync('sh', ['-c', `${command} "$0" 2>&1; echo "status $?"`, path], {
      encoding: 'latin1',
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe.each([
  ['flagged', 0.9, [], undefined],
  ['not flagged', 0.1, [], undefined],
  ['made nameless nobody knows how', 0.9, [rawText('00120062', 'CS', 'YES')], undefined],
  ['flagged and reported in three dimensions', 0.9, [], '3d'],
  ['not flagged and reported in three dimensions', 0.1, [], '3d'],
] as const)('read by others, a study that is %s', (_, any, more, form) => {
  const sr = form === undefined ? {} : { sr: form };
  const images = IMAGES.map((_image, index) => imageOf(index, more));

  it.skipIf(!found('dciodvfy'))(
    'has no errors for dciodvfy (skipped where it is absent)',
    async () => {
      for (const { bytes } of (await make({ any, images, ...sr })).files) {
        expect(
          said('dciodvfy', bytes)
            .split('\n')
            .filter((line) => line.startsWith('Error')),
        ).toEqual([]);
      }
    },
  );

  it.skipIf(!found('dsrdump'))('is read by dsrdump (skipped where it is absent)', async () => {
    const { files } = await make({ any, images, ...sr });
    for (const { kind, bytes } of files.filter((file) => file.kind !== 'SC')) {
      const text = said('dsrdump', bytes);
      expect(text).toMatch(/status 0\n$/);
      expect(text).not.toMatch(/^E:/m);
      if (form === '3d' && any > 0.5 && kind === 'SR') {
        expect(text).toMatch(/^Comprehensive 3D SR Document/m);
        expect(text).toMatch(
          /<inferred from SCOORD3D:.*Source of Measurement.*=\(POLYGON,,-81\.25\/-81\.25\/5,/,
        );
      }
    }
  });

  it.skipIf(!found('dcmdump'))('is read by dcmdump (skipped where it is absent)', async () => {
    for (const { bytes } of (await make({ any, images, ...sr })).files) {
      const text = said('dcmdump', bytes);
      expect(text).toMatch(/status 0\n$/);
      expect(text).not.toMatch(/^E:/m);
      expect(text).toContain('LO [ 007]');
      expect(text).toContain('M\xfcller^John^Albert^Dr^Jr');
    }
  });
});

describe('resultArchive', () => {
  const blobs = new Map(IMAGES.map((bytes, index) => [`source-${index}`, new Blob([bytes])]));
  const archiveOf = async (files: ReadonlyMap<string, Blob>, given: Given = {}) =>
    resultArchive(await sourceOf(given), (id) => files.get(id));
  const made = async (files: ReadonlyMap<string, Blob>, given: Given = {}) => {
    const archive = await archiveOf(files, given);
    if (!archive.ok) throw new Error(archive.reason.text);
    return archive.value;
  };

  it('holds the very objects of the result, read from the files anew, and is the same bytes each time', async () => {
    const { zip, names, left } = await made(blobs);
    const { files } = await make();
    expect(left).toEqual([]);
    expect(names).toEqual(files.map(({ name }) => name));
    const unzipped = unzipSync(zip ?? new Uint8Array());
    expect(Object.keys(unzipped)).toEqual(names);
    const isSame = (a: Uint8Array | null | undefined, b: Uint8Array | null) =>
      Buffer.compare(a ?? new Uint8Array(), b ?? new Uint8Array()) === 0;
    for (const { name, bytes } of files) expect(isSame(unzipped[name], bytes), name).toBe(true);
    expect(isSame((await made(blobs)).zip, zip)).toBe(true);
  });

  it('says that the files are gone where the identity cannot be copied', async () => {
    expect(await archiveOf(new Map())).toMatchObject({
      ok: false,
      reason: { code: 'source-gone' },
    });
  });

  it('leaves out the picture alone where its slice is gone or cannot be decoded, and says so', async () => {
    const { study, findings } = await sourceOf();
    const captured = capturedSlice(study, findings)?.sourceId ?? '';
    const without = new Map([...blobs].filter(([id]) => id !== captured));
    const cut = new Map(blobs).set(captured, new Blob(['short']));
    for (const files of [without, cut]) {
      const { names, left } = await made(files);
      expect(names.map((name) => name.split('-')[0])).toEqual(['SR', 'KOS']);
      expect(left).toMatchObject([{ kind: 'SC', reason: { text: expect.stringMatching(/\w/) } }]);
    }
  });

  it('is none of a study that was not analyzed, and says why', async () => {
    const { zip, left } = await made(blobs, {
      findings: { suitability: [{ outcome: 'block', code: 'gaps', text: 'it is an angiography' }] },
    });
    expect(zip).toBeNull();
    expect(left[0]?.reason.text).toContain('it is an angiography');
  });
});
