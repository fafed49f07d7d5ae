import { chosenSeries, type SliceHeader, sliceKey } from '#dicom';
import type { SliceService } from '#workers';
import { heldSlice } from '../worklist/held-study.ts';
import { findingsOf, type StudyEntry } from '../worklist/study-entry.ts';

/** The slice that speaks most for blood, small. Lives in this tab's memory alone: neither in a store nor in the browser's storage. */
export interface KeyPicture {
  /** side * side gray values, row by row. */
  readonly pixels: Uint8ClampedArray;
  readonly side: number;
  /** 0-based place of the slice in the analyzed series. */
  readonly index: number;
}

/** The pictures of the rows. */
export interface KeyPictures {
  /** The picture of a study's key slice; null where it has none: not analyzed, without images, or not to be decoded. */
  keyPicture(entry: StudyEntry, signal: AbortSignal): Promise<KeyPicture | null>;
  /** What the picture is of: equal for entries that have the same one. null where they have none. */
  keyPictureId(entry: StudyEntry): string | null;
  /** The same if it was decoded before, at once. */
  readyKeyPicture(entry: StudyEntry): KeyPicture | null;
}

/** Twice the tallest row, for sharp screens. */
const SIDE = 112;
/** Some 25 MB. */
const MOST_KEPT = 2000;

/** The slice with the highest probability of any hemorrhage, by place; the first of equal ones. null where nothing was analyzed. */
export function keySliceOf(entry: StudyEntry): number | null {
  let best: { readonly index: number; readonly any: number } | null = null;
  for (const { index, probabilities } of findingsOf(entry)?.slices ?? []) {
    const any: number = probabilities.any;
    if (best === null || any > best.any || (any === best.any && index < best.index)) {
      best = { index, any };
    }
  }
  return best === null ? null : best.index;
}

function headerOf(entry: StudyEntry): { header: SliceHeader; index: number } | null {
  const index = keySliceOf(entry);
  const series = entry.study === null ? undefined : chosenSeries(entry.study);
  const header = series === undefined || index === null ? undefined : heldSlice(series, index);
  return header === undefined || index === null ? null : { header, index };
}

/** Pictures made on demand, one at a time, each slice decoded once. */
export function keyPictures(
  slices: Pick<SliceService, 'smallPicture'>,
  sources: ReadonlyMap<string, Blob>,
): KeyPictures & { forget(): void } {
  /** The latest asked for at the end. null: can't be decoded, and is not tried again. */
  const made = new Map<string, KeyPicture | null>();
  let last: Promise<unknown> = Promise.resolve();
  let epoch = 0;

  const idOf = (header: SliceHeader): string => `${header.sourceId} ${sliceKey(header)}`;
  const remember = (id: string, picture: KeyPicture | null): void => {
    made.set(id, picture);
    const [oldest] = made.keys();
    if (made.size > MOST_KEPT && oldest !== undefined) made.delete(oldest);
  };
  const decode = async (header: SliceHeader, index: number, signal: AbortSignal) => {
    const known = made.get(idOf(header));
    const file = sources.get(header.sourceId);
    if (known !== undefined) return known;
    if (file === undefined || signal.aborted) return null;
    const asked = epoch;
    try {
      const pixels = await slices.smallPicture(file, header, SIDE, signal);
      const picture = { pixels, side: SIDE, index };
      if (asked === epoch) remember(idOf(header), picture);
      return asked === epoch ? picture : null;
    } catch {
      // The row says what could not be analyzed; a picture that can't be drawn is an empty place.
      if (!signal.aborted && asked === epoch) remember(idOf(header), null);
      return null;
    }
  };

  return {
    keyPicture: (entry, signal) => {
      const key = headerOf(entry);
      if (key === null) return Promise.resolve(null);
      const turn = last.then(() => decode(key.header, key.index, signal));
      last = turn;
      return turn;
    },
    keyPictureId: (entry) => {
      const key = headerOf(entry);
      return key === null ? null : idOf(key.header);
    },
    readyKeyPicture: (entry) => {
      const key = headerOf(entry);
      return key === null ? null : (made.get(idOf(key.header)) ?? null);
    },
    forget: () => {
      epoch += 1;
      made.clear();
    },
  };
}
