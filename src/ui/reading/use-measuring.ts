import { useEffect, useEffectEvent, useState } from 'react';
import { sliceKey } from '#dicom';
import {
  type ImagePoint,
  KINDS,
  type KindId,
  type Measurement,
  measured,
  measurementText,
  valueAt,
} from '#measure';
import { measurementsOf, type NewMeasurement } from '#store';
import { fixed, t, told, toldNumbers } from '#texts';
import type { ViewInfo, Viewport } from '#viewport';
import { useApp, useStore } from '../app-context.ts';
import { useShortcuts } from '../settings/use-shortcuts.ts';
import { kindOf, MEASURE_KEYS } from './measure-keys.ts';
import { measuredSlice, noted } from './measured-slice.ts';
import { useCrosshair } from './use-crosshair.ts';
import type { OpenStudy } from './use-open-study.ts';

/** A measurement that is being made. */
type Growing = Pick<NewMeasurement, 'kind' | 'points' | 'quantities' | 'notes'>;

/** What is measured on the slice that is drawn, and who takes the points that are set on it. */
export interface Measuring {
  readonly here: readonly Measurement[];
  readonly growing: Growing | null;
  readonly crosshair: ImagePoint | null;
  /** The latest, for who doesn't see it. */
  readonly said: string;
  readonly onPoints: (points: readonly ImagePoint[] | null, done: boolean) => void;
}

/**
 * Makes measurements with the tool that is up, by pointer and by keys, and keeps them with the study. Escape gives up what grows, then
 * takes the cross hair away, then puts the tool down; nothing that was made goes by it.
 */
export function useMeasuring(
  { entry, series }: Pick<OpenStudy, 'entry' | 'series'>,
  info: ViewInfo,
  viewport: Viewport | null,
): Measuring {
  const app = useApp();
  const tool = useStore(app.reading, (reading) => reading.tool);
  const all = useStore(app.measurements, (state) => measurementsOf(state, entry.key));
  const [growing, setGrowing] = useState<Growing | null>(null);
  useEffect(() => viewport?.setTool(tool), [viewport, tool]);
  const kind = kindOf(tool);
  const { shown } = info;
  const header = shown === null ? undefined : series.slices[shown];
  const key = header === undefined ? '' : sliceKey(header);
  const here = all.filter((one) => one.sliceKey === key && one.seriesKey === series.key);
  // Only where there is something: React would render once more to find that there is nothing.
  const giveUp = useEffectEvent(() => growing !== null && setGrowing(null));
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was begun is given up with slice and tool.
  useEffect(() => void giveUp(), [key, kind]);

  const make = (points: readonly ImagePoint[], by: KindId, at: number): Growing => {
    const pixels = viewport?.pixels() ?? null;
    const made = measured({ kind: by, points }, measuredSlice(series, at, pixels));
    const ofValues = by === 'probe' || by === 'ellipse';
    if (info.slab === null || !ofValues) return made;
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
    app.addMeasurement(entry.key, noted({ ...made, ...place, ...over }));
  };
  const crosshair = useCrosshair({
    kind,
    frame: info.panes[0]?.frame ?? null,
    size: { columns: header?.columns ?? 0, rows: header?.rows ?? 0 },
    slice: `${series.key} ${key}`,
    tell: onPoints,
  });
  const stop = (): void => {
    if (growing !== null && crosshair.at === null) viewport?.setTool(tool);
    else if (!crosshair.leave()) app.chooseTool('window');
    setGrowing(null);
  };
  const pick = (by: KindId) => () => app.chooseTool(kind === by ? 'window' : by);
  const last = here.at(-1);
  useShortcuts(
    {
      ...Object.fromEntries(
        Object.entries(MEASURE_KEYS).map(([by, id]) => [id, pick(by as KindId)]),
      ),
      'tool-window': () => app.chooseTool('window'),
      'tool-zoom': () => app.chooseTool(tool === 'zoom' ? 'window' : 'zoom'),
      ...(kind === null ? {} : { 'place-point': crosshair.place }),
      ...(last === undefined
        ? {}
        : { 'delete-measurement': () => app.deleteMeasurement(entry.key, last.id) }),
      ...(tool === 'window' ? {} : { close: stop }),
    },
    { first: true },
  );
  return {
    here,
    growing,
    crosshair: crosshair.at,
    said: saidOf(growing, last, crosshair.at, viewport),
    onPoints,
  };
}

function saidOf(
  growing: Growing | null,
  last: Measurement | undefined,
  at: ImagePoint | null,
  viewport: Viewport | null,
): string {
  if (at !== null) {
    const pixels = viewport?.pixels() ?? null;
    const value = pixels === null ? null : valueAt(pixels, at);
    const place = t('column {column}, row {row}', {
      column: Math.floor(at.x),
      row: Math.floor(at.y),
    });
    const what = value === null ? '' : `, ${fixed(value, 0)}${pixels?.isHounsfield ? ' HU' : ''}`;
    const set = growing === null ? '' : t(', {count} set', { count: growing.points.length - 1 });
    return t('Cross hair at {place}{what}{set}. {measurement}', {
      place,
      what,
      set,
      measurement: last === undefined ? '' : measurementText(last, toldNumbers),
    });
  }
  if (growing !== null)
    return t('{name}, {count} points', {
      name: told(KINDS[growing.kind].name),
      count: growing.points.length,
    });
  return last === undefined ? '' : measurementText(last, toldNumbers);
}
