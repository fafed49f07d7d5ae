import { AppError, type ByteRange, bytesOf, SOURCE_GONE, throwIfAborted } from '#base';
import type { ReadSource } from './contract.ts';

/** Reads the ranges asked for out of files found by their source id. What is not there any more is AppError 'source-gone'. */
export function sourceReader(find: (sourceId: string) => ByteRange | undefined): ReadSource {
  return async (sourceId, range, signal) => {
    throwIfAborted(signal);
    const file = find(sourceId);
    if (file === undefined) throw new AppError('source-gone', SOURCE_GONE);
    const { offset = 0, length = file.size } = range ?? {};
    return bytesOf(file.slice(offset, offset + length));
  };
}
