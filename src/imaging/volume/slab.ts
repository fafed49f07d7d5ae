import { AIR } from '../air.ts';
import { ADD, layOver, RAISE } from './lay-over.ts';
import { type ComputedImage, kept } from './reformat.ts';
import type { SliceValues } from './slice-values.ts';
import type { Stack, StackSlice } from './stack.ts';
import { atOnce } from './steps.ts';

/** A thin slab round a slice: what of it is shown, and how thick it is. */
export interface Slab {
  readonly kind: 'average' | 'maximum';
  readonly mm: 3 | 5 | 10;
}

/** The slices that a slab takes, by their places in the stack. */
export interface SlabPlan {
  readonly slab: Slab;
  /** Of the whole thickness, what lies between the first and the last slice, mm. */
  readonly covered: number;
  /** Each value is a sum of slices: of an average all at once, of a maximum each for itself. */
  readonly sums: readonly (readonly { readonly place: number; readonly weight: number }[])[];
}

/**
 * What a slab round a slice is made of. Between slices values go linearly along the normal: the average is the integral of that,
 * and the maximum lies at a slice or at an end of the slab, so both are exact for it, whatever the gaps.
 */
export function planSlab({ slices }: Stack, at: number, slab: Slab): SlabPlan {
  const position = slices[at]?.position ?? 0;
  const from = Math.max(slices[0]?.position ?? position, position - slab.mm / 2);
  const to = Math.min(slices.at(-1)?.position ?? position, position + slab.mm / 2);
  const covered = to - from;
  return {
    slab,
    covered,
    sums: slab.kind === 'average' ? [averaged(slices, from, to)] : candidates(slices, from, to),
  };
}

/** The stretches from slice to slice that overlap, from where to where. */
function stretches(slices: readonly StackSlice[], from: number, to: number) {
  return slices.slice(1).flatMap(({ position: end }, place) => {
    const start = slices[place]?.position ?? end;
    const overlap = { from: Math.max(from, start), to: Math.min(to, end) };
    return overlap.from < overlap.to ? [{ place, start, length: end - start, ...overlap }] : [];
  });
}

function averaged(slices: readonly StackSlice[], from: number, to: number) {
  const weights = new Map<number, number>();
  const add = (place: number, weight: number): void =>
    void weights.set(place, (weights.get(place) ?? 0) + weight);
  for (const one of stretches(slices, from, to)) {
    const middle = ((one.from + one.to) / 2 - one.start) / one.length;
    const part = (one.to - one.from) / (to - from);
    add(one.place, part * (1 - middle));
    add(one.place + 1, part * middle);
  }
  return [...weights].map(([place, weight]) => ({ place, weight }));
}

function candidates(slices: readonly StackSlice[], from: number, to: number) {
  const ends = [from, to].flatMap((end) => {
    const [one] = stretches(slices, end - 1e-9, end + 1e-9);
    if (one === undefined) return [];
    const part = (end - one.start) / one.length;
    return part <= 1e-6 || part >= 1 - 1e-6
      ? []
      : [
          [
            { place: one.place, weight: 1 - part },
            { place: one.place + 1, weight: part },
          ],
        ];
  });
  const inside = slices.flatMap(({ position }, place) =>
    position >= from - 1e-6 && position <= to + 1e-6 ? [[{ place, weight: 1 }]] : [],
  );
  return [...inside, ...ends];
}

/** The places in the stack of the slices that a plan needs. */
export const slabPlaces = ({ sums }: SlabPlan): readonly number[] => [
  ...new Set(sums.flat().map(({ place }) => place)),
];

/** Below what any file holds. */
const LEAST = -1e9;

/**
 * Computes a slab with the pixels of the slice that it is round. Other slices are looked at along the normal, so that what a tilted gantry
 * shifts lies on itself. `valuesOf`: of a slice by its place in the stack.
 */
export const slabImage = (
  stack: Stack,
  at: number,
  plan: SlabPlan,
  valuesOf: (place: number) => SliceValues | undefined,
): ComputedImage => atOnce(slabSteps(stack, at, plan, valuesOf));

/** The same in steps of about a millisecond, one a slice: whoever goes through them can stop. */
export function* slabSteps(
  stack: Stack,
  at: number,
  { sums }: SlabPlan,
  valuesOf: (place: number) => SliceValues | undefined,
): Generator<void, ComputedImage> {
  const center = stack.slices[at];
  if (center === undefined) return { rows: 0, columns: 0, values: new Int16Array() };
  const { rows, columns } = center;
  const most = new Float32Array(rows * columns).fill(LEAST);
  let sum: Float32Array | null = null;
  for (const parts of sums) {
    const [only, ...more] = parts;
    if (only !== undefined && more.length === 0) {
      layOver(most, center, stack.slices[only.place], valuesOf(only.place), only.weight, RAISE);
      yield;
      continue;
    }
    sum = (sum ?? new Float32Array(most.length)).fill(0);
    for (const { place, weight } of parts) {
      layOver(sum, center, stack.slices[place], valuesOf(place), weight, ADD);
      yield;
    }
    for (let pixel = 0; pixel < sum.length; pixel += 1) {
      const value = sum[pixel] ?? 0;
      if (value > (most[pixel] ?? 0)) most[pixel] = value;
    }
  }
  const values = new Int16Array(most.length);
  for (let pixel = 0; pixel < most.length; pixel += 1) values[pixel] = kept(most[pixel] ?? AIR);
  return { rows, columns, values };
}
