import { notOk, type Outcome, ok, type Reason } from '#base';
import {
  dot,
  duplicateKinds,
  type Series,
  type SliceHeader,
  seriesCautions,
  type Vector3,
} from '#dicom';
import { orientationFault } from '../slice-turn.ts';
import type { PlaneFrame } from './plane-frame.ts';
import { times, unit } from './vector.ts';

/** A slice that others lie above and below of. */
export interface StackSlice extends PlaneFrame {
  /** Its place in the series. */
  readonly index: number;
  /** Along the stack's normal, mm. */
  readonly position: number;
}

/** Parallel slices above each other, caudal to cranial: two at least. Tilt and uneven distances are in their places. */
export interface Stack {
  /** Of length 1, cranial. */
  readonly normal: Vector3;
  readonly slices: readonly StackSlice[];
  /** The distances that are much longer than the others, mm, by the place in `slices` of the lower slice. */
  readonly bridged: readonly { readonly after: number; readonly mm: number }[];
}

/** Nothing is known of what lies between slices farther apart than this, mm: ten-millimeter slices that touch are not. */
const LARGEST_GAP_MM = 15;
/** A distance over so many medians is a gap, as in the series' own geometry. */
const GAP_FACTOR = 1.5;
/** Slices nearer than this, mm, are two pictures of one place. */
const SMALLEST_STEP_MM = 0.1;
/** Directions within this of each other are one: 2 degrees. */
const PARALLEL = Math.cos((2 * Math.PI) / 180);
/** As far from the table's axis as a gantry or a reformat along the skull base goes, degrees. */
const MOST_TILT_DEGREES = 40;
/** 256 MiB as they are kept. */
const MOST_PIXELS = 2 ** 27;

/** What of a series says where its slices lie. */
export type StackSeries = Pick<Series, 'slices' | 'duplicates' | 'cautions' | 'geometry'>;

/**
 * The stack of a series' slices, or why they are none: then nothing may be computed between them. `without`: places of slices whose pixels
 * can't be had; the stack is what is left.
 */
export function stackOf(
  series: StackSeries,
  without: ReadonlySet<number> = new Set(),
): Outcome<Stack> {
  const { slices: headers, geometry } = series;
  const reason = notAStack(series);
  if (reason !== null) return { ok: false, reason };
  const { normal } = geometry;
  const slices = headers.flatMap((header, index) => {
    const frame = without.has(index) ? null : frameOf(header);
    const position = geometry.positions[index];
    return frame === null || position === undefined ? [] : [{ ...frame, index, position }];
  });
  if (normal === null || slices.length < 2) return notOk('too-few-slices', 'there is one slice');
  const steps = slices.slice(1).map(({ position }, at) => position - (slices[at]?.position ?? 0));
  const fault = faultOfSteps(steps, slices);
  return fault === null
    ? ok({ normal, slices, bridged: bridgedOf(steps) })
    : { ok: false, reason: fault };
}

const named = (code: Reason['code'], text: string): Reason => ({ code, text });

function notAStack(series: StackSeries): Reason | null {
  const { slices, geometry, cautions } = series;
  const all = (is: (header: SliceHeader) => boolean): boolean => slices.every(is);
  if (slices.some(({ imageType }) => imageType.some((type) => /^localizer$/i.test(type)))) {
    return named('localizer', 'this is a localizer, a single view of the whole');
  }
  if (slices.length < 2) return named('too-few-slices', 'there is one slice');
  if (!all(({ samplesPerPixel }) => samplesPerPixel === 1)) {
    return named('color', 'these are color images');
  }
  if (geometry.orderedByInstanceNumber || geometry.normal === null) {
    return named('order-by-number', 'the files do not say where the slices lie');
  }
  if (!all(({ pixelSpacing }) => pixelSpacing?.every((mm) => mm > 0) ?? false)) {
    return named('no-pixel-spacing', 'the files do not say how large the pixels are');
  }
  if (!all((header) => orientationFault(header.imageOrientationPatient) === null)) {
    return named('orientation', 'the orientation of a slice makes no sense');
  }
  const { tiltDegrees: tilt } = geometry;
  if (tilt === null || tilt > MOST_TILT_DEGREES) {
    return named('not-axial', `the slices are ${Math.round(tilt ?? 0)}° from axial`);
  }
  return (
    notParallel(slices) ??
    [...cautions, ...seriesCautions(series)].find(({ code }) => NO_STACK.has(code)) ??
    twice(series) ??
    tooLarge(slices)
  );
}

/** Cautions by which slices may not lie to each other as their positions say. */
const NO_STACK: ReadonlySet<string> = new Set([
  'sideways',
  'order-contradicts',
  'scans-mixed',
  'thicknesses-mixed',
  'frames-differ',
]);

function notParallel(slices: readonly SliceHeader[]): Reason | null {
  const [first] = slices;
  const to = first?.imageOrientationPatient ?? null;
  const along = slices.every(({ imageOrientationPatient: its }) =>
    [0, 1].every((which) => {
      const [a, b] = [its?.[which], to?.[which]];
      return a !== undefined && b !== undefined && dot(unit(a), unit(b)) > PARALLEL;
    }),
  );
  return along ? null : named('orientation', 'the slices are not parallel');
}

function twice(series: StackSeries): Reason | null {
  const { samePlace, sameName } = duplicateKinds(series);
  if (samePlace > 0) {
    return named('duplicates', 'different images lie at one place: it may be two acquisitions');
  }
  return sameName > 0 ? named('duplicates', 'slices at different places have one name') : null;
}

function tooLarge(slices: readonly SliceHeader[]): Reason | null {
  const pixels = slices.reduce((sum, { rows, columns }) => sum + rows * columns, 0);
  return pixels <= MOST_PIXELS
    ? null
    : named(
        'too-large-for-planes',
        `${slices.length} slices of these many pixels do not fit into ${(MOST_PIXELS * 2) / 2 ** 20} MB of memory`,
      );
}

function frameOf(header: SliceHeader): PlaneFrame | null {
  const { rows, columns, imagePositionPatient, imageOrientationPatient, pixelSpacing } = header;
  if (imagePositionPatient === null || imageOrientationPatient === null || pixelSpacing === null)
    return null;
  const [row, column] = imageOrientationPatient;
  const [ofRows, ofColumns] = pixelSpacing;
  return {
    rows,
    columns,
    origin: imagePositionPatient,
    alongRow: times(unit(row), ofColumns),
    alongColumn: times(unit(column), ofRows),
  };
}

function faultOfSteps(steps: readonly number[], slices: readonly StackSlice[]): Reason | null {
  const largest = Math.max(...steps);
  const at = steps.indexOf(largest);
  const pair = `between slices ${(slices[at]?.index ?? 0) + 1} and ${(slices[at + 1]?.index ?? 0) + 1}`;
  if (largest > LARGEST_GAP_MM) {
    return named('gaps', `${largest.toFixed(0)} mm lie ${pair}: nothing is known of what is there`);
  }
  return Math.min(...steps) < SMALLEST_STEP_MM
    ? named('duplicates', 'two slices lie at one place: it may be two acquisitions')
    : null;
}

function bridgedOf(steps: readonly number[]): Stack['bridged'] {
  const median = [...steps].sort((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 0;
  return steps.flatMap((mm, after) => (mm > median * GAP_FACTOR ? [{ after, mm }] : []));
}
