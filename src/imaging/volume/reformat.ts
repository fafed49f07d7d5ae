import { dot } from '#dicom';
import { AIR } from '../air.ts';
import type { PlaneFrame } from './plane-frame.ts';
import { pixelReader, type ReadPixel, type SliceValues } from './slice-values.ts';
import type { Stack } from './stack.ts';
import { atOnce } from './steps.ts';
import { perStep, plus } from './vector.ts';

/** An image that was computed from slices, in HU. */
export interface ComputedImage {
  readonly rows: number;
  readonly columns: number;
  /** rows * columns, row-major; what lies outside the slices is air. */
  readonly values: Int16Array;
}

/** Rounding: a plane through the very first slice goes through it. */
const EDGE_MM = 1e-6;

/** How the columns and rows of one slice go along a line of another image. */
interface AlongSlice {
  readonly read: ReadPixel;
  readonly column: number;
  readonly columnStep: number;
  readonly row: number;
  readonly rowStep: number;
}

/**
 * Cuts a plane through a stack. Each value is interpolated linearly in the two slices on either side (bilinear, at the feet of the
 * point's perpendicular) and between them by its distances along the normal, in mm: a tilted gantry, whose slices are shifted
 * against each other, and uneven gaps are honored by construction. `values`: of each slice of the stack, in its order.
 */
export const reformat = (
  stack: Stack,
  values: readonly SliceValues[],
  frame: PlaneFrame,
): ComputedImage => atOnce(reformatSteps(stack, values, frame));

/** Rows between two steps. */
const ROWS_A_STEP = 16;

/** The same in steps of about a millisecond: whoever goes through them can stop. */
export function* reformatSteps(
  stack: Stack,
  values: readonly SliceValues[],
  frame: PlaneFrame,
): Generator<void, ComputedImage> {
  const { rows, columns } = frame;
  const image = new Int16Array(rows * columns).fill(AIR);
  const cut = lineCutter(stack, values, frame);
  for (let row = 0; row < rows; row += 1) {
    cut(row, image);
    if (row % ROWS_A_STEP === ROWS_A_STEP - 1) yield;
  }
  return { rows, columns, values: image };
}

/** Cuts one row of a plane. */
function lineCutter(stack: Stack, values: readonly SliceValues[], frame: PlaneFrame) {
  const { columns } = frame;
  const { slices, normal } = stack;
  const positions = Float64Array.from(slices, ({ position }) => position);
  const lines = slices.map((slice, at) => {
    const across = perStep(slice.alongRow);
    const down = perStep(slice.alongColumn);
    const read = pixelReader(values[at], slice);
    return (start: PlaneFrame['origin']): AlongSlice => ({
      read,
      column: dot(start, across) - dot(slice.origin, across),
      columnStep: dot(frame.alongRow, across),
      row: dot(start, down) - dot(slice.origin, down),
      rowStep: dot(frame.alongRow, down),
    });
  });
  const last = positions.length - 1;
  const [lowest = 0, highest = 0] = [positions[0], positions[last]];
  const step = dot(frame.alongRow, normal);
  return (row: number, image: Int16Array): void => {
    const start = plus(frame.origin, frame.alongColumn, row);
    const height = dot(start, normal);
    let lower = -1;
    let below: AlongSlice | undefined;
    let above: AlongSlice | undefined;
    let floor = 0;
    let ceiling = -1;
    for (let column = 0; column < columns; column += 1) {
      const at = Math.min(highest, Math.max(lowest, height + column * step));
      if (Math.abs(at - height - column * step) > EDGE_MM) continue;
      if (at < floor || at > ceiling) {
        lower = lowerOf(positions, at);
        below = lines[lower]?.(start);
        above = lines[lower + 1]?.(start);
        floor = positions[lower] ?? 0;
        ceiling = positions[lower + 1] ?? 0;
      }
      if (below === undefined || above === undefined) continue;
      const part = (at - floor) / (ceiling - floor);
      const under = huAt(below, column);
      image[row * columns + column] = kept(under + part * (huAt(above, column) - under));
    }
  };
}

/** Whole, and within what 16 bits hold: CT is, other modalities may not be. */
export const kept = (value: number): number =>
  Math.max(-32_768, Math.min(32_767, Math.round(value)));

const huAt = (slice: AlongSlice, column: number): number =>
  slice.read(slice.column + column * slice.columnStep, slice.row + column * slice.rowStep);

/** The last place but one that is not above `at`. */
function lowerOf(positions: Float64Array, at: number): number {
  let lower = 0;
  while (lower < positions.length - 2 && (positions[lower + 1] ?? 0) <= at) lower += 1;
  return lower;
}
