import type { BrainPoint } from './brain.ts';
import type { Depth } from './head-shape.ts';
import type { Point } from './shapes.ts';
import { length3 } from './shapes.ts';
import { mix, type SmoothNoise, smoothStep } from './smooth-noise.ts';

/** A hemorrhage or a look-alike to paint into a head. Directions are unit-free: from the head's middle to the skull. */
export type Lesion =
  | {
      readonly kind: 'epidural';
      readonly toward: Point;
      readonly reach: number;
      readonly thickness: number;
    }
  | {
      readonly kind: 'subdural';
      readonly toward: Point;
      readonly reach: number;
      readonly thickness: number;
      /** HU of the clot: about 65 fresh, 30 to 40 after two weeks. */
      readonly hu: number;
    }
  | { readonly kind: 'intraparenchymal'; readonly at: Point; readonly radius: number }
  | {
      readonly kind: 'intraventricular' /** Blood settles behind this y, mm. */;
      readonly level: number;
    }
  | { readonly kind: 'subarachnoid'; readonly at: Point; readonly radius: number }
  | { readonly kind: 'calcification'; readonly at: Point; readonly radius: number };

/** What a lesion needs to know of a point. */
export interface LesionPoint {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly depth: Depth;
  readonly brain: BrainPoint;
}

const CLOT = 66;
const EDEMA = 19;

/** The HU of a point once a lesion is there. */
export function withLesion(
  lesion: Lesion,
  point: LesionPoint,
  hu: number,
  noise: SmoothNoise,
): number {
  const { x, y, z, depth, brain } = point;
  const texture = 4 * noise(x / 5, y / 5, z / 7);
  switch (lesion.kind) {
    case 'epidural': {
      const away = arc(depth, lesion.toward) / lesion.reach;
      const lens = lesion.thickness * (1 - away * away) - depth.inner;
      const swirl = -14 * smoothStep(0.35, 0.8, noise(x / 9, y / 9, z / 9));
      return mix(hu, CLOT + texture + swirl, smoothStep(-0.6, 0.6, lens));
    }
    case 'subdural': {
      const away = arc(depth, lesion.toward) / lesion.reach;
      const uneven = 1 + 0.25 * noise(x / 16, y / 16, z / 16);
      const crescent =
        lesion.thickness * uneven * Math.sqrt(Math.max(0, 1 - away ** 4)) - depth.inner;
      const sameSide = smoothStep(1.5, 3, x * Math.sign(lesion.toward[0]));
      const settled = lesion.hu < 55 ? 14 * smoothStep(0, 60, y) : 0;
      const cover = smoothStep(-0.6, 0.6, crescent) * sameSide * smoothStep(1, 0.8, away);
      return mix(hu, lesion.hu + settled + texture, cover);
    }
    case 'intraparenchymal': {
      const rough = 0.22 * noise(x / 11, y / 11, z / 11) + 0.1 * noise(x / 4, y / 4, z / 4);
      const out = distance(point, lesion.at) / lesion.radius - 1 - rough;
      const halo = out * lesion.radius - 7 * (1 + noise(x / 14, y / 14, 2));
      const wet =
        brain.subarachnoid + brain.ventricle > 0.5
          ? hu
          : mix(hu, EDEMA, 0.8 * smoothStep(3, -3, halo));
      return mix(wet, CLOT + 2 + texture, smoothStep(0.06, -0.06, out));
    }
    case 'intraventricular': {
      const settled = smoothStep(
        lesion.level - 1,
        lesion.level + 1,
        y + 1.5 * noise(x / 6, 3, z / 9),
      );
      const low = smoothStep(6, -4, z) * smoothStep(22, 26, y);
      return mix(hu, CLOT - 6 + texture, brain.ventricle * Math.max(settled, low));
    }
    case 'subarachnoid': {
      const near = smoothStep(lesion.radius, lesion.radius * 0.7, distance(point, lesion.at));
      const cover = near * brain.subarachnoid * (0.9 + 0.3 * noise(x / 8, y / 8, z / 8));
      return mix(hu, 59 + texture, Math.min(1, cover));
    }
    case 'calcification': {
      const out =
        distance(point, lesion.at) - lesion.radius * (1 + 0.4 * noise(x / 2, y / 2, z / 2));
      return mix(hu, 170 + 60 * noise(x, y, z), smoothStep(0.6, -0.6, out));
    }
  }
}

/** Where the tissue at a point lay before the lesion pushed it: mm to add to x. */
export function pushedFrom(lesion: Lesion, x: number, y: number, z: number): number {
  const push = PUSH[lesion.kind];
  if (push === 0) return 0;
  const center: Point =
    lesion.kind === 'intraparenchymal'
      ? lesion.at
      : lesion.kind === 'epidural' || lesion.kind === 'subdural'
        ? [60 * Math.sign(lesion.toward[0]), lesion.toward[1] * 50, 22 + lesion.toward[2] * 50]
        : [0, 0, 0];
  const spread = Math.exp(-(((y - center[1]) / 55) ** 2) - ((z - center[2]) / 45) ** 2);
  const across = Math.exp(-(((x - 0.3 * center[0]) / 45) ** 2));
  return Math.sign(center[0]) * push * spread * across;
}

/** Greatest midline shift of each kind, mm. */
const PUSH: Readonly<Record<Lesion['kind'], number>> = {
  epidural: 6,
  subdural: 6,
  intraparenchymal: 3.5,
  intraventricular: 0,
  subarachnoid: 0,
  calcification: 0,
};

/** Distance along the skull from a direction, mm on a sphere of 75 mm. */
function arc(depth: Depth, toward: Point): number {
  const [x, y, z] = depth.onSphere;
  const length = 75 * length3(toward[0], toward[1], toward[2]);
  const cosine = (x * toward[0] + y * toward[1] + z * toward[2]) / length;
  return 75 * Math.acos(Math.min(1, Math.max(-1, cosine)));
}

function distance(point: LesionPoint, at: Point): number {
  return length3(point.x - at[0], point.y - at[1], point.z - at[2]);
}
