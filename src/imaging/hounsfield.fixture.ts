import type { HounsfieldHeader } from './hounsfield.ts';

/** A plain 16-bit signed CT header, with whatever a test changes. */
export function aHounsfieldHeader(changes: Partial<HounsfieldHeader> = {}): HounsfieldHeader {
  return {
    samplesPerPixel: 1,
    photometricInterpretation: 'MONOCHROME2',
    bitsStored: 16,
    pixelRepresentation: 1,
    pixelPaddingValue: null,
    pixelPaddingRangeLimit: null,
    rescaleSlope: 1,
    rescaleIntercept: -1024,
    rescaleType: 'HU',
    ...changes,
  };
}
