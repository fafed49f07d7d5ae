import type { ByteRange, Reason } from '#base';

export type { ByteRange };

/** A file that may hold images: from a drop, a folder or a ZIP. */
export interface Source<B extends ByteRange = Blob> {
  /** Unique in the session; says nothing of the file's name, which may hold a patient's. */
  readonly sourceId: string;
  /** Equal for files of one folder; opaque, for the same reason. */
  readonly folder: string;
  /** Path as it was given, '/' between folders; inside a ZIP "scan.zip/CT/1.dcm". */
  readonly path: string;
  readonly size: number;
  readonly blob: B;
}

/** A file that was left out, and why. */
export interface SkippedSource {
  readonly path: string;
  readonly reason: Reason;
}

/** What the intake tells, in batches: ten thousand files are some forty events. */
export type SourceEvent<B extends ByteRange = Blob> =
  | { readonly kind: 'sources'; readonly sources: readonly Source<B>[] }
  | { readonly kind: 'skipped'; readonly skipped: readonly SkippedSource[] };

/** A file before it was looked at. */
export interface FoundFile<B extends ByteRange> {
  readonly path: string;
  readonly blob: B;
}

/** What finding files gives: a file, or a place that could not be read. */
export type Found<B extends ByteRange> = FoundFile<B> | SkippedSource;
