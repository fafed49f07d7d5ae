import { useEffect, useMemo, useState } from 'react';
import { isAbort, messageOf } from '#base';
import {
  type SliceDensity,
  type SliceExplanation,
  type Steadiness,
  type StrongestMap,
  steadiness,
  strongestMap,
  typeChips,
} from '#store';
import type { HeatMap, Viewport } from '#viewport';
import { useApp, useStore } from '../app-context.ts';
import { isAnalyzedSeries, type OpenStudy } from './use-open-study.ts';

/** Something that is computed for a slice. */
export type Computed<Value> =
  | { readonly phase: 'computing' }
  | { readonly phase: 'done'; readonly value: Value }
  | { readonly phase: 'failed'; readonly why: string };

/** Which maps lie over the image. */
export type ShownMaps = 'model' | 'density' | 'both';

/** Both maps of the slice that is asked for, and how steady the model is on it. */
export interface Explanation {
  /** null: this model has no class maps. */
  readonly model: Computed<StrongestMap | null>;
  readonly density: Computed<SliceDensity>;
  /** null: nothing to compare with. */
  readonly steadiness: Computed<Steadiness | null>;
  readonly shown: ShownMaps;
  show(maps: ShownMaps): void;
}

const COMPUTING = { phase: 'computing' } as const;

/** The model's map and dense tissue over the image while they are asked for; null while they are not. */
export function useExplanation(open: OpenStudy, viewport: Viewport | null): Explanation | null {
  const app = useApp();
  const on = useStore(app.reading, (reading) => reading.explain);
  const { entry, study, series, slice } = open;
  const operatingPoint = useStore(app.settings, (settings) => settings.operatingPoint);
  const threshold = useStore(app.engine, (engine) =>
    engine.phase === 'ready' ? engine.manifest.operatingPoints.any[operatingPoint] : null,
  );
  const [shown, show] = useState<ShownMaps>('both');
  const [maps, setMaps] = useState<Computed<SliceExplanation | null>>(COMPUTING);
  const [steady, setSteady] = useState<Explanation['steadiness']>(COMPUTING);
  const [density, setDensity] = useState<Explanation['density']>(COMPUTING);
  useEffect(() => {
    if (!on) return;
    const stop = new AbortController();
    setMaps(COMPUTING);
    setDensity(COMPUTING);
    setSteady(COMPUTING);
    const failed =
      (tell: (state: { phase: 'failed'; why: string }) => void) => (error: unknown) => {
        if (!isAbort(error)) tell({ phase: 'failed', why: messageOf(error) });
      };
    app.density(series, slice, stop.signal).then((value) => {
      if (!stop.signal.aborted) setDensity({ phase: 'done', value });
    }, failed(setDensity));
    app.explain(study, series, slice, stop.signal).then((explanation) => {
      if (stop.signal.aborted) return;
      setMaps({ phase: 'done', value: explanation });
    }, failed(setMaps));
    app.underSmallChanges(study, series, slice, stop.signal).then((opinions) => {
      if (stop.signal.aborted) return;
      const value = threshold === null ? null : steadiness(opinions, threshold);
      setSteady({ phase: 'done', value });
    }, failed(setSteady));
    return () => stop.abort();
  }, [app, on, study, series, slice, threshold]);
  const model = useMemo((): Explanation['model'] => {
    if (maps.phase !== 'done') return maps;
    // The types that the row names; of a series that the findings aren't of, none.
    const chips = isAnalyzedSeries(entry, series) ? typeChips(entry) : [];
    const named = chips.map(({ label }) => label);
    return { phase: 'done', value: maps.value === null ? null : strongestMap(maps.value, named) };
  }, [maps, entry, series]);
  useEffect(() => {
    if (!on || viewport === null) return;
    viewport.setHeat(mapsOf(model, density, shown));
    return () => viewport.setHeat([]);
  }, [on, viewport, model, density, shown]);
  return on ? { model, density, steadiness: steady, shown, show } : null;
}

function mapsOf(
  model: Explanation['model'],
  density: Explanation['density'],
  shown: ShownMaps,
): readonly HeatMap[] {
  const maps: HeatMap[] = [];
  if (shown !== 'density' && model.phase === 'done' && model.value !== null) {
    maps.push({ tone: 'model', ...model.value });
  }
  if (shown !== 'model' && density.phase === 'done') {
    const { values, side, box } = density.value;
    maps.push({ tone: 'density', width: side, height: side, values, box });
  }
  return maps;
}
