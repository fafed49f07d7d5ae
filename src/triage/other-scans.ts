import { countOf } from '#base';
import { dot, ONE_SCAN_SECONDS, type Series, type Study, secondsFrom, type Vector3 } from '#dicom';
import { warnInRow } from './check.ts';
import type { SuitabilityCheck } from './findings.ts';
import { saysElsewhere } from './suitability-body-part.ts';
import type { SeriesContent } from './suitability-content.ts';

/** A head from base to vertex is longer. */
const WHOLE_MM = 110;
/** What lies beyond the ends begins within so many slice steps of them, and is so long. */
const STEPS_AWAY = 4;
const LEAST_BEYOND_MM = 8;
/** Planes that meet at more than this can't be one stack. */
const LEAST_COSINE = Math.cos((40 * Math.PI) / 180);

/**
 * What of the study's other series the row says nothing of: slices beyond the ends of a series that is a part of a head (base and vertex
 * are scanned one after the other), and another scan, such as one repeated for motion, or a control. Only one series is analyzed; another reconstruction of
 * its scan shows the same.
 */
export function otherScans(
  series: Series,
  study: Study,
  content: SeriesContent | null,
): readonly SuitabilityCheck[] {
  const heads = study.series.filter((other) => other.key !== series.key && mayBeOfHead(other));
  const beyond = heads.map((other) => slicesBeyond(series, other, content));
  const most = Math.max(0, ...beyond);
  const again = heads.filter((other, at) => beyond[at] === 0 && isOtherScan(series, other));
  const [longest] = [...again].sort((a, b) => b.slices.length - a.slices.length);
  return [
    ...(most === 0 ? [] : [notHere(`${countOf(most, 'slice')} of another series beyond these`)]),
    ...(longest === undefined ? [] : [notHere(scanInWords(series, longest))]),
    ...(study.series.some((other) => isContrastBefore(series, other)) ? [AFTER_CONTRAST] : []),
  ];
}

/** Which of the two came first decides which is to be the plain one. */
function scanInWords(series: Series, other: Series): string {
  const seconds = secondsFrom(series, other) ?? 0;
  const which = seconds > 0 ? 'a later' : seconds < 0 ? 'an earlier' : 'another';
  return `${which} scan of ${countOf(other.slices.length, 'slice')}`;
}

const AFTER_CONTRAST = warnInRow(
  'after-contrast',
  'scanned after a series with contrast in the same study: contrast in vessels and tissue looks like blood',
  'scanned after contrast',
);

/** Whether another series that says contrast was scanned before this one. */
const isContrastBefore = (series: Series, other: Series): boolean =>
  other.slices.some(({ described }) => described.includes('contrast')) &&
  (secondsFrom(series, other) ?? 0) < -ONE_SCAN_SECONDS;

const notHere = (what: string): SuitabilityCheck =>
  warnInRow('scan-elsewhere', `${what} in the study: not in this row`, `${what} not in this row`);

/** Whether a series that was not analyzed may show what the analyzed one is to show. */
function mayBeOfHead({ role, slices, seriesDescription }: Series): boolean {
  const plain = role.kind === 'candidate' || role.reason.code === 'too-few-slices';
  return plain && !saysElsewhere(slices[0]?.bodyPartExamined ?? '', seriesDescription);
}

/** One coordinate system, as far as it is stated. */
const inOneFrame = (a: Series, b: Series): boolean =>
  (a.slices[0]?.frameOfReferenceUid ?? '') === (b.slices[0]?.frameOfReferenceUid ?? '');

/** Where another series' slices lie along the normal of this one; null where that says nothing. */
function placesAlong({ geometry }: Series, other: Series): readonly number[] | null {
  const { normal, positions } = geometry;
  const { normal: otherNormal } = other.geometry;
  if (normal === null || otherNormal === null || positions.length === 0) return null;
  if (Math.abs(dot(normal, otherNormal)) < LEAST_COSINE) return null;
  const places = other.slices.flatMap(({ imagePositionPatient: at }) =>
    at === null ? [] : [dot(at as Vector3, normal)],
  );
  return places.length === other.slices.length ? places : null;
}

/** How many slices of another series go on where this one ends within the head. */
function slicesBeyond(series: Series, other: Series, content: SeriesContent | null): number {
  const { positions, medianSpacing, extent } = series.geometry;
  const places = inOneFrame(series, other) ? placesAlong(series, other) : null;
  const [bottom, top] = [positions[0], positions.at(-1)];
  if (places === null || bottom === undefined || top === undefined) return 0;
  const short = (extent ?? 0) < WHOLE_MM;
  const step = medianSpacing ?? 0;
  const middle = content?.middleOfHead ?? null;
  const ends = [
    { open: short || middle?.[0] === 0, off: places.map((place) => bottom - place) },
    {
      open: short || middle?.[1] === series.slices.length - 1,
      off: places.map((place) => place - top),
    },
  ];
  return ends.reduce((sum, { open, off }) => {
    const beyond = off.filter((distance) => distance > 0.5 * step);
    const near = Math.min(...off.filter((distance) => distance > 0)) <= STEPS_AWAY * step;
    const long = Math.max(0, ...beyond) >= Math.max(LEAST_BEYOND_MM, 1.5 * step);
    return open && near && long ? sum + beyond.length : sum;
  }, 0);
}

/**
 * Whether a series was scanned another time: by the times of acquisition, else by the irradiation events, else by the coordinate systems,
 * else where nothing tells the two apart but their words, or the numbers of their acquisitions.
 */
function isOtherScan(series: Series, other: Series): boolean {
  if (other.role.kind !== 'candidate') return false;
  const oneFrame = inOneFrame(series, other);
  if (oneFrame && !overlaps(series, other)) return false;
  const apart = secondsFrom(series, other);
  if (apart !== null) return Math.abs(apart) > ONE_SCAN_SECONDS;
  const shared = shareScans(series, other);
  if (shared !== null && [series, other].every(namesEvents)) return !shared;
  const stated = [series, other].every(({ slices }) => slices[0]?.frameOfReferenceUid);
  if (stated && !oneFrame) return true;
  if (likeness(series) !== likeness(other)) return false;
  // Some scanners give every reconstruction a number of its own: one that differs only by words is made of another scan.
  return series.seriesDescription === other.seriesDescription || shared === false;
}

/** Whether the slices of two series are of one scan, or of some of the same; null where that isn't stated of both. */
function shareScans(a: Series, b: Series): boolean | null {
  const [one, two] = [a, b].map(({ slices }) => new Set(slices.map((slice) => slice.acquisition)));
  if (one === undefined || two === undefined || one.has('') || two.has('')) return null;
  return [...one].some((scan) => two.has(scan));
}

/** Irradiation events have UIDs; acquisitions only numbers. */
const namesEvents = ({ slices }: Series): boolean =>
  slices.every(({ acquisition }) => !acquisition.startsWith('#'));

/** At least half of the shorter one lies beside the other. */
function overlaps(series: Series, other: Series): boolean {
  const places = placesAlong(series, other);
  const { positions } = series.geometry;
  const [bottom, top] = [positions[0], positions.at(-1)];
  if (places === null || bottom === undefined || top === undefined) return true;
  const [low, high] = [Math.min(...places), Math.max(...places)];
  return Math.min(top, high) - Math.max(bottom, low) >= 0.5 * Math.min(top - bottom, high - low);
}

/** What two reconstructions of one scan differ in, besides their words. */
const likeness = ({ slices, geometry }: Series): string =>
  JSON.stringify([
    slices[0]?.convolutionKernel,
    slices[0]?.sliceThickness,
    slices[0]?.pixelSpacing,
    geometry.medianSpacing?.toFixed(1),
  ]);
