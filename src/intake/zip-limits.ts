/** How much a ZIP may ask for. Real studies stay far below; a bomb is stopped in its first megabytes. */
export interface ZipLimits {
  readonly mostEntries: number;
  /** Bytes of one entry, unpacked. */
  readonly mostEntryBytes: number;
  /** Bytes of all entries, unpacked. */
  readonly mostTotalBytes: number;
  /** Unpacked to packed bytes of an entry that is larger than a megabyte. CT compresses 2 to 4 times, air perhaps 50. */
  readonly mostRatio: number;
}

/** 50 000 files, 1 GiB a file, 8 GiB in all, 200 to 1. */
export const ZIP_LIMITS: ZipLimits = {
  mostEntries: 50_000,
  mostEntryBytes: 2 ** 30,
  mostTotalBytes: 8 * 2 ** 30,
  mostRatio: 200,
};
