import type { Image } from 'cornerstone-core';
import { type Outcome, ok } from '#base';
import {
  planSlab,
  type Slab,
  type SlabPlan,
  type Stack,
  type StackSeries,
  slabImage,
  slabPlaces,
  stackOf,
} from '#imaging';
import { cornerstoneImage } from './computed-image.ts';
import type { SliceImages } from './slice-images.ts';

/** Slabs kept, so that a step back is drawn at once. */
const KEPT = 12;

/** What of an image is computed from several slices. */
export interface ShownSlab extends Slab {
  /** Of the thickness, what was scanned: less at the ends of the stack. */
  readonly covered: number;
}

const slabs = new WeakMap<Image, ShownSlab>();

/** The slab that an image shows; null where it is a slice. */
export const slabOf = (image: Image): ShownSlab | null => slabs.get(image) ?? null;

/** The slices of a series as slabs round them, or why there are none. The images stay the caller's to close. */
export function slabImages(
  images: SliceImages,
  series: StackSeries,
  slab: Slab,
): Outcome<SliceImages> {
  const stack = stackOf(series);
  return stack.ok ? ok(slabsOf(images, stack.value, slab)) : stack;
}

function slabsOf(images: SliceImages, stack: Stack, slab: Slab): SliceImages {
  const placeOf = new Map(stack.slices.map(({ index }, place) => [index, place]));
  const plans = new Map<number, SlabPlan>();
  const kept = new Map<number, Image>();

  const planOf = (place: number): SlabPlan => {
    const plan = plans.get(place) ?? planSlab(stack, place, slab);
    plans.set(place, plan);
    return plan;
  };
  const indexOf = (place: number): number => stack.slices[place]?.index ?? 0;
  const computed = (place: number, sliceAt: (place: number) => Image | null): Image => {
    const plan = planOf(place);
    const { alongRow, alongColumn } = stack.slices[place] ?? { alongRow: [1], alongColumn: [1] };
    const pixels = slabImage(stack, place, plan, (of) => {
      const slice = sliceAt(of);
      if (slice === null) return undefined;
      return { pixels: slice.getPixelData(), slope: slice.slope, intercept: slice.intercept };
    });
    const size = { column: Math.hypot(...alongRow), row: Math.hypot(...alongColumn) };
    const image = cornerstoneImage(pixels, size, sliceAt(place)?.invert ?? false);
    slabs.set(image, { ...slab, covered: plan.covered });
    kept.set(place, image);
    for (const oldest of kept.keys()) {
      if (kept.size > KEPT) kept.delete(oldest);
    }
    return image;
  };

  return {
    ...images,
    notes: (index) => {
      const place = placeOf.get(index);
      if (place === undefined) return images.notes(index);
      const all = slabPlaces(planOf(place)).flatMap((of) => images.notes(indexOf(of)));
      return [...new Map(all.map((note) => [note.code, note])).values()];
    },
    ready: (index) => {
      const place = placeOf.get(index);
      if (place === undefined) return images.ready(index);
      const known = kept.get(place);
      if (known !== undefined) return known;
      const needed = new Map(
        slabPlaces(planOf(place)).map((of) => [of, images.ready(indexOf(of))]),
      );
      return [...needed.values()].includes(null)
        ? null
        : computed(place, (of) => needed.get(of) ?? null);
    },
    image: async (index) => {
      const place = placeOf.get(index);
      if (place === undefined) return images.image(index);
      const needed = new Map<number, Image>();
      await Promise.all(
        slabPlaces(planOf(place)).map(async (of) => {
          needed.set(of, await images.image(indexOf(of)));
        }),
      );
      return kept.get(place) ?? computed(place, (of) => needed.get(of) ?? null);
    },
    close: () => kept.clear(),
  };
}
