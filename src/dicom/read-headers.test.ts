import fc from 'fast-check';
import { Inflate } from 'fflate';
import { describe, expect, it, vi } from 'vitest';
import type { Dataset } from './dataset.ts';
import { decodeFrame } from './decode-frame.ts';
import { encodeExplicitLittleEndian } from './encode-explicit-little-endian.ts';
import { readHeaders } from './read-headers.ts';
import { readTags } from './read-tags.ts';
import {
  aSlice,
  COLUMNS,
  deflated,
  EXPLICIT,
  headerOf,
  IMPLICIT,
  RLE,
  ROWS,
} from './slice.fixture.ts';

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

  it('reads a file that begins with DICM, and says of a ZIP what it is', () => {
    expect(headerOf(aSlice().subarray(128)).patient.patientId).toBe('P1');
    const zip = Uint8Array.from([0x50, 0x4b, 3, 4, ...new Uint8Array(200)]);
    expect(readHeaders('a', zip, { complete: true })).toMatchObject({ reason: { code: 'zip' } });
  });

  describe('inflates no more of a deflated file than it needs', () => {
    const large = { Rows: 512, Columns: 512, PixelData: new Uint8Array(512 * 512 * 2) };
    const noisy = large.PixelData.map((_, i) => (i * 2_654_435_761) >>> 13);

    it('the header from a prefix, the pixels from the whole', async () => {
      const bytes = deflated(aSlice({ more: { ...large, PixelData: noisy } }));
      const prefix = readHeaders('a', bytes.subarray(0, 16_384), { size: bytes.length });
      expect(prefix).toMatchObject({ slices: [{ rows: 512, patient: { patientId: 'P1' } }] });
      const frame = await decodeFrame(bytes, headerOf(bytes));
      expect(frame.ok && frame.value.pixels[1000]).toBe(
        new DataView(noisy.buffer).getUint16(2000, true) & 0xfff,
      );
    });

    it('a slice of air, which deflates a thousand times, is one', async () => {
      const bytes = deflated(aSlice({ more: large }));
      expect(bytes.length).toBeLessThan(10_000);
      expect(await decodeFrame(bytes, headerOf(bytes))).toMatchObject({ ok: true });
    });

    it('a bomb is refused before half of it is inflated', async () => {
      const bomb = deflated(aSlice({ more: { ...large, PixelData: new Uint8Array(64 << 20) } }));
      const taken = new Map<object, number>();
      const { push } = Inflate.prototype;
      vi.spyOn(Inflate.prototype, 'push').mockImplementation(function (this: Inflate, part, end) {
        taken.set(this, (taken.get(this) ?? 0) + part.length);
        push.call(this, part, end);
      });
      const header = headerOf(bomb);
      expect(await decodeFrame(bomb, header)).toMatchObject({
        ok: false,
        reason: { code: 'broken', text: expect.stringContaining('absurdly large') },
      });
      vi.restoreAllMocks();
      expect(taken.size).toBeGreaterThan(0);
      expect(Math.max(...taken.values())).toBeLessThan(bomb.length / 2);
    });

    it('claims of frames are held against what a file can inflate to', () => {
      const many = { NumberOfFrames: 8192, Rows: 8, Columns: 8 };
      const bytes = deflated(aSlice({ more: { ...many, PixelData: new Uint8Array(70) } }));
      expect(readHeaders('a', bytes, { complete: true })).toMatchObject({
        reason: { code: 'too-many-frames' },
      });
    });
  });

  it('says why it skips what is no CT image', () => {
    const reasonOf = (bytes: Uint8Array) => readHeaders('a', bytes, { complete: true });
    expect(reasonOf(new Uint8Array(500))).toMatchObject({ reason: { code: 'not-dicom' } });
    expect(reasonOf(aSlice({ more: { Modality: 'MR' } }))).toMatchObject({
      reason: { code: 'not-ct' },
    });
    const bare = { Modality: '', SOPClassUID: '', Rows: undefined, PixelData: undefined };
    expect(reasonOf(aSlice({ more: bare }))).toMatchObject({
      reason: { code: 'no-pixel-data', text: 'neither an image nor a modality in it' },
    });
  });

  it('says what is broken in a file in the words of people, not of the parser', () => {
    const whole = aSlice();
    const textOf = (bytes: Uint8Array) => {
      const outcome = readHeaders('a', bytes, { complete: true });
      return outcome.kind === 'skipped' ? outcome.reason : outcome;
    };
    const broken = (what: string) => ({
      code: 'broken',
      text: `the DICOM structure is broken: ${what}`,
    });
    const beyond = broken('an element reaches beyond the end of the file');
    for (const length of [400, 450, 500]) expect(textOf(whole.subarray(0, length))).toEqual(beyond);
    const noSyntax = broken('its header names no transfer syntax');
    expect(textOf(whole.subarray(0, 200))).toEqual(noSyntax);
  });

  describe('holds the frames that are claimed against the bytes that are there', () => {
    const frames = (count: number, more: Dataset = {}) =>
      aSlice({ more: { NumberOfFrames: count, ...more } });
    const outcome = (bytes: Uint8Array, size = bytes.length) =>
      readHeaders('a', bytes, { complete: true, size });

    it('refuses a claim of which less than half can be there', () => {
      expect(outcome(frames(8192))).toMatchObject({ reason: { code: 'too-many-frames' } });
      expect(outcome(frames(3))).toMatchObject({ reason: { code: 'too-many-frames' } });
      const coded = frames(8192, { PixelData: { fragments: [new Uint8Array(4000)] } });
      expect(outcome(coded)).toMatchObject({ reason: { code: 'too-many-frames' } });
      const tiny = frames(8192, { Rows: 1, Columns: 1, PixelData: new Uint8Array(16_384) });
      expect(outcome(tiny)).toMatchObject({ reason: { code: 'too-many-frames' } });
    });

    it('keeps the frames of a file that was cut short', () => {
      const bytes = frames(2, { PixelData: new Uint8Array(2 * ROWS * COLUMNS * 2) });
      expect(outcome(bytes.subarray(0, bytes.length - ROWS * COLUMNS))).toMatchObject({
        slices: [{ frameIndex: 0 }, { frameIndex: 1 }],
      });
    });

    it('by the size of the file where a prefix was read', () => {
      const bytes = frames(100, { PixelData: new Uint8Array(100 * ROWS * COLUMNS * 2) });
      const prefix = bytes.subarray(0, bytes.length - 5000);
      expect(readHeaders('a', prefix, { size: bytes.length })).toMatchObject({ kind: 'slices' });
      expect(readHeaders('a', prefix, { size: 3000 })).toMatchObject({ kind: 'skipped' });
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
