import type { ImagePoint } from './image-point.ts';

/** An ellipse along rows and columns, in pixels. */
export interface Ellipse {
  readonly center: ImagePoint;
  /** Half its width, then half its height. */
  readonly radii: ImagePoint;
}

/** The ellipse that fills the rectangle between two corners. */
export const ellipseBetween = (one: ImagePoint, other: ImagePoint): Ellipse => ({
  center: { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 },
  radii: { x: Math.abs(other.x - one.x) / 2, y: Math.abs(other.y - one.y) / 2 },
});

/** `count` points round an ellipse, the first and the last the same. */
export const outlineOf = ({ center, radii }: Ellipse, count = 72): readonly ImagePoint[] =>
  Array.from({ length: count + 1 }, (_, at) => {
    const turn = ((at % count) * 2 * Math.PI) / count;
    return { x: center.x + radii.x * Math.cos(turn), y: center.y + radii.y * Math.sin(turn) };
  });
