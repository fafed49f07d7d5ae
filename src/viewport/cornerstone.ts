import cornerstone from 'cornerstone-core';
import cwil from 'cornerstone-wado-image-loader';
import * as dicomParser from 'dicom-parser';

/** Pixels kept for scrolling: some 500 slices of 512 x 512. The loader's own copy of the files comes on top. */
const CACHE_BYTES = 256 * 2 ** 20;

let wired = false;

/** Cornerstone with its image loader, wired once, and the loader's worker started. It only unpacks raw pixels here: see docs/decisions. */
export function wiredCornerstone(): typeof cornerstone {
  if (!wired) {
    wired = true;
    cwil.external.cornerstone = cornerstone;
    cwil.external.dicomParser = dicomParser;
    cwil.webWorkerManager.initialize({
      maxWebWorkers: 1,
      startWebWorkersOnDemand: false,
      taskConfiguration: { decodeTask: { initializeCodecsOnStartup: false, strict: false } },
    });
    cornerstone.imageCache.setMaximumSizeBytes(CACHE_BYTES);
  }
  return cornerstone;
}

/**
 * Gives a file to the loader. Ids count up and are never used twice in a tab, so that an image that was closed can't come
 * back in another patient's place; for that reason the loader's file list is never purged (CWIL#462).
 */
export function addFile(bytes: Uint8Array<ArrayBuffer>): string {
  return cwil.wadouri.fileManager.add(new Blob([bytes], { type: 'application/dicom' }));
}

/** Calls back with the id of each image whose pixels the cache gave up, for want of room or because its file goes. Returns what stops it. */
export function listenToForgotten(forgotten: (imageId: string) => void): () => void {
  const { events, EVENTS } = wiredCornerstone();
  const listener = (event: Event): void => forgotten(Reflect.get(event, 'detail').imageId);
  events.addEventListener(EVENTS.IMAGE_CACHE_PROMISE_REMOVED, listener);
  return () => events.removeEventListener(EVENTS.IMAGE_CACHE_PROMISE_REMOVED, listener);
}

/** Forgets a file, its parsed data set and its pixels. */
export function removeFile(imageId: string): void {
  const index = Number(imageId.slice(imageId.indexOf(':') + 1));
  cwil.wadouri.fileManager.remove(index);
  const { imageCache } = cornerstone;
  // The loader's data set goes with the image: its decache hook frees it. Absent ids would throw.
  if (imageCache.getImageLoadObject(imageId) !== undefined) {
    imageCache.removeImageLoadObject(imageId);
  }
}
