import { type RefObject, useEffect, useRef, useState } from 'react';
import { sliceKey } from '#dicom';
import {
  type ImagePoint,
  KINDS,
  type KindId,
  type Measurement,
  measurementText,
  type SlicePixels,
  valueAt,
} from '#measure';
import { fixed, t, told, toldNumbers } from '#texts';
import type { ViewInfo, Viewport } from '#viewport';
import { useApp, useStore } from '../app-context.ts';
import { useShortcuts } from '../settings/use-shortcuts.ts';
import { kindOf, MEASURE_KEYS } from './measure-keys.ts';
import { type CrossHair, useCrosshair } from './use-crosshair.ts';
import type { OpenStudy } from './use-open-study.ts';
import { type Growing, type SliceMeasuring, useSliceMeasuring } from './use-slice-measuring.ts';

/** What is measured on the study that hangs beside the open one. */
export interface MeasuredBeside {
  readonly studyKey: string;
  /** The latest on the slice that is drawn there. */
  readonly last: Measurement | undefined;
  readonly growing: boolean;
}

/** What is measured on the slice that is drawn, and who takes the points that are set on it. */
export interface Measuring extends Pick<SliceMeasuring, 'here' | 'growing' | 'onPoints'> {
  readonly crosshair: ImagePoint | null;
  /** The latest, for who doesn't see it. */
  readonly said: string;
  /** Hears of a study beside, null for none. */
  readonly hearBeside: (beside: MeasuredBeside | null) => void;
  /** The keys measure on the study beside, which had the pointer or the focus last. */
  readonly keysBeside: boolean;
  readonly takeKeys: (beside: boolean) => void;
  /** Of the study beside; whoever shows it keeps it here. */
  readonly hairBeside: RefObject<CrossHair | null>;
}

/**
 * Makes measurements with the tool that is up, by pointer and by keys, and keeps them with the study. Escape gives up what grows, then
 * takes the cross hair away, then puts the tool down; nothing that was made goes by it. Where another study hangs beside, the keys measure on
 * the one that had the pointer or the focus last.
 */
export function useMeasuring(
  { entry, series }: Pick<OpenStudy, 'entry' | 'series'>,
  info: ViewInfo,
  viewport: Viewport | null,
): Measuring {
  const app = useApp();
  const tool = useStore(app.reading, (reading) => reading.tool);
  const [beside, hearBeside] = useState<MeasuredBeside | null>(null);
  const [tookBeside, takeKeys] = useState(false);
  const keysBeside = tookBeside && beside !== null;
  const hairBeside = useRef<CrossHair>(null);
  useEffect(() => viewport?.setTool(tool), [viewport, tool]);
  const kind = kindOf(tool);
  const { shown } = info;
  const { here, growing, onPoints, giveUp } = useSliceMeasuring({
    studyKey: entry.key,
    series,
    shown,
    kind,
    pixels: () => viewport?.pixels() ?? null,
    slab: info.slab !== null,
  });
  const header = shown === null ? undefined : series.slices[shown];
  const crosshair = useCrosshair({
    kind: keysBeside ? null : kind,
    frame: info.panes[0]?.frame ?? null,
    size: { columns: header?.columns ?? 0, rows: header?.rows ?? 0 },
    slice: `${series.key} ${header === undefined ? '' : sliceKey(header)}`,
    tell: onPoints,
  });
  const stop = (): void => {
    const grows = growing !== null || beside?.growing === true;
    const hair = keysBeside ? hairBeside.current : crosshair;
    if (grows && (hair?.at ?? null) === null) viewport?.setTool(tool);
    else if (hair?.leave() !== true) app.chooseTool('window');
    giveUp();
  };
  const pick = (by: KindId) => () => app.chooseTool(kind === by ? 'window' : by);
  const last = here.at(-1);
  const deleted = keysBeside ? beside.last : last;
  useShortcuts(
    {
      ...Object.fromEntries(
        Object.entries(MEASURE_KEYS).map(([by, id]) => [id, pick(by as KindId)]),
      ),
      'tool-window': () => app.chooseTool('window'),
      'tool-zoom': () => app.chooseTool(tool === 'zoom' ? 'window' : 'zoom'),
      ...(kind === null
        ? {}
        : { 'place-point': () => (keysBeside ? hairBeside.current : crosshair)?.place() }),
      ...(deleted === undefined
        ? {}
        : {
            'delete-measurement': () =>
              app.deleteMeasurement(keysBeside ? beside.studyKey : entry.key, deleted.id),
          }),
      ...(tool === 'window' ? {} : { close: stop }),
    },
    { first: true },
  );
  return {
    here,
    growing,
    crosshair: crosshair.at,
    said: measuredSaid(growing, last, crosshair.at, () => viewport?.pixels() ?? null),
    onPoints,
    hearBeside,
    keysBeside,
    takeKeys,
    hairBeside,
  };
}

/** What is measured, for who doesn't see it: the cross hair with the value below it, what grows, or the latest. */
export function measuredSaid(
  growing: Growing | null,
  last: Measurement | undefined,
  at: ImagePoint | null,
  pixelsNow: () => SlicePixels | null,
): string {
  if (at !== null) {
    const pixels = pixelsNow();
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
