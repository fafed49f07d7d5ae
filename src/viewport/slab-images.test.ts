import { beforeEach, expect, it, vi } from 'vitest';
import { aStackSeries, everyMm } from '../imaging/volume/stack.fixture.ts';
import { computeHere } from '../imaging/volume/stack-computer.fixture.ts';
import { slabImages, slabOf } from './slab-images.ts';
import { someImages } from './slice-images.fixture.ts';

beforeEach(() => {
  vi.stubGlobal('requestAnimationFrame', (frame: () => void) => setTimeout(frame));
  return () => vi.unstubAllGlobals();
});

const { series, values } = aStackSeries({ heights: everyMm(0, 8, 5), tiltDegrees: 18.5 });
const all = values();

function slabs(of: ReturnType<typeof someImages>, computer = computeHere()) {
  const made = slabImages(of.images, series, { kind: 'maximum', mm: 10 }, computer);
  if (!made.ok) throw new Error(made.reason.text);
  return made.value;
}

it('shows a slab once it is computed, at once from then on, and says that it is one', async () => {
  const noted = new Map([[5, [{ code: 'truncated' as const, text: 'cut short' }]]]);
  const some = someImages(series.slices, all, { decoded: new Set([1, 2, 3, 4, 5]), noted });
  const images = slabs(some);
  expect(images.ready(3)).toBeNull();
  const shown = await images.image(3);
  expect(slabOf(shown)).toMatchObject({ kind: 'maximum', mm: 10 });
  // What is said of one of its slices, is said of it.
  expect(images.notes(3)).toEqual([{ code: 'truncated', text: 'cut short' }]);
  expect(images.notes(0)).toEqual([]);
  expect(slabOf(shown)?.covered).toBeCloseTo(10, 6);
  expect(images.ready(3)).toBe(shown);
  some.asked.length = 0;
  const later = await images.image(5);
  // Leaning slices are nearer to each other than their steps along the table: two on either side. Three of the five were given.
  expect([...some.asked].sort()).toEqual([6, 7]);
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

it('gives up what is under way when the reader moves on, and goes on with what was begun ahead', async () => {
  const computer = computeHere({ late: true });
  const images = slabs(someImages(series.slices, all), computer);
  const left = images.image(2);
  await expect.poll(() => computer.asked.length).toBe(1);
  const wanted = images.image(3);
  await expect.poll(() => computer.asked.length).toBe(2);
  for (const { answer } of [...computer.asked]) answer();
  await expect(left).rejects.toMatchObject({ name: 'AbortError' });
  const shown = await wanted;
  expect(images.ready(3)).toBe(shown);
  expect(images.ready(2)).toBeNull();
  // Ahead, one at a time; what is asked for meanwhile is not computed twice.
  images.prefetch(3);
  await expect.poll(() => computer.asked.length).toBe(1);
  const next = images.image(4);
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(computer.asked).toHaveLength(1);
  computer.asked[0]?.answer();
  expect(slabOf(await next)).not.toBeNull();
  images.close();
  expect(computer.openStacks()).toBe(0);
});

it('gives the slices to a fresh computer where the first one died in mid-work, once', async () => {
  const computer = computeHere({ late: true });
  const some = someImages(series.slices, all);
  const images = slabs(some, computer);
  const wanted = images.image(4);
  await expect.poll(() => computer.asked.length).toBe(1);
  computer.die();
  await expect.poll(() => computer.asked.length).toBe(1);
  computer.asked[0]?.answer();
  expect(slabOf(await wanted)).not.toBeNull();
  const again = images.image(1);
  await expect.poll(() => computer.asked.length).toBe(1);
  computer.die();
  await expect.poll(() => computer.asked.length).toBe(1);
  computer.die();
  await expect(again).rejects.toThrow('died');
});

it('says why there are none', () => {
  const { images } = someImages(series.slices, all);
  const localizer = series.slices.map((slice) => ({ ...slice, imageType: ['LOCALIZER'] }));
  const slab = { kind: 'average', mm: 3 } as const;
  const made = slabImages(images, { ...series, slices: localizer }, slab, computeHere());
  expect(made).toMatchObject({ ok: false, reason: { code: 'localizer' } });
});
