import { mix } from './smooth-noise.ts';

/** HU at a point in patient coordinates (mm): the anatomy alone, sharp and without noise. */
export type Anatomy = (x: number, y: number, z: number) => number;

/** HU of air. */
export const AIR = -1000;

/** Where a slice lies: the patient coordinates (mm) of its middle, how thick it is, and how far its rows lean back (gantry tilt). */
export interface SlicePlane {
  readonly size: number;
  readonly spacing: number;
  readonly z: number;
  readonly thicknessMm: number;
  readonly tiltDegrees: number;
}

/** The anatomy is looked up every 0.75 mm and interpolated between. */
const SAMPLING = 0.75;
/** Levels within the slice, as shares of its thickness: one for each point of a 2 x 2 pattern. */
const LEVELS = [-0.375, 0.125, 0.375, -0.125] as const;
/** Points that differ from a neighbor by more HU lie at the edge of bone or air, and are looked up at every level. */
const EDGE_HU = 100;

/**
 * HU of size x size pixels, row-major, as a scanner sees them: averaged over the slice's thickness (partial volume) and softened
 * in the plane. Neighboring points look at different levels, and the softening, which lets no pattern of two points pass, averages them.
 */
export function renderPlane(anatomy: Anatomy, plane: SlicePlane, turn: number): Float32Array {
  const half = ((plane.size + 1) / 2) * plane.spacing;
  const count = Math.ceil((2 * half) / SAMPLING) + 1;
  const look = lookingInto(anatomy, plane, turn, half);
  const first = new Float32Array(count * count);
  for (let at = 0; at < first.length; at += 1) {
    const [row, column] = [Math.floor(at / count), at % count];
    first[at] = look(row, column, LEVELS[2 * (row & 1) + (column & 1)] ?? 0);
  }
  const coarse = first.map((value, at) => {
    if (!isAtEdge(first, at, count)) return value;
    const [row, column] = [Math.floor(at / count), at % count];
    return LEVELS.reduce((sum, level) => sum + look(row, column, level), 0) / LEVELS.length;
  });
  return enlarge(softened(softened(coarse, count), count), count, plane, half);
}

/** HU at a point of the coarse grid, at a level of the slice. */
function lookingInto(
  anatomy: Anatomy,
  plane: SlicePlane,
  turn: number,
  half: number,
): (row: number, column: number, level: number) => number {
  const [tilt, angle] = [(plane.tiltDegrees * Math.PI) / 180, (turn * Math.PI) / 180];
  const [sinTilt, cosTilt] = [Math.sin(tilt), Math.cos(tilt)];
  const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
  return (row, column, level) => {
    const u = column * SAMPLING - half;
    const down = row * SAMPLING - half;
    const up = level * plane.thicknessMm;
    const v = down * cosTilt + up * sinTilt;
    return anatomy(u * cos + v * sin, v * cos - u * sin, plane.z - down * sinTilt + up * cosTilt);
  };
}

function isAtEdge(field: Float32Array, at: number, count: number): boolean {
  const value = field[at] ?? AIR;
  const differs = (other: number): boolean => Math.abs((field[other] ?? AIR) - value) > EDGE_HU;
  return differs(at - 1) || differs(at + 1) || differs(at - count) || differs(at + count);
}

/** Kernel (1 2 1) along both axes. */
function softened(field: Float32Array, count: number): Float32Array {
  const along = (from: Float32Array, step: number): Float32Array =>
    from.map((value, at) => ((from[at - step] ?? AIR) + 2 * value + (from[at + step] ?? AIR)) / 4);
  return along(along(field, 1), count);
}

/** Bilinear interpolation of the coarse grid at the pixels' centers. */
function enlarge(
  coarse: Float32Array,
  count: number,
  { size, spacing }: SlicePlane,
  half: number,
): Float32Array {
  const values = new Float32Array(size * size);
  for (let row = 0; row < size; row += 1) {
    const v = ((row - (size - 1) / 2) * spacing + half) / SAMPLING;
    const top = Math.floor(v) * count;
    for (let column = 0; column < size; column += 1) {
      const u = ((column - (size - 1) / 2) * spacing + half) / SAMPLING;
      const left = Math.floor(u);
      const at = top + left;
      const upper = mix(coarse[at] ?? AIR, coarse[at + 1] ?? AIR, u - left);
      const lower = mix(coarse[at + count] ?? AIR, coarse[at + count + 1] ?? AIR, u - left);
      values[row * size + column] = mix(upper, lower, v - Math.floor(v));
    }
  }
  return values;
}
