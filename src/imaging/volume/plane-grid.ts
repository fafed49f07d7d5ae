import type { Vector3 } from '#dicom';
import { type FlatPlane, type PlaneFrame, patientPoint } from './plane-frame.ts';
import type { Stack } from './stack.ts';

/** The planes that are cut through a stack of axial slices. */
export type PlaneKind = 'coronal' | 'sagittal';

/** Where planes of one kind lie: all have the same pixels, square, and differ in their place along one axis of the patient. */
export interface PlaneGrid {
  readonly kind: PlaneKind;
  /** The first and the last place, mm along the patient's axis: y (to the back) of coronal planes, x (to the left) of sagittal ones. */
  readonly from: number;
  readonly to: number;
  /** The side of a pixel, mm. */
  readonly pixel: number;
  readonly rows: number;
  readonly columns: number;
  /** The upper left pixel's center; its component along the axis is to be set. */
  readonly corner: Vector3;
}

/** No plane has more pixels along a side: more than any screen shows of it. */
const LONGEST_SIDE = 768;

/** As radiologists look at them: coronal from the front, sagittal from the patient's left, head up. */
const AXES = {
  coronal: { through: 1, across: 0 },
  sagittal: { through: 0, across: 1 },
} as const;

/** The grid of the planes of a kind: it holds the whole stack. */
export function planeGrid(stack: Stack, kind: PlaneKind): PlaneGrid {
  const { through, across } = AXES[kind];
  const corners = stack.slices.flatMap((slice) =>
    [0.5, slice.columns - 0.5].flatMap((x) =>
      [0.5, slice.rows - 0.5].map((y) => patientPoint(slice, { x, y })),
    ),
  );
  const range = (axis: 0 | 1 | 2) => {
    const along = corners.map((corner) => corner[axis]);
    return { from: Math.min(...along), to: Math.max(...along) };
  };
  const [width, height, depth] = [range(across), range(2), range(through)];
  const finest = Math.min(
    ...stack.slices.flatMap(({ alongRow, alongColumn }) => [
      Math.hypot(...alongRow),
      Math.hypot(...alongColumn),
    ]),
  );
  const longest = Math.max(width.to - width.from, height.to - height.from);
  const pixel = Math.max(finest, longest / (LONGEST_SIDE - 1));
  const count = ({ from, to }: typeof width): number => Math.floor((to - from) / pixel + 1e-6) + 1;
  const corner: [number, number, number] = [0, 0, height.to];
  corner[across] = width.from;
  return {
    kind,
    from: depth.from,
    to: depth.to,
    pixel,
    rows: count(height),
    columns: count(width),
    corner,
  };
}

/** Where the plane at a place, mm, lies in the patient. */
export function frameAt(grid: PlaneGrid, place: number): PlaneFrame {
  const { through, across } = AXES[grid.kind];
  const { rows, columns, pixel } = grid;
  const origin: [number, number, number] = [...grid.corner];
  origin[through] = place;
  const alongRow: [number, number, number] = [0, 0, 0];
  alongRow[across] = pixel;
  return { rows, columns, origin, alongRow, alongColumn: [0, 0, -pixel] };
}

/** The plane itself, without edges. */
export function flatPlane(kind: PlaneKind, place: number): FlatPlane {
  const normal: [number, number, number] = [0, 0, 0];
  normal[AXES[kind].through] = 1;
  return { normal, distance: place };
}

/** The place of the plane of a kind that goes through a point. */
export const placeThrough = (kind: PlaneKind, point: Vector3): number => point[AXES[kind].through];
