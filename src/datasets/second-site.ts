import { AppError } from '#base';
import type { HuImage } from '#imaging';
import type { CtIch } from './ct-ich.ts';
import type { LabeledSlice } from './labeled-dataset.ts';

/** What another hospital's scanner does to the same heads. */
export const SITE_CHANGES = ['same', 'offset', 'soft', 'sharp', 'thick'] as const;
/** One of {@link SITE_CHANGES}. */
export type SiteChange = (typeof SITE_CHANGES)[number];

/** HU by which its scale is off. */
const OFFSET_HU = 12;
/** How much of what a blur takes away a sharp kernel puts on top. */
const SHARPNESS = 1.5;

/** 3 x 3 mean, the edge repeated. */
function blurred({ rows, columns, values }: HuImage): Float32Array {
  const inside = (value: number, most: number) => Math.min(most - 1, Math.max(0, value));
  const at = (row: number, column: number) =>
    values[inside(row, rows) * columns + inside(column, columns)] ?? 0;
  const across = new Float32Array(values.length);
  const out = new Float32Array(values.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      across[row * columns + column] =
        (at(row, column - 1) + at(row, column) + at(row, column + 1)) / 3;
    }
  }
  const sum = (row: number, column: number) => across[inside(row, rows) * columns + column] ?? 0;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      out[row * columns + column] =
        (sum(row - 1, column) + sum(row, column) + sum(row + 1, column)) / 3;
    }
  }
  return out;
}

const mapped = (image: HuImage, of: (value: number, index: number) => number): HuImage => ({
  ...image,
  values: image.values.map(of),
});

/** The mean of slices of one size, as a thick slice has it. */
function meanOf(images: readonly HuImage[]): HuImage {
  const [first] = images;
  if (first === undefined) throw new AppError('bad-dataset', 'No slice to make a thick one of.');
  const alike = images.filter((one) => one.values.length === first.values.length);
  return mapped(
    first,
    (_, index) => alike.reduce((sum, { values }) => sum + (values[index] ?? 0), 0) / alike.length,
  );
}

/**
 * The same patients as another site's scanner might show them: a Hounsfield scale that is off, a softer or sharper kernel, slices three
 * times as thick (each the mean of itself and its neighbors). Labels stay. An imitation: it has neither that site's patients nor its noise.
 */
export function secondSite(dataset: CtIch, change: SiteChange): CtIch {
  if (change === 'same') return dataset;
  const inStudy = new Map<string, LabeledSlice[]>();
  for (const slice of dataset.slices) {
    inStudy.set(slice.study, [...(inStudy.get(slice.study) ?? []), slice]);
  }
  for (const slices of inStudy.values()) slices.sort((a, b) => a.position - b.position);
  const around = (slice: LabeledSlice): readonly LabeledSlice[] => {
    const slices = inStudy.get(slice.study) ?? [slice];
    const at = slices.findIndex(({ id }) => id === slice.id);
    // The slice itself first: its size is the one that counts.
    return [slice, ...slices.slice(Math.max(0, at - 1), at), ...slices.slice(at + 1, at + 2)];
  };
  return {
    ...dataset,
    read: async (slice) => {
      if (change === 'thick') return meanOf(await Promise.all(around(slice).map(dataset.read)));
      const image = await dataset.read(slice);
      if (change === 'offset') return mapped(image, (value) => value + OFFSET_HU);
      const soft = blurred(image);
      return change === 'soft'
        ? { ...image, values: blurred({ ...image, values: soft }) }
        : mapped(image, (value, index) => value + SHARPNESS * (value - (soft[index] ?? value)));
    },
  };
}
