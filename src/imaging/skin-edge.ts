import type { Mm } from '#base';
import type { HuImage } from './preprocess-spec.ts';

/** How wide the step from air to skin is, in mm, of rays from all round. */
export interface SkinEdge {
  /** A quarter of the rays meet a sharper one: what a bandage or a pillow on the others does not change. */
  readonly quarter: number;
  /** Half of them do. */
  readonly half: number;
}

const RAYS = 96;
/** Fewer rays that come from air and meet skin tell nothing. */
const FEWEST_RAYS = 48;
/** From where on it is no air, and where skin has begun: a quarter and 85 % of the step from air to water. */
const FROM_HU = -750;
const TO_HU = -150;

/**
 * Measures the step from air to skin, from outside inward toward a place within the head, in pixels. A head that moved while it was
 * scanned has its outline twice, and the step is as wide as the way it moved. null where there is no air (clipped values), or too little of the outline.
 */
export function skinEdge(
  image: HuImage,
  [x, y]: readonly [number, number],
  spacing: readonly [Mm, Mm],
): SkinEdge | null {
  const widths: number[] = [];
  for (let ray = 0; ray < RAYS; ray += 1) {
    const angle = (2 * Math.PI * ray) / RAYS;
    const [dx, dy] = [Math.cos(angle), Math.sin(angle)];
    const steps = widthAlong(image, x, y, dx, dy);
    if (steps !== null) widths.push(steps * Math.hypot(dx * spacing[1], dy * spacing[0]));
  }
  if (widths.length < FEWEST_RAYS) return null;
  widths.sort((a, b) => a - b);
  const at = (part: number): number => widths[Math.floor(part * (widths.length - 1))] ?? 0;
  return { quarter: at(0.25), half: at(0.5) };
}

/** Nothing that is part of the outline is thinner, in pixels: so many are passed at a time until it is no longer air. */
const STRIDE = 4;

/** Steps of a pixel's length between the two values, from the image's border inward to a place; null where the ray doesn't begin in air or meets none. */
function widthAlong(image: HuImage, x: number, y: number, dx: number, dy: number): number | null {
  const { rows, columns, values } = image;
  const across = dx > 0 ? (columns - 2 - x) / dx : dx < 0 ? -x / dx : Number.POSITIVE_INFINITY;
  const down = dy > 0 ? (rows - 2 - y) / dy : dy < 0 ? -y / dy : Number.POSITIVE_INFINITY;
  const nearest = (at: number): number =>
    values[Math.round(y + at * dy) * columns + Math.round(x + at * dx)] ?? 0;
  let far = Math.floor(Math.min(across, down)) - 1;
  if (nearest(far) > FROM_HU) return null;
  while (far > STRIDE && nearest(far - STRIDE) <= FROM_HU) far -= STRIDE;
  let before = between(image, x + far * dx, y + far * dy);
  let outer: number | null = null;
  for (far -= 1; far > 0; far -= 1) {
    const now = between(image, x + far * dx, y + far * dy);
    // Between two pixels, by the straight line.
    if (outer === null && now > FROM_HU) {
      outer = far + Math.min(1, (now - FROM_HU) / Math.max(1, now - before));
    }
    if (outer !== null && now > TO_HU) {
      return outer - far - Math.min(1, (now - TO_HU) / Math.max(1, now - before));
    }
    before = now;
  }
  return null;
}

/** The value between four pixels. */
function between({ columns, values }: HuImage, column: number, row: number): number {
  const [left, top] = [Math.floor(column), Math.floor(row)];
  const [a, b] = [column - left, row - top];
  const at = top * columns + left;
  const upper = (1 - a) * (values[at] ?? 0) + a * (values[at + 1] ?? 0);
  const lower = (1 - a) * (values[at + columns] ?? 0) + a * (values[at + columns + 1] ?? 0);
  return (1 - b) * upper + b * lower;
}
