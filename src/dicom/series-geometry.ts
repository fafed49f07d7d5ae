import { type Mm, mm } from '#base';
import type { SliceHeader, Vector3 } from './slice-header.ts';
import type { SeriesGeometry } from './study.ts';

/** Slices nearer to each other than this lie in one place (mm). */
export const SAME_POSITION_MM = 0.01;
/** No slice lies this far from the scanner's origin. */
const FARTHEST_MM = 10_000;
/** A distance over this many medians is a gap. */
const GAP_FACTOR = 1.5;

/** The scalar product. */
export const dot = (a: Vector3, b: Vector3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

const cross = (a: Vector3, b: Vector3): Vector3 => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

/** The unit normal of a slice (PS3.3 C.7.6.2.1.1), turned to point cranially; null without a usable orientation. */
export function sliceNormal(header: SliceHeader): Vector3 | null {
  const orientation = header.imageOrientationPatient;
  if (orientation === null) return null;
  const normal = cross(orientation[0], orientation[1]);
  const length = Math.sqrt(dot(normal, normal));
  if (!Number.isFinite(length) || length < 0.5) return null;
  const sign = normal[2] < 0 ? -1 : 1;
  return [(sign * normal[0]) / length, (sign * normal[1]) / length, (sign * normal[2]) / length];
}

/** Signed distance of a slice along a normal, mm; null without a position, or with one that no scanner reaches. */
export function positionAlong(header: SliceHeader, normal: Vector3 | null): number | null {
  if (normal === null || header.imagePositionPatient === null) return null;
  if (!header.imagePositionPatient.every((component) => Math.abs(component) < FARTHEST_MM))
    return null;
  return dot(header.imagePositionPatient, normal);
}

/** How far the way from one slice to the next leaves an axis, mm. */
export function stepAside(
  before: SliceHeader | undefined,
  after: SliceHeader,
  axis: Vector3,
): number {
  const from = before?.imagePositionPatient;
  const to = after.imagePositionPatient;
  if (from === null || from === undefined || to === null) return 0;
  const step: Vector3 = [to[0] - from[0], to[1] - from[1], to[2] - from[2]];
  const along = dot(step, axis);
  return Math.sqrt(Math.max(0, dot(step, step) - along * along));
}

/** Slices in order, what lies twice, and the geometry: caudal to cranial by position, else by Instance Number. */
export function orderSlices(headers: readonly SliceHeader[]): {
  readonly slices: readonly SliceHeader[];
  readonly duplicates: readonly SliceHeader[];
  readonly geometry: SeriesGeometry;
} {
  const first = headers[0];
  const normal = first === undefined ? null : sliceNormal(first);
  const placed = headers.map((header) => ({ header, position: positionAlong(header, normal) }));
  const byPosition = placed.every(({ position }) => position !== null);
  const sorted = placed.sort((a, b) =>
    byPosition
      ? (a.position ?? 0) - (b.position ?? 0) || byInstance(a.header, b.header)
      : byInstance(a.header, b.header),
  );
  const slices: SliceHeader[] = [];
  const duplicates: SliceHeader[] = [];
  const positions: Mm[] = [];
  const seen = new Set<string>();
  for (const { header, position } of sorted) {
    const key = `${header.sopInstanceUid}#${header.frameIndex}`;
    const last = positions.at(-1);
    const samePlace =
      byPosition && last !== undefined && Math.abs((position ?? 0) - last) < SAME_POSITION_MM;
    if (samePlace || seen.has(key)) {
      duplicates.push(header);
      continue;
    }
    seen.add(key);
    slices.push(header);
    if (byPosition) positions.push(mm(position ?? 0));
  }
  // Copies, since what was pushed to has room for more: a day's list holds these of every study.
  return {
    slices: slices.slice(),
    duplicates: duplicates.slice(),
    geometry: describeGeometry(normal, positions.slice(), !byPosition),
  };
}

function byInstance(a: SliceHeader, b: SliceHeader): number {
  return (
    (a.instanceNumber ?? 0) - (b.instanceNumber ?? 0) ||
    a.frameIndex - b.frameIndex ||
    byNumbersInText(a.sopInstanceUid, b.sopInstanceUid)
  );
}

/** UIDs by the numbers in them: ".2" before ".10". */
function byNumbersInText(a: string, b: string): number {
  return NATURAL.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}

const NATURAL = new Intl.Collator('en', { numeric: true });

function describeGeometry(
  normal: Vector3 | null,
  positions: readonly Mm[],
  orderedByInstanceNumber: boolean,
): SeriesGeometry {
  const distances = positions.slice(1).map((position, index) => position - (positions[index] ?? 0));
  const sorted = [...distances].sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)];
  const firstPosition = positions[0];
  const lastPosition = positions.at(-1);
  return {
    normal,
    positions,
    medianSpacing: median === undefined ? null : mm(median),
    extent:
      firstPosition === undefined || lastPosition === undefined
        ? null
        : mm(lastPosition - firstPosition),
    tiltDegrees:
      normal === null ? null : (Math.acos(Math.min(1, Math.abs(normal[2]))) * 180) / Math.PI,
    gapsAfter:
      median === undefined
        ? []
        : distances.flatMap((distance, index) => (distance > median * GAP_FACTOR ? [index] : [])),
    orderedByInstanceNumber,
  };
}
