import { expect, it } from 'vitest';
import { aStackSeries, everyMm } from '../imaging/volume/stack.fixture.ts';
import { slabImages, slabOf } from './slab-images.ts';
import { someImages } from './slice-images.fixture.ts';

const { series, values } = aStackSeries({ heights: everyMm(0, 8, 5), tiltDegrees: 18.5 });
const all = values();

function slabs(of: ReturnType<typeof someImages>) {
  const made = slabImages(of.images, series, { kind: 'maximum', mm: 10 });
  if (!made.ok) throw new Error(made.reason.text);
  return made.value;
}

it('shows a slab once its slices are there, at once where they are decoded, and says that it is one', async () => {
  const noted = new Map([[5, [{ code: 'truncated' as const, text: 'cut short' }]]]);
  const some = someImages(series.slices, all, { decoded: new Set([1, 2, 3, 4, 5]), noted });
  const images = slabs(some);
  expect(images.ready(5)).toBeNull();
  const shown = images.ready(3);
  if (shown === null) throw new Error('No slab.');
  expect(slabOf(shown)).toMatchObject({ kind: 'maximum', mm: 10 });
  // What is said of one of its slices, is said of it.
  expect(images.notes(3)).toEqual([{ code: 'truncated', text: 'cut short' }]);
  expect(images.notes(0)).toEqual([]);
  expect(slabOf(shown)?.covered).toBeCloseTo(10, 6);
  expect(images.ready(3)).toBe(shown);
  const later = await images.image(5);
  // Leaning slices are nearer to each other than their steps along the table: two on either side.
  expect([...some.asked].sort()).toEqual([3, 4, 5, 6, 7]);
  expect(slabOf(later)).not.toBeNull();
  expect(images.ready(5)).toBe(later);
  expect(shown.imageId).not.toBe(later.imageId);
  const slice = await some.images.image(3);
  expect(slabOf(slice)).toBeNull();
  // A maximum is nowhere darker than the slice in its middle.
  const pixels = shown.getPixelData();
  const own = all[3]?.pixels ?? [];
  expect(pixels.length).toBe(own.length);
  for (let pixel = 0; pixel < pixels.length; pixel += 97) {
    expect(pixels[pixel]).toBeGreaterThanOrEqual((own[pixel] ?? 0) - 1024);
  }
});

it('fails with a slice that it needs', async () => {
  const images = slabs(someImages(series.slices, all, { torn: new Set([4]) }));
  await expect(images.image(5)).rejects.toThrow('slice 4 is torn');
  await expect(images.image(1)).resolves.toBeDefined();
});

it('says why there are none', () => {
  const { images } = someImages(series.slices, all);
  const localizer = series.slices.map((slice) => ({ ...slice, imageType: ['LOCALIZER'] }));
  const made = slabImages(images, { ...series, slices: localizer }, { kind: 'average', mm: 3 });
  expect(made).toMatchObject({ ok: false, reason: { code: 'localizer' } });
});
