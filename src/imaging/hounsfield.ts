import { AppError, type Reason } from '#base';
import type { DecodedFrame, SliceHeader } from '#dicom';
import { AIR, MAX_HU } from './air.ts';
import { airLevel } from './air-level.ts';
import { kernelsFor } from './kernel-memory.ts';
import type { HuImage } from './preprocess-spec.ts';
import { unwrapTwelveBits } from './unwrap-twelve-bits.ts';

/** What of a header decides how stored values become HU. */
export type HounsfieldHeader = Pick<
  SliceHeader,
  | 'samplesPerPixel'
  | 'photometricInterpretation'
  | 'bitsStored'
  | 'pixelRepresentation'
  | 'pixelPaddingValue'
  | 'pixelPaddingRangeLimit'
  | 'rescaleSlope'
  | 'rescaleIntercept'
  | 'rescaleType'
>;

/** A slice in HU and what was repaired, assumed or odd on the way. */
export interface Hounsfield {
  readonly image: HuImage;
  readonly notes: readonly Reason[];
  /** The level of the air that it shows ({@link airLevel}), from the stored values: ask while these are there. */
  readonly airHu: () => number | null;
}

/** Padding that means more than this is tissue by its value: filling it with air would punch holes. */
const HIGHEST_PADDING_HU = -500;

/**
 * Stored values to HU: the RSNA 12-bit repair, padding to air, slope and intercept (PS3.3 C.11.1.1.2), the clip to
 * -1024..3071. MONOCHROME1 only turns the display round: HU stay as they are, with a note. Color must be refused before.
 */
export function toHounsfield(frame: DecodedFrame, header: HounsfieldHeader): Hounsfield {
  if (header.samplesPerPixel !== 1) {
    throw new AppError('not-grayscale', 'Only single-sample images have Hounsfield units.', {
      data: { samplesPerPixel: header.samplesPerPixel },
    });
  }
  const notes: Reason[] = [];
  const unwrapped = unwrapTwelveBits(frame.pixels, header);
  if (unwrapped !== null) notes.push(unwrapped.note);
  const pixels = unwrapped?.pixels ?? frame.pixels;
  const rescale = rescaleOf(header, unwrapped?.intercept ?? null, notes);
  const padding = paddingOf(header, rescale);
  notePadding(header, rescale, padding, notes);
  noteOddities(header, notes);

  const values = rescaled(pixels, frame.rows * frame.columns, rescale, padding ?? NO_PADDING);
  const image = { rows: frame.rows, columns: frame.columns, values };
  return { image, notes, airHu: () => airLevel(pixels, rescale) };
}

/** No value lies in it. */
const NO_PADDING: Padding = { from: Number.POSITIVE_INFINITY, to: Number.NEGATIVE_INFINITY };

/** Every pixel of every slice goes through here. */
function rescaled(
  pixels: DecodedFrame['pixels'],
  count: number,
  rescale: Rescale,
  padding: Padding,
): Float32Array {
  return (
    rescaledByKernel(pixels, count, rescale, padding) ??
    rescaledPlainly(pixels, count, rescale, padding)
  );
}

function rescaledPlainly(
  pixels: DecodedFrame['pixels'],
  count: number,
  { slope, intercept }: Rescale,
  { from, to }: Padding,
): Float32Array {
  const values = new Float32Array(count);
  for (let index = 0; index < count; index += 1) {
    const stored = pixels[index] ?? 0;
    const value = stored >= from && stored <= to ? AIR : stored * slope + intercept;
    values[index] = Math.min(MAX_HU, Math.max(AIR, value));
  }
  return values;
}

/** The same for 16-bit samples whose HU are whole numbers, hence exact in float32; null for others. */
function rescaledByKernel(
  pixels: DecodedFrame['pixels'],
  count: number,
  { slope, intercept }: Rescale,
  { from, to }: Padding,
): Float32Array | null {
  const signed = pixels instanceof Int16Array;
  const exact = Number.isInteger(slope) && Number.isInteger(intercept) && Math.abs(slope) < 256;
  if (!(signed || pixels instanceof Uint16Array) || !exact || pixels.length !== count) return null;
  const kernels = kernelsFor(count, 6);
  if (kernels === null) return null;
  const stored = kernels.take(count * 2);
  const values = kernels.take(count * 4);
  const source = new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength);
  kernels.bytes(stored, source.length).set(source);
  const line = [Number(signed), slope, intercept, from, to, AIR, MAX_HU];
  kernels.call('rescale', stored, values, count, ...line);
  return kernels.floats(values, count).slice();
}

interface Rescale {
  readonly slope: number;
  readonly intercept: number;
}

function rescaleOf(
  header: HounsfieldHeader,
  repairedIntercept: number | null,
  notes: Reason[],
): Rescale {
  const { rescaleSlope, rescaleIntercept } = header;
  const slopeGiven = rescaleSlope !== null && Number.isFinite(rescaleSlope) && rescaleSlope !== 0;
  const interceptGiven = rescaleIntercept !== null && Number.isFinite(rescaleIntercept);
  if (!slopeGiven || !interceptGiven) {
    const missing = [
      slopeGiven ? [] : ['slope (1 used)'],
      interceptGiven ? [] : ['intercept (0 used)'],
    ];
    notes.push({
      code: 'rescale-missing',
      text: `no usable rescale ${missing.flat().join(' and ')}: values may not be Hounsfield units`,
    });
  }
  return {
    slope: slopeGiven ? rescaleSlope : 1,
    intercept: repairedIntercept ?? (interceptGiven ? rescaleIntercept : 0),
  };
}

interface Padding {
  readonly from: number;
  readonly to: number;
}

type PaddingHeader = Pick<HounsfieldHeader, 'pixelPaddingValue' | 'pixelPaddingRangeLimit'>;

/** The stored values that the header says are padding (PS3.3 C.7.5.1.1.2), and the highest HU that they would mean; or null. */
function statedPadding(
  { pixelPaddingValue: value, pixelPaddingRangeLimit: limit }: PaddingHeader,
  { slope, intercept }: Rescale,
): (Padding & { readonly meant: number }) | null {
  if (value === null) return null;
  const from = Math.min(value, limit ?? value);
  const to = Math.max(value, limit ?? value);
  return { from, to, meant: Math.max(from * slope + intercept, to * slope + intercept) };
}

/** The stored values that stand for no tissue, both ends included; null where there are none, or where tissue has them, too. */
export function paddingOf(header: PaddingHeader, rescale: Rescale): Padding | null {
  const stated = statedPadding(header, rescale);
  if (stated === null) return null;
  const { from, to, meant } = stated;
  return meant > HIGHEST_PADDING_HU && meant <= MAX_HU ? null : { from, to };
}

function notePadding(
  header: PaddingHeader,
  rescale: Rescale,
  taken: Padding | null,
  notes: Reason[],
): void {
  const stated = statedPadding(header, rescale);
  if (stated === null || taken !== null) return;
  notes.push({
    code: 'padding-in-tissue-range',
    text: `pixel padding reaches ${Math.round(stated.meant)} HU, where tissue may lie: not taken for padding`,
  });
}

function noteOddities(header: HounsfieldHeader, notes: Reason[]): void {
  if (header.photometricInterpretation === 'MONOCHROME1') {
    notes.push({
      code: 'monochrome1',
      text: 'MONOCHROME1: stored for an inverted display; Hounsfield units are not affected',
    });
  }
  const type = header.rescaleType.trim();
  if (type !== '' && type !== 'HU') {
    notes.push({ code: 'rescale-type', text: `the rescale type is ${type}, not HU` });
  }
}
