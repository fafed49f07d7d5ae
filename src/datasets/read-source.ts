import { AppError } from '#base';
import type { Gathered } from './gather.ts';

/** The pipeline's ReadSource over the gathered files. */
export function readerOf({ sources }: Gathered) {
  return async (
    sourceId: string,
    range?: { readonly offset: number; readonly length?: number },
  ): Promise<Uint8Array> => {
    const source = sources.get(sourceId);
    if (source === undefined) throw new AppError('source-gone', 'The file is not there any more.');
    const { offset = 0, length = source.size } = range ?? {};
    try {
      return new Uint8Array(await source.blob.slice(offset, offset + length).arrayBuffer());
    } catch (cause) {
      throw new AppError('source-gone', 'the file cannot be read any more', { cause });
    }
  };
}
