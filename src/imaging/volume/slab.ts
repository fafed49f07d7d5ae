import { dot } from '#dicom';
import { AIR } from '../air.ts';
import { type ComputedImage, kept } from './reformat.ts';
import { pixelReader, type SliceValues } from './slice-values.ts';
import type { Stack, StackSlice } from './stack.ts';
import { atOnce } from './steps.ts';
import { perStep, plus } from './vector.ts';

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

/** What is done with a slice's values at the pixels of another: they are added, or taken where they are more. */
const ADD = 'add';
const RAISE = 'raise';
type How = typeof ADD | typeof RAISE;

/** Below what any file holds. */
const LEAST = -1e9;

/** Lays `weight` times a slice over pixels, as it lies over or under those of another one. */
function layOver(
  onto: Float32Array,
  center: StackSlice,
  slice: StackSlice | undefined,
  values: SliceValues | undefined,
  weight: number,
  how: How,
): void {
  const { rows, columns } = center;
  const put = (pixel: number, value: number): void => {
    const before = onto[pixel] ?? 0;
    onto[pixel] = how === ADD ? before + value : Math.max(before, value);
  };
  if (slice === undefined || values === undefined) {
    for (let pixel = 0; pixel < onto.length; pixel += 1) put(pixel, weight * AIR);
    return;
  }
  const across = perStep(slice.alongRow);
  const down = perStep(slice.alongColumn);
  const offset = plus(center.origin, slice.origin, -1);
  const shift = { column: dot(offset, across), row: dot(offset, down) };
  const inRow = { column: dot(center.alongRow, across), row: dot(center.alongRow, down) };
  const inColumn = { column: dot(center.alongColumn, across), row: dot(center.alongColumn, down) };
  const steps = [inRow.column - 1, inColumn.row - 1, inRow.row, inColumn.column];
  const plain = slice.columns === columns && slice.rows === rows;
  if (plain && steps.every((step) => Math.abs(step) < SAME_STEP)) {
    layShifted(onto, slice, values, weight, shift, how);
    return;
  }
  const read = pixelReader(values, slice);
  for (let y = 0; y < rows; y += 1) {
    for (let x = 0; x < columns; x += 1) {
      const value = read(
        shift.column + x * inRow.column + y * inColumn.column,
        shift.row + x * inRow.row + y * inColumn.row,
      );
      put(y * columns + x, weight * value);
    }
  }
}

/** Steps that differ by less than this, of a pixel, differ by nothing over a whole slice. */
const SAME_STEP = 1e-5;
/** Pixel on pixel, but for a hundredth: nothing is to be interpolated. */
const SAME_PLACE = 0.01;

/** The same for a slice whose pixels are as large and lie the same way: the share of each of four neighbors is one for all. */
function layShifted(
  onto: Float32Array,
  { rows, columns }: Pick<StackSlice, 'rows' | 'columns'>,
  values: SliceValues,
  weight: number,
  shift: { readonly column: number; readonly row: number },
  how: How,
): void {
  const { pixels, slope, intercept } = values;
  const [left, partRight] = wholeAndPart(shift.column);
  const [top, partBelow] = wholeAndPart(shift.row);
  const scale = weight * slope;
  const rest = weight * intercept;
  const shares = {
    a: scale * (1 - partRight) * (1 - partBelow),
    b: scale * partRight * (1 - partBelow),
    c: scale * (1 - partRight) * partBelow,
    d: scale * partRight * partBelow,
    rest,
  };
  const right = partRight === 0 ? 0 : 1;
  const below = partBelow === 0 ? 0 : columns;
  const between = right !== 0 || below !== 0;
  const read = pixelReader(values, { rows, columns });
  const from = Math.min(columns, Math.max(0, -left));
  const to = Math.max(from, Math.min(columns, columns - left - right));
  const [add, raise] = between ? [addBetween, raiseBetween] : [addPixels, raisePixels];
  const lay = how === ADD ? add : raise;
  for (let y = 0; y < rows; y += 1) {
    const row = y + top;
    const inside = row >= 0 && row + (below === 0 ? 0 : 1) < rows;
    const line = y * columns;
    const edge = (start: number, end: number): void => {
      for (let x = start; x < end; x += 1) {
        const value = weight * read(x + shift.column, y + shift.row);
        const before = onto[line + x] ?? 0;
        onto[line + x] = how === ADD ? before + value : Math.max(before, value);
      }
    };
    if (!inside) {
      edge(0, columns);
      continue;
    }
    edge(0, from);
    const at = row * columns + left + from;
    lay(onto, line + from, line + to, pixels, at, shares, right, below);
    edge(to, columns);
  }
}

/** What each of four neighbors counts, and what is added to all. */
interface Shares {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly rest: number;
}

// Four loops over the pixels of a row and no more in them than they need: they are where a slab's time goes.

function addPixels(
  onto: Float32Array,
  from: number,
  to: number,
  pixels: ArrayLike<number>,
  start: number,
  { a, rest }: Shares,
): void {
  for (let x = from, at = start; x < to; x += 1, at += 1) {
    onto[x] = (onto[x] ?? 0) + a * (pixels[at] ?? 0) + rest;
  }
}

function raisePixels(
  onto: Float32Array,
  from: number,
  to: number,
  pixels: ArrayLike<number>,
  start: number,
  { a, rest }: Shares,
): void {
  for (let x = from, at = start; x < to; x += 1, at += 1) {
    const value = a * (pixels[at] ?? 0) + rest;
    if (value > (onto[x] ?? 0)) onto[x] = value;
  }
}

function addBetween(
  onto: Float32Array,
  from: number,
  to: number,
  pixels: ArrayLike<number>,
  start: number,
  shares: Shares,
  right: number,
  below: number,
): void {
  const { a, b, c, d, rest } = shares;
  for (let x = from, at = start; x < to; x += 1, at += 1) {
    const over = a * (pixels[at] ?? 0) + b * (pixels[at + right] ?? 0);
    const under = c * (pixels[at + below] ?? 0) + d * (pixels[at + below + right] ?? 0);
    onto[x] = (onto[x] ?? 0) + over + under + rest;
  }
}

function raiseBetween(
  onto: Float32Array,
  from: number,
  to: number,
  pixels: ArrayLike<number>,
  start: number,
  shares: Shares,
  right: number,
  below: number,
): void {
  const { a, b, c, d, rest } = shares;
  for (let x = from, at = start; x < to; x += 1, at += 1) {
    const over = a * (pixels[at] ?? 0) + b * (pixels[at + right] ?? 0);
    const under = c * (pixels[at + below] ?? 0) + d * (pixels[at + below + right] ?? 0);
    const value = over + under + rest;
    if (value > (onto[x] ?? 0)) onto[x] = value;
  }
}

function wholeAndPart(value: number): readonly [number, number] {
  const nearest = Math.round(value);
  if (Math.abs(value - nearest) < SAME_PLACE) return [nearest, 0];
  const whole = Math.floor(value);
  return [whole, value - whole];
}
