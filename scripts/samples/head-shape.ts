import type { SmoothNoise } from './smooth-noise.ts';
import { smoothStep } from './smooth-noise.ts';

/** What differs from head to head. */
export interface HeadShape {
  /** Half the head's width, length and the height above its widest level, scalp included, in mm. */
  readonly halfWidth: number;
  readonly halfLength: number;
  readonly height: number;
  /** Multiplies sulci, fissures and ventricles: 0.7 young, 1.5 shrunken. */
  readonly atrophy: number;
}

/** A point's place in the head. */
export interface Depth {
  /** mm inward from the skin; negative outside. */
  readonly skin: number;
  /** mm inward from the outer table. */
  readonly skull: number;
  /** mm inward from the inner table. */
  readonly inner: number;
  /** The point on a sphere of 75 mm in the same direction from the head's middle. */
  readonly onSphere: readonly [number, number, number];
}

/** Height of the head's widest level over the origin, mm. */
const WIDEST = 22;

/** Depths below the skin and the two tables; the calvaria is thicker in front and behind and uneven by noise. */
export function depthAt(
  x: number,
  y: number,
  z: number,
  shape: HeadShape,
  noise: SmoothNoise,
): Depth | null {
  const width = shape.halfWidth * (1 + (0.07 * y) / shape.halfLength);
  const u = (x / width) ** 2;
  const v = (y / shape.halfLength) ** 2;
  const h = z - WIDEST;
  const w = (h / (h > 0 ? shape.height : 130)) ** 2;
  const reach = Math.sqrt(u + v - 0.28 * u * v + w);
  if (reach > 1.02) return null;
  const rho = Math.sqrt(x * x + y * y + h * h) + 1e-6;
  const skin = rho * (1 / reach - 1);
  const unit = 75 / rho;
  const onSphere = [x * unit, y * unit, h * unit] as const;
  const bumps = noise(onSphere[0] / 28, onSphere[1] / 28, onSphere[2] / 28);
  const temporal =
    smoothStep(40, 58, Math.abs(x)) * smoothStep(30, 0, z) * smoothStep(35, 5, Math.abs(y + 12));
  const scalp = 5 + 1.2 * bumps + 6 * temporal;
  const bone = 5.4 + 1.3 * bumps + 2.4 * smoothStep(0.55, 1, v) - 2.6 * temporal;
  return { skin, skull: skin - scalp, inner: skin - scalp - bone, onSphere };
}

/** HU between the skin and the inner table. */
export function wallHu(depth: Depth, noise: SmoothNoise, x: number, y: number, z: number): number {
  if (depth.skull < 0) {
    if (depth.skin < 1.6) return 35;
    return depth.skull > -1.2 ? 30 : -85 + 18 * noise(x / 6, y / 6, z / 6);
  }
  const thickness = depth.skull - depth.inner;
  const tables = 1.9 + 0.5 * noise(x / 15, y / 15, z / 15);
  if (depth.skull < tables || depth.inner > -tables) return 1350;
  const marrow = 520 + 230 * noise(x / 2.2, y / 2.2, z / 2.2);
  return thickness < 5.5 ? 1100 : marrow;
}
