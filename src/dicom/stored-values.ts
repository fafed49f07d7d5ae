import type { Reason } from '#base';
import type { CodedImage } from './codecs/coded-image.ts';
import type { DecodedFrame } from './decoded-frame.ts';
import type { SliceHeader } from './slice-header.ts';
import { areStoredValues } from './stored-bits.ts';

/** Masks to the bits that count, sign-extends, makes color gray, and fills what was cut off. */
export function toStoredValues(
  image: CodedImage,
  header: SliceHeader,
): Pick<DecodedFrame, 'pixels' | 'notes'> {
  const notes: Reason[] = [...(image.notes ?? []), ...againstHeader(image, header)];
  const gray = image.components === 1 ? image.samples : toGray(image, header, notes);
  const { pixels, beyond } = maskAndExtend(gray, image, header);
  const count = image.rows * image.columns;
  if (image.validPixels < count) {
    const validRows = Math.floor(image.validPixels / image.columns);
    pixels.fill(fillValue(header), validRows * image.columns);
    notes.push({
      code: 'truncated',
      text: `the pixel data is cut short: the last ${image.rows - validRows} of ${image.rows} rows are filled with air`,
    });
  }
  if (image.bits === null && shiftOf(header, header.bitsStored) > 0) {
    notes.push({
      code: 'bits-shifted',
      text: `High Bit ${header.highBit} with ${header.bitsStored} bits stored: the samples are read without their low bits`,
    });
  }
  if (beyond) {
    notes.push({
      code: 'bits-beyond',
      text: `bits above the ${header.bitsStored} that the header says are stored are set, and left out: an overlay, or values of more bits`,
    });
  }
  if (beyondBitsStored(pixels, image, header)) {
    notes.push({
      code: 'codestream-precision',
      text: `samples of more than the ${header.bitsStored} bits that the header says are stored`,
    });
  }
  return { pixels, notes };
}

/** Encoders leave out high bits that are empty, as in real heads of 14 bits stored in 16; with fewer than these, CT's values don't fit. */
const FEWEST_BITS = 12;

/** What a codestream says of its samples that the header says otherwise: one of the two is wrong, and the values may be. */
function againstHeader(image: CodedImage, header: SliceHeader): readonly Reason[] {
  const { bitsStored, pixelRepresentation } = header;
  const { bits, signed } = image;
  const precision = bits !== null && bits < Math.min(bitsStored, FEWEST_BITS);
  const sign = signed !== undefined && signed !== (pixelRepresentation === 1);
  return [
    ...(precision
      ? [
          {
            code: 'codestream-precision' as const,
            text: `the codestream holds ${bits} bits a sample, the header says ${bitsStored}`,
          },
        ]
      : []),
    ...(sign
      ? [
          {
            code: 'codestream-sign' as const,
            text: `the codestream says that its samples are ${signed ? 'signed' : 'unsigned'}, the header that they are not`,
          },
        ]
      : []),
  ];
}

/** A codec may hold more bits than are stored, but then they are empty. */
function beyondBitsStored(
  pixels: DecodedFrame['pixels'],
  { bits }: CodedImage,
  { bitsStored, pixelRepresentation }: SliceHeader,
): boolean {
  if (bits === null || bits <= bitsStored) return false;
  const most = 2 ** (pixelRepresentation === 1 ? bitsStored - 1 : bitsStored) - 1;
  const least = pixelRepresentation === 1 ? -most - 1 : 0;
  for (let i = 0; i < pixels.length; i += 1) {
    const pixel = pixels[i] ?? 0;
    if (pixel > most || pixel < least) return true;
  }
  return false;
}

/** How far stored bits lie off the low end. High Bit is one less than Bits Stored (PS3.3 C.7.6.3.1); older files may differ. */
const shiftOf = ({ highBit }: SliceHeader, bits: number): number => Math.max(0, highBit + 1 - bits);

interface Masked {
  readonly pixels: DecodedFrame['pixels'];
  /** Whether raw samples had bits above those that are stored, which no sign explains. */
  readonly beyond: boolean;
}

function maskAndExtend(
  samples: CodedImage['samples'],
  image: CodedImage,
  header: SliceHeader,
): Masked {
  const signed = header.pixelRepresentation === 1;
  const bits = Math.max(1, image.bits ?? header.bitsStored);
  if (bits > 16) return { pixels: Int32Array.from(samples), beyond: false };
  // Only raw samples can lie off the low end: a codec's are its own.
  const shift = image.bits === null ? shiftOf(header, bits) : 0;
  const count = image.rows * image.columns;
  const is16 = samples instanceof Uint16Array && samples.length === count && shift === 0;
  // As they are in the file in most: no copy, and a look at them takes a fraction of one.
  if (is16 && bits > 8 && (bits === 16 || areStoredValues(samples, bits, signed))) {
    const pixels = signed ? new Int16Array(samples.buffer, samples.byteOffset, count) : samples;
    return { pixels, beyond: false };
  }
  const beyond = is16 && image.bits === null && bits > 8 && !isPaddedBeyond(samples, bits, header);
  if (!signed) {
    const mask = (1 << bits) - 1;
    const pixels = bits <= 8 ? new Uint8Array(count) : new Uint16Array(count);
    for (let i = 0; i < count; i += 1) pixels[i] = ((samples[i] ?? 0) >>> shift) & mask;
    return { pixels, beyond };
  }
  const up = 32 - bits;
  const pixels = new Int16Array(count);
  for (let i = 0; i < count; i += 1) pixels[i] = (((samples[i] ?? 0) >>> shift) << up) >> up;
  return { pixels, beyond };
}

/** Whether what stands above the bits that are stored is a sign or padding, as scanners write them. */
function isPaddedBeyond(
  samples: Uint16Array,
  bits: number,
  { pixelPaddingValue, pixelRepresentation }: SliceHeader,
): boolean {
  const above = 0xffff & ~((1 << bits) - 1);
  const padding = pixelPaddingValue === null ? null : pixelPaddingValue & 0xffff;
  return samples.every((sample) => {
    const set = sample & above;
    if (set === 0 || sample === padding) return true;
    return pixelRepresentation === 1 && set === above && ((sample >>> (bits - 1)) & 1) === 1;
  });
}

/** Luma: the first component of YBR, else ITU-R BT.601 weights of red, green and blue. */
function toGray(image: CodedImage, header: SliceHeader, notes: Reason[]): CodedImage['samples'] {
  const count = image.rows * image.columns;
  const at = (component: number, pixel: number): number =>
    image.samples[
      image.planar ? component * count + pixel : pixel * image.components + component
    ] ?? 0;
  notes.push({ code: 'color', text: 'a color image, read as gray' });
  const isLuma = header.photometricInterpretation.startsWith('YBR') || image.components !== 3;
  const gray = new Uint16Array(count);
  for (let i = 0; i < count; i += 1) {
    gray[i] = isLuma
      ? at(0, i)
      : Math.round(0.299 * at(0, i) + 0.587 * at(1, i) + 0.114 * at(2, i));
  }
  return gray;
}

/** The stored value of padding, else of air (-1024 HU), within what the bits can hold. */
function fillValue(header: SliceHeader): number {
  const { bitsStored, pixelRepresentation } = header;
  const least = pixelRepresentation === 1 ? -(2 ** (bitsStored - 1)) : 0;
  const most = pixelRepresentation === 1 ? 2 ** (bitsStored - 1) - 1 : 2 ** bitsStored - 1;
  const air = (-1024 - (header.rescaleIntercept ?? 0)) / (header.rescaleSlope || 1);
  return Math.min(most, Math.max(least, Math.round(header.pixelPaddingValue ?? air)));
}
