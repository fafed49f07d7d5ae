import { groupStudies, type Series, type SliceHeader, type Vector3 } from '#dicom';
import { aSlice, headerOf } from '../../dicom/slice.fixture.ts';
import type { SliceValues } from './slice-values.ts';

const SIDE = 96;
const PIXEL = 2;

/** A head that is as bright as a point is near to its middle: 10 HU a millimeter. */
export const MIDDLE: Vector3 = [7, -12, 31];
export const brightness = ([x, y, z]: Vector3): number =>
  900 - 10 * Math.hypot(x - MIDDLE[0], y - MIDDLE[1], z - MIDDLE[2]);

/** How the stack lies. */
export interface StackOptions {
  /** Along the table, mm. */
  readonly heights: readonly number[];
  /** Of the gantry: the slices lean, and stay above each other along the table. */
  readonly tiltDegrees?: number;
  /** The rows turned within the slice. */
  readonly turnDegrees?: number;
  readonly more?: NonNullable<Parameters<typeof aSlice>[0]>['more'];
}

/** Its rows, and its columns, which lean with the gantry. */
function directions(tilt: number, turn: number): readonly [Vector3, Vector3] {
  const row: Vector3 = [1, 0, 0];
  const column: Vector3 = [0, Math.cos(tilt), -Math.sin(tilt)];
  const mixed = (a: number, b: number): Vector3 => [
    a * row[0] + b * column[0],
    a * row[1] + b * column[1],
    a * row[2] + b * column[2],
  ];
  return [mixed(Math.cos(turn), Math.sin(turn)), mixed(-Math.sin(turn), Math.cos(turn))];
}

/** A series of the head as its headers say and grouping makes it, and the values of its slices in their order. */
export function aStackSeries(options: StackOptions): {
  readonly series: Series;
  values(): readonly SliceValues[];
} {
  const { heights, tiltDegrees = 0, turnDegrees = 0, more = {} } = options;
  const [row, column] = directions((tiltDegrees * Math.PI) / 180, (turnDegrees * Math.PI) / 180);
  const half = (SIDE * PIXEL) / 2;
  const first = headerOf(
    aSlice({
      more: {
        Rows: SIDE,
        Columns: SIDE,
        PixelSpacing: [PIXEL, PIXEL],
        ImagePositionPatient: [0, 0, 0],
        ImageOrientationPatient: [...row, ...column],
        PixelData: Array.from({ length: SIDE * SIDE }, () => 0),
        ...more,
      },
    }),
  );
  const corner = (axis: 0 | 1 | 2): number => -half * (row[axis] + column[axis]);
  const headers = heights.map(
    (height, index): SliceHeader => ({
      ...first,
      sourceId: `slice-${index}`,
      sopInstanceUid: `1.2.3.4.${index + 1}`,
      instanceNumber: index + 1,
      imagePositionPatient:
        first.imagePositionPatient === null ? null : [corner(0), corner(1), corner(2) + height],
    }),
  );
  const series = groupStudies(headers)[0]?.series[0];
  if (series === undefined) throw new Error('No series.');
  return { series, values: () => series.slices.map(valuesOf) };
}

function valuesOf(header: SliceHeader): SliceValues {
  const { imagePositionPatient: origin, imageOrientationPatient, rows, columns } = header;
  const [row, column] = imageOrientationPatient ?? [];
  if (origin === null || row === undefined || column === undefined) throw new Error('No place.');
  const pixels = new Uint16Array(rows * columns);
  for (let y = 0; y < rows; y += 1) {
    for (let x = 0; x < columns; x += 1) {
      const at = ([0, 1, 2] as const).map(
        (axis) => origin[axis] + PIXEL * (x * row[axis] + y * column[axis]),
      );
      pixels[y * columns + x] = 1024 + brightness([at[0] ?? 0, at[1] ?? 0, at[2] ?? 0]);
    }
  }
  return { pixels, slope: 1, intercept: -1024 };
}

/** From `from` on, `count` of them, each `step` above the one before. */
export const everyMm = (from: number, count: number, step: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => from + index * step);
