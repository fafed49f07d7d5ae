import type { SliceHeader } from '#dicom';
import { listenToGestures } from './gestures.ts';
import type { HeatMap } from './heat-overlay.ts';
import { type OrientationLetters, orientationLetters } from './orientation-letters.ts';
import { createPainter, type Painter } from './painter.ts';
import { type Probe, probeAt } from './probe.ts';
import { type Following, followSlices } from './slice-follower.ts';
import { openSliceImages, type ViewportSeries } from './slice-images.ts';
import {
  type DisplayWindow,
  draggedWindow,
  fileWindowAfter,
  INITIAL_VIEW,
  rotated,
  type ViewState,
  zoomed,
} from './view-state.ts';

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
export interface Viewport {
  /** Closes the series before; the view (window, flips, zoom) is reset. */
  openSeries(series: ViewportSeries, index: number): void;
  showSlice(index: number): void;
  setWindow(window: DisplayWindow): void;
  /** The file's own window; called again, its next one. */
  nextFileWindow(): void;
  invert(): void;
  flip(axis: 'horizontal' | 'vertical'): void;
  rotate(degrees: 90 | -90): void;
  zoom(factor: number): void;
  fit(): void;
  reset(): void;
  setHeat(heat: HeatMap | null): void;
  dispose(): void;
}

/** Makes a viewport that fills `host`. */
export function createViewport(host: HTMLElement, listeners: ViewportListeners): Viewport {
  const painter = createPainter(host);
  let view = INITIAL_VIEW;
  let heat: HeatMap | null = null;

  const draw = (): void => {
    const { shown } = slices.now();
    if (shown === null) painter.clear();
    else {
      painter.paint(shown.image, view);
      painter.paintHeat(heat);
    }
    tell();
  };
  const tell = (): void => listeners.onInfo(viewInfo(slices.now(), view, painter));
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
    window: (dx, dy) => change(draggedWindow(view, dx, dy)),
    pan: (dx, dy) => change(panned(view, slices.now(), painter, dx, dy)),
    zoom: (factor) => change(zoomed(view, factor)),
    scroll: listeners.onScroll,
    probe: (at) => {
      const { shown } = slices.now();
      const there = at !== null && shown !== null;
      listeners.onProbe(there ? probeAt(shown.image, painter.imagePoint(at)) : null);
    },
    maximize: listeners.onMaximize,
  });
  const stopResize = painter.onResize(draw);

  return {
    ...viewActions(
      () => view,
      change,
      () => headerOf(slices.now()),
    ),
    openSeries: (series, index) => {
      close();
      view = INITIAL_VIEW;
      slices.open(openSliceImages(series), index);
    },
    showSlice: slices.show,
    setHeat: (next) => {
      heat = next;
      if (slices.now().shown !== null) painter.paintHeat(heat);
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

function panned(
  view: ViewState,
  { shown }: Following,
  painter: Painter,
  dx: number,
  dy: number,
): ViewState {
  if (shown === null) return view;
  const scale = painter.scale(shown.image, view);
  return { ...view, pan: { x: view.pan.x + dx / scale, y: view.pan.y + dy / scale } };
}

/** What changes the view alone. */
function viewActions(
  view: () => ViewState,
  change: (next: ViewState) => void,
  header: () => SliceHeader | undefined,
): Omit<Viewport, 'openSeries' | 'showSlice' | 'setHeat' | 'dispose'> {
  return {
    setWindow: (window) => change({ ...view(), window }),
    nextFileWindow: () => {
      const window = fileWindowAfter(header(), view().window);
      if (window !== null) change({ ...view(), window });
    },
    invert: () => change({ ...view(), invert: !view().invert }),
    flip: (axis) => {
      const { hflip, vflip } = view();
      change({ ...view(), ...(axis === 'horizontal' ? { hflip: !hflip } : { vflip: !vflip }) });
    },
    rotate: (degrees) => change(rotated(view(), degrees)),
    zoom: (factor) => change(zoomed(view(), factor)),
    fit: () => change({ ...view(), zoom: 1, pan: { x: 0, y: 0 } }),
    reset: () => change({ ...INITIAL_VIEW, window: view().window }),
  };
}
