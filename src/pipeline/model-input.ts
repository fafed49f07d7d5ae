import { type PreprocessSpec, preprocess } from '#imaging';
import type { LoadedSlice, LoadSlice } from './slice-loader.ts';

type Decoded = Extract<LoadedSlice, { readonly ok: true }>;

/** A slice by itself in place of its neighbors: what a glance shows the model. */
export function inputOfOne({ image }: Decoded, spec: PreprocessSpec): Float32Array {
  return preprocess(image, image, image, spec);
}

/**
 * Slice `index` of `count` with its neighbors along the normal. The slice itself stands in for a neighbor beyond the series' end, for
 * one that can't be decoded and for one of another size. Rejects only when aborted.
 */
export async function inputWithNeighbors(
  load: LoadSlice,
  index: number,
  count: number,
  slice: Decoded,
  spec: PreprocessSpec,
  signal: AbortSignal,
): Promise<Float32Array> {
  const neighbor = async (offset: -1 | 1) => {
    const wanted = spec.channels.some(({ sliceOffset }) => sliceOffset === offset);
    const inside = index + offset >= 0 && index + offset < count;
    if (!wanted || !inside) return slice.image;
    const other = await load(index + offset, signal);
    const fits =
      other.ok &&
      other.image.rows === slice.image.rows &&
      other.image.columns === slice.image.columns;
    return fits ? other.image : slice.image;
  };
  return preprocess(await neighbor(-1), slice.image, await neighbor(1), spec);
}
