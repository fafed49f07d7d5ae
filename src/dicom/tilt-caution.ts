import { stepAside } from './series-geometry.ts';
import type { SliceHeader, Vector3 } from './slice-header.ts';
import type { Caution, SeriesGeometry } from './study.ts';

/** A stated tilt and the slices' own may differ by so much, in degrees: some scanners round, and a head holder leans. */
const MOST_OFF_DEGREES = 3;
/** No gantry is tilted by more degrees: what lies more askew is no axial scan, but a localizer, say. */
export const MOST_TILT_DEGREES = 40;
/** Slices of a tilted gantry step along the table; those of a reformat along their normal, and a tilt says nothing of them. */
const LEAST_STEP_MM = 0.5;
const REFORMATTED = /^(?:MPR|REFORMATTED|DERIVED|SECONDARY)$/i;
const TABLE: Vector3 = [0, 0, 1];

/**
 * Whether Gantry/Detector Tilt (0018,1120) is another angle than that of Image Orientation (Patient) to the table. Signs are left out: scanners differ
 * in them. Of slices that may have been computed in another plane than they were scanned in nothing is said.
 */
export function tiltCaution(
  slices: readonly SliceHeader[],
  { normal, tiltDegrees }: Pick<SeriesGeometry, 'normal' | 'tiltDegrees'>,
): Caution | null {
  if (normal === null || tiltDegrees === null || tiltDegrees > MOST_TILT_DEGREES) return null;
  if (slices.some(isReformat)) return null;
  const odd = slices.flatMap(({ gantryDetectorTilt: tilt }) => {
    if (tilt === null) return [];
    const stated = Math.abs(((((tilt + 180) % 360) + 360) % 360) - 180);
    return Math.abs(stated - tiltDegrees) > MOST_OFF_DEGREES ? [stated] : [];
  });
  const [stated] = odd;
  if (stated === undefined || stepsAlong(normal, slices)) return null;
  return {
    code: 'tilt-contradicts',
    short: 'gantry tilt and orientation contradict each other',
    text: `the gantry is said to be tilted by ${stated.toFixed(0)} degrees, the slices lie at ${tiltDegrees.toFixed(0)}: one of the two is wrong`,
  };
}

const isReformat = ({ imageType }: SliceHeader): boolean =>
  imageType.some((type) => REFORMATTED.test(type));

/** Whether slices at an angle to the table lie above each other along their normal, and not along the table. */
function stepsAlong(normal: Vector3, slices: readonly SliceHeader[]): boolean {
  const [first] = slices;
  const last = slices.at(-1);
  if (first === undefined || last === undefined) return false;
  return (
    stepAside(first, last, TABLE) > LEAST_STEP_MM &&
    stepAside(first, last, normal) < stepAside(first, last, TABLE)
  );
}
