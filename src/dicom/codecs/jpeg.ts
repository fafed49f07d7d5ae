import {
  CodecError,
  type CodedImage,
  type ExpectedImage,
  requireSize,
  surplusNote,
} from './coded-image.ts';
import { decodeLosslessScan } from './jpeg-lossless.ts';
import { walkJpeg } from './jpeg-markers.ts';
import { decodeSequentialScan } from './jpeg-sequential.ts';

/** What padding may leave unread, bytes. */
const MOST_UNREAD = 2;

/**
 * JPEG by Huffman coding (ITU-T T.81): baseline and extended sequential at 8 and 12 bits (processes 1, 2, 4) and lossless at
 * 2 to 16 bits (process 14, every predictor). Planar samples; chroma is repeated, not smoothed. Throws CodecError.
 */
export function decodeJpeg(bytes: Uint8Array, expected: ExpectedImage): CodedImage {
  const pixels = expected.rows * expected.columns;
  let planes: Uint16Array[] = [];
  let bits = 0;
  let validPixels = 0;
  const unread = walkJpeg(
    bytes,
    (frame) => {
      requireSize(expected, { ...frame, components: frame.components.length });
      bits = frame.precision;
      planes = frame.components.map(() => new Uint16Array(pixels));
    },
    (frame, scan) => {
      const decode = frame.process === 'lossless' ? decodeLosslessScan : decodeSequentialScan;
      const result = decode(bytes, frame, scan, planes);
      const holdsFirst = scan.components.some(({ index }) => index === 0);
      if (holdsFirst) validPixels = result.validRows * frame.columns;
      return result.nextOffset;
    },
  );
  if (validPixels === 0) throw new CodecError('truncated', 'the JPEG codestream holds no pixels');
  return {
    rows: expected.rows,
    columns: expected.columns,
    components: expected.components,
    planar: true,
    bits,
    samples: joinPlanes(planes, pixels),
    validPixels,
    notes:
      unread > MOST_UNREAD && validPixels === pixels
        ? [surplusNote(`${unread} bytes of the JPEG codestream were left over`)]
        : [],
  };
}

function joinPlanes(planes: readonly Uint16Array[], pixels: number): Uint16Array {
  const [only] = planes;
  if (only !== undefined && planes.length === 1) return only;
  const samples = new Uint16Array(pixels * planes.length);
  planes.forEach((plane, index) => {
    samples.set(plane, index * pixels);
  });
  return samples;
}
