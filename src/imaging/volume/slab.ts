import { dot } from '#dicom';
import { AIR } from '../air.ts';
import { type ComputedImage, kept } from './reformat.ts';
import { pixelReader, type SliceValues } from './slice-values.ts';
import type { Stack, StackSlice } from './stack.ts';
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
export function slabImage(
  stack: Stack,
  at: number,
  { sums }: SlabPlan,
  valuesOf: (place: number) => SliceValues | undefined,
): ComputedImage {
  const center = stack.slices[at];
  if (center === undefined) return { rows: 0, columns: 0, values: new Int16Array() };
  const { rows, columns } = center;
  const most = new Float32Array(rows * columns).fill(LEAST);
  const sum = new Float32Array(most.length);
  for (const parts of sums) {
    sum.fill(0);
    for (const { place, weight } of parts) {
      addSlice(sum, center, stack.slices[place], valuesOf(place), weight);
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

/** Below what any file holds. */
const LEAST = -1e9;

/** Adds `weight` times a slice, as it lies over or under the pixels of another one. */
function addSlice(
  sum: Float32Array,
  center: StackSlice,
  slice: StackSlice | undefined,
  values: SliceValues | undefined,
  weight: number,
): void {
  const { rows, columns } = center;
  if (slice === undefined || values === undefined) {
    for (let pixel = 0; pixel < sum.length; pixel += 1)
      sum[pixel] = (sum[pixel] ?? 0) + weight * AIR;
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
    addShifted(sum, slice, values, weight, shift);
    return;
  }
  const read = pixelReader(values, slice);
  for (let y = 0; y < rows; y += 1) {
    for (let x = 0; x < columns; x += 1) {
      const value = read(
        shift.column + x * inRow.column + y * inColumn.column,
        shift.row + x * inRow.row + y * inColumn.row,
      );
      sum[y * columns + x] = (sum[y * columns + x] ?? 0) + weight * value;
    }
  }
}

/** Steps that differ by less than this, of a pixel, differ by nothing over a whole slice. */
const SAME_STEP = 1e-5;
/** Pixel on pixel, but for a hundredth: nothing is to be interpolated. */
const SAME_PLACE = 0.01;

/** The same for a slice whose pixels are as large and lie the same way: the share of each of four neighbors is one for all. */
function addShifted(
  sum: Float32Array,
  { rows, columns }: Pick<StackSlice, 'rows' | 'columns'>,
  values: SliceValues,
  weight: number,
  shift: { readonly column: number; readonly row: number },
): void {
  const { pixels, slope, intercept } = values;
  const [left, partRight] = wholeAndPart(shift.column);
  const [top, partBelow] = wholeAndPart(shift.row);
  const scale = weight * slope;
  const rest = weight * intercept;
  const [a, b] = [scale * (1 - partRight) * (1 - partBelow), scale * partRight * (1 - partBelow)];
  const [c, d] = [scale * (1 - partRight) * partBelow, scale * partRight * partBelow];
  const right = partRight === 0 ? 0 : 1;
  const below = partBelow === 0 ? 0 : columns;
  const read = pixelReader(values, { rows, columns });
  const from = Math.min(columns, Math.max(0, -left));
  const to = Math.max(from, Math.min(columns, columns - left - right));
  for (let y = 0; y < rows; y += 1) {
    const row = y + top;
    const inside = row >= 0 && row + (below === 0 ? 0 : 1) < rows;
    const line = y * columns;
    const edge = (start: number, end: number): void => {
      for (let x = start; x < end; x += 1) {
        const value = read(x + shift.column, y + shift.row);
        sum[line + x] = (sum[line + x] ?? 0) + weight * value;
      }
    };
    if (!inside) {
      edge(0, columns);
      continue;
    }
    edge(0, from);
    let at = row * columns + left + from;
    if (right === 0 && below === 0) {
      for (let x = line + from; x < line + to; x += 1) {
        sum[x] = (sum[x] ?? 0) + scale * (pixels[at] ?? 0) + rest;
        at += 1;
      }
      edge(to, columns);
      continue;
    }
    for (let x = line + from; x < line + to; x += 1) {
      const over = a * (pixels[at] ?? 0) + b * (pixels[at + right] ?? 0);
      const under = c * (pixels[at + below] ?? 0) + d * (pixels[at + below + right] ?? 0);
      sum[x] = (sum[x] ?? 0) + over + under + rest;
      at += 1;
    }
    edge(to, columns);
  }
}

function wholeAndPart(value: number): readonly [number, number] {
  const nearest = Math.round(value);
  if (Math.abs(value - nearest) < SAME_PLACE) return [nearest, 0];
  const whole = Math.floor(value);
  return [whole, value - whole];
}
