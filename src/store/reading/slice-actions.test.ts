import { expect, it, vi } from 'vitest';
import { groupStudies } from '#dicom';
import type { SliceService } from '#workers';
import { aHeader } from '../../triage/study.fixture.ts';
import { sliceActions } from './slice-actions.ts';

it('the queue goes on when a picture came, and not because one did not', async () => {
  const series = groupStudies([{ ...aHeader(0), sourceId: 'a' }])[0]?.series[0];
  if (series === undefined) throw new Error('There is no series.');
  const pictureCame = vi.fn();
  const coming: { resolve(slice: unknown): void; reject(error: Error): void }[] = [];
  const slices = {
    transcode: () => new Promise((resolve, reject) => coming.push({ resolve, reject })),
  } as unknown as SliceService;
  const { signal } = new AbortController();
  const { loadSlice } = sliceActions(slices, { pictureCame }, new Map([['a', new Blob()]]));
  const stopped = loadSlice(series, 0, signal);
  coming[0]?.reject(new Error('the series was closed'));
  await expect(stopped).rejects.toThrow('closed');
  expect(pictureCame).not.toHaveBeenCalled();
  const slice = { file: new Uint8Array(), notes: [] };
  const loading = loadSlice(series, 0, signal);
  coming[1]?.resolve(slice);
  expect(await loading).toBe(slice);
  expect(pictureCame).toHaveBeenCalledOnce();
});
