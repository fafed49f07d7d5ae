import { countOf, type ReasonCode } from '#base';
import { dot, positionAlong } from './series-geometry.ts';
import type { SliceHeader } from './slice-header.ts';
import type { Caution, Series } from './study.ts';

/** Planes that meet at less than 40 degrees can show the same slices. */
const LEAST_COSINE = Math.cos((40 * Math.PI) / 180);

/** What of a series' head is in other series or rows: the part that is analyzed must not pass for the whole. */
export function elsewhereCautions(
  series: Series,
  all: readonly Series[],
  underOtherPatients: number,
): readonly Caution[] {
  const others = all.filter((other) => other !== series);
  const outside = others
    .filter(({ seriesInstanceUid }) => seriesInstanceUid === series.seriesInstanceUid)
    .flatMap((other) => slicesBeside(series, other)).length;
  const between = others.filter((other) => liesBetween(series, other));
  const like = between[0]?.slices.length ?? 0;
  const uid =
    series.seriesInstanceUid === ''
      ? 'without Series Instance UID'
      : 'of the same Series Instance UID';
  const notHere = (count: number, code: ReasonCode, what: string): readonly Caution[] => {
    const slices = countOf(count, 'slice');
    const text = `not in this row: ${slices} ${what}`;
    return count === 0 ? [] : [{ code, text, short: `${slices} of it not in this row` }];
  };
  return [
    ...notHere(
      underOtherPatients,
      'patient-elsewhere',
      'of the same Study Instance UID under another Patient ID, or none',
    ),
    ...notHere(outside, 'slices-elsewhere', `${uid}, with other headers`),
    ...notHere(like, 'interleaved-series', 'of a like series at positions between these'),
  ];
}

/** Slices of another series in about the same plane where this one has none. */
function slicesBeside(series: Series, other: Series): readonly SliceHeader[] {
  const { normal, positions, medianSpacing } = series.geometry;
  const { normal: otherNormal } = other.geometry;
  const turned =
    normal !== null && otherNormal !== null && Math.abs(dot(normal, otherNormal)) < LEAST_COSINE;
  if (turned || other.slices[0]?.samplesPerPixel !== 1) return [];
  const near = Math.max(0.5, (medianSpacing ?? 0) / 4);
  return [...other.slices, ...other.duplicates].filter((slice) => {
    const place = positionAlong(slice, normal);
    return place === null || !positions.some((position) => Math.abs(position - place) <= near);
  });
}

/** Whether another series, made the same way, fills the spaces of this one: a series that was sent as two. */
function liesBetween(series: Series, other: Series): boolean {
  const { normal, positions, medianSpacing: spacing } = series.geometry;
  const [a] = series.slices;
  const [b] = other.slices;
  if (a === undefined || b === undefined || spacing === null || positions.length < 3) return false;
  if (series.seriesInstanceUid === other.seriesInstanceUid || !madeAlike(a, b)) return false;
  const near = spacing / 4;
  const filled = positions.slice(1).filter((position, index) =>
    other.slices.some((slice) => {
      const place = positionAlong(slice, normal);
      const before = positions[index] ?? position;
      return place !== null && place > before + near && place < position - near;
    }),
  );
  return filled.length > (positions.length - 1) / 2;
}

const madeAlike = (a: SliceHeader, b: SliceHeader): boolean => likeness(a) === likeness(b);

const likeness = (header: SliceHeader): string =>
  JSON.stringify([
    header.seriesDescription,
    header.convolutionKernel,
    header.sliceThickness,
    header.rows,
    header.columns,
    header.pixelSpacing,
    header.imageType,
    header.frameOfReferenceUid,
    header.contrastBolusAgent,
  ]);
