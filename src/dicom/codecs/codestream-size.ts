import { CodecError } from './coded-image.ts';

/** Size as a codestream states it. */
export interface CodestreamSize {
  readonly rows: number;
  readonly columns: number;
  readonly components: number;
}

/** What a JPEG 2000 codestream says of itself (ITU-T T.800 A.5.1, SIZ). */
export interface Jpeg2000Stream {
  /** Without JP2 boxes round it. */
  readonly codestream: Uint8Array;
  readonly size: CodestreamSize;
  /** Of the first component. */
  readonly signed: boolean;
  /** Its tile-parts are as long as they say, and its end marker (EOC) follows. */
  readonly ended: boolean;
}

/** Finds a JPEG 2000 (or HTJ2K) codestream, and reads its size. Throws CodecError. */
export function openJpeg2000(bytes: Uint8Array): Jpeg2000Stream {
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
    if (codestream.length < 43) break;
    const view = new DataView(codestream.buffer, codestream.byteOffset, codestream.byteLength);
    return {
      codestream,
      size: {
        columns: view.getUint32(8) - view.getUint32(16),
        rows: view.getUint32(12) - view.getUint32(20),
        components: view.getUint16(40),
      },
      signed: ((codestream[42] ?? 0) & 0x80) !== 0,
      ended: tilePartsEnd(view),
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

const SOT = 0xff90;
const EOC = 0xffd9;

/** Walks the main header, then from tile-part to tile-part by their lengths (T.800 A.4.2, Psot), to the end marker. */
function tilePartsEnd(view: DataView): boolean {
  let at = 2;
  while (at + 2 <= view.byteLength) {
    const marker = view.getUint16(at);
    if (marker === EOC) return true;
    if (marker < 0xff00 || at + 12 > view.byteLength) return false;
    const length = marker === SOT ? view.getUint32(at + 6) : 2 + view.getUint16(at + 2);
    // 0: the last tile-part goes on to the end marker.
    if (marker === SOT && length === 0) {
      return endsWithMarker(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
    }
    at += Math.max(4, length);
  }
  return false;
}

/** The most bytes that pad a codestream behind its end marker. */
const MOST_PADDING = 64;

/**
 * Whether a codestream goes on to its end: FFD9, EOI of the JPEG family and EOC of JPEG 2000, which coded bytes can't hold (both stuff
 * bits), with padding behind it at most.
 */
export function endsWithMarker(bytes: Uint8Array): boolean {
  const first = Math.max(0, bytes.length - 2 - MOST_PADDING);
  for (let at = bytes.length - 2; at >= first; at -= 1) {
    if (bytes[at] === 0xff && bytes[at + 1] === 0xd9) return true;
  }
  return false;
}
