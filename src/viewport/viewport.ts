import type { SliceHeader } from '#dicom';
import { type GestureActions, listenToGestures } from './gestures.ts';
import type { HeatMap } from './heat-overlay.ts';
import { type OrientationLetters, orientationLetters } from './orientation-letters.ts';
import { createPainter, type Painter } from './painter.ts';
import { type Probe, probeAt } from './probe.ts';
import { type Following, followSlices, type SliceFollower } from './slice-follower.ts';
import type { SliceImages } from './slice-images.ts';
import { type ViewActions, viewActions } from './view-actions.ts';
import { draggedWindow, INITIAL_VIEW, type ViewState, zoomed } from './view-state.ts';

/** What is on the screen. */
export interface ViewInfo {
  /** The slice that is drawn, null before the first. */
  readonly shown: number | null;
  readonly loading: boolean;
  /** Why the wanted slice cannot be drawn. */
  readonly problem: string | null;
  readonly view: ViewState;
  readonly letters: OrientationLetters | null;
  /** Millimeters a CSS pixel, null where the file has no pixel spacing. */
  readonly mmPerPixel: number | null;
}

/** What the viewport tells. */
export interface ViewportListeners {
  readonly onInfo: (info: ViewInfo) => void;
  readonly onProbe: (probe: Probe | null) => void;
  readonly onScroll: (steps: number) => void;
  readonly onMaximize: () => void;
}

/** One image on the screen, drawn by Cornerstone. */
export interface Viewport extends ViewActions {
  /** Shows another series, null for none; the view (window, flips, zoom) is reset. Its images stay the caller's to close. */
  openSeries(images: SliceImages | null, index: number): void;
  showSlice(index: number): void;
  setHeat(heat: HeatMap | null): void;
  dispose(): void;
}

/** Makes a viewport that fills `host`. */
export function createViewport(host: HTMLElement, listeners: ViewportListeners): Viewport {
  const painter = createPainter(host);
  let view = INITIAL_VIEW;
  let heat: HeatMap | null = null;

  const tell = (): void => listeners.onInfo(viewInfo(slices.now(), view, painter));
  const draw = (): void => {
    const image = slices.now().shown?.image;
    if (image === undefined) painter.clear();
    else painter.paint(image, view, heat);
    tell();
  };
  const slices = followSlices({ asked: tell, arrived: draw });
  const change = (next: ViewState): void => {
    view = next;
    draw();
  };
  const close = (): void => {
    slices.close();
    heat = null;
    painter.clear();
  };
  const stopGestures = listenToGestures(host, {
    ...pointerActions(() => view, change, slices, painter, listeners),
    scroll: listeners.onScroll,
    maximize: listeners.onMaximize,
  });
  const stopResize = painter.onResize(draw);

  return {
    ...viewActions(
      () => view,
      change,
      () => headerOf(slices.now()),
    ),
    openSeries: (images, index) => {
      close();
      view = INITIAL_VIEW;
      if (images !== null) slices.open(images, index);
    },
    showSlice: slices.show,
    setHeat: (next) => {
      heat = next;
      if (slices.now().shown !== null) draw();
    },
    dispose: () => {
      stopGestures();
      stopResize();
      close();
      painter.remove();
    },
  };
}

const headerOf = ({ images, shown, wanted }: Following): SliceHeader | undefined =>
  images?.series.slices[shown?.index ?? wanted];

function viewInfo(following: Following, view: ViewState, painter: Painter): ViewInfo {
  const { shown, loading, problem } = following;
  const header = headerOf(following);
  const spacing = header?.pixelSpacing ?? null;
  return {
    shown: shown?.index ?? null,
    loading,
    problem,
    view,
    letters: orientationLetters(header?.imageOrientationPatient ?? null, view),
    mmPerPixel:
      spacing === null || shown === null ? null : spacing[1] / painter.scale(shown.image, view),
  };
}

/** What the pointer drags and shows. */
function pointerActions(
  view: () => ViewState,
  change: (next: ViewState) => void,
  slices: SliceFollower,
  painter: Painter,
  { onProbe }: ViewportListeners,
): Pick<GestureActions, 'window' | 'pan' | 'zoom' | 'probe'> {
  return {
    window: (dx, dy) => change(draggedWindow(view(), dx, dy)),
    zoom: (factor) => change(zoomed(view(), factor)),
    pan: (dx, dy) => {
      const { shown } = slices.now();
      if (shown === null) return;
      const { pan } = view();
      const scale = painter.scale(shown.image, view());
      change({ ...view(), pan: { x: pan.x + dx / scale, y: pan.y + dy / scale } });
    },
    probe: (at) => {
      const { shown } = slices.now();
      const there = at !== null && shown !== null;
      onProbe(there ? probeAt(shown.image, painter.imagePoint(at)) : null);
    },
  };
}
