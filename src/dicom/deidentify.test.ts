import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeFrame } from './decode-frame.ts';
import { deidentifier } from './deidentify.ts';
import { latin, rawText } from './raw-text.fixture.ts';
import { readTags } from './read-tags.ts';
import { aSlice, deflated, EXPLICIT, headerOf, IMPLICIT } from './slice.fixture.ts';

const made = (file: Uint8Array, export_ = deidentifier()) => {
  const outcome = export_(file);
  if (!outcome.ok) throw new Error(outcome.reason.text);
  return outcome.value;
};
const has = (bytes: Uint8Array, text: string): boolean =>
  Buffer.from(bytes).includes(Buffer.from(text, 'latin1'));
const tagsOf = (bytes: Uint8Array) =>
  Object.fromEntries(readTags(bytes).map(({ tag, value }) => [tag, value]));

/** Where people and vendors write who a patient is: of the table, private, nested, and kept attributes that hold what they must not. */
const PLACES: readonly (readonly [tag: string, vr: string])[] = [
  ['00080050', 'SH'],
  ['00080080', 'LO'],
  ['00080090', 'PN'],
  ['00081010', 'SH'],
  ['00081030', 'LO'],
  ['0008103E', 'LO'],
  ['00081070', 'PN'],
  ['00100010', 'PN'],
  ['00100020', 'LO'],
  ['00101001', 'PN'],
  ['00104000', 'LT'],
  ['00181000', 'LO'],
  ['00181030', 'LO'],
  ['00200010', 'SH'],
  ['00204000', 'LT'],
  ['00324000', 'LT'],
  ['00380300', 'LO'],
  ['00400254', 'LO'],
  ['00880200', 'ST'],
  ['40080115', 'PN'],
  ['FFFCFFFC', 'OB'],
];
/** Kept where they hold what they should. */
const DISGUISES: readonly (readonly [tag: string, vr: string])[] = [
  ['00080070', 'LO'],
  ['00081090', 'LO'],
  ['00181210', 'SH'],
  ['00281054', 'LO'],
  ['00180060', 'DS'],
  ['00200011', 'IS'],
  ['00180015', 'CS'],
  ['00185100', 'LO'],
  // Written into the meta group, too, which is no part of the attributes.
  ['00080016', 'UI'],
  // Bytes that are no numbers.
  ['00280106', 'US'],
  ['00209157', 'UL'],
  ['00189073', 'FD'],
  ['00209165', 'AT'],
  ['7FE00001', 'OV'],
];

const aWord = fc.stringMatching(/^[A-Z]{4}[0-9A-Z]{3,6}Q$/);

describe('a file without its patient', () => {
  it('holds no value of the identifiers that it had, wherever they stood', () => {
    fc.assert(
      fc.property(
        fc.array(aWord, { minLength: PLACES.length, maxLength: PLACES.length }),
        aWord,
        fc.array(fc.boolean(), { minLength: DISGUISES.length, maxLength: DISGUISES.length }),
        fc.constantFrom(EXPLICIT, IMPLICIT),
        (words, secret, disguised, syntax) => {
          const nested = [
            rawText('00100010', 'PN', `${secret}^NESTED`),
            rawText('00080080', 'LO', secret),
          ];
          const file = aSlice({
            syntax,
            patient: secret,
            rawElements: [
              ...PLACES.map(([tag, vr], at) => rawText(tag, vr, words[at] ?? '')),
              ...DISGUISES.filter((_, at) => disguised[at]).map(([tag, vr]) =>
                rawText(tag, vr, secret),
              ),
              rawText('00090010', 'LO', secret),
              rawText('00091001', 'UN', secret),
              { tag: '00081140', vr: 'SQ', value: { items: [nested] } },
              { tag: '00091002', vr: 'SQ', value: { items: [nested] } },
              {
                tag: '52009229',
                vr: 'SQ',
                value: {
                  items: [[...nested, { tag: '00289110', vr: 'SQ', value: { items: [nested] } }]],
                },
              },
              rawText('60000022', 'LO', secret),
            ],
          });
          const { bytes } = made(file);
          for (const word of [...words, secret, 'NESTED', '1.2.3.4', 'Doe']) {
            expect(has(bytes, word), word).toBe(false);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('has its pixels bit for bit, in every kind of syntax, and the same geometry', async () => {
    for (const file of [aSlice(), aSlice({ syntax: IMPLICIT }), deflated(aSlice())]) {
      const { bytes } = made(file);
      const [before, after] = await Promise.all(
        [file, bytes].map((each) => decodeFrame(each, headerOf(each))),
      );
      if (before?.ok !== true || after?.ok !== true) throw new Error('not decoded');
      expect(after.value.pixels).toEqual(before.value.pixels);
      const { imagePositionPatient, pixelSpacing, rescaleIntercept } = headerOf(bytes);
      expect({ imagePositionPatient, pixelSpacing, rescaleIntercept }).toEqual({
        imagePositionPatient: headerOf(file).imagePositionPatient,
        pixelSpacing: [0.75, 0.5],
        rescaleIntercept: -1024,
      });
    }
  });

  it('keeps encapsulated pixels to the last byte of their fragments', () => {
    const fragment = Uint8Array.from({ length: 40 }, (_, i) => i * 3);
    const file = aSlice({
      syntax: '1.2.840.10008.1.2.4.70',
      more: { PixelData: { fragments: [fragment], basicOffsetTable: [0] } },
    });
    const at = (bytes: Uint8Array) =>
      Buffer.from(bytes).indexOf(Buffer.from([0xe0, 0x7f, 0x10, 0]));
    const { bytes } = made(file);
    expect(bytes.subarray(at(bytes))).toEqual(new Uint8Array(file.subarray(at(file))));
  });

  it('keeps the table of its frames, which is of a VR that the parser does not know', () => {
    const table = { tag: '7FE00001', vr: 'OV', value: Uint8Array.of(7, 1, 0, 0, 0, 0, 0, 0) };
    const { bytes } = made(aSlice({ rawElements: [table] }));
    const stands = Buffer.from('e07f01004f5600000800000007010000', 'hex');
    expect(Buffer.from(bytes).includes(stands)).toBe(true);
  });

  it('says that it is one, and how it became one', () => {
    const tags = tagsOf(made(aSlice()).bytes);
    expect(tags).toMatchObject({
      '00120062': 'YES',
      '00280303': 'REMOVED',
      '00100010': 'PATIENT-1',
      '00100020': 'PATIENT-1',
      '00080020': '',
    });
    expect(has(made(aSlice()).bytes, '113100')).toBe(true);
  });

  it('belongs to its series and study as before, under UIDs that no other export has', () => {
    const one = deidentifier();
    const uids = (bytes: Uint8Array) => {
      const { studyInstanceUid, seriesInstanceUid, sopInstanceUid } = headerOf(bytes);
      return { studyInstanceUid, seriesInstanceUid, sopInstanceUid };
    };
    const first = uids(made(aSlice({ instance: 1 }), one).bytes);
    const second = uids(made(aSlice({ instance: 2 }), one).bytes);
    expect(second).toEqual({ ...first, sopInstanceUid: second.sopInstanceUid });
    expect(second.sopInstanceUid).not.toBe(first.sopInstanceUid);
    const other = uids(made(aSlice({ instance: 1 })).bytes);
    for (const [name, uid] of Object.entries(first)) {
      expect(uid).toMatch(/^2\.25\.\d+$/);
      expect(Reflect.get(other, name)).not.toBe(uid);
    }
    const patient = (bytes: Uint8Array) => tagsOf(bytes)['00100020'];
    expect(patient(made(aSlice(), one).bytes)).toBe('PATIENT-1');
    expect(patient(made(aSlice({ patient: 'P2' }), one).bytes)).toBe('PATIENT-2');
  });

  it('warns of text in pixels and of a face, and refuses what it cannot rewrite', () => {
    const burned = aSlice({ rawElements: [rawText('00280301', 'CS', 'YES')] });
    expect(made(burned).warnings.join()).toContain('burned');
    expect(made(aSlice({ more: { SliceThickness: 1 } })).warnings.join()).toContain('face');
    const capture = aSlice({ more: { SOPClassUID: '1.2.840.10008.5.1.4.1.1.7' } });
    expect(made(capture).warnings.join()).toContain('secondary image');
    const overlay = [
      { tag: '60020010', vr: 'US', value: Uint8Array.of(4, 0) },
      { tag: '60020100', vr: 'US', value: Uint8Array.of(16, 0) },
    ];
    expect(made(aSlice({ rawElements: overlay })).warnings.join()).toContain('overlay');
    const apart = [...overlay, { tag: '60023000', vr: 'OW', value: Uint8Array.of(255, 255) }];
    expect(made(aSlice({ rawElements: apart })).warnings).toEqual(made(aSlice()).warnings);
    expect(deidentifier()(latin('not DICOM at all, whatever')).ok).toBe(false);
    const cut = aSlice();
    expect(deidentifier()(cut.subarray(0, cut.length - 10))).toMatchObject({ ok: false });
    const parts = fc.integer({ min: 0, max: cut.length });
    fc.assert(
      fc.property(
        parts,
        (length) => typeof deidentifier()(cut.subarray(0, length)).ok === 'boolean',
      ),
      {
        numRuns: 200,
      },
    );
  });

  /** Readers that know nothing of this program: of DCMTK and dicom3tools. */
  const READERS = ['dcmdump', 'dciodvfy'].filter(
    (tool) => spawnSync(tool, ['--version']).error === undefined,
  );
  it.skipIf(READERS.length < 2)(
    'is read by dcmdump, and dciodvfy finds no error in it that it did not have (skipped without them)',
    () => {
      const folder = mkdtempSync(join(tmpdir(), 'deidentified-'));
      try {
        const errors = (name: string, bytes: Uint8Array) => {
          const path = join(folder, name);
          writeFileSync(path, bytes);
          const { stdout, stderr } = spawnSync('dciodvfy', [path], { encoding: 'utf8' });
          return new Set(
            `${stdout}\n${stderr}`.split('\n').filter((line) => line.startsWith('Error')),
          );
        };
        const sopClass = { SOPClassUID: '1.2.840.10008.5.1.4.1.1.2' };
        const file = aSlice({
          more: {
            ...sopClass,
            ImageType: 'ORIGINAL\\PRIMARY\\AXIAL',
            FrameOfReferenceUID: '1.2.9',
          },
          rawElements: [rawText('00090010', 'LO', 'VENDOR'), rawText('00091001', 'LO', 'MUELLER')],
        });
        const { bytes } = made(file);
        const before = errors('before.dcm', file);
        expect([...errors('after.dcm', bytes)].filter((line) => !before.has(line))).toEqual([]);
        const dump = execFileSync('dcmdump', [join(folder, 'after.dcm')], { encoding: 'utf8' });
        expect(dump).toContain('(0012,0062) CS [YES]');
        expect(dump).toContain('113100');
        expect(dump).not.toMatch(/Doe|MUELLER|VENDOR|\(0009,/);
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  );
});
