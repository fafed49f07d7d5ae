import { CodecError, type CodedImage, type ExpectedImage } from './coded-image.ts';

/** Whether numbers in this machine's memory begin with their low byte: then the samples are copied as they are. */
const LITTLE_ENDIAN_HOST = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** Uncompressed samples of one frame, maybe a view of `bytes`, which may end early. 8, 16 and 32 bits allocated. */
export function decodeRaw(
  bytes: Uint8Array,
  expected: ExpectedImage,
  layout: { readonly littleEndian: boolean; readonly planar: boolean },
): CodedImage {
  const { rows, columns, components, bitsAllocated } = expected;
  const size = bitsAllocated / 8;
  const count = rows * columns * components;
  const present = Math.min(count, Math.floor(bytes.length / size));
  if (present === 0) throw new CodecError('truncated', 'there are no pixels in the file');
  const planar = layout.planar && components > 1;
  return {
    rows,
    columns,
    components,
    planar,
    bits: null,
    samples: readSamples(bytes, bitsAllocated, count, present, layout.littleEndian),
    validPixels: planar && present < count ? 0 : Math.floor(present / components),
  };
}

function readSamples(
  bytes: Uint8Array,
  bitsAllocated: number,
  count: number,
  present: number,
  littleEndian: boolean,
): CodedImage['samples'] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bitsAllocated === 8) {
    const samples = new Uint8Array(count);
    samples.set(bytes.subarray(0, present));
    return samples;
  }
  if (bitsAllocated === 16) {
    if (littleEndian === LITTLE_ENDIAN_HOST && present === count && bytes.byteOffset % 2 === 0) {
      return new Uint16Array(bytes.buffer, bytes.byteOffset, count); // The usual case needs no copy.
    }
    const samples = new Uint16Array(count);
    if (littleEndian === LITTLE_ENDIAN_HOST) {
      new Uint8Array(samples.buffer).set(bytes.subarray(0, present * 2));
      return samples;
    }
    for (let i = 0; i < present; i += 1) samples[i] = view.getUint16(i * 2, littleEndian);
    return samples;
  }
  if (bitsAllocated === 32) {
    const samples = new Int32Array(count);
    for (let i = 0; i < present; i += 1) samples[i] = view.getInt32(i * 4, littleEndian);
    return samples;
  }
  throw new CodecError('bits-allocated', `${bitsAllocated} bits allocated are not supported`);
}
