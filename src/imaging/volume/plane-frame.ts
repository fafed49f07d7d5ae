import { dot, type Vector3 } from '#dicom';
import { plus } from './vector.ts';

/** Where a flat image lies in the patient (LPS, mm; PS3.3 C.7.6.2.1.1). */
export interface PlaneFrame {
  readonly rows: number;
  readonly columns: number;
  /** The center of the first pixel. */
  readonly origin: Vector3;
  /** From one column to the next. */
  readonly alongRow: Vector3;
  /** From one row to the next. */
  readonly alongColumn: Vector3;
}

/** A place in an image, in pixels from its corner: the center of the first pixel is at (0.5, 0.5). */
export interface PixelPlace {
  readonly x: number;
  readonly y: number;
}

/** All points p with `normal` . p = `distance`. */
export interface FlatPlane {
  readonly normal: Vector3;
  readonly distance: number;
}

/** A straight line in an image, cut at its edges. */
export interface PlaneLine {
  readonly from: PixelPlace;
  readonly to: PixelPlace;
}

/** What lies at a place of an image, in mm of the patient. */
export const patientPoint = (
  { origin, alongRow, alongColumn }: PlaneFrame,
  { x, y }: PixelPlace,
): Vector3 => plus(plus(origin, alongRow, x - 0.5), alongColumn, y - 0.5);

/** Less than this of a pixel's step is none: the planes are parallel. */
const PARALLEL = 1e-6;

/** Where another plane meets the image; null where it passes by, or is parallel. */
export function lineWhereMeets(frame: PlaneFrame, plane: FlatPlane): PlaneLine | null {
  const across = dot(frame.alongRow, plane.normal);
  const down = dot(frame.alongColumn, plane.normal);
  const long = Math.hypot(across, down);
  if (long < PARALLEL) return null;
  // across * x + down * y = rest, with x and y from the corner.
  const rest = plane.distance - dot(frame.origin, plane.normal) + (across + down) / 2;
  const nearest = { x: (rest * across) / long ** 2, y: (rest * down) / long ** 2 };
  const along = { x: down / long, y: -across / long };
  const inX = stretch(nearest.x, along.x, frame.columns);
  const inY = stretch(nearest.y, along.y, frame.rows);
  if (inX === null || inY === null) return null;
  const [from, to] = [Math.max(inX[0], inY[0]), Math.min(inX[1], inY[1])];
  if (!(from < to)) return null;
  const at = (far: number): PixelPlace => ({
    x: nearest.x + far * along.x,
    y: nearest.y + far * along.y,
  });
  return { from: at(from), to: at(to) };
}

/** From where to where `start` + t * `step` lies in 0..`end`; null for nowhere. */
function stretch(start: number, step: number, end: number): readonly [number, number] | null {
  if (Math.abs(step) < PARALLEL) {
    return start >= 0 && start <= end ? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] : null;
  }
  const [a, b] = [-start / step, (end - start) / step];
  return a < b ? [a, b] : [b, a];
}
