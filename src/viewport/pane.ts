import { listenToGestures } from './gestures.ts';
import type { ImageFrame, Point } from './image-frame.ts';
import type { Lensed, Look } from './lens-follower.ts';
import { listenToPointer } from './listen-to-pointer.ts';
import { createPainter, type Painter } from './painter.ts';
import { type PointerActions, type PointerTarget, pointerActions } from './pointer-actions.ts';
import type { Following } from './slice-follower.ts';
import type { DisplayWindow, ViewState } from './view-state.ts';

/** One view of the slice that is shown. All of them share slice, zoom, pan and turns; the window is its own. */
export interface Pane {
  window: DisplayWindow;
  readonly host: HTMLElement;
  readonly painter: Painter;
  readonly pointer: PointerActions;
  readonly look: Lensed['look'];
  remove(): void;
}

/** What is said of a pane. */
export interface PaneInfo {
  readonly window: DisplayWindow;
  /** Where the image lies in its host, in CSS pixels; null before the first. */
  readonly frame: ImageFrame | null;
  /** Millimeters a CSS pixel, null where the file has no pixel spacing. */
  readonly mmPerPixel: number | null;
}

/** What a pane does to its viewport. */
export interface PaneTarget extends Pick<PointerTarget, 'slices' | 'listeners'> {
  readonly view: (pane: Pane) => ViewState;
  readonly change: (pane: Pane, next: ViewState) => void;
  readonly look: (pane: Pane) => Look | null;
  /** The pointer went down on it. */
  readonly pressed: (pane: Pane) => void;
  /** The pointer is there on it, in CSS pixels; null: it left. */
  readonly pointed: (pane: Pane, at: Point | null) => void;
  readonly resized: () => void;
}

/** Makes a pane that fills `host`. */
export function createPane(host: HTMLElement, window: DisplayWindow, on: PaneTarget): Pane {
  const painter = createPainter(host);
  const pointer = pointerActions({
    view: () => on.view(pane),
    change: (next) => on.change(pane, next),
    slices: on.slices,
    painter,
    listeners: on.listeners,
  });
  const stop = new AbortController();
  const { signal } = stop;
  host.addEventListener('pointerdown', () => on.pressed(pane), { capture: true, signal });
  const stopPointing = listenToPointer(host, (at) => on.pointed(pane, at));
  const stopGestures = listenToGestures(host, pointer);
  const stopResize = painter.onResize(on.resized);
  const pane: Pane = {
    window,
    host,
    painter,
    pointer,
    look: () => on.look(pane),
    remove: () => {
      stop.abort();
      stopPointing();
      stopGestures();
      stopResize();
      painter.remove();
    },
  };
  return pane;
}

/** What is said of a pane that shows part of a series. `spacing` is Pixel Spacing (0028,0030): of rows, then of columns. */
export function paneInfo(
  { window, painter }: Pane,
  { shown }: Following,
  view: ViewState,
  spacing: readonly [number, number] | null,
): PaneInfo {
  if (shown === null) return { window, frame: null, mmPerPixel: null };
  const scale = painter.scale(shown.image, view);
  const mmPerPixel = spacing === null ? null : spacing[1] / scale;
  return { window, frame: painter.frame(), mmPerPixel };
}
