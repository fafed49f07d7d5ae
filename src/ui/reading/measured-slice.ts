import type { Series } from '#dicom';
import {
  heightOver,
  leftOn,
  type MeasuredSlice,
  type Measurement,
  measured,
  type SlicePixels,
} from '#measure';
import type { NewMeasurement } from '#store';

/** What is needed of a series to measure on its slices. */
export type MeasurableSeries = Pick<Series, 'slices' | 'geometry'>;

const ONE_SLICE = 'over one slice: say which others it goes over';

/** A slice of a series as measurements see it. `over`: the slices that a volume goes over. */
export function measuredSlice(
  { slices, geometry }: MeasurableSeries,
  slice: number,
  pixels: SlicePixels | null,
  over: readonly [number, number] = [slice, slice],
): MeasuredSlice {
  const header = slices[slice];
  const { positions, medianSpacing, orderedByInstanceNumber } = geometry;
  const share = medianSpacing ?? header?.sliceThickness ?? null;
  return {
    spacing: header?.pixelSpacing ?? null,
    pixels,
    height: heightOver(over, orderedByInstanceNumber ? null : positions, share),
    left: leftOn(header?.imageOrientationPatient ?? null),
  };
}

/** A volume over other slices than before, with its numbers anew. The diameters are those that were drawn. */
export function volumeOver(
  given: Measurement,
  over: readonly [number, number],
  series: MeasurableSeries,
): Measurement {
  const last = series.slices.length - 1;
  const within = (index: number): number => Math.min(last, Math.max(0, index));
  const [from, to] = over.map(within) as [number, number];
  const range = [Math.min(from, to), Math.max(from, to)] as const;
  return noted(
    measured({ ...given, over: range }, measuredSlice(series, given.slice, null, range)),
  );
}

/** A volume over one slice alone says so. */
export function noted<Made extends Pick<NewMeasurement, 'over' | 'notes'>>(made: Made): Made {
  const alone = made.over !== undefined && made.over[0] === made.over[1];
  return alone ? { ...made, notes: [...made.notes, ONE_SLICE] } : made;
}
