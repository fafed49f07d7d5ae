import type { SliceHeader } from '#dicom';
import type { ImagePoint } from './image-point.ts';
import type { KindId } from './kind-ids.ts';
import { KINDS, type MeasuredSlice } from './kinds.ts';
import type { Quantity } from './quantity.ts';

/** What a reader measured on a slice, as it is kept: points and numbers, no pixels. */
export interface Measurement {
  /** Unlike all others of the study; counts up and is not given again. */
  readonly id: number;
  readonly kind: KindId;
  readonly seriesKey: string;
  /** `sliceKey` of the slice's header. */
  readonly sliceKey: string;
  /** Its place in the series when it was measured, from 0. */
  readonly slice: number;
  readonly points: readonly ImagePoint[];
  /** First and last slice that a volume goes over, by place in the series; for ABC/2 alone. */
  readonly over?: readonly [number, number];
  readonly quantities: readonly Quantity[];
  /** What limits the numbers. */
  readonly notes: readonly string[];
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The reader's initials, '' where none were given. */
  readonly by: string;
}

/** The measurement with its numbers computed anew. */
export const measured = <Given extends Pick<Measurement, 'kind' | 'points'>>(
  given: Given,
  on: MeasuredSlice,
): Given & Pick<Measurement, 'quantities' | 'notes'> => ({
  ...given,
  ...KINDS[given.kind].measure(given.points, on),
});

/** The patient's left along a row and down a column, by Image Orientation (0020,0037): x of DICOM's LPS. */
export const leftOn = (orientation: SliceHeader['imageOrientationPatient']): ImagePoint | null =>
  orientation === null ? null : { x: orientation[0][0], y: orientation[1][0] };

/**
 * How high slices stack, from the first to the last given, in mm: the way between their centers and one slice's own share. null where
 * neither positions nor spacing are known. `share` is the series' usual distance or the thickness.
 */
export function heightOver(
  [from, to]: readonly [number, number],
  positions: readonly number[] | null,
  share: number | null,
): number | null {
  const [first, last] = [positions?.[from], positions?.[to]];
  if (share === null || !(share > 0)) return null;
  if (first === undefined || last === undefined) return (Math.abs(to - from) + 1) * share;
  return Math.abs(last - first) + share;
}
