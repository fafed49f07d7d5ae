import type { SliceHeader } from './slice-header.ts';
import type { Series } from './study.ts';

/** What a series tells of where its slices are, and which of them is the highest with brain, where that is known. */
export interface LinkedSeries {
  readonly slices: readonly Pick<SliceHeader, 'frameOfReferenceUid'>[];
  readonly geometry: Pick<
    Series['geometry'],
    'normal' | 'positions' | 'medianSpacing' | 'orderedByInstanceNumber'
  >;
  readonly topOfBrain: number | null;
}

/** A slice of the other series that lies where one of the first does. */
export interface LinkedSlice {
  readonly index: number;
  /** How far it lies from there, in mm along its normal; null where distances are not known. */
  readonly offMm: number | null;
  /** The other series has nothing there: it is its first or last slice. */
  readonly beyond: boolean;
}

/** How the slices of two series of one head find each other. */
export interface SeriesLink {
  /** By one coordinate system, by the highest slice with brain, by the highest slice, or by counting from the top, without distances. */
  readonly by: 'coordinates' | 'brain' | 'top' | 'count';
  /** `offset` moves the other series cranially: in mm, in slices where they are counted. */
  at(index: number, offset: number): LinkedSlice;
  /** The slice of the first series beside which one of the other stands, and the offset that it takes: the given one, where that will do. */
  back(index: number, offset: number): { readonly index: number; readonly offset: number };
}

/** Two stacks lean alike up to this. */
const LIKE_DEGREES = 2;

const isPlaced = ({ slices, geometry }: LinkedSeries): boolean =>
  slices.length > 0 &&
  geometry.positions.length === slices.length &&
  !geometry.orderedByInstanceNumber;

/** The one frame of reference of all slices; null where there is none. */
function frameOf({ slices }: LinkedSeries): string | null {
  const frame = slices[0]?.frameOfReferenceUid ?? '';
  return frame !== '' && slices.every((slice) => slice.frameOfReferenceUid === frame)
    ? frame
    : null;
}

function leanAlike(a: LinkedSeries, b: LinkedSeries): boolean {
  const [n, m] = [a.geometry.normal, b.geometry.normal];
  if (n === null || m === null) return false;
  const cosine = n[0] * m[0] + n[1] * m[1] + n[2] * m[2];
  return cosine >= Math.cos((LIKE_DEGREES * Math.PI) / 180);
}

/**
 * Links `other` to `one`: in one frame of reference, leaning alike, by the patient's coordinates; else by the distance below the
 * highest slice with brain where both know it, else below the highest slice; in mm along each one's own normal. Heads lie otherwise
 * from scan to scan and tops are cut off: it is a start, which the reader's offset corrects.
 */
export function linkSeries(one: LinkedSeries, other: LinkedSeries): SeriesLink {
  const last = Math.max(0, other.slices.length - 1);
  if (!isPlaced(one) || !isPlaced(other)) {
    const fromTop = one.slices.length - 1 - last;
    return {
      by: 'count',
      at: (index, offset) => {
        const wanted = index - fromTop + Math.round(offset);
        const at = Math.min(last, Math.max(0, wanted));
        return { index: at, offMm: null, beyond: wanted !== at };
      },
      back: (index, offset) => {
        const wanted = index + fromTop - Math.round(offset);
        const here = Math.min(Math.max(0, one.slices.length - 1), Math.max(0, wanted));
        return { index: here, offset: here === wanted ? offset : index - here + fromTop };
      },
    };
  }
  const { by, shift } = shiftOf(one, other);
  const there = other.geometry.positions;
  const reach = (other.geometry.medianSpacing ?? 0) / 2;
  const here = one.geometry.positions;
  return {
    by,
    back: (index, offset) => {
      const wanted = there[Math.min(index, last)] ?? 0;
      const at = nearestTo(wanted - shift - offset, here);
      const stands = (here[at] ?? 0) + shift + offset;
      const isThere = nearestTo(stands, there) === index && Math.abs(stands - wanted) <= reach;
      return { index: at, offset: isThere ? offset : wanted - (here[at] ?? 0) - shift };
    },
    at: (index, offset) => {
      const wanted = (here[Math.min(index, one.slices.length - 1)] ?? 0) + shift + offset;
      const nearest = nearestTo(wanted, there);
      const offMm = (there[nearest] ?? 0) - wanted;
      const beyond = wanted < (there[0] ?? 0) - reach || wanted > (there[last] ?? 0) + reach;
      return { index: nearest, offMm, beyond };
    },
  };
}

/** Where the position is that is nearest to one. */
function nearestTo(wanted: number, positions: readonly number[]): number {
  let nearest = 0;
  for (const [at, position] of positions.entries()) {
    if (Math.abs(position - wanted) < Math.abs((positions[nearest] ?? 0) - wanted)) nearest = at;
  }
  return nearest;
}

/** What is added to a position of `one` to have that of `other`. */
function shiftOf(
  one: LinkedSeries,
  other: LinkedSeries,
): { readonly by: 'coordinates' | 'brain' | 'top'; readonly shift: number } {
  const frame = frameOf(one);
  if (frame !== null && frame === frameOf(other) && leanAlike(one, other)) {
    return { by: 'coordinates', shift: 0 };
  }
  const known = one.topOfBrain !== null && other.topOfBrain !== null;
  const topOf = ({ geometry, topOfBrain }: LinkedSeries): number =>
    (known ? geometry.positions[topOfBrain ?? -1] : undefined) ?? geometry.positions.at(-1) ?? 0;
  return { by: known ? 'brain' : 'top', shift: topOf(other) - topOf(one) };
}
