import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { groupStudies, readHeaders, readIdentity, type Study } from '#dicom';
import { KIND_IDS, type KindId, type Measurement, measured } from '#measure';
import { isInstalled } from '../../scripts/machine.ts';
import { headSlice } from '../datasets/head-series.fixture.ts';
import { rawText } from '../dicom/raw-text.fixture.ts';
import { measurementArchive } from './measurement-files.ts';

const IDENTITY = [
  rawText('00080005', 'CS', 'ISO_IR 100'),
  rawText('00100010', 'PN', 'M\xfcller^John^Albert^Dr^Jr'),
  rawText('00100020', 'LO', ' 007'),
  rawText('00080050', 'SH', '  ACC 1'),
];
const FILES = Array.from({ length: 20 }, (_, at) => headSlice(1, at, false, {}, IDENTITY));

function theStudy(): Study {
  const headers = FILES.flatMap((bytes, at) => {
    const read = readHeaders(`source-${at}`, bytes, { complete: true });
    return read.kind === 'slices' ? read.slices : [];
  });
  const [study] = groupStudies(headers);
  if (study === undefined) throw new Error('no study');
  return study;
}
const STUDY = theStudy();
const [SERIES] = STUDY.series;
const findFile = (sourceId: string): Blob | undefined => {
  const bytes = FILES[Number(sourceId.replace('source-', ''))];
  return bytes === undefined ? undefined : new Blob([new Uint8Array(bytes)]);
};

const at = (x: number, y: number) => ({ x, y });
const POINTS: Readonly<Record<KindId, readonly { x: number; y: number }[]>> = {
  length: [at(10, 20.5), at(40, 20.5)],
  probe: [at(48.5, 48.5)],
  angle: [at(20, 10), at(20, 20), at(30, 20)],
  ellipse: [at(30, 40), at(50, 80)],
  abc2: [at(20, 30), at(40, 30), at(30, 24), at(30, 36)],
  midline: [at(48, 10), at(48, 90), at(52, 50)],
};

function measurement(kind: KindId, id: number, given: Partial<Measurement> = {}): Measurement {
  const pixels = {
    rows: 96,
    columns: 96,
    stored: new Int16Array(96 * 96).fill(35),
    slope: 1,
    intercept: 0,
    padding: null,
    isHounsfield: true,
  };
  const made = measured(
    { kind, points: POINTS[kind] },
    { spacing: [2.5, 2.5], pixels, height: 25, left: at(1, 0) },
  );
  return {
    ...made,
    id,
    seriesKey: SERIES?.key ?? '',
    sliceKey: SERIES?.slices[7]?.sopInstanceUid ?? '',
    slice: 7,
    ...(kind === 'abc2' ? { over: [5, 9] as const } : {}),
    at: Date.UTC(2026, 10, 27, 2, 5, 6),
    by: 'AB',
    ...given,
  };
}
const ALL = KIND_IDS.map((kind, index) => measurement(kind, index + 1));

async function filesOf(list: readonly Measurement[], study = STUDY) {
  const made = await measurementArchive(study, list, findFile);
  if (!made.ok) throw new Error(made.reason.text);
  const { zip, left } = made.value;
  return { files: zip === null ? [] : Object.values(unzipSync(zip)), zip, left };
}

function onDisk(bytes: Uint8Array): string {
  const path = join(mkdtempSync(join(tmpdir(), 'measured-')), 'object.dcm');
  writeFileSync(path, bytes);
  return path;
}
const dumped = (bytes: Uint8Array): string =>
  execFileSync('dsrdump', ['+Pc', '+Pl', onDisk(bytes)], { encoding: 'utf8' });

describe('what readers measured, as DICOM', () => {
  it.skipIf(!isInstalled('dciodvfy'))(
    'has no errors for dciodvfy (skipped where it is absent)',
    async () => {
      const { files } = await filesOf(ALL);
      expect(files).toHaveLength(1);
      for (const bytes of files) {
        const { stderr } = spawnSync('dciodvfy', [onDisk(bytes)], { encoding: 'utf8' });
        expect(stderr.split('\n').filter((line) => line.startsWith('Error'))).toEqual([]);
        expect(stderr).toContain('ComprehensiveSR');
      }
    },
  );

  it.skipIf(!isInstalled('dsrdump'))(
    'says each number with its code, coordinates and image, by a person (dsrdump)',
    async () => {
      const { files } = await filesOf(ALL);
      const text = dumped(files[0] ?? new Uint8Array());
      for (const part of [
        '(121005,DCM,"Observer Type")=(121006,DCM,"Person")',
        '(121008,DCM,"Person Observer Name")="AB"',
        '(410668003,SCT,"Length")="75" (mm,UCUM',
        '(1483009,SCT,"Angle")="90" (deg,UCUM',
        '(42798000,SCT,"Area")="3926.9908" (mm2,UCUM',
        '(112031,DCM,"Attenuation Coefficient")="35" ([hnsf\'U],UCUM',
        '(121401,DCM,"Derivation")=(373098007,SCT,"Mean")',
        '(121401,DCM,"Derivation")=(386136009,SCT,"Standard Deviation")',
        '(118565006,SCT,"Volume")="18.75" (cm3,UCUM',
        '(370129005,SCT,"Measurement Method")=(abc2,99ICHTRIAGE',
        '(121206,DCM,"Distance")="10" (mm,UCUM',
        '(121207,DCM,"Height")="25" (mm,UCUM',
        '(POLYLINE,10/20.5,40/20.5)',
        '(POINT,48.5/48.5)',
        // The longer axis first.
        '(ELLIPSE,40/40,40/80,30/60,50/60)',
      ]) {
        expect(text).toContain(part);
      }
      expect(text).not.toMatch(/Device|probability|Flag at|Finding/);
    },
  );

  it('refers to the slice that was measured, and for a height to the ends of the volume', async () => {
    const { files } = await filesOf(ALL);
    const text = new TextDecoder('latin1').decode(files[0]);
    const uid = (index: number) => SERIES?.slices[index]?.sopInstanceUid ?? '?';
    for (const slice of [5, 7, 9]) expect(text).toContain(`${uid(slice)}`);
    expect(text).not.toContain(`${uid(12)}`);
  });

  it('keeps the patient’s bytes, and is the same object each time', async () => {
    const { files, zip } = await filesOf(ALL);
    const written = await readIdentity(new Blob([new Uint8Array(files[0] ?? [])]));
    const elements = written.ok ? written.value.elements : [];
    for (const { tag, value } of IDENTITY) {
      expect([tag, elements.find((one) => one.tag === tag)?.value]).toEqual([tag, value]);
    }
    expect((await filesOf(ALL)).zip).toEqual(zip);
    const moved = ALL.map((one) => (one.id === 1 ? { ...one, at: one.at + 1 } : one));
    expect((await filesOf(moved)).zip).not.toEqual(zip);
  });

  it('is one report a reader, who may be without initials or have hostile ones', async () => {
    const mixed = ALL.map((one, index) => ({
      ...one,
      by: ['AB', '', 'C\\D^E=F'][index % 3] ?? '',
    }));
    const { files } = await filesOf(mixed);
    expect(files).toHaveLength(3);
    if (!isInstalled('dsrdump')) return;
    const names = files.map(
      (bytes) => /Person Observer Name"\)="([^"]*)"/.exec(dumped(bytes))?.[1],
    );
    expect(names).toEqual(['AB', 'Reader without initials', 'C D E F']);
  });

  it('says what is left out, and why there is nothing', async () => {
    const elsewhere = measurement('length', 9, { sliceKey: '9.9.9' });
    const { files, left } = await filesOf([...ALL, elsewhere]);
    expect(files).toHaveLength(1);
    expect(left.map(({ reason }) => reason.text)).toEqual([
      'the slice of measurement 9 is not in the study',
    ]);
    expect(await measurementArchive(STUDY, [elsewhere], findFile)).toMatchObject({ ok: false });
    expect(await measurementArchive(STUDY, ALL, () => undefined)).toMatchObject({
      ok: false,
      reason: { code: 'source-gone' },
    });
  });

  it('has no unit of length where the file has no pixel spacing', async () => {
    const inPixels = measurement('length', 1, {
      quantities: [{ name: 'length', value: 30, unit: 'px' }],
      notes: ['no pixel spacing'],
    });
    const { files } = await filesOf([inPixels]);
    if (!isInstalled('dsrdump')) return;
    const text = dumped(files[0] ?? new Uint8Array());
    expect(text).toContain('(410668003,SCT,"Length")="30" (1,UCUM,"no units")');
    expect(text).toContain('no pixel spacing');
  });
});
