import type { DataSet } from 'dicom-parser';
import { countOf, notOk, type Outcome, ok, type Reason } from '#base';
import { surplusNote } from './codecs/coded-image.ts';
import { DatasetValues, elementOf } from './dataset-values.ts';
import { type ParsedDataset, parseDataset } from './parse-dataset.ts';
import { type EncapsulatedPixelData, frameBytes, readFragments } from './pixel-fragments.ts';
import type { SliceHeader } from './slice-header.ts';
import { type PixelEncoding, transferSyntax } from './transfer-syntax.ts';

/** One frame's bytes as they lie in the file; raw ones may end early. */
export interface PixelLocation {
  readonly bytes: Uint8Array;
  /** Planar Configuration 1: components one after the other. */
  readonly planar: boolean;
  /** What is odd about where they lie. */
  readonly notes: readonly Reason[];
}

interface Opened {
  readonly parsed: ParsedDataset;
  encapsulated: EncapsulatedPixelData | null;
}

/** Frames of one file are asked for one after the other: it is parsed (and inflated) once while it is held. */
const opened = new WeakMap<Uint8Array, Opened>();

/** Finds the bytes of the frame that a header tells of. */
export function locatePixels(file: Uint8Array, header: SliceHeader): Outcome<PixelLocation> {
  const known = opened.get(file);
  const parsed = known === undefined ? parseDataset(file, { wholeFile: true }) : ok(known.parsed);
  if (!parsed.ok) return parsed;
  const holder = known ?? { parsed: parsed.value, encapsulated: null };
  opened.set(file, holder);
  const { dataset, bytes } = holder.parsed;
  const element = elementOf(dataset, 'PixelData');
  if (element === undefined) return notOk('no-pixel-data', 'the file holds no pixel data');
  const planar = new DatasetValues(dataset).uint16('PlanarConfiguration') === 1;
  const { encoding, name } = transferSyntax(header.transferSyntaxUid);
  const isEncapsulated = element.hadUndefinedLength === true;
  if (encoding !== 'unsupported' && isEncapsulated === UNCOMPRESSED.has(encoding)) {
    return notOk(
      'encapsulation-contradicts',
      isEncapsulated
        ? `the pixel data is encapsulated, which ${name} is not`
        : `the pixel data is not encapsulated, which ${name} is`,
    );
  }
  if (isEncapsulated) {
    holder.encapsulated ??= readFragments(bytes, element.dataOffset);
    const table = extendedOffsets(dataset);
    const own = frameBytes(holder.encapsulated, header.frameIndex, header.numberOfFrames, table);
    if (own === 'unclear') {
      return notOk(
        'frames-unclear',
        'a frame is missing or one too many, and nothing says where each begins: none can be told from the next',
      );
    }
    if (own === null) return notOk('no-pixel-data', 'the frame is missing in the pixel data');
    return ok({ bytes: own, planar, notes: [] });
  }
  const { rows, columns, samplesPerPixel, bitsAllocated } = header;
  const frameLength = Math.ceil((rows * columns * samplesPerPixel * bitsAllocated) / 8);
  const end = Math.min(bytes.length, element.dataOffset + element.length);
  const start = element.dataOffset + header.frameIndex * frameLength;
  if (start >= end) return notOk('truncated', 'the file ends before the pixels of this frame');
  const surplus = element.length - frameLength * header.numberOfFrames;
  return ok({
    bytes: bytes.subarray(start, Math.min(end, start + frameLength)),
    planar,
    notes: surplus > PADDING_BYTES ? [surplusNote(surplusText(surplus, header))] : [],
  });
}

/** Encodings whose pixel data is never encapsulated (PS3.5 A.4). */
const UNCOMPRESSED: ReadonlySet<PixelEncoding> = new Set(['raw-little', 'raw-big', 'deflated']);

/** Values have an even length. */
const PADDING_BYTES = 1;

const surplusText = (surplus: number, { rows, columns, numberOfFrames }: SliceHeader): string => {
  const frames = numberOfFrames === 1 ? '' : ` in ${numberOfFrames} frames`;
  return `${countOf(surplus, 'byte')} of pixel data more than ${columns} x ${rows} pixels${frames} take`;
};

/** Extended Offset Table (7FE0,0001): 64-bit offsets, PS3.3 C.7.6.3.1.8. */
function extendedOffsets(dataset: DataSet): readonly number[] {
  const element = elementOf(dataset, 'ExtendedOffsetTable');
  if (element === undefined) return [];
  const { byteArray } = dataset;
  const end = Math.min(byteArray.length, element.dataOffset + element.length);
  const view = new DataView(byteArray.buffer, byteArray.byteOffset, byteArray.byteLength);
  const offsets: number[] = [];
  for (let at = element.dataOffset; at + 8 <= end; at += 8) {
    offsets.push(Number(view.getBigUint64(at, true)));
  }
  return offsets;
}
