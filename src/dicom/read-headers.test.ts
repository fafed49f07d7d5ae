import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dataset } from './dataset.ts';
import { decodeFrame } from './decode-frame.ts';
import { encodeExplicitLittleEndian } from './encode-explicit-little-endian.ts';
import { groupStudies, withChosenSeries } from './group-studies.ts';
import { readHeaders } from './read-headers.ts';
import { readTags } from './read-tags.ts';
import type { SliceHeader } from './slice-header.ts';
import { writeDicomFile } from './write-dicom-file.ts';

const IMPLICIT = '1.2.840.10008.1.2';
const EXPLICIT = '1.2.840.10008.1.2.1';
const RLE = '1.2.840.10008.1.2.5';
// Odd, unequal sizes on purpose: swaps show.
const ROWS = 5;
const COLUMNS = 7;

interface SliceOptions {
  readonly syntax?: string;
  readonly patient?: string;
  readonly series?: string;
  readonly z?: number;
  readonly instance?: number;
  readonly more?: Dataset;
}

function aSlice(options: SliceOptions = {}): Uint8Array {
  const { syntax = EXPLICIT, patient = 'P1', series = '1.2.3.4', z = 0, instance = 1 } = options;
  const pixels = Array.from({ length: ROWS * COLUMNS }, (_, i) => i * 97);
  const base: Dataset = {
    SOPInstanceUID: `${series}.${patient.length}.${instance}`,
    Modality: 'CT',
    PatientName: 'Doe^Jane',
    PatientID: patient,
    StudyInstanceUID: '1.2.3',
    SeriesInstanceUID: series,
    InstanceNumber: instance,
    ImagePositionPatient: [-10, -20, z],
    ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    Rows: ROWS,
    Columns: COLUMNS,
    PixelSpacing: [0.75, 0.5],
    BitsAllocated: 16,
    BitsStored: 12,
    HighBit: 11,
    PixelRepresentation: 0,
    WindowCenter: '00036\\00036',
    RescaleIntercept: -1024,
    RescaleSlope: 1,
    PixelData: pixels,
  };
  return writeDicomFile({ ...base, ...options.more }, { transferSyntaxUid: syntax });
}

function headerOf(bytes: Uint8Array, sourceId = 'a'): SliceHeader {
  const outcome = readHeaders(sourceId, bytes, { complete: true });
  if (outcome.kind !== 'slices') throw new Error(JSON.stringify(outcome));
  return outcome.slices[0]!;
}

const aStack = (count: number, options: SliceOptions = {}): SliceHeader[] =>
  Array.from({ length: count }, (_, i) =>
    headerOf(aSlice({ ...options, z: i * 5, instance: count - i }), `${options.series}${i}`),
  );

describe('readHeaders', () => {
  it.each([IMPLICIT, EXPLICIT])('reads what the writer wrote in %s', (syntax) => {
    expect(headerOf(aSlice({ syntax }))).toMatchObject({
      transferSyntaxUid: syntax,
      rows: ROWS,
      columns: COLUMNS,
      pixelSpacing: [0.75, 0.5],
      windowCenter: [36, 36],
      imagePositionPatient: [-10, -20, 0],
      patient: { patientId: 'P1', patientName: 'Doe, Jane' },
    });
  });

  it('asks for more where a prefix ends in the header, and is content with one that does not', () => {
    const bytes = aSlice();
    expect(readHeaders('a', bytes.subarray(0, 300)).kind).toBe('need-more-bytes');
    expect(readHeaders('a', bytes.subarray(0, bytes.length - 20)).kind).toBe('slices');
  });

  it('tells an orientation that cannot be read from one that is absent', () => {
    const stated = (value: string) =>
      headerOf(aSlice({ more: { ImageOrientationPatient: value } })).imageOrientationPatient;
    expect(stated('')).toBeNull();
    expect(stated('1\\0\\0\\0\\NaN\\0')?.flat()).toEqual(Array(6).fill(Number.NaN));
    expect(stated('1\\0\\0')?.flat()).toEqual(Array(6).fill(Number.NaN));
  });

  it('reads a data set without preamble and meta group', () => {
    const bytes = aSlice({ syntax: IMPLICIT });
    const metaLength = new DataView(bytes.buffer).getUint32(140, true);
    expect(headerOf(bytes.subarray(144 + metaLength)).patient.patientId).toBe('P1');
  });

  it('says why it skips what is no CT image', () => {
    const reasonOf = (bytes: Uint8Array) => readHeaders('a', bytes, { complete: true });
    expect(reasonOf(new Uint8Array(500))).toMatchObject({ reason: { code: 'not-dicom' } });
    expect(reasonOf(aSlice({ more: { Modality: 'MR' } }))).toMatchObject({
      reason: { code: 'not-ct' },
    });
  });

  it('never throws, nor does decoding, whatever is cut off or changed', async () => {
    const whole = aSlice();
    await fc.assert(
      fc.asyncProperty(
        fc.nat(whole.length),
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 8 }),
        fc.boolean(),
        async (length, changes, complete) => {
          const bytes = whole.slice();
          for (const [at, value] of changes) bytes[at] = value;
          const cut = bytes.subarray(0, length);
          readTags(cut);
          const outcome = readHeaders('a', cut, { complete });
          if (outcome.kind !== 'slices') return;
          const first = outcome.slices[0];
          if (first !== undefined) expect(await decodeFrame(cut, first)).toHaveProperty('ok');
        },
      ),
      { seed: 20261123, numRuns: 1500 },
    );
  });
});

describe('decodeFrame', () => {
  it('masks to the stored bits', async () => {
    const bytes = aSlice();
    const frame = await decodeFrame(bytes, headerOf(bytes));
    expect(frame).toMatchObject({
      ok: true,
      value: { rows: ROWS, columns: COLUMNS, lossy: false },
    });
    expect(frame.ok && frame.value.pixels[34]).toBe((34 * 97) & 0xfff);
  });

  it('fills a truncated frame with air and says so, and refuses less than half of one', async () => {
    const bytes = aSlice();
    const cut = await decodeFrame(bytes.subarray(0, bytes.length - 20), headerOf(bytes));
    expect(cut).toMatchObject({ ok: true, value: { notes: [{ code: 'truncated' }] } });
    const half = await decodeFrame(bytes.subarray(0, bytes.length - 50), headerOf(bytes));
    expect(half).toMatchObject({ ok: false, reason: { code: 'truncated' } });
  });

  it('reads RLE in fragments', async () => {
    const segment = (value: number) => Uint8Array.of(257 - 35, value);
    const rle = new Uint8Array(68);
    const view = new DataView(rle.buffer);
    [2, 64, 66].forEach((number, i) => {
      view.setUint32(i * 4, number, true);
    });
    rle.set(segment(0x03), 64);
    rle.set(segment(0x21), 66);
    const fragments = [rle.subarray(0, 66), rle.subarray(66)];
    const bytes = aSlice({
      syntax: RLE,
      more: { PixelData: { fragments } },
    });
    const frame = await decodeFrame(bytes, headerOf(bytes));
    expect(frame.ok && [...new Set(frame.value.pixels)]).toEqual([0x321]);
  });

  it('is written as plain pixels that read back the same', async () => {
    const bytes = aSlice({ syntax: IMPLICIT });
    const before = await decodeFrame(bytes, headerOf(bytes));
    if (!before.ok) throw new Error(before.reason.text);
    const plain = encodeExplicitLittleEndian(headerOf(bytes), before.value);
    const after = await decodeFrame(plain, headerOf(plain));
    expect(after.ok && after.value.pixels).toEqual(before.value.pixels);
    expect(headerOf(plain).patient.patientName).toBe('');
  });
});

describe('groupStudies', () => {
  it('never mixes patients, though they share a Study Instance UID', () => {
    const studies = groupStudies([...aStack(6), ...aStack(6, { patient: 'P22' })]);
    expect(studies.map(({ patient }) => patient.patientId).sort()).toEqual(['P1', 'P22']);
  });

  it('orders caudal to cranial, whatever the Instance Numbers say, and gives the reason of its choice', () => {
    const [study] = groupStudies(aStack(6).reverse());
    expect(study?.series[0]?.slices.map((s) => s.imagePositionPatient?.[2])).toEqual([
      0, 5, 10, 15, 20, 25,
    ]);
    expect(study?.chosen?.reason).toContain('6 slices every 5.0 mm');
  });

  it('keeps duplicates aside and reports gaps', () => {
    const stack = aStack(9);
    const [study] = groupStudies([...stack.filter((_, i) => i !== 4), stack[0]!]);
    expect(study?.series[0]?.duplicates).toHaveLength(1);
    expect(study?.series[0]?.geometry.gapsAfter).toEqual([3]);
  });

  it('sets aside a bone kernel, and lets the reader choose it all the same', () => {
    const kernel: Dataset = { ConvolutionKernel: 'H70s' };
    const [study] = groupStudies([...aStack(6), ...aStack(8, { series: '1.2.9', more: kernel })]);
    const bone = study?.series.find(({ seriesInstanceUid }) => seriesInstanceUid === '1.2.9');
    expect(bone?.role).toMatchObject({ kind: 'set-aside', reason: { code: 'bone-kernel' } });
    expect(study?.chosen?.seriesKey).not.toBe(bone?.key);
    expect(withChosenSeries(study!, bone!.key).chosen?.seriesKey).toBe(bone?.key);
  });
});
