import type { Depth, HeadShape } from './head-shape.ts';
import { ellipsoid, length2, type Tube, tubesDistance } from './shapes.ts';
import { mix, type SmoothNoise, smoothStep } from './smooth-noise.ts';

/** What the brain is made of at a point, before any lesion. */
export interface BrainPoint {
  readonly hu: number;
  /** 1 in fluid of sulci and cisterns, 0 in tissue. */
  readonly subarachnoid: number;
  /** 1 in the ventricles. */
  readonly ventricle: number;
}

const FLUID = 7;
const GRAY = 38;
const WHITE = 29;

const LATERAL_VENTRICLE: readonly Tube[] = [
  { from: [9, -36, 26], to: [5, -16, 34], radii: [4, 4.5], flat: 0.55 },
  { from: [5, -16, 34], to: [9, 8, 41], radii: [4.5, 5], flat: 0.75 },
  { from: [9, 8, 41], to: [21, 30, 33], radii: [5, 6], flat: 0.8 },
  { from: [21, 30, 33], to: [24, 54, 28], radii: [6, 2], flat: 0.7 },
  { from: [21, 30, 33], to: [28, 20, 12], radii: [4.5, 2.2], flat: 0.7 },
  { from: [28, 20, 12], to: [25, -4, 0], radii: [2.2, 1.8], flat: 0.8 },
];

/** The ventricles' signed distance, mm. */
function ventricleDistance(x: number, y: number, z: number, atrophy: number): number {
  const side = Math.abs(x);
  const lateral = Math.max(tubesDistance(side, y, z, LATERAL_VENTRICLE), 0.7 - side);
  const third = ellipsoid(x, y, z, [0, 2, 17], [1.9, 14, 10]);
  const fourth = ellipsoid(
    x,
    y,
    z,
    [0, 33, -17],
    [Math.max(2, 8 - 0.35 * Math.abs(z + 17)), 5, 11],
  );
  return Math.min(lateral, third, fourth) - (atrophy - 1) * 2.2;
}

/** The cisterns at the brain's base and round the brain stem: signed distance, mm. */
function cisternDistance(x: number, y: number, z: number): number {
  if (z > 26 || z < -45) return 9;
  const side = Math.abs(x);
  const angle = Math.atan2(y + 12, side);
  const star = length2(side, y + 11) - 9 - 2 * Math.cos(5 * angle - 1.5);
  const suprasellar = Math.max(star, Math.abs(z - 3) - 6);
  const stem = ellipsoid(x, y, z, [0, 11, 4], [18 - 0.12 * (y - 11), 14, 30]);
  const ring = Math.max(Math.abs(stem - 1) - 0.9, Math.abs(z - 6) - 9, 6 - y, 7 - side);
  const quadrigeminal = ellipsoid(x, y, z, [0, 28, 13], [11, 3.6, 6]);
  const prepontine = ellipsoid(x, y, z, [0, 0, -20], [15, 3.2, 15]);
  const magna = ellipsoid(x, y, z, [0, 66, -38], [9, 7, 9]);
  return Math.min(suprasellar, ring, quadrigeminal, prepontine, magna);
}

/** The Sylvian fissure and the insular cistern: signed distance, mm. */
function sylvianDistance(x: number, y: number, z: number, atrophy: number): number {
  if (z < -2 || z > 40) return 9;
  const side = Math.abs(x);
  const insula = Math.max(Math.abs(side - 43 + 0.006 * (y + 4) ** 2), Math.abs(y + 3) - 17);
  const mouth = Math.max(
    Math.abs(y + 16 - 0.55 * (side - 42) + 0.25 * (z - 10)),
    41 - side,
    side - 64 + 0.5 * z,
  );
  return Math.min(insula, mouth) - (1.1 + 0.8 * (atrophy - 0.7)) * smoothStep(40, 26, z);
}

/** Brain tissue and its fluid spaces, cerebellum and deep nuclei included. */
export function brainAt(
  x: number,
  y: number,
  z: number,
  depth: Depth,
  shape: HeadShape,
  noise: SmoothNoise,
): BrainPoint {
  const { inner, onSphere } = depth;
  const tentorium = 14 - 0.36 * Math.abs(x) + 0.12 * (y - 40);
  const isCerebellum = y > 14 && z < tentorium;
  const warpX = 5 * noise(x / 21, y / 21, z / 21);
  const warpY = 5 * noise(y / 21, z / 21 + 7, x / 21);
  const fold = isCerebellum
    ? noise(x / 30, (y + warpY) / 17, (z + warpX) / 3.4)
    : noise((onSphere[0] + warpX) / 9, (onSphere[1] + warpY) / 9, onSphere[2] / 9 + inner / 50);
  const reach = isCerebellum ? 10 : 17 + 7 * noise(onSphere[0] / 20, onSphere[1] / 20, 9);
  const shallow = smoothStep(reach, 1, inner);
  const sulcus = Math.abs(fold) - 0.15 * shape.atrophy * shallow;
  const split = interhemispheric(x + 0.35 * warpX * shallow, z, inner, shape.atrophy);
  const spaces = Math.min(
    cisternDistance(x + 0.4 * warpX, y + 0.4 * warpY, z),
    sylvianDistance(x + 0.8 * warpX, y + 0.9 * warpY, z, shape.atrophy),
    split,
  );
  const rim = smoothStep(0.4 + 0.9 * shape.atrophy, 0.2, inner);
  const subarachnoid = Math.max(
    rim,
    smoothStep(0.8, -0.7, spaces),
    shallow > 0.03 && !isCerebellum ? smoothStep(0.05, -0.08, sulcus) : 0,
  );
  const ventricle =
    inner > 12 ? smoothStep(0.6, -0.6, ventricleDistance(x + 0.2 * warpX, y, z, shape.atrophy)) : 0;
  const ribbon = Math.max(
    smoothStep(5.5, 3.2, inner),
    smoothStep(0.55, 0.3, Math.abs(fold)) * smoothStep(reach + 7, reach, inner),
    smoothStep(5, 3, Math.min(spaces, 20)),
  );
  const gray = isCerebellum ? 0.3 + 0.35 * ribbon : Math.max(0.85 * ribbon, nuclei(x, y, z));
  const tissue = mix(WHITE, GRAY, gray) + 0.8 * noise(x / 12, y / 12, z / 12 + 3);
  const fluid = Math.max(subarachnoid, ventricle);
  return { hu: mix(tissue, FLUID, fluid), subarachnoid, ventricle };
}

/** Caudate, lentiform nucleus and thalamus: 1 inside. */
function nuclei(x: number, y: number, z: number): number {
  if (z < 4 || z > 46) return 0;
  const side = Math.abs(x);
  const caudate = ellipsoid(side, y, z, [13, -24, 28], [4.5, 9, 13]);
  const lentiform = ellipsoid(side - 0.25 * (y + 4), y, z, [25, -4, 20], [6.5, 15, 11]);
  const thalamus = ellipsoid(side - 0.35 * (y - 12), y, z, [11, 12, 22], [7, 12, 10]);
  return smoothStep(1, -1.2, Math.min(caudate, lentiform, thalamus));
}

/** The fissure between the hemispheres; open near the surface and above the corpus callosum. */
function interhemispheric(x: number, z: number, inner: number, atrophy: number): number {
  const reach = mix(16, 60, smoothStep(36, 58, z));
  if (z < 6 || inner > reach) return 9;
  return Math.abs(x) - (0.7 + 0.5 * atrophy) * smoothStep(reach, reach - 8, inner);
}

/** How much falx and tentorium brighten a point, HU. */
export function duraHu(x: number, y: number, z: number, inner: number): number {
  const back = smoothStep(-20, 40, y);
  const reach = mix(mix(12, 40, back), 70, smoothStep(48, 62, z));
  const falx = z > 8 && inner < reach ? smoothStep(1, 0.35, Math.abs(x)) : 0;
  const level = 14 - 0.36 * Math.abs(x) + 0.12 * (y - 40);
  const edge = smoothStep(12, 18, y - 0.1 * Math.abs(x)) * smoothStep(20, 27, length2(x, y - 12));
  const tentorium = edge * smoothStep(2.6, 0.8, Math.abs(z - level));
  const sinus = smoothStep(3.4, 1.8, length2(x, inner - 1.6)) * (y > 20 || z > 55 ? 1 : 0);
  return Math.max(42 * falx, 9 * tentorium, 40 * sinus);
}
