import { AppError } from '#base';
import { type PreprocessSpec, preprocess } from '#imaging';
import type { LoadedSlice } from './slice-loader.ts';

/**
 * The slices whose pixels the model's input of slice `index` of `count` is made of: previous, itself, next along the normal. The slice
 * itself stands in for a neighbor beyond the series' end and for one that no channel shows.
 */
export function neighborhood(
  index: number,
  count: number,
  { channels }: PreprocessSpec,
): readonly [number, number, number] {
  const neighbor = (offset: -1 | 1): number => {
    const wanted = channels.some(({ sliceOffset }) => sliceOffset === offset);
    const inside = index + offset >= 0 && index + offset < count;
    return wanted && inside ? index + offset : index;
  };
  return [neighbor(-1), index, neighbor(1)];
}

/**
 * The input of a slice from its {@link neighborhood}. The slice itself stands in for a neighbor that can't be decoded and for one of
 * another size.
 */
export function inputWithNeighbors(
  slices: readonly LoadedSlice[],
  spec: PreprocessSpec,
): Float32Array {
  const [previous, slice, next] = slices;
  if (slice?.ok !== true) throw new AppError('slice-undecodable', 'The slice cannot be decoded.');
  const imageOf = (neighbor: LoadedSlice | undefined) => {
    const fits =
      neighbor?.ok === true &&
      neighbor.image.rows === slice.image.rows &&
      neighbor.image.columns === slice.image.columns;
    return fits ? neighbor.image : slice.image;
  };
  return preprocess(imageOf(previous), slice.image, imageOf(next), spec);
}
