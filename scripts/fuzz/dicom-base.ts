import { type Dataset, type RawElement, writeDicomFile } from '#dicom';
import { encode, encodeRle } from '../../src/dicom/codecs/codestreams.fixture.ts';
import { deflated } from '../../src/dicom/slice.fixture.ts';

// Odd, unequal sizes on purpose: swaps show.
const ROWS = 34;
const COLUMNS = 45;
const BITS = 12;

/** A disk of brain in bone in air, with texture: no two rows are alike. */
const PIXELS = Uint16Array.from({ length: ROWS * COLUMNS }, (_, at) => {
  const radius = Math.hypot((at % COLUMNS) - 20, Math.floor(at / COLUMNS) - 17);
  return (radius > 16 ? 24 : radius > 13 ? 2000 : 1056) + ((at * 7919) % 23);
});

/** The attributes of one CT slice, all that decides values, place and whose it is. */
const CT = {
  SOPClassUID: '1.2.840.10008.5.1.4.1.1.2',
  SOPInstanceUID: '1.2.3.4.5',
  Modality: 'CT',
  PatientName: 'Doe^Jane',
  PatientID: 'P1',
  StudyInstanceUID: '1.2.3',
  SeriesInstanceUID: '1.2.3.4',
  InstanceNumber: '7',
  ImagePositionPatient: '-10.5\\-20.25\\35',
  ImageOrientationPatient: '1\\0\\0\\0\\1\\0',
  SamplesPerPixel: 1,
  PhotometricInterpretation: 'MONOCHROME2',
  Rows: ROWS,
  Columns: COLUMNS,
  PixelSpacing: '0.75\\0.5',
  BitsAllocated: 16,
  BitsStored: BITS,
  HighBit: BITS - 1,
  PixelRepresentation: 0,
  RescaleIntercept: '-1024',
  RescaleSlope: '1',
} as const satisfies Dataset;

export type Named = keyof typeof CT;
export const NAMES = Object.keys(CT) as Named[];

/** How pixels are stored; the fuzzer mutates each. */
export const SYNTAXES = {
  implicit: '1.2.840.10008.1.2',
  explicit: '1.2.840.10008.1.2.1',
  deflated: '1.2.840.10008.1.2.1.99',
  rle: '1.2.840.10008.1.2.5',
  'jpeg-ls': '1.2.840.10008.1.2.4.80',
  'jpeg-2000': '1.2.840.10008.1.2.4.90',
  htj2k: '1.2.840.10008.1.2.4.201',
} as const;
export type SyntaxName = keyof typeof SYNTAXES;
const CODECS = ['jpeg-ls', 'jpeg-2000', 'htj2k'] as const;

/** Codestreams by syntax; made once. */
export async function makeStreams(): Promise<ReadonlyMap<SyntaxName, Uint8Array>> {
  const streams = new Map<SyntaxName, Uint8Array>([['rle', encodeRle(PIXELS)]]);
  for (const codec of CODECS) {
    const samples = { rows: ROWS, columns: COLUMNS, bits: BITS, pixels: PIXELS };
    streams.set(codec, await encode(codec, samples));
  }
  return streams;
}

/** What differs from the base file. */
export interface Variant {
  readonly changed?: Dataset;
  readonly raw?: readonly RawElement[];
  /** Encapsulated pixels; the codestream of the syntax in one fragment where absent. */
  readonly fragments?: readonly Uint8Array[];
  /** What the file says it is; what it is where absent. */
  readonly claimed?: string;
}

/** The base slice in a transfer syntax, with what a mutant changes. */
export function writeSlice(
  syntax: SyntaxName,
  streams: ReadonlyMap<SyntaxName, Uint8Array>,
  { changed = {}, raw = [], fragments, claimed }: Variant = {},
): Uint8Array<ArrayBuffer> {
  const stream = streams.get(syntax);
  // As bytes: numbers would be written anew for another Bits Allocated.
  const pixels =
    stream === undefined ? new Uint8Array(PIXELS.buffer) : { fragments: fragments ?? [stream] };
  const written = syntax === 'deflated' ? SYNTAXES.explicit : SYNTAXES[syntax];
  const file = writeDicomFile(
    { ...CT, PixelData: pixels, ...changed },
    { transferSyntaxUid: written, rawElements: raw },
  );
  const whole = syntax === 'deflated' ? deflated(file) : file;
  return claimed === undefined ? whole : claim(whole, claimed);
}

/** The file with another Transfer Syntax UID of at most the same length in its meta group. */
function claim(file: Uint8Array<ArrayBuffer>, uid: string): Uint8Array<ArrayBuffer> {
  const at = file.findIndex(
    (_, i) =>
      i > 131 && file[i] === 2 && file[i + 1] === 0 && file[i + 2] === 0x10 && file[i + 3] === 0,
  );
  const length = new DataView(file.buffer).getUint16(at + 6, true);
  const copy = file.slice();
  copy.set(new TextEncoder().encode(uid.padEnd(length, '\0')).subarray(0, length), at + 8);
  return copy;
}
