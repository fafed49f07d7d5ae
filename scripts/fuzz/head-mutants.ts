import fc from 'fast-check';
import { mm, seededNormal, seededRandom } from '#base';
import type { HuImage } from '#imaging';
import {
  blurred,
  coarser,
  cropped,
  doubled,
  opened,
  squeezed,
  streaked,
  withBlock,
} from './head-changes.ts';
import type { HeadVolume } from './head-volume.ts';

/** What is done to a head's images: each can happen to a scan on its way, and none says so in a header. */
export type HeadMutation =
  /** In part of the slices, every `nth`, the head in two places `mm` apart. */
  | { readonly kind: 'motion'; readonly mm: number; readonly nth: number }
  | { readonly kind: 'noise'; readonly hu: number }
  /** The scale moved, on part of the slices. */
  | { readonly kind: 'shift'; readonly hu: number; readonly part: Part }
  /** Another slope, round water or round the least stored value. */
  | { readonly kind: 'scale'; readonly by: number; readonly round: 0 | -1024; readonly part: Part }
  | { readonly kind: 'clip'; readonly low: number; readonly high: number }
  | { readonly kind: 'levels'; readonly hu: number }
  /** Signed 12 bits: what is over 1023 HU comes round from below. */
  | { readonly kind: 'wrap'; readonly over: number }
  | { readonly kind: 'air'; readonly hu: number }
  | { readonly kind: 'open-skull'; readonly degrees: number }
  | { readonly kind: 'crop'; readonly left: number; readonly top: number }
  | { readonly kind: 'blur'; readonly mm: number }
  | { readonly kind: 'streaks'; readonly hu: number; readonly x: number; readonly y: number }
  /** A block of one value within the image. */
  | {
      readonly kind: 'block';
      readonly hu: number;
      readonly x: number;
      readonly y: number;
      readonly side: number;
      readonly part: Part;
    }
  | { readonly kind: 'coarse'; readonly by: number }
  | { readonly kind: 'squeeze'; readonly by: number }
  | { readonly kind: 'missing'; readonly part: Part }
  | { readonly kind: 'repeat'; readonly part: Part }
  | { readonly kind: 'reverse'; readonly part: Part }
  | { readonly kind: 'thick'; readonly slices: number };

/** Slices from a part of the way up, so much of all; every slice where `length` is 1. */
export interface Part {
  readonly from: number;
  readonly length: number;
}

/** One mutant: one or two things done to one head. */
export interface HeadMutant {
  readonly head: number;
  readonly mutations: readonly HeadMutation[];
}

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const part: fc.Arbitrary<Part> = fc.oneof(
  fc.constant({ from: 0, length: 1 }),
  fc.record({ from: between(0.2, 0.7), length: between(0.05, 0.4) }),
);

/** Each kind as often as the others. */
const mutation: fc.Arbitrary<HeadMutation> = fc.oneof<fc.Arbitrary<HeadMutation>[]>(
  fc.record({
    kind: fc.constant('motion'),
    mm: between(1, 14),
    nth: fc.constantFrom(1, 1, 2, 3),
  }),
  fc.record({ kind: fc.constant('noise'), hu: between(2, 80) }),
  fc.record({ kind: fc.constant('shift'), hu: between(-60, 60), part }),
  fc.record({
    kind: fc.constant('scale'),
    by: between(0.7, 1.4),
    round: fc.constantFrom(0, -1024),
    part,
  }),
  fc.record({ kind: fc.constant('clip'), low: between(-1024, 40), high: between(50, 1500) }),
  fc.record({ kind: fc.constant('levels'), hu: between(2, 64) }),
  fc.record({ kind: fc.constant('wrap'), over: fc.constantFrom(511, 1023) }),
  fc.record({
    kind: fc.constant('air'),
    hu: fc.constantFrom(-3024, -2000, -1024, -500, 0, 40, 3071),
  }),
  fc.record({ kind: fc.constant('open-skull'), degrees: between(20, 300) }),
  fc.record({ kind: fc.constant('crop'), left: between(0, 0.5), top: between(0, 0.5) }),
  fc.record({ kind: fc.constant('blur'), mm: between(0.5, 6) }),
  fc.record({
    kind: fc.constant('streaks'),
    hu: between(10, 200),
    x: between(0.3, 0.7),
    y: between(0.3, 0.7),
  }),
  fc.record({
    kind: fc.constant('block'),
    hu: fc.constantFrom(-3024, -1024, 0, 40, 70, 3071),
    x: between(0.2, 0.7),
    y: between(0.2, 0.7),
    side: between(0.02, 0.4),
    part,
  }),
  fc.record({ kind: fc.constant('coarse'), by: fc.constantFrom(2, 3, 4, 8) }),
  fc.record({ kind: fc.constant('squeeze'), by: fc.constantFrom(2, 3) }),
  fc.record({ kind: fc.constant('missing'), part }),
  fc.record({ kind: fc.constant('repeat'), part }),
  fc.record({ kind: fc.constant('reverse'), part }),
  fc.record({ kind: fc.constant('thick'), slices: fc.constantFrom(2, 3, 4) }),
);

/** Mutants of so many heads. */
export const headMutants = (heads: number): fc.Arbitrary<HeadMutant> =>
  fc.record({
    head: fc.nat({ max: heads - 1 }),
    mutations: fc.array(mutation, { minLength: 1, maxLength: 2 }),
  });

/** The mutant's head. */
export const mutated = (head: HeadVolume, mutations: readonly HeadMutation[]): HeadVolume =>
  mutations.reduce(apply, head);

function apply(head: HeadVolume, one: HeadMutation): HeadVolume {
  const count = head.slices.length;
  const [row, column] = head.spacing;
  const all = (change: (image: HuImage, index: number) => HuImage): HeadVolume => ({
    ...head,
    slices: head.slices.map(change),
  });
  const each = (change: (hu: number) => number, part: Part = WHOLE): HeadVolume =>
    all((image, index) =>
      isIn(part, index, count) ? { ...image, values: image.values.map(change) } : image,
    );
  switch (one.kind) {
    case 'motion':
      return all((image, index) => (index % one.nth === 0 ? doubled(image, one.mm / row) : image));
    case 'noise':
      return all((image, index) => noisy(image, one.hu, index));
    case 'shift':
      return each((hu) => hu + one.hu, one.part);
    case 'scale':
      return each((hu) => (hu - one.round) * one.by + one.round, one.part);
    case 'clip':
      return each((hu) => Math.min(one.high, Math.max(one.low, hu)));
    case 'levels':
      return each((hu) => Math.round(hu / one.hu) * one.hu);
    case 'wrap':
      return each((hu) => (hu > one.over ? hu - 4096 : hu));
    case 'air':
      return each((hu) => (hu < -950 ? one.hu : hu));
    case 'open-skull':
      return all((image) => opened(image, one.degrees));
    case 'crop':
      return all((image) => cropped(image, one.left, one.top));
    case 'blur':
      return all((image) => blurred(image, one.mm / row));
    case 'streaks':
      return all((image) => streaked(image, one));
    case 'block':
      return all((image, index) => (isIn(one.part, index, count) ? withBlock(image, one) : image));
    case 'coarse':
      return {
        ...all((image) => coarser(image, one.by)),
        spacing: [mm(row * one.by), mm(column * one.by)],
      };
    case 'squeeze':
      return { ...all((image) => squeezed(image, one.by)), spacing: [row, mm(column * one.by)] };
    case 'missing':
      return keep(head, (index) => !isIn(one.part, index, count) || one.part.length === 1);
    case 'repeat':
      return all((image, index) =>
        isIn(one.part, index, count) ? (head.slices[Math.max(0, index - 1)] ?? image) : image,
      );
    case 'reverse':
      return { ...head, slices: reversed(head.slices, one.part) };
    case 'thick':
      return thicker(head, one.slices);
  }
}

const WHOLE: Part = { from: 0, length: 1 };

const isIn = ({ from, length }: Part, index: number, count: number): boolean =>
  length === 1 || (index >= from * count && index < (from + length) * count);

function keep(head: HeadVolume, isKept: (index: number) => boolean): HeadVolume {
  const kept = (_: unknown, index: number): boolean => isKept(index);
  return { ...head, slices: head.slices.filter(kept), places: head.places.filter(kept) };
}

/** The slices of a part in the other order, at the places of each other. */
function reversed(slices: readonly HuImage[], part: Part): readonly HuImage[] {
  const within = slices.flatMap((_, index) => (isIn(part, index, slices.length) ? [index] : []));
  return slices.map((image, index) => {
    const at = within.indexOf(index);
    return at === -1 ? image : (slices[within.at(-1 - at) ?? index] ?? image);
  });
}

/** Means of so many slices in a row, at the middle of their places. */
function thicker(head: HeadVolume, by: number): HeadVolume {
  const groups = Array.from({ length: Math.floor(head.slices.length / by) }, (_, group) =>
    Array.from({ length: by }, (_, at) => group * by + at),
  );
  const mean = (numbers: readonly number[]) =>
    numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
  return {
    ...head,
    thickness: head.thickness * by,
    places: groups.map((group) => mean(group.map((index) => head.places[index] ?? 0))),
    slices: groups.map((group) => {
      const [first, ...others] = group.flatMap((index) => head.slices[index] ?? []);
      if (first === undefined) throw new RangeError('A group of slices is empty.');
      return {
        ...first,
        values: first.values.map((hu, at) =>
          mean([hu, ...others.map(({ values }) => values[at] ?? 0)]),
        ),
      };
    }),
  };
}

function noisy(image: HuImage, hu: number, seed: number): HuImage {
  const normal = seededNormal(seededRandom(seed + 1));
  // Air is noisy, too.
  return { ...image, values: image.values.map((value) => value + hu * normal()) };
}
