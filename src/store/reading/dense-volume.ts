import type { Series } from '#dicom';

/** What of a series tells how high its slices stand. */
type Heights = Pick<Series, 'slices' | 'geometry'>;

/**
 * How much of the stack each slice stands for, in mm: half the way to each neighbor, and at the ends, beside a gap and where positions
 * are not known the usual distance. null where no distance is known.
 */
export function sliceHeights({ slices, geometry }: Heights): readonly number[] | null {
  const { positions, medianSpacing, orderedByInstanceNumber } = geometry;
  const usual = medianSpacing ?? slices[0]?.sliceThickness ?? null;
  if (usual === null || !(usual > 0)) return null;
  const half = (from: number | undefined, to: number | undefined): number => {
    if (orderedByInstanceNumber || from === undefined || to === undefined) return usual / 2;
    // Nothing is known of what lies in a gap: nothing of it is counted.
    return Math.min(Math.abs(to - from), usual) / 2;
  };
  return slices.map(
    (_, index) =>
      half(positions[index - 1], positions[index]) + half(positions[index], positions[index + 1]),
  );
}

/** Dense tissue of a series as far as it is known. */
export interface DenseVolume {
  /** null where pixels or slices have no known distance. */
  readonly ml: number | null;
  /** Slices that are counted, of so many. */
  readonly done: number;
  readonly total: number;
  /** Of those, slices without a skull round anything, of which nothing is known. */
  readonly withoutSkull: number;
}

/** The volume of what was found on slices: areas in mm2 by slice, undefined where one is not looked at yet. */
export function denseVolume(
  series: Heights,
  areas: readonly ({ readonly mm2: number | null; readonly hasSkull: boolean } | undefined)[],
): DenseVolume {
  const heights = sliceHeights(series);
  const known = areas.flatMap((area, index) => (area === undefined ? [] : [{ area, index }]));
  const isMeasured = heights !== null && known.every(({ area }) => area.mm2 !== null);
  return {
    ml: isMeasured
      ? known.reduce(
          (sum, { area, index }) => sum + ((area.mm2 ?? 0) * (heights[index] ?? 0)) / 1000,
          0,
        )
      : null,
    done: known.length,
    total: series.slices.length,
    withoutSkull: known.filter(({ area }) => !area.hasSkull).length,
  };
}
