import { CodecError, type CodedImage, type ExpectedImage, surplusNote } from './coded-image.ts';

const HEADER_BYTES = 64;

/** RLE Lossless (PS3.5 annex G): PackBits segments, one a byte plane, most significant first. */
export function decodeRle(bytes: Uint8Array, expected: ExpectedImage): CodedImage {
  const { rows, columns, components, bitsAllocated } = expected;
  const planes = bitsAllocated / 8;
  if (planes !== 1 && planes !== 2) {
    throw new CodecError('bits-allocated', `RLE with ${bitsAllocated} bits is not supported`);
  }
  if (bytes.length < HEADER_BYTES) throw new CodecError('truncated', 'the RLE header is missing');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const segments = view.getUint32(0, true);
  if (segments !== planes * components) {
    throw new CodecError(
      'broken-rle',
      `${segments} RLE segments where ${planes * components} belong`,
    );
  }
  const pixels = rows * columns;
  const samples =
    planes === 1 ? new Uint8Array(pixels * components) : new Uint16Array(pixels * components);
  let validPixels = pixels;
  let surplus = false;
  for (let segment = 0; segment < segments; segment += 1) {
    const start = view.getUint32(4 + segment * 4, true);
    const next = segment + 1 < segments ? view.getUint32(8 + segment * 4, true) : bytes.length;
    if (start < HEADER_BYTES) throw new CodecError('broken-rle', 'an RLE segment has no place');
    const component = Math.floor(segment / planes);
    const shift = 8 * (planes - 1 - (segment % planes));
    const unpacked = unpackSegment(
      bytes.subarray(start, Math.max(start, next)),
      samples.subarray(component * pixels, (component + 1) * pixels),
      shift,
    );
    validPixels = Math.min(validPixels, unpacked.pixels);
    surplus ||= unpacked.surplus;
  }
  if (validPixels === 0) throw new CodecError('truncated', 'there are no pixels in the file');
  return {
    rows,
    columns,
    components,
    planar: true,
    bits: null,
    samples,
    validPixels,
    notes: surplus ? [surplusNote(`RLE segments hold more than ${columns} x ${rows} pixels`)] : [],
  };
}

/** ORs the bytes of a PackBits segment into the samples at `shift`; how many pixels it gave, and whether it had more. */
function unpackSegment(
  source: Uint8Array,
  target: Uint8Array | Uint16Array,
  shift: number,
): { readonly pixels: number; readonly surplus: boolean } {
  let at = 0;
  let pixel = 0;
  let surplus = false;
  while (at < source.length && pixel < target.length) {
    const control = source[at] ?? 0;
    at += 1;
    if (control === 128) continue;
    const literal = control < 128;
    const wanted = literal ? control + 1 : 257 - control;
    surplus ||= wanted > target.length - pixel;
    const count = Math.min(wanted, target.length - pixel, literal ? source.length - at : wanted);
    if (!literal && at >= source.length) break;
    for (let i = 0; i < count; i += 1) {
      const value = source[literal ? at + i : at] ?? 0;
      target[pixel + i] = (target[pixel + i] ?? 0) | (value << shift);
    }
    pixel += count;
    at += literal ? count : 1;
  }
  // A byte may pad the segment to an even length; encoders end with no-operations, too.
  const rest = source.subarray(at + 1).some((byte) => byte !== 128 && byte !== 0);
  return { pixels: pixel, surplus: surplus || rest };
}
