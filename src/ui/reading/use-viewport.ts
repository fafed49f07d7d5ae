import { type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react';
import { createStore } from 'zustand/vanilla';
import {
  INITIAL_VIEW,
  loadViewport,
  type Point,
  type Probe,
  type ViewInfo,
  type Viewport,
} from '#viewport';
import { useStore } from '../app-context.ts';

/** A viewport and what it tells. */
export interface ViewportHandle {
  readonly host: RefObject<HTMLDivElement | null>;
  /** null until Cornerstone is there. */
  readonly viewport: Viewport | null;
  readonly info: ViewInfo;
  readonly probe: Probe | null;
}

const NOTHING: ViewInfo = {
  shown: null,
  loading: true,
  notes: [],
  problem: null,
  view: INITIAL_VIEW,
  letters: null,
  panes: [],
  slab: null,
  planes: 0,
  active: 0,
};

/** Makes a viewport in `host` and keeps it until the component goes. */
export function useViewport(on: {
  readonly scroll: (steps: number) => void;
  readonly maximize: () => void;
  readonly points: (points: readonly Point[] | null, done: boolean) => void;
}): ViewportHandle {
  const host = useRef<HTMLDivElement>(null);
  const [viewport, setViewport] = useState<Viewport | null>(null);
  // A store, not useState: news from a timer or a promise might be rendered in a later task and so a frame later.
  const [told] = useState(() => createStore<ViewInfo>(() => NOTHING));
  const info = useStore(told, (now) => now);
  const [probe, setProbe] = useState<Probe | null>(null);
  const onScroll = useEffectEvent(on.scroll);
  const onPoints = useEffectEvent(on.points);
  const onMaximize = useEffectEvent(on.maximize);
  useEffect(() => {
    let made: Viewport | null = null;
    let gone = false;
    void loadViewport().then(({ createViewport }) => {
      if (gone || host.current === null) return;
      made = createViewport(host.current, {
        onInfo: (info) => told.setState(info, true),
        onProbe: setProbe,
        onScroll: (steps) => onScroll(steps),
        onPoints: (points, done) => onPoints(points, done),
        onMaximize: () => onMaximize(),
      });
      setViewport(made);
    });
    return () => {
      gone = true;
      made?.dispose();
      setViewport(null);
    };
  }, [told]);
  return { host, viewport, info, probe };
}
