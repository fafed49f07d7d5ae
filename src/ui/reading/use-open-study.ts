import { useMemo } from 'react';
import type { Series, Study } from '#dicom';
import {
  firstSeries,
  openStudy,
  type StripCell,
  type StudyEntry,
  sliceStrip,
  type Thresholds,
  thresholdsOf,
  unanalyzedStrip,
} from '#store';
import type { ViewInfo } from '#viewport';
import { useApp, useStore } from '../app-context.ts';

/** The open study with its images. */
export interface OpenStudy {
  readonly entry: StudyEntry;
  readonly study: Study;
  /** The series on the screen. */
  readonly series: Series;
  /** What is known of each of its slices. */
  readonly cells: readonly StripCell[];
  readonly slice: number;
}

/** The study at the slice that is drawn, which is another one than the reader asked for while that one is on its way. */
export const drawnOf = (open: OpenStudy, { shown }: Pick<ViewInfo, 'shown'>): OpenStudy => ({
  ...open,
  slice: shown ?? open.slice,
});

/** Whether a series is the one that a study's findings are of, or there is none yet. */
export function isAnalyzedSeries({ study }: StudyEntry, { key }: Series): boolean {
  const chosen = study?.chosen ?? null;
  return chosen === null || chosen.seriesKey === key;
}

/** null where the images aren't there. */
export function useOpenStudy(entry: StudyEntry | undefined): OpenStudy | null {
  const app = useApp();
  const seriesKey = useStore(app.reading, (reading) => reading.seriesKey);
  const slice = useStore(app.reading, (reading) => reading.slice);
  const engine = useStore(app.engine, (state) => state);
  const operatingPoint = useStore(app.settings, (settings) => settings.operatingPoint);
  const held = entry?.study ?? null;
  const study = useMemo(() => (held === null ? null : openStudy(held)), [held]);
  const series =
    study?.series.find(({ key }) => key === seriesKey) ??
    (study === null ? undefined : firstSeries(study));
  const thresholds = useMemo((): Thresholds | null => {
    return engine.phase === 'ready' ? thresholdsOf(engine.manifest, operatingPoint) : null;
  }, [engine, operatingPoint]);
  const cells = useMemo(() => {
    if (entry === undefined || series === undefined) return [];
    return isAnalyzedSeries(entry, series)
      ? sliceStrip(entry, series.slices.length, thresholds)
      : unanalyzedStrip(series.slices.length);
  }, [entry, series, thresholds]);
  if (entry === undefined || study === null || series === undefined) return null;
  return { entry, study, series, cells, slice: Math.min(slice, series.slices.length - 1) };
}
