import { describe, expect, it } from 'vitest';
import { hu } from '#base';
import { preprocess } from './preprocess.ts';
import type { HuImage, PreprocessSpec } from './preprocess-spec.ts';
import { changedLittle, SMALL_CHANGES } from './small-changes.ts';

const spec: PreprocessSpec = {
  version: 1,
  crop: 'none',
  size: 16,
  channels: ([-1, 0, 1] as const).map((sliceOffset) => ({
    center: hu(40),
    width: hu(120),
    sliceOffset,
  })),
  resize: 'area-bilinear',
  scale: [4, 2, 4],
  shift: [-2, -1, -2],
};

/** 16 x 16, values of -60..120 HU: some under, some over the window of -20..100. */
const image = (seed: number): HuImage => ({
  rows: 16,
  columns: 16,
  values: Float32Array.from({ length: 256 }, (_, at) => ((at * 37 + seed * 53) % 181) - 60),
});
const altered = (from: HuImage, value: (x: number, y: number) => number): HuImage => ({
  ...from,
  values: Float32Array.from({ length: 256 }, (_, at) => value(at % 16, Math.floor(at / 16))),
});
const [before, slice, after] = [image(1), image(2), image(3)];
const input = preprocess(before, slice, after, spec);
const at = (from: HuImage, x: number, y: number): number =>
  from.values[Math.min(15, Math.max(0, y)) * 16 + Math.min(15, Math.max(0, x))] ?? 0;
const expectLike = (changed: Float32Array | null, images: readonly HuImage[]) => {
  const [a = slice, b = slice, c = slice] = images;
  const wanted = preprocess(a, b, c, spec);
  expect(changed).toHaveLength(wanted.length);
  changed?.forEach((value, index) => {
    expect(value).toBeCloseTo(wanted[index] ?? Number.NaN, 5);
  });
};

describe('a small change of an input is the input of the changed slices', () => {
  const all = [before, slice, after];

  it('mirrored', () => {
    expectLike(
      changedLittle(input, spec, 'mirrored'),
      all.map((one) => altered(one, (x, y) => at(one, 15 - x, y))),
    );
  });

  it('moved', () => {
    expectLike(
      changedLittle(input, spec, 'moved'),
      all.map((one) => altered(one, (x, y) => at(one, x - 2, y - 2))),
    );
  });

  it('without neighbors', () => {
    expectLike(changedLittle(input, spec, 'alone'), [slice, slice, slice]);
  });

  it.each([
    ['brighter', 3],
    ['darker', -3],
  ] as const)('%s, but for what lies beyond the window', (change, by) => {
    const other = (value: number) => (value <= -20 || value >= 99 ? value : value + by);
    expectLike(
      changedLittle(input, spec, change),
      all.map((one) => altered(one, (x, y) => other(at(one, x, y)))),
    );
  });

  it('leaves the input itself as it was', () => {
    const copy = Float32Array.from(input);
    for (const change of SMALL_CHANGES) changedLittle(input, spec, change);
    expect(input).toEqual(copy);
  });

  it("keeps the slice's own bone window beside its neighbors and without them", () => {
    const bone = { center: hu(700), width: hu(3200), sliceOffset: 0 as const };
    const more: PreprocessSpec = {
      ...spec,
      channels: [...spec.channels, bone],
      scale: [...spec.scale, 4],
      shift: [...spec.shift, -2],
    };
    const four = preprocess(before, slice, after, more);
    const alone = preprocess(slice, slice, slice, more);
    changedLittle(four, more, 'alone')?.forEach((value, index) => {
      expect(value).toBeCloseTo(alone[index] ?? Number.NaN, 5);
    });
    const flipped = all.map((one) => altered(one, (x, y) => at(one, 15 - x, y)));
    const [a = slice, b = slice, c = slice] = flipped;
    expect(changedLittle(four, more, 'mirrored')).toEqual(preprocess(a, b, c, more));
  });

  it('has nothing without neighbors where none is shown, or none of the slice in that window', () => {
    const bone = { center: hu(300), width: hu(1500) };
    const own = spec.channels.map((channel) => ({ ...channel, sliceOffset: 0 as const }));
    expect(changedLittle(input, { ...spec, channels: own }, 'alone')).toBeNull();
    const other = spec.channels.map((channel, index) =>
      index === 1 ? { ...channel, ...bone } : channel,
    );
    expect(changedLittle(input, { ...spec, channels: other }, 'alone')).toBeNull();
  });
});
