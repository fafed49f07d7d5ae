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
import { type SliceCache, sliceCache } from './slice-cache.ts';

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

/** 64 MiB of float32 pixels: two usual series of 512 x 512. A slice's neighbors are near it in every order of reading. */
const MOST_PIXELS = 16 * 1024 * 1024;

/** All runs of a realm share it: studies that wait for their turn keep their pixels only while nobody needs the room. */
const sharedCache: SliceCache<Promise<LoadedSlice>> = sliceCache(MOST_PIXELS);

/** Decodes on demand and keeps the latest used. What fails is a reason; only an abort is thrown. */
export function sliceLoader(
  headers: readonly SliceHeader[],
  decodeFrame: DecodeFrame,
  cache: SliceCache<Promise<LoadedSlice>> = sharedCache,
): LoadSlice {
  const places = headers.map((header) => ({ header })); // This run's own keys.

  const loadSlice = (index: number, signal: AbortSignal): Promise<LoadedSlice> => {
    throwIfAborted(signal);
    const place = places[index];
    if (place === undefined) throw new AppError('no-such-slice', `There is no slice ${index}.`);
    const known = cache.get(place);
    if (known !== undefined) return known;
    const slice = load(place.header, decodeFrame, signal);
    cache.set(place, place.header.rows * place.header.columns, slice);
    slice.catch(() => cache.delete(place)); // Aborted: the caller hears of it from the same promise.
    return slice;
  };

  const forget = () => {
    for (const place of places) cache.delete(place);
  };
  return Object.assign(loadSlice, { forget });
}

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
    // Only where asked for: a slice that is just another's neighbor is spared it.
    let holdsBrain: boolean | undefined;
    return {
      ok: true,
      image,
      get holdsBrain() {
        holdsBrain ??= brainEvidence(image, header.pixelSpacing).holdsBrain;
        return holdsBrain;
      },
      get statistics() {
        return huStatistics(image);
      },
      lossy: decoded.value.lossy,
      notes: [...decoded.value.notes, ...notes],
    };
  } catch (error) {
    if (isAbort(error)) throw error;
    const code = error instanceof AppError ? error.code : 'slice-failed';
    return { ok: false, reason: { code, text: messageOf(error) } };
  }
}
