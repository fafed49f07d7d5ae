import { AppError } from '#base';

/** What happened to a file whose bytes the browser won't give any more, and what to do: it lets go of one that changed on the disk. */
export const SOURCE_GONE =
  'the file was moved, changed or deleted since it was opened; open it again';

/** The bytes of a blob, or AppError 'source-gone'. */
export async function bytesOf(blob: Blob): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await blob.arrayBuffer());
  } catch (cause) {
    throw new AppError('source-gone', SOURCE_GONE, { cause });
  }
}
