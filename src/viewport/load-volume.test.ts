import { expect, it, vi } from 'vitest';
import { aStackSeries, everyMm } from '../imaging/volume/stack.fixture.ts';
import { loadVolume } from './load-volume.ts';
import { someImages } from './slice-images.fixture.ts';

const { series, values } = aStackSeries({ heights: everyMm(0, 8, 5) });
const all = values();
const calm = () => ({ signal: new AbortController().signal, onProgress: vi.fn() });

it('takes what is decoded, reads the rest in turn, and tells how far it is', async () => {
  const noted = new Map([[5, [{ code: 'truncated' as const, text: 'cut short' }]]]);
  const { images, asked } = someImages(series.slices, all, { decoded: new Set([2, 3]), noted });
  const on = calm();
  const volume = await loadVolume(images, series, on);
  if (!volume.ok) throw new Error(volume.reason.text);
  expect(asked).toEqual([0, 1, 4, 5, 6, 7]);
  expect(on.onProgress.mock.calls).toEqual(Array.from({ length: 8 }, (_, done) => [done, 8]));
  expect(volume.value.notes).toEqual([{ code: 'truncated', text: 'cut short' }]);
  // The pixels are Cornerstone's own: a copy of a long series would be hundreds of megabytes.
  expect(volume.value.values.map(({ pixels }) => pixels)).toEqual(all.map(({ pixels }) => pixels));
  expect(volume.value.values[4]?.pixels).toBe(all[4]?.pixels);
});

it('goes on without a torn slice and says which, and is none where too much is torn', async () => {
  const one = await loadVolume(
    someImages(series.slices, all, { torn: new Set([3]) }).images,
    series,
    calm(),
  );
  if (!one.ok) throw new Error(one.reason.text);
  expect(one.value.missing).toEqual([3]);
  expect(one.value.values).toHaveLength(7);
  expect(one.value.values[3]?.pixels).toBe(all[4]?.pixels);
  expect(one.value.stack.bridged).toHaveLength(1);
  const many = await loadVolume(
    someImages(series.slices, all, { torn: new Set([2, 3, 4]) }).images,
    series,
    calm(),
  );
  expect(many).toMatchObject({ ok: false, reason: { code: 'gaps' } });
});

it('reads nothing of a series that is no stack, and stops when it is not wanted', async () => {
  const { images, asked } = someImages(series.slices, all);
  const nowhere = { ...series, geometry: { ...series.geometry, orderedByInstanceNumber: true } };
  expect(await loadVolume(images, nowhere, calm())).toMatchObject({ ok: false });
  expect(asked).toEqual([]);
  const stop = new AbortController();
  const onProgress = (done: number) => done === 3 && stop.abort();
  await expect(loadVolume(images, series, { signal: stop.signal, onProgress })).rejects.toThrow(
    /abort/i,
  );
  expect(asked.length).toBeLessThan(5);
});
