/** A place on a slice, in pixels from the corner of the image: the first pixel's center is (0.5, 0.5). */
export interface ImagePoint {
  readonly x: number;
  readonly y: number;
}

/** What of a slice turns pixels into millimeters. */
export interface SlicePlane {
  /** Pixel Spacing (0028,0030) in mm: the distance of rows, then of columns; null where the file doesn't say. */
  readonly spacing: readonly [number, number] | null;
}

/** The way from one point to another, in millimeters where the plane has them, else in pixels that are taken as square. */
export function between(from: ImagePoint, to: ImagePoint, { spacing }: SlicePlane): ImagePoint {
  const [ofRows, ofColumns] = spacing ?? [1, 1];
  return { x: (to.x - from.x) * ofColumns, y: (to.y - from.y) * ofRows };
}

/** How far two points are apart, in mm or pixels as {@link between}. */
export function distance(from: ImagePoint, to: ImagePoint, plane: SlicePlane): number {
  const { x, y } = between(from, to, plane);
  return Math.hypot(x, y);
}

/** The angle between two ways, 0 to 180 degrees; null where one of them has no length. */
export function angleBetween(a: ImagePoint, b: ImagePoint): number | null {
  if (Math.hypot(a.x, a.y) === 0 || Math.hypot(b.x, b.y) === 0) return null;
  const angle = Math.atan2(Math.abs(a.x * b.y - a.y * b.x), a.x * b.x + a.y * b.y);
  return (angle * 180) / Math.PI;
}

/** The foot of the perpendicular from `point` on the line through two others, in pixels; null where they are one. */
export function footOn(
  [from, to]: readonly [ImagePoint, ImagePoint],
  point: ImagePoint,
  plane: SlicePlane,
): ImagePoint | null {
  const along = between(from, to, plane);
  const squared = along.x ** 2 + along.y ** 2;
  if (squared === 0) return null;
  const way = between(from, point, plane);
  const part = (way.x * along.x + way.y * along.y) / squared;
  return { x: from.x + part * (to.x - from.x), y: from.y + part * (to.y - from.y) };
}
