import type { Image } from 'cornerstone-core';
import type { Reason } from '#base';
import type { SliceHeader } from '#dicom';
import type { SliceValues } from '#imaging';
import type { SliceImages } from './slice-images.ts';

/** Images of slices whose values are given; what is `decoded` is there at once, what is `torn` never comes. */
export function someImages(
  slices: readonly SliceHeader[],
  values: readonly SliceValues[],
  {
    decoded = new Set(),
    torn = new Set(),
    noted = new Map(),
  }: {
    readonly decoded?: ReadonlySet<number>;
    readonly torn?: ReadonlySet<number>;
    readonly noted?: ReadonlyMap<number, readonly Reason[]>;
  } = {},
): { readonly images: SliceImages; readonly asked: number[] } {
  const asked: number[] = [];
  const made = values.map((value, index) => ({
    imageId: `slice ${index}`,
    invert: false,
    slope: value.slope,
    intercept: value.intercept,
    getPixelData: () => value.pixels,
  })) as unknown as readonly Image[];
  const image = async (index: number): Promise<Image> => {
    asked.push(index);
    const there = made[index];
    if (there === undefined || torn.has(index)) throw new Error(`slice ${index} is torn`);
    return there;
  };
  return {
    asked,
    images: {
      series: { slices, load: async () => ({ file: new Uint8Array(), notes: [] }) },
      notes: (index) => noted.get(index) ?? [],
      image,
      imageLater: async (index, signal) => {
        signal.throwIfAborted();
        return image(index);
      },
      ready: (index) => (decoded.has(index) ? (made[index] ?? null) : null),
      listen: () => () => undefined,
      drawSmall: async () => undefined,
      prefetch: () => undefined,
      close: () => undefined,
    },
  };
}
