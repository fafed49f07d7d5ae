import { MOST_TILT_DEGREES } from '#dicom';

const WORTH_A_BADGE_DEGREES = 3;

/** Whether a tilt, in degrees, is one of the gantry that is to be known: a localizer, or a sagittal series, lies at 90 and is not tilted. */
export const isTiltWorthABadge = (degrees: number | null): degrees is number =>
  degrees !== null &&
  Math.abs(degrees) >= WORTH_A_BADGE_DEGREES &&
  Math.abs(degrees) <= MOST_TILT_DEGREES;
