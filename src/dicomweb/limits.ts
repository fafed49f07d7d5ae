/** What is taken of a PACS at most: it may be broken, or somebody else. Sizes in bytes, times in milliseconds. */
export interface Limits {
  /** Requests under way at once. */
  readonly atOnce: number;
  /** Without a byte for this long, an answer is given up; a byte now and then is what the deadlines are for. */
  readonly quietMs: number;
  /** For one answer that is a list. */
  readonly listMs: number;
  /** For a whole study, or for storing a result. */
  readonly studyMs: number;
  readonly listBytes: number;
  readonly studyBytes: number;
  readonly partBytes: number;
  /** Headers of one part; also what may stand before the first part. */
  readonly headerBytes: number;
  readonly parts: number;
  /** Rows asked for at a time. */
  readonly pageRows: number;
  /** Rows of one list, all its pages together. */
  readonly rows: number;
}

/** A CT of a thousand thick frames is half a gigabyte; a busy day of a large hospital has two thousand studies. */
export const LIMITS: Limits = {
  atOnce: 4,
  quietMs: 60_000,
  listMs: 120_000,
  studyMs: 900_000,
  listBytes: 64 * 2 ** 20,
  studyBytes: 4 * 2 ** 30,
  partBytes: 2 ** 30,
  headerBytes: 8192,
  parts: 10_000,
  pageRows: 100,
  rows: 20_000,
};
