import { AppError, isAbort, messageOf, type Reason, throwIfAborted } from '#base';
import type { SliceHeader } from '#dicom';
import {
  brainEvidence,
  type HuImage,
  type HuStatistics,
  huStatistics,
  toHounsfield,
} from '#imaging';
import type { DecodeFrame } from './ports.ts';

/** A slice in HU and what was seen of it, or why there is none. */
export type LoadedSlice =
  | {
      readonly ok: true;
      readonly image: HuImage;
      readonly holdsBrain: boolean;
      readonly statistics: HuStatistics;
      readonly lossy: boolean;
      readonly notes: readonly Reason[];
    }
  | { readonly ok: false; readonly reason: Reason };

/** Slices by index, decoded once while they fit into memory. */
export interface LoadSlice {
  (index: number, signal: AbortSignal): Promise<LoadedSlice>;
  /** Lets go of all pixels; what is asked for again is decoded again. */
  forget(): void;
}

/** 64 MiB of float32 pixels: all of a usual series of 512 x 512, sixteen slices of 1024 x 1024. */
const MOST_PIXELS = 16 * 1024 * 1024;

/** Decodes on demand and keeps the latest used. What fails is a reason; only an abort is thrown. */
export function sliceLoader(
  headers: readonly SliceHeader[],
  decodeFrame: DecodeFrame,
  mostPixels: number = MOST_PIXELS,
): LoadSlice {
  const kept = new Map<number, Promise<LoadedSlice>>();

  const makeRoom = () => {
    const pixels = [...kept.keys()].map((index) => pixelsOf(headers[index]));
    let total = pixels.reduce((sum, count) => sum + count, 0);
    for (const index of [...kept.keys()]) {
      if (total <= mostPixels) break;
      total -= pixelsOf(headers[index]);
      kept.delete(index);
    }
  };

  const loadSlice = (index: number, signal: AbortSignal): Promise<LoadedSlice> => {
    throwIfAborted(signal);
    const known = kept.get(index);
    const header = headers[index];
    if (header === undefined) throw new AppError('no-such-slice', `There is no slice ${index}.`);
    const slice = known ?? load(header, decodeFrame, signal);
    kept.delete(index); // Put in again: a Map keeps the order of insertion, so the first is the one used longest ago.
    kept.set(index, slice);
    if (known === undefined) {
      makeRoom();
      slice.catch(() => kept.delete(index)); // Aborted: the caller hears of it from the same promise.
    }
    return slice;
  };
  return Object.assign(loadSlice, { forget: () => kept.clear() });
}

const pixelsOf = (header: SliceHeader | undefined): number =>
  (header?.rows ?? 0) * (header?.columns ?? 0);

async function load(
  header: SliceHeader,
  decodeFrame: DecodeFrame,
  signal: AbortSignal,
): Promise<LoadedSlice> {
  if (header.samplesPerPixel !== 1) {
    return { ok: false, reason: { code: 'not-grayscale', text: 'it is a color image' } };
  }
  try {
    const decoded = await decodeFrame(header, signal);
    if (!decoded.ok) return decoded;
    const { image, notes } = toHounsfield(decoded.value, header);
    return {
      ok: true,
      image,
      holdsBrain: brainEvidence(image, header.pixelSpacing).holdsBrain,
      statistics: huStatistics(image),
      lossy: decoded.value.lossy,
      notes: [...decoded.value.notes, ...notes],
    };
  } catch (error) {
    if (isAbort(error)) throw error;
    const code = error instanceof AppError ? error.code : 'slice-failed';
    return { ok: false, reason: { code, text: messageOf(error) } };
  }
}
