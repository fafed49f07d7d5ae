import type { SliceHeader } from '#dicom';
import { listenToGestures, type Tool } from './gestures.ts';
import type { HeatMap } from './heat-overlay.ts';
import type { ImageFrame } from './image-frame.ts';
import type { ImageLine } from './length.ts';
import { type OrientationLetters, orientationLetters } from './orientation-letters.ts';
import { createPainter, type Painter } from './painter.ts';
import { pointerActions } from './pointer-actions.ts';
import type { Probe } from './probe.ts';
import { type Following, followSlices } from './slice-follower.ts';
import type { SliceImages } from './slice-images.ts';
import { type ViewActions, viewActions } from './view-actions.ts';
import { firstWindow, INITIAL_VIEW, type ViewState } from './view-state.ts';

/** What is on the screen. */
export interface ViewInfo {
  /** The slice that is drawn in the next frame and on, null before the first. What is said of the image goes by it. */
  readonly shown: number | null;
  readonly loading: boolean;
  /** Why the wanted slice cannot be drawn. */
  readonly problem: string | null;
  readonly view: ViewState;
  readonly letters: OrientationLetters | null;
  /** Millimeters a CSS pixel, null where the file has no pixel spacing. */
  readonly mmPerPixel: number | null;
  /** Where the image lies in the host, in CSS pixels; null before the first. */
  readonly frame: ImageFrame | null;
}

/** What the viewport tells. */
export interface ViewportListeners {
  readonly onInfo: (info: ViewInfo) => void;
  readonly onProbe: (probe: Probe | null) => void;
  /** A line that is drawn on the slice shown: as it grows, once it is done, and null when it is given up. */
  readonly onLine: (line: ImageLine | null, done: boolean) => void;
  readonly onScroll: (steps: number) => void;
  readonly onMaximize: () => void;
}

/** One image on the screen, drawn by Cornerstone. */
export interface Viewport extends ViewActions {
  /** Shows another series, null for none; the view (window, flips, zoom) is reset. Its images stay the caller's to close. */
  openSeries(images: SliceImages | null, index: number): void;
  showSlice(index: number): void;
  setHeat(heat: HeatMap | null): void;
  /** What dragging with the first button does: 'window' at first. */
  setTool(tool: Tool): void;
  dispose(): void;
}

/** Makes a viewport that fills `host`. */
export function createViewport(host: HTMLElement, listeners: ViewportListeners): Viewport {
  const painter = createPainter(host);
  let view = INITIAL_VIEW;
  let heat: HeatMap | null = null;

  const tell = (): void => listeners.onInfo(viewInfo(slices.now(), view, painter));
  const draw = (): void => {
    const { shown, wanted } = slices.now();
    if (shown === null) painter.clear();
    else painter.paint(shown.image, view, shown.index === wanted ? heat : null);
    tell();
  };
  const slices = followSlices({
    waiting: tell,
    arrived: draw,
  });
  const change = (next: ViewState): void => {
    view = next;
    draw();
  };
  const on = { view: () => view, change, slices, painter, listeners };
  const pointer = pointerActions(on);
  const stopGestures = listenToGestures(host, pointer);
  const stopResize = painter.onResize(draw);

  return {
    ...viewActions(on.view, change, () => headerOf(slices.now())),
    openSeries: (images, index) => {
      pointer.line.cancel();
      slices.close();
      heat = null;
      view = { ...INITIAL_VIEW, window: firstWindow(images?.series.slices[index]) };
      draw();
      if (images !== null) slices.open(images, index);
    },
    showSlice: (index) => {
      pointer.line.cancel();
      slices.show(index);
    },
    setTool: pointer.setTool,
    setHeat: (next) => {
      heat = next;
      draw();
    },
    dispose: () => {
      stopGestures();
      stopResize();
      slices.close();
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
    frame: shown === null ? null : painter.frame(),
    letters: orientationLetters(header?.imageOrientationPatient ?? null, view),
    mmPerPixel:
      spacing === null || shown === null ? null : spacing[1] / painter.scale(shown.image, view),
  };
}
