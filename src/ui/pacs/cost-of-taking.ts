import type { PacsState } from '#store';

/** What it costs to take studies into this tab, as far as the list of the PACS says it. */
export interface CostOfTaking {
  readonly images: number;
  /** Studies of which the PACS does not say how many images they have: they come besides. */
  readonly unstated: number;
  /** For the browser to hold, in 1e9 bytes: as if each image were 512 x 512 pixels of two bytes. */
  readonly gigabytes: number;
  /** Of analysis alone; null where no engine was measured. */
  readonly minutes: number | null;
  /** So much that it is asked before. */
  readonly isMuch: boolean;
}

/** A shift of a hospital, as one takes it at a click. */
export const MOST_UNASKED_STUDIES = 50;
/** 5 GB, as long as a browser takes for twenty studies of 500 images. */
const MOST_UNASKED_IMAGES = 10_000;
const IMAGE_BYTES = 512 * 512 * 2;

/** The cost of these studies by an engine's measured time for a slice, in milliseconds. */
export function costOfTaking(
  rows: readonly Pick<PacsState['rows'][number], 'instances'>[],
  msPerSlice: number | null,
): CostOfTaking {
  const images = rows.reduce((sum, { instances }) => sum + (instances ?? 0), 0);
  return {
    images,
    unstated: rows.filter(({ instances }) => instances === null).length,
    gigabytes: (images * IMAGE_BYTES) / 1e9,
    minutes: msPerSlice === null ? null : (images * msPerSlice) / 60_000,
    isMuch: rows.length > MOST_UNASKED_STUDIES || images > MOST_UNASKED_IMAGES,
  };
}
