import { isAbort, messageOf, notOk, type Outcome, ok, throwIfAborted } from '#base';
import {
  CodecError,
  type CodedImage,
  type ExpectedImage,
  requireSize,
} from './codecs/coded-image.ts';
import { endsWithMarker, jpegLsSize, openJpeg2000 } from './codecs/codestream-size.ts';
import { decodeJpeg } from './codecs/jpeg.ts';
import { decodeRaw } from './codecs/raw.ts';
import { decodeRle } from './codecs/rle.ts';
import { decodeByWasm } from './codecs/wasm-codec.ts';
import type { DecodedFrame } from './decoded-frame.ts';
import { locatePixels, type PixelLocation } from './locate-pixels.ts';
import type { SliceHeader } from './slice-header.ts';
import { toStoredValues } from './stored-values.ts';
import { isLossy, type TransferSyntax, transferSyntax } from './transfer-syntax.ts';

/** No frame over this many samples is decoded (an 8192 x 8192 image): bounds the memory. */
const MAX_SAMPLES = 2 ** 26;
/** A frame with less than this part of its pixels isn't repaired but refused: what is missing could be the bleeding. */
const LEAST_PART = 0.5;

/**
 * Stored values of one frame, from a whole file. Expected failures are reasons: 'unsupported-transfer-syntax',
 * 'no-pixel-data', 'absurd-size', 'truncated', 'size-mismatch', 'broken-codestream' ... Rejects only when aborted.
 */
export async function decodeFrame(
  file: Uint8Array,
  header: SliceHeader,
  signal?: AbortSignal,
): Promise<Outcome<DecodedFrame>> {
  throwIfAborted(signal);
  const { rows, columns, samplesPerPixel: components, bitsAllocated } = header;
  const samples = rows * columns * components;
  if (!(samples > 0) || samples > MAX_SAMPLES || components > 4) {
    return notOk('absurd-size', `an image of ${columns} x ${rows} x ${components} isn't decoded`);
  }
  if (header.photometricInterpretation.startsWith('PALETTE')) {
    return notOk('palette-color', 'palette color images have no Hounsfield scale');
  }
  const location = locatePixels(file, header);
  if (!location.ok) return location;
  const syntax = transferSyntax(header.transferSyntaxUid);
  try {
    const image = await decodeImage(syntax, location.value, {
      rows,
      columns,
      components,
      bitsAllocated,
    });
    throwIfAborted(signal);
    if (image.validPixels < LEAST_PART * rows * columns) {
      return notOk('truncated', 'more than half of the pixel data is missing');
    }
    const { pixels, notes } = toStoredValues(image, header);
    const all = [...location.value.notes, ...notes];
    return ok({ rows, columns, lossy: isLossy(header), pixels, notes: all });
  } catch (error) {
    if (isAbort(error)) throw error;
    if (error instanceof CodecError) return notOk(error.code, error.message);
    return notOk('decoder-failed', `the ${syntax.name} decoder failed: ${messageOf(error)}`);
  }
}

async function decodeImage(
  syntax: TransferSyntax,
  { bytes, planar }: PixelLocation,
  expected: ExpectedImage,
): Promise<CodedImage> {
  switch (syntax.encoding) {
    case 'raw-little':
    case 'deflated':
      return decodeRaw(bytes, expected, { littleEndian: true, planar });
    case 'raw-big':
      return decodeRaw(bytes, expected, { littleEndian: false, planar });
    case 'rle':
      return decodeRle(bytes, expected);
    case 'jpeg-8-or-12':
    case 'jpeg-lossless':
      return decodeJpeg(bytes, expected);
    case 'jpeg-ls':
      requireSize(expected, jpegLsSize(bytes));
      // CharLS takes half a minute to find out.
      if (!endsWithMarker(bytes)) throw cutShort('JPEG-LS');
      return decodeByWasm('jpeg-ls', bytes, expected);
    case 'jpeg-2000':
    case 'htj2k': {
      const { codestream, size, signed, ended } = openJpeg2000(bytes);
      requireSize(expected, size);
      // OpenJPH fills what is missing without a word; OpenJPEG refuses it.
      if (!ended && syntax.encoding === 'htj2k') throw cutShort('HTJ2K');
      return { ...(await decodeByWasm(syntax.encoding, codestream, expected)), signed };
    }
    case 'unsupported':
      throw new CodecError('unsupported-transfer-syntax', `${syntax.name} is not supported`);
  }
}

const cutShort = (name: string): CodecError =>
  new CodecError('truncated', `the ${name} codestream is cut short: its end marker is missing`);
