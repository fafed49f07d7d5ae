import { CodecError } from './coded-image.ts';

/** Size as a codestream states it. */
export interface CodestreamSize {
  readonly rows: number;
  readonly columns: number;
  readonly components: number;
}

/** A JPEG 2000 codestream without JP2 boxes round it, and its size (ITU-T T.800 A.5.1, SIZ). Throws CodecError. */
export function openJpeg2000(bytes: Uint8Array): {
  readonly codestream: Uint8Array;
  readonly size: CodestreamSize;
} {
  const limit = Math.min(bytes.length - 4, 4096);
  for (let at = 0; at <= limit; at += 1) {
    if (
      bytes[at] !== 0xff ||
      bytes[at + 1] !== 0x4f ||
      bytes[at + 2] !== 0xff ||
      bytes[at + 3] !== 0x51
    )
      continue;
    const codestream = bytes.subarray(at);
    if (codestream.length < 42) break;
    const view = new DataView(codestream.buffer, codestream.byteOffset, codestream.byteLength);
    return {
      codestream,
      size: {
        columns: view.getUint32(8) - view.getUint32(16),
        rows: view.getUint32(12) - view.getUint32(20),
        components: view.getUint16(40),
      },
    };
  }
  throw new CodecError('broken-codestream', 'there is no JPEG 2000 codestream');
}

/** Size of a JPEG-LS codestream (ITU-T T.87 C.2.2, SOF55). Throws CodecError. */
export function jpegLsSize(bytes: Uint8Array): CodestreamSize {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 2;
  while (at + 10 <= bytes.length && bytes[at] === 0xff) {
    if (bytes[at + 1] === 0xf7) {
      return {
        rows: view.getUint16(at + 5),
        columns: view.getUint16(at + 7),
        components: bytes[at + 9] ?? 0,
      };
    }
    at += 2 + view.getUint16(at + 2);
  }
  throw new CodecError('broken-codestream', 'there is no JPEG-LS frame header');
}
