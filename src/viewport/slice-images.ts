import type { Image } from 'cornerstone-core';
import { messageOf, type Reason } from '#base';
import type { SliceHeader } from '#dicom';
import { afterFrame } from './after-frame.ts';
import { addFile, listenToForgotten, removeFile, wiredCornerstone } from './cornerstone.ts';
import { createIdleQueue } from './idle-queue.ts';
import { drawThumbnail } from './thumbnail.ts';

/** A series to show. */
export interface ViewportSeries {
  readonly slices: readonly SliceHeader[];
  /** The slice as a DICOM file in Explicit VR Little Endian with one frame, and what decoding said of its pixels. */
  readonly load: (
    index: number,
    signal: AbortSignal,
  ) => Promise<{ readonly file: Uint8Array; readonly notes: readonly Reason[] }>;
}

/** The images of one open series: each file is given to the loader once, and all are taken back on close. */
export interface SliceImages {
  readonly series: ViewportSeries;
  image(index: number): Promise<Image>;
  /** The image, when no other that the reader waits for is on its way, in turn. Rejects, unstarted, once the signal is aborted. */
  imageLater(index: number, signal: AbortSignal): Promise<Image>;
  /** The image, if it is decoded already. */
  ready(index: number): Image | null;
  /** Calls back whenever a slice is decoded or given up: `ready` says which are. Returns what stops it. */
  listen(changed: () => void): () => void;
  /** What decoding said of a slice's pixels; [] before it was decoded. */
  notes(index: number): readonly Reason[];
  /**
   * Draws a slice small, when no image that the reader waits for is on its way. Nothing is drawn once the signal is
   * aborted or the series closed (AbortError).
   */
  drawSmall(index: number, canvas: HTMLCanvasElement, signal: AbortSignal): Promise<void>;
  /**
   * Loads what lies round a slice, nearest first, one at a time; a newer call ends an older one. Begins after the next frame, so
   * that it isn't in the way of the slice itself.
   */
  prefetch(round: number): void;
  close(): void;
}

/** How far ahead the images are fetched. */
const AHEAD = 6;

/** Opens a series. */
export function openSliceImages(series: ViewportSeries): SliceImages {
  const stop = new AbortController();
  const ids = new Map<number, Promise<string>>();
  const notes = new Map<number, readonly Reason[]>();
  /** Weak, so that it is Cornerstone's cache that decides what is kept. */
  const decoded = new Map<number, WeakRef<Image>>();
  const placeOf = new Map<string, number>();
  const listeners = new Set<() => void>();
  const queue = createIdleQueue();
  let fetching = 0;

  const tell = (): void => {
    for (const changed of listeners) changed();
  };
  const stopListening = listenToForgotten((imageId) => {
    const index = placeOf.get(imageId);
    if (index !== undefined && decoded.delete(index)) tell();
  });

  const fileOf = (index: number): Promise<string> => {
    const known = ids.get(index);
    if (known !== undefined) return known;
    const added = series.load(index, stop.signal).then((slice) => {
      stop.signal.throwIfAborted();
      notes.set(index, slice.notes);
      return addFile(new Uint8Array(slice.file));
    });
    ids.set(index, added);
    added.catch(() => ids.delete(index)); // May be tried again; whoever asked is told.
    return added;
  };

  const load = async (index: number): Promise<Image> => {
    const imageId = await fileOf(index);
    const image = await loadedImage(imageId);
    if (decoded.get(index)?.deref() === image || stop.signal.aborted) return image;
    placeOf.set(imageId, index);
    decoded.set(index, new WeakRef(image));
    tell();
    return image;
  };

  const prefetch = (round: number): void => {
    fetching += 1;
    const mine = fetching;
    void queue.urgent(async () => {
      await afterFrame();
      for (const index of nearest(round, series.slices.length)) {
        if (mine !== fetching || stop.signal.aborted) return;
        await load(index).catch(() => undefined); // Shown as a problem when it is wanted.
      }
    });
  };

  const close = (): void => {
    stop.abort(new DOMException('The series was closed.', 'AbortError'));
    stopListening();
    listeners.clear();
    for (const added of ids.values()) added.then(removeFile, () => undefined);
    ids.clear();
    decoded.clear();
  };

  return {
    series,
    image: (index) => queue.urgent(() => load(index)),
    imageLater: (index, signal) =>
      queue.later(() => load(index), AbortSignal.any([signal, stop.signal])),
    ready: (index) => decoded.get(index)?.deref() ?? null,
    listen: (changed) => {
      listeners.add(changed);
      return () => void listeners.delete(changed);
    },
    notes: (index) => notes.get(index) ?? [],
    drawSmall: (index, canvas, signal) =>
      queue.later(async () => {
        const image = await load(index);
        AbortSignal.any([signal, stop.signal]).throwIfAborted();
        drawThumbnail(canvas, image);
      }, signal),
    prefetch,
    close,
  };
}

async function loadedImage(imageId: string): Promise<Image> {
  try {
    return await wiredCornerstone().loadAndCacheImage(imageId);
  } catch (error) {
    throw loaderError(error);
  }
}

/** The places round one, nearest first, the next before the one before. */
function nearest(round: number, count: number): readonly number[] {
  return Array.from({ length: AHEAD * 2 }, (_, step) => {
    const distance = Math.floor(step / 2) + 1;
    return step % 2 === 0 ? round + distance : round - distance;
  }).filter((index) => index >= 0 && index < count);
}

/** The loader rejects with `{error, dataSet}`, not with an Error. */
function loaderError(thrown: unknown): Error {
  if (thrown instanceof Error) return thrown;
  const inner =
    typeof thrown === 'object' && thrown !== null && 'error' in thrown ? thrown.error : thrown;
  return inner instanceof Error ? inner : new Error(messageOf(inner));
}
