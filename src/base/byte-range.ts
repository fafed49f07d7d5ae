import { AppError } from './errors.ts';

/** Random access to bytes. A Blob is one; so is a file of Node's. */
export interface ByteRange {
  readonly size: number;
  slice(start?: number, end?: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

/** What happened to a file whose bytes are not given any more, and what to do: a browser lets go of one that changed on the disk. */
export const SOURCE_GONE =
  'the file was moved, changed or deleted since it was opened; open it again';

/** The bytes of a file, or of a range of one. Rejects with AppError 'source-gone'. */
export async function bytesOf(part: {
  arrayBuffer(): Promise<ArrayBuffer>;
}): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await part.arrayBuffer());
  } catch (cause) {
    throw new AppError('source-gone', SOURCE_GONE, { cause });
  }
}
