import { positionAlong, SAME_POSITION_MM } from './series-geometry.ts';
import { sliceKey } from './slice-header.ts';
import type { Series } from './study.ts';

/** How many of a series' duplicates are what. */
export interface DuplicateKinds {
  /** The same SOP instance at the same place: a file that was given twice. */
  readonly again: number;
  /** Another instance at the place of a slice: a second acquisition, which may look different. */
  readonly samePlace: number;
  /** The UID of a slice at another place: a slice of the head that is lost. */
  readonly sameName: number;
}

/** Tells the duplicates of a series apart, which all are left out of its slices. */
export function duplicateKinds({
  slices,
  duplicates,
  geometry,
}: Pick<Series, 'slices' | 'duplicates' | 'geometry'>): DuplicateKinds {
  const byKey = new Map(slices.map((slice) => [sliceKey(slice), slice]));
  const kinds = { again: 0, samePlace: 0, sameName: 0 };
  for (const duplicate of duplicates) {
    const namesake = byKey.get(sliceKey(duplicate));
    const place = positionAlong(duplicate, geometry.normal);
    const known = namesake === undefined ? null : positionAlong(namesake, geometry.normal);
    const apart = place !== null && known !== null && Math.abs(place - known) >= SAME_POSITION_MM;
    if (namesake === undefined) kinds.samePlace += 1;
    else if (apart) kinds.sameName += 1;
    else kinds.again += 1;
  }
  return kinds;
}
