import { dot } from '#dicom';
import { AIR } from '../air.ts';
import { addBetween, addPixels, raiseBetween, raisePixels } from './lay-row.ts';
import { pixelReader, type SliceValues } from './slice-values.ts';
import type { StackSlice } from './stack.ts';
import { perStep, plus } from './vector.ts';

/** What is done with a slice's values at the pixels of another: they are added, or taken where they are more. */
export const ADD = 'add';
export const RAISE = 'raise';
type How = typeof ADD | typeof RAISE;

function put(onto: Float32Array, pixel: number, value: number, how: How): void {
  const before = onto[pixel] ?? 0;
  onto[pixel] = how === ADD ? before + value : Math.max(before, value);
}

/** Lays `weight` times a slice over pixels, as it lies over or under those of another one. */
export function layOver(
  onto: Float32Array,
  center: StackSlice,
  slice: StackSlice | undefined,
  values: SliceValues | undefined,
  weight: number,
  how: How,
): void {
  const { rows, columns } = center;
  if (slice === undefined || values === undefined) {
    for (let pixel = 0; pixel < onto.length; pixel += 1) put(onto, pixel, weight * AIR, how);
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
      put(onto, y * columns + x, weight * value, how);
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
        put(onto, line + x, weight * read(x + shift.column, y + shift.row), how);
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

function wholeAndPart(value: number): readonly [number, number] {
  const nearest = Math.round(value);
  if (Math.abs(value - nearest) < SAME_PLACE) return [nearest, 0];
  const whole = Math.floor(value);
  return [whole, value - whole];
}
