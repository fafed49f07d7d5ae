import { type RefObject, useEffect, useEffectEvent, useLayoutEffect, useState } from 'react';
import { createStore } from 'zustand/vanilla';
import { type Series, sliceKey } from '#dicom';
import type { BesideInfo, BesideView, Point, Probe, SliceImages, Viewport } from '#viewport';
import { useApp, useStore } from '../app-context.ts';
import { kindOf } from './measure-keys.ts';
import { useCrosshair } from './use-crosshair.ts';
import { type Measuring, measuredSaid } from './use-measuring.ts';
import { useSliceMeasuring } from './use-slice-measuring.ts';

const NOTHING: BesideInfo = {
  images: null,
  shown: null,
  problem: null,
  notes: [],
  letters: null,
  mmPerPixel: null,
  frame: null,
};

/** The view in `host`, at a slice of the images, and what is measured there: of that study alone. */
export function useBeside(
  host: RefObject<HTMLDivElement | null>,
  viewport: Viewport | null,
  images: SliceImages | null,
  index: number,
  of: {
    readonly studyKey: string;
    readonly series: Series;
    readonly measuring: Measuring;
  },
) {
  const { studyKey, series } = of;
  const { hearBeside: hear, hairBeside, keysBeside } = of.measuring;
  // A store, not useState, so that it is rendered in the frame in which it is told.
  const [told] = useState(() => createStore<BesideInfo>(() => NOTHING));
  const beside = useStore(told, (now) => now);
  const [probe, setProbe] = useState<Probe | null>(null);
  const [view, setView] = useState<BesideView | null>(null);
  const kind = useStore(useApp().reading, ({ tool }) => kindOf(tool));
  const shown = beside.images === images ? beside.shown : null;
  const pixels = () => view?.pixels() ?? null;
  const { here, growing, onPoints } = useSliceMeasuring({
    studyKey,
    series,
    shown,
    kind,
    pixels,
    slab: false,
  });
  const header = shown === null ? undefined : series.slices[shown];
  const crosshair = useCrosshair({
    kind: keysBeside ? kind : null,
    frame: shown === null ? null : beside.frame,
    size: { columns: header?.columns ?? 0, rows: header?.rows ?? 0 },
    slice: header === undefined ? '' : sliceKey(header),
    tell: onPoints,
  });
  useLayoutEffect(() => {
    hairBeside.current = crosshair;
    return () => {
      hairBeside.current = null;
    };
  });
  const onPointsNow = useEffectEvent((points: readonly Point[] | null, done: boolean) => {
    // A slice that came since this was drawn is another one than the points seem to be on.
    const now = told.getState();
    const isDrawn = now.images === images && now.shown === shown;
    onPoints(isDrawn ? points : null, done);
  });
  const last = here.at(-1);
  const grows = growing !== null;
  useEffect(() => {
    hear({ studyKey, last, growing: grows });
    return () => hear(null);
  }, [hear, studyKey, last, grows]);
  const wanted = useEffectEvent(() => index);
  useEffect(() => {
    if (viewport === null || host.current === null) return;
    const made = viewport.openBeside(host.current, {
      onInfo: (info) => told.setState(info, true),
      onProbe: setProbe,
      onPoints: (points, done) => onPointsNow(points, done),
    });
    setView(made);
    return () => {
      made.remove();
      setView(null);
    };
  }, [viewport, host, told]);
  useLayoutEffect(() => view?.open(images, wanted()), [view, images]);
  useLayoutEffect(() => view?.showSlice(index), [view, index]);
  const said = measuredSaid(growing, last, crosshair.at, pixels);
  return { beside, probe, measured: { here, growing, crosshair: crosshair.at, said } };
}
