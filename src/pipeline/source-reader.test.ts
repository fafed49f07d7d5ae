import { describe, expect, it } from 'vitest';
import { sourceReader } from './source-reader.ts';

describe('sourceReader', () => {
  const files = new Map([['a', new Blob([Uint8Array.of(1, 2, 3, 4)])]]);
  const read = sourceReader((id) => files.get(id));

  it('reads a range, or to the end', async () => {
    expect([...(await read('a'))]).toEqual([1, 2, 3, 4]);
    expect([...(await read('a', { offset: 1, length: 2 }))]).toEqual([2, 3]);
    expect([...(await read('a', { offset: 3 }))]).toEqual([4]);
    expect([...(await read('a', { offset: 3, length: 9 }))]).toEqual([4]);
  });

  it('says the same of a file that is not known and of one that cannot be read any more', async () => {
    const gone = {
      size: 4,
      slice: () => ({ arrayBuffer: () => Promise.reject(new Error('NotReadableError')) }),
    };
    const both = [read('b'), sourceReader(() => gone)('a')];
    const [unknown, moved] = await Promise.allSettled(both);
    expect(unknown).toMatchObject({ status: 'rejected', reason: { code: 'source-gone' } });
    expect(moved).toMatchObject({
      reason: {
        code: 'source-gone',
        message: unknown?.status === 'rejected' && unknown.reason.message,
      },
    });
  });

  it('does not read once it is cancelled', async () => {
    await expect(read('a', undefined, AbortSignal.abort())).rejects.toThrow(/abort/i);
  });
});
