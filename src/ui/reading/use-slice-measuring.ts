import { useEffectEvent, useLayoutEffect, useState } from 'react';
import { type Series, sliceKey } from '#dicom';
import {
  type ImagePoint,
  type KindId,
  type Measurement,
  measured,
  type SlicePixels,
} from '#measure';
import { measurementsOf, type NewMeasurement } from '#store';
import { useApp, useStore } from '../app-context.ts';
import { measuredSlice, noted } from './measured-slice.ts';

/** A measurement that is being made. */
export type Growing = Pick<NewMeasurement, 'kind' | 'points' | 'quantities' | 'notes'>;

/** What is measured on the slice of a study that is drawn, and who takes the points that are set on it. */
export interface SliceMeasuring {
  readonly here: readonly Measurement[];
  readonly growing: Growing | null;
  readonly onPoints: (points: readonly ImagePoint[] | null, done: boolean) => void;
  /** What was begun is not kept. */
  readonly giveUp: () => void;
}

/** Whose slice it is, and what is measured by. */
interface MeasuredOn {
  readonly studyKey: string;
  readonly series: Series;
  /** The slice that is drawn; null where none is. */
  readonly shown: number | null;
  /** The kind that is measured; null where none is. */
  readonly kind: KindId | null;
  /** The stored values of the slice that is drawn. */
  readonly pixels: () => SlicePixels | null;
  /** A slab is shown in its place. */
  readonly slab: boolean;
}

/** Makes measurements on a slice and keeps them with the study that the slice is of, and with no other. */
export function useSliceMeasuring(on: MeasuredOn): SliceMeasuring {
  const { studyKey, series, shown, kind } = on;
  const app = useApp();
  const all = useStore(app.measurements, (state) => measurementsOf(state, studyKey));
  const [growing, setGrowing] = useState<Growing | null>(null);
  const header = shown === null ? undefined : series.slices[shown];
  const key = header === undefined ? '' : sliceKey(header);
  const here = all.filter((one) => one.sliceKey === key && one.seriesKey === series.key);
  // Only where there is something: React would render once more to find that there is nothing.
  const giveUpLater = useEffectEvent(() => growing !== null && setGrowing(null));
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was begun is given up with slice and tool.
  useLayoutEffect(() => void giveUpLater(), [key, kind]);

  const make = (points: readonly ImagePoint[], by: KindId, at: number): Growing => {
    const made = measured({ kind: by, points }, measuredSlice(series, at, on.pixels()));
    const ofValues = by === 'probe' || by === 'ellipse';
    if (!on.slab || !ofValues) return made;
    return { ...made, notes: [...made.notes, 'of the slice, not the slab'] };
  };
  const onPoints = (points: readonly ImagePoint[] | null, done: boolean): void => {
    if (points === null || kind === null || shown === null || key === '') {
      setGrowing(null);
      return;
    }
    const made = make(points, kind, shown);
    setGrowing(done ? null : made);
    if (!done || made.quantities.length === 0) return;
    const place = { seriesKey: series.key, sliceKey: key, slice: shown };
    const over = kind === 'abc2' ? { over: [shown, shown] as const } : {};
    app.addMeasurement(studyKey, noted({ ...made, ...place, ...over }));
  };
  return { here, growing, onPoints, giveUp: () => setGrowing(null) };
}
