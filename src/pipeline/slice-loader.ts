import { AppError, isAbort, type Reason, reasonFrom, releaseBuffer, throwIfAborted } from '#base';
import type { SliceHeader } from '#dicom';
import {
  canonicalSlice,
  type HuImage,
  type PixelChecks,
  pixelChecks,
  type SliceTurn,
} from '#imaging';
import type { DecodeFrame } from './contract.ts';
import { type Held, type SliceCache, sliceCache } from './slice-cache.ts';

/** A slice in HU, turned to the canonical axes, and what was seen of it, or why there is none. */
export type LoadedSlice =
  | {
      readonly ok: true;
      readonly image: HuImage;
      /** How the stored pixels were turned. */
      readonly turn: SliceTurn;
      readonly checks: PixelChecks;
      /** The air that it shows, in HU; null where none was measured. */
      readonly airHu: number | null;
      readonly lossy: boolean;
      readonly notes: readonly Reason[];
    }
  | { readonly ok: false; readonly reason: Reason };

/** Slices by index, decoded once while they fit into memory. */
export interface SliceLoader {
  /** What `read` makes of some slices. Their pixels are good only until it returns: then they may make room for others. */
  use<Result>(
    indices: readonly number[],
    signal: AbortSignal,
    read: (slices: readonly LoadedSlice[]) => Result,
  ): Promise<Result>;
  /** Lets go of all pixels; what is asked for again is decoded again. */
  forget(): void;
}

/** 32 MiB of float32 pixels: a usual series of 512 x 512. A slice's neighbors are near it in every order of reading. */
const MOST_PIXELS = 8 * 1024 * 1024;

const freeSlice = (slice: Promise<LoadedSlice>): void =>
  void slice.then(
    (loaded) => loaded.ok && releaseBuffer(loaded.image.values),
    () => undefined, // It never had pixels.
  );

/** All runs of a realm share it: studies that wait for their turn keep their pixels only while nobody needs the room. */
const sharedCache: SliceCache<Promise<LoadedSlice>> = sliceCache(MOST_PIXELS, freeSlice);

/** Decodes on demand and keeps the latest used. What fails is a reason; only an abort is thrown. */
export function sliceLoader(
  headers: readonly SliceHeader[],
  decodeFrame: DecodeFrame,
  cache: SliceCache<Promise<LoadedSlice>> = sharedCache,
): SliceLoader {
  const places = headers.map((header) => ({ header })); // This run's own keys.

  const hold = (index: number, signal: AbortSignal): Held<Promise<LoadedSlice>> => {
    const place = places[index];
    if (place === undefined) throw new AppError('no-such-slice', `There is no slice ${index}.`);
    const { header } = place;
    return cache.hold(place, header.rows * header.columns, () => {
      const slice = load(header, decodeFrame, signal);
      slice.catch(() => cache.delete(place)); // Aborted: the caller hears of it from the same promise.
      return slice;
    });
  };

  return {
    use: async (indices, signal, read) => {
      throwIfAborted(signal);
      const held = indices.map((index) => hold(index, signal));
      try {
        return read(await Promise.all(held.map(({ value }) => value)));
      } finally {
        for (const { release } of held) release();
      }
    },
    forget: () => {
      for (const place of places) cache.delete(place);
    },
  };
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
    const { image, notes, turn, airHu: air } = canonicalSlice(decoded.value, header);
    const airHu = air();
    const { pixels } = decoded.value;
    // Others are a part of their file.
    if (pixels.byteLength === pixels.buffer.byteLength) releaseBuffer(pixels);
    // Only where asked for: a slice that is just another's neighbor is spared it.
    let checks: PixelChecks | undefined;
    return {
      ok: true,
      image,
      turn,
      airHu,
      get checks() {
        checks ??= pixelChecks(image, header.pixelSpacing);
        return checks;
      },
      lossy: decoded.value.lossy,
      notes: [...decoded.value.notes, ...notes],
    };
  } catch (error) {
    if (isAbort(error)) throw error;
    return { ok: false, reason: reasonFrom(error, 'slice-failed') };
  }
}
