import { countOf } from '#base';
import { type Caution, duplicateKinds, type Series, type SliceHeader, type Vector3 } from '#dicom';
import { isUnstated, orientationFault } from '#imaging';
import { check, warnInRow } from './check.ts';
import type { SuitabilityCheck } from './findings.ts';
import { missingBetween, missingByNumber } from './missing-between.ts';

/** Oblique by more than this from the table's axis is no axial head scan; gantry tilts stay below 30 degrees. */
const MOST_TILT_DEGREES = 40;
const FEWEST_SLICES = 8;
const LEAST_EXTENT_MM = 80;
/** From the vertex to the lower neck. */
const MOST_EXTENT_MM = 260;
const THICKEST_MM = 10;
/** Pixels of 0.3 to 1.0 mm: heads are scanned with fields of view of 150 to 512 mm at 512 columns. */
const SPACING_MM = [0.2, 1.2] as const;
const FIELD_OF_VIEW_MM = [150, 500] as const;

/** Checks of where the slices lie and how large they are; `cautions`: what the series' headers contradict each other in. */
export function geometryChecks(
  series: Series,
  cautions: readonly Caution[],
): readonly SuitabilityCheck[] {
  return [
    orientation(series),
    thickness(series),
    count(series),
    extent(series),
    gaps(series, cautions),
    duplicates(series),
    fieldOfView(series),
  ];
}

/** Slices of one series that lie more than this askew to each other are not of one scan. */
const MOST_ASKEW_DEGREES = 10;

const cosineOf = (a: Vector3, b: Vector3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

/** How many slices are stored the other way round than the first one, or askew to it. */
function turnedOtherwise(slices: readonly SliceHeader[]): number {
  const first = slices[0]?.imageOrientationPatient ?? null;
  if (first === null) return 0;
  const least = Math.cos((MOST_ASKEW_DEGREES * Math.PI) / 180);
  return slices.filter(({ imageOrientationPatient: own }) => {
    if (own === null) return false;
    return cosineOf(own[0], first[0]) < least || cosineOf(own[1], first[1]) < least;
  }).length;
}

/** The model is shown heads in one orientation alone, so what the header says of it must be sound. */
function orientation({ slices, geometry }: Series): SuitabilityCheck {
  const fault = slices
    .map(({ imageOrientationPatient }) => orientationFault(imageOrientationPatient))
    .find((reason) => reason !== null);
  if (fault !== undefined) return { outcome: 'block', ...fault };
  const odd = turnedOtherwise(slices);
  if (odd > 0) {
    return check(
      'block',
      'orientation',
      `${odd} of ${countOf(slices.length, 'slice')} lie in another orientation than the first`,
    );
  }
  const { normal, tiltDegrees } = geometry;
  if (normal === null || slices.some((slice) => isUnstated(slice.imageOrientationPatient))) {
    return warnInRow(
      'orientation',
      'the orientation is not stated: analyzed as it is stored',
      'orientation not stated',
    );
  }
  const angle = tiltDegrees ?? (Math.acos(Math.min(1, Math.abs(normal[2]))) * 180) / Math.PI;
  if (Math.abs(angle) > MOST_TILT_DEGREES) {
    return check('block', 'orientation', `not axial: ${Math.round(angle)} degrees off`);
  }
  return check('pass', 'orientation', `axial, tilt ${angle.toFixed(1)} degrees`);
}

function thickness({ slices, geometry }: Series): SuitabilityCheck {
  const stated = slices.find(({ sliceThickness }) => sliceThickness !== null)?.sliceThickness;
  const thick = stated ?? geometry.medianSpacing;
  if (thick === null || thick === undefined) {
    return check('unknown', 'thickness', 'the slice thickness is not stated');
  }
  if (thick <= THICKEST_MM) return check('pass', 'thickness', `${thick.toFixed(1)} mm`);
  const text = `slices of ${thick.toFixed(1)} mm are thicker than ${THICKEST_MM} mm`;
  return warnInRow('thickness', text, `slices of ${thick.toFixed(0)} mm`);
}

/** In a row: the slices hold so little that what they don't show may be what matters. */
const NOT_WHOLE = 'not a whole head';

function count({ slices }: Series): SuitabilityCheck {
  const text = `only ${countOf(slices.length, 'slice')}: ${NOT_WHOLE}`;
  return slices.length < FEWEST_SLICES
    ? warnInRow('slice-count', text, NOT_WHOLE)
    : check('pass', 'slice-count', countOf(slices.length, 'slice'));
}

function extent({ geometry }: Series): SuitabilityCheck {
  if (geometry.extent === null) return check('unknown', 'extent', 'the extent is not known');
  const mm = `${Math.round(geometry.extent)} mm`;
  if (geometry.extent > MOST_EXTENT_MM) {
    const text = `${mm} from first to last slice: more than a head`;
    return warnInRow('extent', text, 'more than a head');
  }
  return geometry.extent < LEAST_EXTENT_MM
    ? warnInRow('extent', `${mm} from first to last slice: ${NOT_WHOLE}`, NOT_WHOLE)
    : check('pass', 'extent', mm);
}

function gaps(series: Series, cautions: readonly Caution[]): SuitabilityCheck {
  const { geometry } = series;
  if (geometry.positions.length === 0 || geometry.orderedByInstanceNumber) {
    const missing = missingByNumber(series.slices);
    if (missing === 0) {
      return check('unknown', 'gaps', 'without positions, missing slices cannot be seen');
    }
    const text = `about ${countOf(missing, 'slice')} missing between others, by Instance Number`;
    return warnInRow('gaps', text, `about ${countOf(missing, 'slice')} missing between others`);
  }
  const { length } = geometry.gapsAfter;
  const missing = missingBetween(series);
  if (length === 0 && missing === 0) return check('pass', 'gaps', 'no gaps');
  const inRow = `about ${countOf(missing, 'slice')} missing between others`;
  const warning = check(
    'warn',
    'gaps',
    length === 0 ? inRow : `${countOf(length, 'gap')} between slices`,
  );
  // A series that is sparse throughout says so already.
  return missing === 0 || cautions.some(({ code }) => code === 'sparse')
    ? warning
    : { ...warning, inRow };
}

/** A place that was scanned as often was scanned to see contrast pass. */
const DYNAMIC_TIMES = 3;

function duplicates(series: Series): SuitabilityCheck {
  const { again, samePlace, sameName } = duplicateKinds(series);
  const words = [
    again > 0 ? `${countOf(again, 'slice')} given twice and left out` : '',
    samePlace > 0
      ? `${countOf(samePlace, 'slice')} at the place of another, left out: a second acquisition?`
      : '',
    sameName > 0
      ? `${countOf(sameName, 'slice')} at other places under the UID of another, left out`
      : '',
  ].filter((part) => part !== '');
  if (words.length === 0) return check('pass', 'duplicates', 'no duplicates');
  const warning = check('warn', 'duplicates', words.join('; '));
  const times = 1 + Math.floor(samePlace / Math.max(1, series.slices.length));
  if (times >= DYNAMIC_TIMES) {
    const inRow = `each place ${times} times: a dynamic scan?`;
    return { ...warning, inRow };
  }
  const lost = samePlace + sameName;
  return lost === 0
    ? warning
    : { ...warning, inRow: `${countOf(lost, 'slice')} left out as duplicates that may be none` };
}

/** Pixels of which one side is longer by more than this show the model a head that is squeezed: it is shown pixels, not millimeters. */
const MOST_UNEQUAL = 1.05;

/** As good as square, and coarser than this: too little is left of a thin bleed. */
const COARSE_MM = 2.6;

function fieldOfView({ slices }: Series): SuitabilityCheck {
  const first = slices.find(({ pixelSpacing }) => pixelSpacing !== null);
  const spacing = first?.pixelSpacing ?? null;
  if (first === undefined || spacing === null) {
    return check('unknown', 'field-of-view', 'the pixel spacing is not stated');
  }
  const [row, column] = spacing;
  const size = `${row.toFixed(2)} x ${column.toFixed(2)} mm`;
  if (Math.max(row, column) > MOST_UNEQUAL * Math.min(row, column)) {
    const text = `pixels of ${size} are not square: the model sees the head squeezed`;
    return warnInRow('field-of-view', text, 'pixels not square');
  }
  if (row > COARSE_MM) {
    const text = `pixels of ${size} are coarser than what the model was measured on`;
    return warnInRow('field-of-view', text, `pixels of ${row.toFixed(1)} mm`);
  }
  const field = [row * first.rows, column * first.columns];
  const within = (value: number, [least, most]: readonly [number, number]) =>
    value >= least && value <= most;
  const fits = field.every((side) => within(side, FIELD_OF_VIEW_MM)) && within(row, SPACING_MM);
  const [height = 0, width = 0] = field.map(Math.round);
  return fits
    ? check('pass', 'field-of-view', `${width} x ${height} mm`)
    : check('warn', 'field-of-view', `a field of ${width} x ${height} mm is unusual for a head`);
}
