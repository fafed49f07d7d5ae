import { expect, it } from 'vitest';
import { ok } from '#base';
import type { DecodedFrame } from '#dicom';
import { aHeader } from '../triage/study.fixture.ts';
import type { DecodeFrame } from './contract.ts';
import { sliceCache } from './slice-cache.ts';
import { type LoadedSlice, sliceLoader } from './slice-loader.ts';

/** A slice whose every HU is its index. */
const frameOf = (index: number): DecodedFrame => ({
  rows: 64,
  columns: 64,
  pixels: new Uint16Array(64 * 64).fill(1024 + index),
  lossy: false,
  notes: [],
});

const firstHu = (slice: LoadedSlice | undefined) => (slice?.ok ? slice.image.values[0] : undefined);

/** A loader that has room for one slice, and spoils the pixels of each slice that it frees. */
function setup(count: number) {
  const decoded: number[] = [];
  const decode: DecodeFrame = async (header) => {
    const index = (header.instanceNumber ?? 0) - 1;
    decoded.push(index);
    return ok(frameOf(index));
  };
  const freed: (number | undefined)[] = [];
  const cache = sliceCache<Promise<LoadedSlice>>(64 * 64, async (promise) => {
    const slice = await promise;
    freed.push(firstHu(slice));
    if (slice.ok) slice.image.values.fill(Number.NaN);
  });
  const headers = Array.from({ length: count }, (_, index) => aHeader(index));
  return { loader: sliceLoader(headers, decode, cache), decoded, freed };
}

const never = new AbortController().signal;

it('slices in use keep their pixels however little room there is', async () => {
  const { loader, freed } = setup(6);
  const uses = [0, 1, 2, 3].map((first) =>
    loader.use([first, first + 1, first + 2], never, (slices) => slices.map(firstHu)),
  );
  expect(await Promise.all(uses)).toEqual([
    [0, 1, 2],
    [1, 2, 3],
    [2, 3, 4],
    [3, 4, 5],
  ]);
  loader.forget();
  await new Promise((resolve) => setTimeout(resolve));
  expect([...new Set(freed)].sort()).toEqual([0, 1, 2, 3, 4, 5]);
});

it('what made room is decoded again', async () => {
  const { loader, decoded } = setup(2);
  for (const index of [0, 1, 0, 0]) {
    expect(await loader.use([index], never, ([slice]) => firstHu(slice))).toBe(index);
  }
  expect(decoded).toEqual([0, 1, 0]);
});

it('pixels are freed after a reader that throws, too', async () => {
  const { loader, freed } = setup(1);
  const failing = loader.use([0], never, () => {
    throw new Error('The reader failed.');
  });
  await expect(failing).rejects.toThrow('The reader failed.');
  loader.forget();
  await new Promise((resolve) => setTimeout(resolve));
  expect(freed).toEqual([0]);
});
