import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readHeaders, readIdentity } from '#dicom';
import { isInstalled } from '../../scripts/machine.ts';
import { DatasetValues } from '../dicom/dataset-values.ts';
import { parseDataset } from '../dicom/parse-dataset.ts';
import { rawText } from '../dicom/raw-text.fixture.ts';
import { resultFiles } from './result-files.ts';
import { IDENTITY, IMAGES, imageOf, make, sourceOf } from './result-source.fixture.ts';

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

  it('says in each object what speaks for the images being a part of a head', async () => {
    const check = (code: 'extent' | 'thickness', text: string) =>
      ({ outcome: 'warn', code, text }) as const;
    const suitability = [check('extent', '25 mm: not a whole head'), check('thickness', 'thick')];
    const { files } = await make({ findings: { suitability } });
    for (const { bytes } of files) {
      expect(textOf(bytes)).toContain('6 of 6 slices analyzed; 25 mm: not a whole head');
      expect(textOf(bytes)).not.toContain('thick');
    }
  });

  it('states a procedure without contrast only where nothing speaks for contrast', async () => {
    const procedureOf = async (code: 'contrast' | 'after-contrast' | 'extent') => {
      const suitability = [{ outcome: 'warn', code, text: 'said' }] as const;
      const [report] = (await make({ findings: { suitability } })).files;
      return /CT Head( WO contrast)?/.exec(textOf(report?.bytes ?? new Uint8Array()))?.[0];
    };
    expect(await procedureOf('extent')).toBe('CT Head WO contrast');
    expect(await procedureOf('contrast')).toBe('CT Head');
    expect(await procedureOf('after-contrast')).toBe('CT Head');
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
    // Five slices of evidence of each of two labels.
    expect(after?.match(/SCOORD3D/g)).toHaveLength(10);
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
    ['nothing of it was analyzed', { slices: [] }],
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

  it('is dated by the analysis where no image has a date, as a document must say when it was made, and named without that moment', async () => {
    const undated = IMAGES.map((_image, index) => imageOf(index, [rawText('00080020', 'DA', '')]));
    const moment = async (finishedAt?: number) =>
      (
        await make({ images: undated, ...(finishedAt === undefined ? {} : { finishedAt }) })
      ).files.map(({ kind, bytes, sopInstanceUid }) => {
        const parsed = parseDataset(bytes, { wholeFile: true });
        if (!parsed.ok) throw new Error(parsed.reason.text);
        const values = new DatasetValues(parsed.value.dataset);
        const said = [values.text('ContentDate'), values.text('ContentTime')].join(' ').trim();
        expect(values.text('StudyDate')).toBe('');
        return { kind, said, sopInstanceUid };
      });
    const first = await moment();
    expect(first.map(({ kind, said }) => [kind, said])).toEqual([
      ['SR', '20261128 090507'],
      ['KOS', '20261128 090507'],
      ['SC', ''],
    ]);
    expect(await moment()).toEqual(first);
    const later = await moment(new Date(2026, 10, 29, 1, 2, 3).getTime());
    expect(later.map(({ said }) => said)).toEqual(['20261129 010203', '20261129 010203', '']);
    // The PACS has one result of it, however often and wherever it is analyzed.
    const uids = (made: typeof first) => made.map(({ sopInstanceUid }) => sopInstanceUid);
    expect(uids(later)).toEqual(uids(first));
    const { TZ } = process.env;
    process.env.TZ = 'Asia/Tokyo';
    try {
      // It is: a thread would have the time zone of its process.
      expect(new Date(0).getHours()).toBe(9);
      expect(uids(await moment())).toEqual(uids(first));
    } finally {
      if (TZ === undefined) delete process.env.TZ;
      else process.env.TZ = TZ;
    }
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
  ['without any date', 0.9, [rawText('00080020', 'DA', '')], undefined],
  ['flagged and reported in three dimensions', 0.9, [], '3d'],
  ['not flagged and reported in three dimensions', 0.1, [], '3d'],
] as const)('read by others, a study that is %s', (_, any, more, form) => {
  const sr = form === undefined ? {} : { sr: form };
  const images = IMAGES.map((_image, index) => imageOf(index, more));

  it.skipIf(!isInstalled('dciodvfy'))(
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

  it.skipIf(!isInstalled('dsrdump'))(
    'is read by dsrdump (skipped where it is absent)',
    async () => {
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
    },
  );

  it.skipIf(!isInstalled('dcmdump'))(
    'is read by dcmdump (skipped where it is absent)',
    async () => {
      for (const { bytes } of (await make({ any, images, ...sr })).files) {
        const text = said('dcmdump', bytes);
        expect(text).toMatch(/status 0\n$/);
        expect(text).not.toMatch(/^E:/m);
        expect(text).toContain('LO [ 007]');
        expect(text).toContain('M\xfcller^John^Albert^Dr^Jr');
      }
    },
  );
});
