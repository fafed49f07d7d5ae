import { useEffect, useEffectEvent, useMemo, useState } from 'react';
import { isAbort, messageOf } from '#base';
import { stackComputer } from '#store';
import {
  type Cuts,
  listenToPicks,
  loadViewport,
  onImage,
  type PlaneKind,
  type Point,
  type SliceImages,
  type VolumePlanes,
} from '#viewport';
import { useApp, useStore } from '../app-context.ts';
import { kindOf } from './measure-keys.ts';
import type { OpenStudy } from './use-open-study.ts';
import type { ViewportHandle } from './use-viewport.ts';

/** The planes on their way, or why there are none. */
export type PlanesState =
  | { readonly phase: 'loading'; readonly done: number; readonly of: number }
  | { readonly phase: 'none'; readonly why: string }
  | { readonly phase: 'ready'; readonly planes: VolumePlanes };

/** Coronal and sagittal planes of the open series, where they cut, and what moves them. */
export interface Planes {
  readonly state: PlanesState;
  readonly cuts: Cuts;
  move(kind: PlaneKind, place: number): void;
  /** All planes, the axial one among them, through a place of an image. */
  pick(on: PlaneKind | 'axial', at: Point): void;
  /** A plane could not be computed: the slices are read anew, or in the end it is said why there are none. */
  failed(error: unknown): void;
}

const START: PlanesState = { phase: 'loading', done: 0, of: 0 };
const NOWHERE: Cuts = { coronal: 0, sagittal: 0 };

/** Makes the planes while they are `on`; null while they are not. Their pixels are let go with the last image that shows them. */
export function usePlanes(
  open: OpenStudy,
  images: SliceImages | null,
  handle: ViewportHandle,
  on: boolean,
): Planes | null {
  const app = useApp();
  const { series } = open;
  const { state, failed } = usePlanesState(series, images, on);
  const planes = state.phase === 'ready' ? state.planes : null;
  const [moved, setMoved] = useState<{ readonly of: VolumePlanes; readonly cuts: Cuts } | null>(
    null,
  );
  const middle = useMemo(() => planes?.middle() ?? NOWHERE, [planes]);
  const cuts = moved !== null && moved.of === planes ? moved.cuts : middle;
  const shown = handle.info.shown ?? open.slice;
  const pick = (where: PlaneKind | 'axial', at: Point): void => {
    const point = planes?.pointOn(where, at, cuts, shown) ?? null;
    if (planes === null || point === null) return;
    const to = planes.through(point);
    setMoved({ of: planes, cuts: to.cuts });
    if (where !== 'axial') app.showSlice(to.slice);
  };
  usePicksOnSlice(handle, on && planes !== null, (at) => pick('axial', at));
  if (!on) return null;
  return {
    state,
    cuts,
    move: (kind, place) => {
      if (planes === null) return;
      const { from, to } = planes.range(kind);
      const within = Math.min(to, Math.max(from, place));
      setMoved((now) => ({
        of: planes,
        cuts: { ...(now?.of === planes ? now.cuts : middle), [kind]: within },
      }));
    },
    pick,
    failed,
  };
}

/** So often the slices are read anew after whatever computed died; then it is said. */
const MOST_FAILURES = 2;

function usePlanesState(
  series: OpenStudy['series'],
  images: SliceImages | null,
  on: boolean,
): { readonly state: PlanesState; readonly failed: Planes['failed'] } {
  const [state, setState] = useState<PlanesState>(START);
  const [failures, setFailures] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: after a failure the slices are read anew.
  useEffect(() => {
    if (!on || images === null) return;
    const stop = new AbortController();
    let held: { close(): void } | null = null;
    setState(START);
    const none = (why: string): void => setState({ phase: 'none', why });
    const load = async (): Promise<void> => {
      const { loadVolume, volumePlanes } = await loadViewport();
      const volume = await loadVolume(images, series, stackComputer(), {
        signal: stop.signal,
        onProgress: (done, of) => setState({ phase: 'loading', done, of }),
      });
      if (!volume.ok) {
        if (!stop.signal.aborted) none(volume.reason.text);
        return;
      }
      held = volume.value.held;
      if (stop.signal.aborted) held.close();
      else setState({ phase: 'ready', planes: volumePlanes(volume.value) });
    };
    load().catch((error: unknown) => {
      if (!stop.signal.aborted && !isAbort(error)) none(messageOf(error));
    });
    return () => {
      stop.abort(new DOMException('The planes were closed.', 'AbortError'));
      held?.close();
      setState(START);
    };
  }, [images, series, on, failures]);
  return {
    state,
    failed: (error) => {
      if (failures < MOST_FAILURES) setFailures(failures + 1);
      else setState({ phase: 'none', why: messageOf(error) });
    },
  };
}

/** A click on the slice, while nothing is measured, is a place for the planes. */
function usePicksOnSlice(
  { host, info }: ViewportHandle,
  on: boolean,
  picked: (at: Point) => void,
): void {
  const { reading } = useApp();
  const measuring = useStore(reading, ({ tool }) => kindOf(tool) !== null);
  const frame = info.panes[0]?.frame ?? null;
  const onPick = useEffectEvent((at: Point): void => {
    if (frame !== null) picked(onImage(frame, at));
  });
  useEffect(() => {
    if (!on || measuring || host.current === null) return;
    // One listener all along: another would not know where the pointer went down.
    return listenToPicks(host.current, (at) => onPick(at));
  }, [host, on, measuring]);
}
