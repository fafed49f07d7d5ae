import { ellipsoid, length2, type Tube, tubeDistance, tubesDistance } from './shapes.ts';
import { mix, type SmoothNoise, smoothStep } from './smooth-noise.ts';

const PETROUS: readonly Tube[] = [
  { from: [14, -3, -14], to: [58, 24, -13], radii: [5, 10], flat: 1 },
];
const SPHENOID_WING: Tube = { from: [9, -22, 0], to: [60, -37, 10], radii: [2.4, 3.5], flat: 1 };
const DORSUM: Tube = { from: [0, -8, -4], to: [6, -8, -6], radii: [2.6, 2], flat: 1 };

/** Bone between the mastoid's air cells and the brain, mm. */
const CORTEX = 2;

/** Height of the cranial floor over the origin, mm: three fossae as steps from front to back. */
function floorHeight(x: number, y: number, noise: SmoothNoise): number {
  const side = Math.abs(x);
  const roof = length2((side - 33) / 27, (y + 64) / 34);
  const anterior = mix(13, 0, smoothStep(0.3, 1.05, roof)) + 3 * noise(x / 11, y / 11, 5);
  const pole = length2((side - 36) / 25, (y + 10) / 26);
  const middle = mix(-27, -2, smoothStep(0.35, 1.1, pole));
  const posterior = -54 + smoothStep(25, 62, length2(x, y - 38)) * 34;
  const behindWing = smoothStep(-25, -17, y + 0.3 * side);
  const behindPetrous = smoothStep(-4, 10, y - 0.45 * (side - 15));
  return mix(mix(anterior, middle, behindWing), posterior, behindPetrous);
}

/** HU of the skull base and what lies under it, or null where the point is in the cranial cavity. `x` may be of either side. */
export function skullBaseHu(x: number, y: number, z: number, noise: SmoothNoise): number | null {
  if (z > 24) return null;
  const side = Math.abs(x);
  const wave = noise(x / 9, y / 9, z / 9);
  const petrous = tubesDistance(side, y, z, PETROUS) + 1.6 * wave;
  const mastoid = ellipsoid(side, y, z, [56, 30, -24], [11, 16, 18]);
  if (mastoid < 0 || (petrous < -2.5 && side > 30)) {
    const cells = noise(x / 2.6, y / 2.6, z / 2.6) + 0.25;
    if (mastoid > -CORTEX && mastoid < 0) return 1100;
    if (mastoid < 0 || cells < -0.1) return cells > 0 ? -750 : 850;
  }
  if (petrous < 0) return 1250 + 250 * wave;
  if (tubeDistance(side, y, z, SPHENOID_WING) + wave < 0) return 1100;
  if (tubeDistance(side, y, z, DORSUM) < 0) return 1000;
  const over = z - floorHeight(x, y, noise);
  if (over > 0) return null;
  return underFloorHu(x, y, z, over, noise);
}

function underFloorHu(x: number, y: number, z: number, over: number, noise: SmoothNoise): number {
  const side = Math.abs(x);
  const foramen = length2(x / 15, (y - 38) / 18);
  if (foramen < 1) return length2(x, y - 33) < 9 ? 32 : 8;
  const sinus = Math.min(
    ellipsoid(x, y, z, [3, -22, -20], [13, 11, 10]),
    ellipsoid(side, y, z, [7, -56, -16], [7, 21, 20]),
  );
  if (sinus < 0) return noise(x / 5, y / 5, z / 5) > 0.42 ? 500 : -960;
  if (sinus < 1.8) return 750;
  const eye = ellipsoid(side, y, z, [32, -68, -10], [12, 12, 12]);
  if (eye < 0) return eye > -1.3 ? 45 : 12;
  const orbit = tubeDistance(side, y, z, {
    from: [32, -70, -10],
    to: [15, -36, -6],
    radii: [18, 4],
    flat: 1,
  });
  if (orbit < 0) {
    const muscle = Math.abs(orbit + 5) < 1.7 && noise(x / 8, y / 8, 3) > -0.1;
    const nerve = tubeDistance(side, y, z, {
      from: [31, -57, -10],
      to: [15, -36, -6],
      radii: [2, 2],
      flat: 1,
    });
    return muscle || nerve < 0 ? 40 : -92;
  }
  if (orbit < 2.4) return 900;
  if (over > -4) return 1050 + 200 * noise(x / 4, y / 4, z / 4);
  const septum = Math.abs(noise(x / 13, y / 13, z / 25));
  return mix(-85, 55, smoothStep(0.05, 0.13, septum));
}

/** HU of the frontal sinus between the tables, or null. */
export function frontalSinusHu(x: number, y: number, z: number, noise: SmoothNoise): number | null {
  if (y > -62 || z > 30) return null;
  const side = Math.abs(x - 2);
  const sinus =
    ellipsoid(side, y, z, [11, -80, 12], [10, 5.5, 14]) + 1.4 * noise(x / 6, y / 6, z / 6);
  return sinus < 0 ? -930 : null;
}
