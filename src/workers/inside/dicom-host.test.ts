import { describe, expect, it, vi } from 'vitest';
import { type Dataset, writeDicomFile } from '#dicom';
import { encodeRle } from '../../dicom/codecs/codestreams.fixture.ts';
import { dicomHost } from './dicom-host.ts';

const { signal } = new AbortController();

/** A CT file of 5 x 6 pixels with a comment of the given length before the pixels. */
function aFile(commentLength: number): Blob {
  const bytes = writeDicomFile(
    {
      SOPClassUID: '1.2.840.10008.5.1.4.1.1.2',
      SOPInstanceUID: '1.2.3',
      Modality: 'CT',
      StudyInstanceUID: '1.2',
      SeriesInstanceUID: '1.2.1',
      ImageComments: 'x'.repeat(commentLength),
      SamplesPerPixel: 1,
      PhotometricInterpretation: 'MONOCHROME2',
      Rows: 5,
      Columns: 6,
      BitsAllocated: 16,
      BitsStored: 16,
      HighBit: 15,
      PixelRepresentation: 1,
      PixelData: new Uint8Array(60),
    },
    { transferSyntaxUid: '1.2.840.10008.1.2.1' },
  );
  return new Blob([bytes]);
}

it('the dicom host gives the attributes of a file, however long its header, and none of no file', async () => {
  for (const length of [10, 9_000, 60_000]) {
    const rows = await dicomHost().tags(aFile(length), signal);
    expect(rows.find(({ keyword }) => keyword === 'ImageComments')?.value).toMatch(/^x+…?$/);
    expect(rows.find(({ keyword }) => keyword === 'Columns')?.value).toBe('6');
  }
  expect(await dicomHost().tags(new Blob(['hello']), signal)).toEqual([]);
});

describe('the dicom host reads headers', () => {
  it('in the order of the files, short and long ones alike', async () => {
    const lengths = [10, 8_000, 9_000];
    const files = lengths.map((length, n) => ({ sourceId: `s${n}`, blob: aFile(length) }));
    const results = await dicomHost().readHeaders(files, signal);
    expect(results.map(({ sourceId }) => sourceId)).toEqual(['s0', 's1', 's2']);
    for (const { outcome } of results) {
      expect(outcome).toMatchObject({ ok: true, value: [{ rows: 5, columns: 6 }] });
    }
  });

  it('and says why a file is none, or is broken, without stopping', async () => {
    const files = [
      { sourceId: 'text', blob: new Blob(['hello']) },
      { sourceId: 'empty', blob: new Blob([]) },
      { sourceId: 'cut', blob: aFile(10).slice(0, 250) },
      { sourceId: 'good', blob: aFile(10) },
    ];
    const results = await dicomHost().readHeaders(files, signal);
    expect(results.map(({ outcome }) => outcome.ok)).toEqual([false, false, false, true]);
    for (const { outcome } of results.slice(0, 3)) {
      expect(outcome).toMatchObject({ reason: { text: expect.stringMatching(/\w/) } });
    }
  });

  it('by one read of the browser for many files, and by one more for each whose header is longer', async () => {
    const reads = vi.spyOn(Blob.prototype, 'arrayBuffer');
    try {
      const files = Array.from({ length: 40 }, (_, n) => ({
        sourceId: `s${n}`,
        blob: aFile(n === 20 ? 20_000 : 10),
      }));
      const results = await dicomHost().readHeaders(files, signal);
      expect(results.every(({ outcome }) => outcome.ok)).toBe(true);
      expect(reads).toHaveBeenCalledTimes(3 + 1);
    } finally {
      reads.mockRestore();
    }
  });

  it('each of its own bytes, where one among many is gone or shorter than it said', async () => {
    const short = aFile(10);
    Object.defineProperty(short, 'size', { value: short.size + 7 });
    const gone = Object.assign(aFile(10), {
      slice: () => ({ arrayBuffer: () => Promise.reject(new DOMException('', 'NotFoundError')) }),
    });
    for (const [bad, outcome] of [
      [short, true],
      [gone, false],
    ] as const) {
      const blobs = [aFile(10), bad, aFile(300)];
      const files = blobs.map((blob, n) => ({ sourceId: `s${n}`, blob }));
      const results = await dicomHost().readHeaders(files, signal);
      expect(results.map(({ outcome: { ok } }) => ok)).toEqual([true, outcome, true]);
    }
  });

  it.each(['NotReadableError', 'NotAllowedError', 'NotFoundError'])(
    'and says that a file is gone that throws %s: changed, removed, or its folder revoked while it is read',
    async (name) => {
      const gone = aFile(10);
      const revoked = Object.assign(gone, {
        slice: () => ({ arrayBuffer: () => Promise.reject(new DOMException('', name)) }),
      });
      const files = [
        { sourceId: 'gone', blob: revoked },
        { sourceId: 'there', blob: aFile(10) },
      ];
      const [first, second] = await dicomHost().readHeaders(files, signal);
      expect(first?.outcome).toMatchObject({ ok: false, reason: { code: 'source-gone' } });
      expect(second?.outcome.ok).toBe(true);
    },
  );

  it('and stops between files on cancel', async () => {
    const reading = dicomHost().readHeaders(
      [{ sourceId: 'a', blob: aFile(1) }],
      AbortSignal.abort(),
    );
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
  });
});

it('the dicom host gives a slice as a small picture, and says why it cannot', async () => {
  const [read] = await dicomHost().readHeaders([{ sourceId: 'a', blob: aFile(10) }], signal);
  const header = read?.outcome.ok === true ? read.outcome.value[0] : undefined;
  if (header === undefined) throw new Error('The file was not read.');
  const picture = await dicomHost().smallPicture(aFile(10), header, 7, signal);
  // All of it is 0 HU, which is black at 80/40.
  expect([...picture]).toEqual(Array(49).fill(0));
  const bright = { ...header, rescaleIntercept: 40 };
  expect((await dicomHost().smallPicture(aFile(10), bright, 7, signal))[24]).toBeGreaterThan(120);
  await expect(
    dicomHost().smallPicture(aFile(10).slice(0, 300), header, 7, signal),
  ).rejects.toMatchObject({ code: expect.stringMatching(/\w/) });
});

describe('a slice made plain for the viewport', () => {
  const SIZE = 64;
  const PIXELS = Uint16Array.from({ length: SIZE * SIZE }, (_, at) => 1024 + (at % 97));
  const coded = (syntax: string, pixels: Dataset['PixelData']): Uint8Array<ArrayBuffer> =>
    writeDicomFile(
      {
        SOPClassUID: '1.2.840.10008.5.1.4.1.1.2',
        SOPInstanceUID: '1.2.3',
        Modality: 'CT',
        StudyInstanceUID: '1.2',
        SeriesInstanceUID: '1.2.1',
        SamplesPerPixel: 1,
        PhotometricInterpretation: 'MONOCHROME2',
        Rows: SIZE,
        Columns: SIZE,
        BitsAllocated: 16,
        BitsStored: 16,
        HighBit: 15,
        PixelRepresentation: 0,
        RescaleSlope: 1,
        RescaleIntercept: -1024,
        PixelData: pixels,
      },
      { transferSyntaxUid: syntax },
    );
  const raw = coded('1.2.840.10008.1.2.1', new Uint8Array(PIXELS.buffer));
  const rle = (part: number) => {
    const stream = encodeRle(PIXELS);
    return coded('1.2.840.10008.1.2.5', { fragments: [stream.subarray(0, stream.length * part)] });
  };
  const transcoded = async (bytes: Uint8Array<ArrayBuffer>) => {
    const [header] = (
      await dicomHost().readHeaders([{ sourceId: 'a', blob: new Blob([bytes]) }], signal)
    ).flatMap(({ outcome }) => (outcome.ok ? outcome.value : []));
    if (header === undefined) throw new Error('no header');
    return dicomHost().transcode(new Blob([bytes]), header, signal);
  };

  it('comes without a word where it is whole', async () => {
    expect((await transcoded(raw)).notes).toEqual([]);
    expect((await transcoded(rle(1))).notes).toEqual([]);
  });

  it.each([
    ['raw', raw.slice(0, raw.length - 2 * SIZE * 20)],
    ['RLE', rle(0.9)],
  ])('says that its lower part is missing, %s', async (_, bytes) => {
    const { file, notes } = await transcoded(bytes);
    expect(file.length).toBeGreaterThan(2 * SIZE * SIZE);
    expect(notes).toMatchObject([
      { code: 'truncated', text: expect.stringMatching(/last \d+ of 64 rows/) },
    ]);
  });
});

it('says of a file that is gone what to do, when it is to be shown', async () => {
  const gone = new Blob(['x']);
  gone.arrayBuffer = () =>
    Promise.reject(new DOMException('A file could not be found.', 'NotFoundError'));
  await expect(dicomHost().transcode(gone, {} as never, signal)).rejects.toMatchObject({
    code: 'source-gone',
    message: expect.stringContaining('open it again'),
  });
});
