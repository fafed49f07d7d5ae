import type { HuImage } from './preprocess-spec.ts';

/** The form of the skull as seen from within, in parts of its mean radius. */
export interface SkullOutline {
  /** How much longer it is from side to side than from front to back: some -.04 in heads, the other way round in one that lies a quarter turn off. */
  readonly across: number;
  /** How much wider it is behind its middle than before it: some .015 in heads, the other way round in one that is upside down. */
  readonly widerBehind: number;
}

const RAYS = 32;
const BONE_HU = 95;
/** A cell has 4 x 4 pixels at 512 x 512. */
const GRID_CELLS = 128;
/** The middle of the outline is looked for again from the one that was found. */
const ROUNDS = 3;
/** Less of a ring, or a smaller one, in cells, is no skull. */
const LEAST_CLOSED = 0.6;
const LEAST_RADIUS = 10;
/** A head that lies more askew than this, in radians, has its long axis somewhere else than where it was looked for. */
const MOST_ASKEW = Math.PI / 5;

const ANGLES = Array.from({ length: RAYS }, (_, ray) => (2 * Math.PI * ray) / RAYS);

/**
 * How the skull of a slice through the middle of a head lies, by its outline: longer from front to back than across, and wider behind than in
 * front. null where there is no ring of bone. Left and right look alike in it, as they do in a head.
 */
export function skullOutline(image: HuImage): SkullOutline | null {
  const cell = Math.max(1, Math.round(Math.max(image.rows, image.columns) / GRID_CELLS));
  let middle = middleOfBone(image, cell);
  let radii: readonly number[] | null = null;
  for (let round = 0; round < ROUNDS && middle !== null; round += 1) {
    radii = radiiFrom(image, cell, middle);
    middle = radii === null ? null : middleOf(radii, middle);
  }
  return radii === null || middle === null ? null : formOf(radii);
}

type Place = readonly [x: number, y: number];

/** In cells; null without bone. */
function middleOfBone({ rows, columns, values }: HuImage, cell: number): Place | null {
  let [count, sumX, sumY] = [0, 0, 0];
  for (let y = 0; y < rows; y += cell) {
    for (let x = 0; x < columns; x += cell) {
      if ((values[y * columns + x] ?? 0) <= BONE_HU) continue;
      count += 1;
      sumX += x;
      sumY += y;
    }
  }
  return count === 0 ? null : [sumX / count / cell, sumY / count / cell];
}

/** How far bone lies in each direction, in cells; the median stands in where there is none. null where too little is closed. */
function radiiFrom(image: HuImage, cell: number, [x, y]: Place): readonly number[] | null {
  const found = ANGLES.map((angle) =>
    farToBone(image, cell, x, y, Math.cos(angle), Math.sin(angle)),
  );
  const known = found.filter((far) => far !== null).sort((a, b) => a - b);
  const median = known[known.length >> 1] ?? 0;
  if (known.length < LEAST_CLOSED * RAYS || median < LEAST_RADIUS) return null;
  return found.map((far) => far ?? median);
}

/** Along a ray to the first square of 2 x 2 pixels whose mean is bone's, by half a cell at a time; null where the image ends before. */
function farToBone(
  { rows, columns, values }: HuImage,
  cell: number,
  x: number,
  y: number,
  right: number,
  down: number,
): number | null {
  for (let far = 0; ; far += 0.5) {
    const column = Math.round((x + far * right) * cell);
    const row = Math.round((y + far * down) * cell);
    if (column < 0 || row < 0 || column + 1 >= columns || row + 1 >= rows) return null;
    const at = row * columns + column;
    const sum =
      (values[at] ?? 0) +
      (values[at + 1] ?? 0) +
      (values[at + columns] ?? 0) +
      (values[at + columns + 1] ?? 0);
    if (sum > 4 * BONE_HU) return far;
  }
}

/** The center of the area within. */
function middleOf(radii: readonly number[], [x, y]: Place): Place {
  const corners = radii.map((far, ray): Place => {
    const angle = ANGLES[ray] ?? 0;
    return [far * Math.cos(angle), far * Math.sin(angle)];
  });
  let [area, sumX, sumY] = [0, 0, 0];
  corners.forEach(([ax, ay], at) => {
    const [bx, by] = corners[(at + 1) % RAYS] ?? [0, 0];
    const twice = ax * by - bx * ay;
    area += twice;
    sumX += (ax + bx) * twice;
    sumY += (ay + by) * twice;
  });
  return [x + sumX / (3 * area), y + sumY / (3 * area)];
}

/** By the radii's second harmonic, and the third, seen along the long axis. Rows run to the back. */
function formOf(radii: readonly number[]): SkullOutline {
  const mean = (of: (angle: number) => number): number =>
    radii.reduce((sum, far, ray) => sum + far * of(ANGLES[ray] ?? 0), 0) / RAYS;
  const radius = mean(() => 1);
  const across = mean((angle) => Math.cos(2 * angle));
  const long = Math.atan2(
    mean((angle) => Math.sin(2 * angle)),
    across,
  );
  const off = ((long / 2 + Math.PI) % Math.PI) - Math.PI / 2;
  const askew = Math.abs(off) > MOST_ASKEW ? 0 : off;
  const behind = mean((angle) => Math.sin(3 * (angle - askew)));
  return { across: across / radius, widerBehind: behind / radius };
}
