import { expect, it } from 'vitest';
import { headSlice } from '../../datasets/head-series.fixture.ts';
import { deidentifyAll, leftByReason } from './run.ts';

const blob = (bytes: Uint8Array): Blob => new Blob([new Uint8Array(bytes)]);

const readable = (path: string, bytes: Uint8Array) => ({
  path,
  blob: blob(bytes),
  size: bytes.length,
});

/** As a file is that was removed, or whose disk went, after its header was read. */
const gone = (path: string) => ({
  path,
  size: 100,
  blob: { size: 100, slice: () => ({ arrayBuffer: () => Promise.reject(new Error('EIO: disk')) }) },
});

it('goes on after a file that cannot be read any more, and says of each left out why', async () => {
  const written: string[] = [];
  const files = [
    readable('a', headSlice(1, 0)),
    gone('b'),
    readable('c', new TextEncoder().encode('no DICOM')),
    readable('d', headSlice(1, 1)),
    gone('e'),
  ];
  const { done, left } = await deidentifyAll(
    files,
    async (name) => void written.push(name),
    () => undefined,
    new AbortController().signal,
  );
  expect(done).toBe(2);
  expect(new Set(written).size).toBe(2);
  expect(left.map(({ path, reason }) => [path, reason.code])).toEqual([
    ['b', 'source-gone'],
    ['c', expect.any(String)],
    ['e', 'source-gone'],
  ]);
  expect(leftByReason(left).split('\n')).toEqual([
    expect.stringMatching(/^2 files left out: .*(?:changed|removed)/),
    expect.stringMatching(/^1 file left out: /),
  ]);
});

it('ends where the place of the result is none', async () => {
  const full = () => Promise.reject(new Error('ENOSPC'));
  const one = [readable('a', headSlice(1, 0))];
  await expect(
    deidentifyAll(one, full, () => undefined, new AbortController().signal),
  ).rejects.toThrow('ENOSPC');
});
