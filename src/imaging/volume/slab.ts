import { AIR } from '../air.ts';
import { type ComputedImage, kept } from './reformat.ts';
import { pixelReader, type SliceValues } from './slice-values.ts';
import type { Stack, StackSlice } from './stack.ts';
import { dot, plus, times } from './vector.ts';

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

/**
 * Computes a slab with the pixels of the slice that it is round. Other slices are looked at along the normal, so that what a tilted gantry
 * shifts lies on itself. `valuesOf`: of a slice by its place in the stack.
 */
export function slabImage(
  stack: Stack,
  at: number,
  { sums }: SlabPlan,
  valuesOf: (place: number) => SliceValues | undefined,
): ComputedImage {
  const center = stack.slices[at];
  if (center === undefined) return { rows: 0, columns: 0, values: new Int16Array() };
  const { rows, columns } = center;
  const looked = new Map<number, Float32Array>();
  const lookAt = (place: number): Float32Array => {
    const known = looked.get(place) ?? seenFrom(center, stack, place, valuesOf(place));
    looked.set(place, known);
    return known;
  };
  const values = new Int16Array(rows * columns);
  const sum = new Float32Array(values.length);
  sums.forEach((parts, which) => {
    sum.fill(0);
    for (const { place, weight } of parts) {
      const slice = lookAt(place);
      for (let pixel = 0; pixel < sum.length; pixel += 1) {
        sum[pixel] = (sum[pixel] ?? 0) + weight * (slice[pixel] ?? 0);
      }
    }
    for (let pixel = 0; pixel < sum.length; pixel += 1) {
      const value = kept(sum[pixel] ?? AIR);
      values[pixel] = which === 0 ? value : Math.max(values[pixel] ?? value, value);
    }
  });
  return { rows, columns, values };
}

/** A slice in HU as it lies over, or under, the pixels of another one. */
function seenFrom(
  center: StackSlice,
  stack: Stack,
  place: number,
  values: SliceValues | undefined,
): Float32Array {
  const { rows, columns } = center;
  const seen = new Float32Array(rows * columns);
  const slice = stack.slices[place];
  if (slice === undefined || values === undefined) return seen.fill(AIR);
  const across = times(slice.alongRow, 1 / dot(slice.alongRow, slice.alongRow));
  const down = times(slice.alongColumn, 1 / dot(slice.alongColumn, slice.alongColumn));
  const offset = plus(center.origin, slice.origin, -1);
  const [column, row] = [dot(offset, across), dot(offset, down)];
  const inRow = { column: dot(center.alongRow, across), row: dot(center.alongRow, down) };
  const inColumn = { column: dot(center.alongColumn, across), row: dot(center.alongColumn, down) };
  if (slice.columns === columns && slice.rows === rows && isSame(column, row, inRow, inColumn)) {
    const { pixels, slope, intercept } = values;
    for (let pixel = 0; pixel < seen.length; pixel += 1) {
      seen[pixel] = (pixels[pixel] ?? 0) * slope + intercept;
    }
    return seen;
  }
  const read = pixelReader(values, slice);
  for (let y = 0; y < rows; y += 1) {
    for (let x = 0; x < columns; x += 1) {
      seen[y * columns + x] = read(
        column + x * inRow.column + y * inColumn.column,
        row + x * inRow.row + y * inColumn.row,
      );
    }
  }
  return seen;
}

/** Pixel on pixel, but for a hundredth: nothing is to be interpolated. */
function isSame(
  column: number,
  row: number,
  inRow: { readonly column: number; readonly row: number },
  inColumn: { readonly column: number; readonly row: number },
): boolean {
  const off = [column, row, inRow.row, inColumn.column].every((value) => Math.abs(value) < 0.01);
  const steps = [inRow.column - 1, inColumn.row - 1, inRow.row, inColumn.column];
  return off && steps.every((value) => Math.abs(value) < 1e-5);
}
