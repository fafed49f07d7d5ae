import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { encode, encodeRle } from './codecs/codestreams.fixture.ts';
import type { Dataset } from './dataset.ts';
import { decodeFrame } from './decode-frame.ts';
import { readHeaders } from './read-headers.ts';
import { headerOf, RLE } from './slice.fixture.ts';
import { writeDicomFile } from './write-dicom-file.ts';

const SIZE = 64;
const SYNTAX = {
  'jpeg-ls': '1.2.840.10008.1.2.4.80',
  'jpeg-2000': '1.2.840.10008.1.2.4.90',
  htj2k: '1.2.840.10008.1.2.4.201',
} as const;
const CODECS = ['jpeg-ls', 'jpeg-2000', 'htj2k'] as const;
type Codec = (typeof CODECS)[number];

/** A disk of brain in bone in air, 12 bits, with texture: a codestream of some kilobytes. */
const PIXELS = Uint16Array.from({ length: SIZE * SIZE }, (_, at) => {
  const radius = Math.hypot((at % SIZE) - SIZE / 2, Math.floor(at / SIZE) - SIZE / 2);
  return (radius > 30 ? 24 : radius > 26 ? 2000 : 1056) + ((at * 7919) % 23);
});

/** A file with the pixels as given, 64 x 64, 12 bits stored unless `more` says otherwise. */
function aFile(syntax: string, pixels: Dataset['PixelData'], more: Dataset = {}) {
  return writeDicomFile(
    {
      SOPInstanceUID: '1.2.3',
      Modality: 'CT',
      SamplesPerPixel: 1,
      PhotometricInterpretation: 'MONOCHROME2',
      Rows: SIZE,
      Columns: SIZE,
      BitsAllocated: 16,
      BitsStored: 12,
      HighBit: 11,
      PixelRepresentation: 0,
      PixelData: pixels,
      ...more,
    },
    { transferSyntaxUid: syntax },
  );
}

async function decoded(bytes: Uint8Array) {
  return decodeFrame(bytes, headerOf(bytes));
}

const codesOf = (frame: Awaited<ReturnType<typeof decoded>>): readonly string[] =>
  frame.ok ? frame.value.notes.map(({ code }) => code) : [frame.reason.code];

const streams = {} as Record<Codec, Uint8Array>;
beforeAll(async () => {
  for (const codec of CODECS) {
    streams[codec] = await encode(codec, { rows: SIZE, columns: SIZE, bits: 12, pixels: PIXELS });
  }
});

/** Milliseconds in which some dozens of decodings end on any machine; one of a cut JPEG-LS stream alone once took 25,000. */
const HANG = 20_000;

describe.each(CODECS)('a %s codestream', (codec) => {
  const file = (stream: Uint8Array, more: Dataset = {}) =>
    aFile(SYNTAX[codec], { fragments: [stream] }, more);

  it('decodes to what was encoded, without a note', async () => {
    const frame = await decoded(file(streams[codec]));
    expect(codesOf(frame)).toEqual([]);
    expect(frame.ok && Uint16Array.from(frame.value.pixels)).toEqual(PIXELS);
  });

  it(
    'that is cut short anywhere is refused, at once',
    async () => {
      const stream = streams[codec];
      for (let part = 0.05; part < 1; part += 0.05) {
        const frame = await decoded(file(stream.subarray(0, Math.floor(stream.length * part))));
        expect(frame.ok, `${Math.round(part * 100)} %`).toBe(false);
      }
    },
    HANG,
  );

  it('that is cut short before its end marker is refused, too', async () => {
    const stream = streams[codec];
    for (const part of [0.3, 0.6, 0.9]) {
      const cut = stream.slice(0, Math.floor(stream.length * part));
      cut.set([0xff, 0xd9], cut.length - 2);
      expect((await decoded(file(cut))).ok, `${part * 100} %`).toBe(false);
    }
  });

  it('may be padded behind its end', async () => {
    const padded = new Uint8Array(streams[codec].length + 9);
    padded.set(streams[codec]);
    expect((await decoded(file(padded))).ok).toBe(true);
  });

  it('of fewer bits than the header says carries a note', async () => {
    const low = { rows: SIZE, columns: SIZE, bits: 10, pixels: PIXELS.map((v) => v >> 2) };
    const frame = await decoded(file(await encode(codec, low)));
    expect(codesOf(frame)).toEqual(['codestream-precision']);
  });

  it('whose samples need more bits than the header says carries a note', async () => {
    const stream = await encode(codec, {
      rows: SIZE,
      columns: SIZE,
      bits: 16,
      pixels: PIXELS.map((v) => v + 30_000),
    });
    expect(codesOf(await decoded(file(stream)))).toEqual(['codestream-precision']);
  });

  it('of fewer bits than the header says is plain where CT fits into them', async () => {
    const more = { BitsStored: 16, HighBit: 15 };
    expect(codesOf(await decoded(file(streams[codec], more)))).toEqual([]);
  });

  it('of more bits than are stored is plain where they are empty', async () => {
    const stream = await encode(codec, { rows: SIZE, columns: SIZE, bits: 16, pixels: PIXELS });
    expect(codesOf(await decoded(file(stream)))).toEqual([]);
  });
});

describe.each(['jpeg-2000', 'htj2k'] as const)('a signed %s codestream', (codec) => {
  const signed = {
    rows: SIZE,
    columns: SIZE,
    bits: 12,
    signed: true,
    pixels: Int16Array.from(PIXELS, (v) => v - 1024),
  };

  it('carries a note where the header says unsigned, and none where it agrees', async () => {
    const stream = await encode(codec, signed);
    const file = (more: Dataset) => aFile(SYNTAX[codec], { fragments: [stream] }, more);
    expect(codesOf(await decoded(file({})))).toEqual(['codestream-sign']);
    const agreed = await decoded(file({ PixelRepresentation: 1 }));
    expect(codesOf(agreed)).toEqual([]);
    expect(agreed.ok && agreed.value.pixels).toEqual(signed.pixels);
  });
});

describe('more pixel data than the matrix takes carries a note', () => {
  const EXPLICIT = '1.2.840.10008.1.2.1';

  it.each([
    ['fewer rows', { Rows: 50 }],
    ['fewer columns', { Columns: 63 }],
  ])('%s, raw and RLE', async (_, more) => {
    expect(codesOf(await decoded(aFile(EXPLICIT, [...PIXELS], more)))).toEqual(['surplus-pixels']);
    const rle = { fragments: [encodeRle(PIXELS)] };
    expect(codesOf(await decoded(aFile(RLE, rle, more)))).toEqual(['surplus-pixels']);
  });

  it('but not the matrix itself, nor a byte that pads an odd number', async () => {
    expect(codesOf(await decoded(aFile(EXPLICIT, [...PIXELS])))).toEqual([]);
    expect(codesOf(await decoded(aFile(RLE, { fragments: [encodeRle(PIXELS)] })))).toEqual([]);
    const odd = { Rows: 5, Columns: 7, BitsAllocated: 8, BitsStored: 8, HighBit: 7 };
    expect(codesOf(await decoded(aFile(EXPLICIT, new Uint8Array(35), odd)))).toEqual([]);
  });
});

describe('a lossless codestream with damaged bytes', () => {
  it(
    'is refused, noted, or another picture of the same size: never a throw, never a hang',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...CODECS),
          fc.double({ min: 0.2, max: 0.95, noNaN: true }),
          fc.integer({ min: 1, max: 64 }),
          async (codec, part, length) => {
            const stream = streams[codec].slice();
            stream.fill(
              0,
              Math.floor(stream.length * part),
              Math.floor(stream.length * part) + length,
            );
            const bytes = aFile(SYNTAX[codec], { fragments: [stream] });
            const frame = await decoded(bytes);
            if (frame.ok) expect(frame.value.pixels).toHaveLength(SIZE * SIZE);
          },
        ),
        { seed: 11, numRuns: 60 },
      );
    },
    HANG,
  );
});

describe('frames without a table that says where they begin', () => {
  const frames = [0, 1, 2, 3].map((add) => encodeRle(PIXELS.map((v) => v + add)));
  const framesOf = (fragments: readonly Uint8Array[]) => {
    const bytes = aFile(RLE, { fragments }, { NumberOfFrames: 4 });
    const outcome = readHeaders('a', bytes, { complete: true });
    const slices = outcome.kind === 'slices' ? outcome.slices : [];
    return Promise.all(
      slices.map(async (header) => {
        const frame = await decodeFrame(bytes, header);
        return frame.ok ? (frame.value.pixels[0] ?? 0) - (PIXELS[0] ?? 0) : frame.reason.code;
      }),
    );
  };

  it('are one fragment each, or begin with a header of their own', async () => {
    expect(await framesOf(frames)).toEqual([0, 1, 2, 3]);
    const split = frames.flatMap((frame) => [frame.subarray(0, 1000), frame.subarray(1000)]);
    expect(await framesOf(split)).toEqual([0, 1, 2, 3]);
  });

  it('are not guessed where one is missing or there is one too many', async () => {
    const unclear = Array.from({ length: 4 }, () => 'frames-unclear');
    expect(await framesOf(frames.filter((_, i) => i !== 1))).toEqual(unclear);
    expect(await framesOf([...frames, ...frames.slice(0, 1)])).toEqual(unclear);
  });
});
