import { expect, it, vi } from 'vitest';
import { aStackSeries, everyMm } from '../imaging/volume/stack.fixture.ts';
import { computeHere } from '../imaging/volume/stack-computer.fixture.ts';
import { loadVolume } from './load-volume.ts';
import { someImages } from './slice-images.fixture.ts';

const { series, values } = aStackSeries({ heights: everyMm(0, 8, 5) });
const all = values();
const calm = () => ({ signal: new AbortController().signal, onProgress: vi.fn() });

it('takes what is decoded, reads the rest in turn, and tells how far it is', async () => {
  const noted = new Map([[5, [{ code: 'truncated' as const, text: 'cut short' }]]]);
  const { images, asked } = someImages(series.slices, all, { decoded: new Set([2, 3]), noted });
  const on = calm();
  const computer = computeHere();
  const volume = await loadVolume(images, series, computer, on);
  if (!volume.ok) throw new Error(volume.reason.text);
  expect(asked).toEqual([0, 1, 4, 5, 6, 7]);
  expect(on.onProgress.mock.calls).toEqual(Array.from({ length: 8 }, (_, done) => [done, 8]));
  expect(volume.value.notes).toEqual([{ code: 'truncated', text: 'cut short' }]);
  expect(all.every((_, place) => volume.value.held.has(place))).toBe(true);
  volume.value.held.close();
  expect(computer.openStacks()).toBe(0);
});

it('goes on without a torn slice and says which, and is none where too much is torn', async () => {
  const one = await loadVolume(
    someImages(series.slices, all, { torn: new Set([3]) }).images,
    series,
    computeHere(),
    calm(),
  );
  if (!one.ok) throw new Error(one.reason.text);
  expect(one.value.missing).toEqual([3]);
  expect(one.value.stack.slices.map(({ index }) => index)).toEqual([0, 1, 2, 4, 5, 6, 7]);
  expect([6, 7].map((place) => one.value.held.has(place))).toEqual([true, false]);
  expect(one.value.stack.bridged).toHaveLength(1);
  const many = await loadVolume(
    someImages(series.slices, all, { torn: new Set([2, 3, 4]) }).images,
    series,
    computeHere(),
    calm(),
  );
  expect(many).toMatchObject({ ok: false, reason: { code: 'gaps' } });
});

it('reads nothing of a series that is no stack, and stops when it is not wanted', async () => {
  const { images, asked } = someImages(series.slices, all);
  const nowhere = { ...series, geometry: { ...series.geometry, orderedByInstanceNumber: true } };
  const computer = computeHere();
  expect(await loadVolume(images, nowhere, computer, calm())).toMatchObject({ ok: false });
  expect(asked).toEqual([]);
  const stop = new AbortController();
  const onProgress = (done: number) => done === 3 && stop.abort();
  await expect(
    loadVolume(images, series, computer, { signal: stop.signal, onProgress }),
  ).rejects.toThrow(/abort/i);
  expect(asked.length).toBeLessThan(5);
  expect(computer.openStacks()).toBe(0);
});
