import { countOf } from '#base';
import { describedCautions } from './described-cautions.ts';
import { twoScans } from './scans-mixed.ts';
import { stepAside } from './series-geometry.ts';
import type { SliceHeader, Vector3 } from './slice-header.ts';
import type { Caution, Series, SeriesGeometry } from './study.ts';
import { tiltCaution } from './tilt-caution.ts';

/** A step sideways between two slices over this is a jump, mm. */
const LARGEST_STEP_MM = 5;
/** The usual step sideways: what rounding leaves, mm. */
const USUAL_STEP_MM = 1;
/** Positions and Instance Numbers of one acquisition agree nearly; of two interleaved ones, by half. */
const LEAST_AGREEMENT = 0.8;
/** Fewer slices than this prove nothing by their order. */
const FEWEST = 8;
/** Pixel Spacings within this of each other are one. */
const SPACING_RATIO = 1.02;
/** Slices farther apart than so many thicknesses leave some of the head unseen. */
const SPARSE = 1.6;

/** What the headers of a series contradict each other in, or can't be true of a head. Absent attributes are no contradiction. */
export function seriesCautions({
  slices,
  geometry,
}: Pick<Series, 'slices' | 'geometry'>): readonly Caution[] {
  return [
    missingUids(slices),
    missingOrder(slices, geometry),
    repeatedNumbers(slices),
    contradictingOrder(slices, geometry),
    sideways(slices, geometry),
    tiltCaution(slices, geometry),
    unequalSpacing(slices),
    sparse(slices, geometry),
    twoThicknesses(slices),
    twoScans(slices, geometry),
    twoFrames(slices),
    ...describedCautions(slices),
  ].filter((caution) => caution !== null);
}

function missingUids([first]: readonly SliceHeader[]): Caution | null {
  if (first === undefined || first.seriesInstanceUid !== '') return null;
  const missing =
    first.studyInstanceUid === '' ? 'no Study and Series Instance UID' : 'no Series Instance UID';
  return {
    code: 'no-uids',
    short: 'UIDs missing: slices of others may be among these',
    text: `${missing}: put together by folder, date and descriptions; other patients' slices may be among these`,
  };
}

const numberOf = ({ instanceNumber, frameIndex }: SliceHeader): string =>
  `${instanceNumber}#${frameIndex}`;

function missingOrder(
  slices: readonly SliceHeader[],
  { orderedByInstanceNumber }: SeriesGeometry,
): Caution | null {
  if (!orderedByInstanceNumber || slices.length < 2) return null;
  return new Set(slices.map(numberOf)).size === slices.length
    ? {
        code: 'order-by-number',
        short: 'positions missing',
        text: 'ordered by Instance Number: positions are missing or impossible',
      }
    : {
        code: 'order-unknown',
        short: 'order of slices unknown',
        text: 'nothing says in which order the slices lie: positions and Instance Numbers are missing; they are ordered by UID',
      };
}

function repeatedNumbers(slices: readonly SliceHeader[]): Caution | null {
  const numbers = slices.filter(({ instanceNumber }) => instanceNumber !== null).map(numberOf);
  const repeated = numbers.length - new Set(numbers).size;
  return repeated === 0 || repeated === numbers.length - 1
    ? null
    : {
        code: 'numbers-twice',
        short: 'Instance Numbers given twice',
        text: `${countOf(repeated, 'Instance Number')} given twice: two acquisitions or two patients may be mixed`,
      };
}

/** Two interleaved acquisitions, or positions that were shuffled. */
function contradictingOrder(
  slices: readonly SliceHeader[],
  { orderedByInstanceNumber }: SeriesGeometry,
): Caution | null {
  const numbers = slices.map(({ instanceNumber }) => instanceNumber);
  const known = numbers.filter((number) => number !== null);
  const distinct = new Set(known).size;
  if (orderedByInstanceNumber || distinct !== slices.length || distinct < FEWEST) return null;
  const ranked = [...known].sort((a, b) => a - b);
  const ranks = new Map(ranked.map((number, rank) => [number, rank]));
  const agreement = Math.abs(rankCorrelation(known.map((number) => ranks.get(number) ?? 0)));
  return agreement >= LEAST_AGREEMENT
    ? null
    : {
        code: 'order-contradicts',
        short: 'positions contradict Instance Numbers',
        text: 'positions and Instance Numbers contradict each other: two acquisitions may be mixed, or positions be wrong',
      };
}

/** Spearman's, of a permutation of 0..n-1 with its places. */
function rankCorrelation(ranks: readonly number[]): number {
  const { length: n } = ranks;
  const squares = ranks.reduce((sum, rank, place) => sum + (rank - place) ** 2, 0);
  return 1 - (6 * squares) / (n * (n * n - 1));
}

/**
 * Slices lie above each other along their normal (a reformat) or along the table (a scan, tilted or not). Those that step
 * sideways are of different places, or their positions are wrong.
 */
function sideways(
  slices: readonly SliceHeader[],
  { normal, orderedByInstanceNumber }: SeriesGeometry,
): Caution | null {
  if (normal === null || orderedByInstanceNumber || slices.length < 3) return null;
  const table: Vector3 = [0, 0, 1];
  const steps = [normal, table].map((axis) =>
    slices.slice(1).map((slice, index) => stepAside(slices[index], slice, axis)),
  );
  const [least] = steps
    .map((all) => ({ largest: Math.max(...all), usual: medianOf(all) }))
    .sort((a, b) => a.largest - b.largest);
  if (least === undefined) return null;
  if (least.largest <= LARGEST_STEP_MM && least.usual <= USUAL_STEP_MM) return null;
  return {
    code: 'sideways',
    short: 'slices step sideways',
    text: `the slices don't lie above each other: up to ${least.largest.toFixed(0)} mm sideways from one to the next`,
  };
}

function medianOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function unequalSpacing(slices: readonly SliceHeader[]): Caution | null {
  const sorted = slices
    .flatMap(({ pixelSpacing }) => (pixelSpacing === null ? [] : [pixelSpacing[0]]))
    .sort((a, b) => a - b);
  const least = sorted[0] ?? 1;
  const most = sorted.at(-1) ?? 1;
  return most <= least * SPACING_RATIO
    ? null
    : {
        code: 'spacings-differ',
        short: 'pixels of two sizes',
        text: `pixels of ${least.toFixed(2)} and ${most.toFixed(2)} mm in one series`,
      };
}

/** Thin at the base and thick above is one change; as many are two reconstructions in one series. */
const MOST_CHANGES = 3;
/** Thicknesses within this of each other are one. */
const THICKNESS_RATIO = 1.5;

function twoThicknesses(slices: readonly SliceHeader[]): Caution | null {
  const thicknesses = slices.flatMap(({ sliceThickness }) => sliceThickness ?? []);
  const changes = thicknesses.slice(1).filter((after, index) => {
    const before = thicknesses[index] ?? after;
    return Math.max(before, after) > THICKNESS_RATIO * Math.min(before, after);
  }).length;
  if (changes <= MOST_CHANGES) return null;
  const [least, most] = [Math.min(...thicknesses), Math.max(...thicknesses)];
  return {
    code: 'thicknesses-mixed',
    short: 'slices of two thicknesses mixed',
    text: `slices of ${least.toFixed(1)} and ${most.toFixed(1)} mm between each other: two reconstructions may be mixed`,
  };
}

/** Places in two frames of reference can't be compared (PS3.3 C.7.4.1). */
function twoFrames(slices: readonly SliceHeader[]): Caution | null {
  const frames = new Set(slices.flatMap(({ frameOfReferenceUid: uid }) => uid ?? [])).size;
  return frames <= 1
    ? null
    : {
        code: 'frames-differ',
        short: 'positions in several frames of reference',
        text: `${frames} Frame of Reference UIDs in one series: where the slices lie to each other is not known`,
      };
}

/** Every second slice is missing, say, or was taken for another series. */
function sparse(slices: readonly SliceHeader[], { positions }: SeriesGeometry): Caution | null {
  const thicknesses = slices.flatMap(({ sliceThickness }) => sliceThickness ?? []);
  if (positions.length > 1 && thicknesses.length > 0) {
    const usual = medianOf(thicknesses);
    const steps = positions.slice(1).map((position, at) => ({
      step: position - (positions[at] ?? 0),
      // Where thin slices end and thick ones begin, the thicker one counts.
      thick: Math.max(...[at, at + 1].map((one) => slices[one]?.sliceThickness ?? usual)),
    }));
    const wide = steps
      .filter(({ step, thick }) => step > thick * SPARSE)
      .sort((one, other) => one.step - other.step);
    const { step, thick } = wide[wide.length >> 1] ?? { step: 0, thick: 0 };
    return wide.length <= steps.length / 2
      ? null
      : {
          code: 'sparse',
          short: 'some of the head not given',
          text: `slices of ${thick.toFixed(1)} mm every ${step.toFixed(1)} mm: some of the head is not in the series`,
        };
  }
  const numbers = slices
    .flatMap(({ instanceNumber }) => instanceNumber ?? [])
    .sort((a, b) => a - b);
  const step = medianOf(
    numbers.slice(1).map((number, index) => number - (numbers[index] ?? number)),
  );
  return numbers.length < FEWEST || step < 2
    ? null
    : {
        code: 'sparse',
        short: 'some of the head not given',
        text: `Instance Numbers in steps of ${step}: some of the series was not given`,
      };
}
