import type { Image } from 'cornerstone-core';
import { isAbort, messageOf } from '#base';
import { wiredCornerstone } from './cornerstone.ts';
import { cornerstoneViewport } from './cornerstone-viewport.ts';
import { listenToGestures } from './gestures.ts';
import { drawHeat, type HeatMap } from './heat-overlay.ts';
import { type OrientationLetters, orientationLetters } from './orientation-letters.ts';
import { createScreen } from './screen.ts';
import { openSliceImages, type SliceImages, type ViewportSeries } from './slice-images.ts';
import {
  type DisplayWindow,
  draggedWindow,
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

/** The value under the pointer. */
export interface Probe {
  readonly column: number;
  readonly row: number;
  readonly hu: number;
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
  const cornerstone = wiredCornerstone();
  const screen = createScreen(host);
  cornerstone.enable(screen.element);

  let images: SliceImages | null = null;
  let wanted = 0;
  let shown: { readonly index: number; readonly image: Image } | null = null;
  let problem: string | null = null;
  let loading = false;
  let view = INITIAL_VIEW;
  let fileWindow = -1;
  let heat: HeatMap | null = null;

  const tell = (): void => {
    const header = images?.series.slices[shown?.index ?? wanted];
    const spacing = header?.pixelSpacing ?? null;
    const scale = shown === null ? 1 : fitScale(shown.image) * view.zoom;
    listeners.onInfo({
      shown: shown?.index ?? null,
      loading,
      problem,
      view,
      letters: orientationLetters(header?.imageOrientationPatient ?? null, view),
      mmPerPixel: spacing === null ? null : (spacing[1] / scale) * screen.pixelRatio(),
    });
  };

  const fitScale = (image: Image): number =>
    cornerstone.getDefaultViewportForImage(screen.element, image).scale ?? 1;

  const draw = (): void => {
    if (shown !== null) {
      const { image } = shown;
      cornerstone.displayImage(
        screen.element,
        image,
        cornerstoneViewport(view, image, fitScale(image)),
      );
      drawOverlay();
    }
    tell();
  };

  const drawOverlay = (): void => {
    const point = (x: number, y: number) =>
      cornerstone.pixelToCanvas(screen.element, { x, y, _pixelCoordinateBrand: '' });
    const origin = point(0, 0);
    const right = point(1, 0);
    const down = point(0, 1);
    drawHeat(screen.overlay, heat, {
      origin,
      alongRow: { x: right.x - origin.x, y: right.y - origin.y },
      alongColumn: { x: down.x - origin.x, y: down.y - origin.y },
    });
  };

  const change = (next: ViewState): void => {
    view = next;
    draw();
  };

  const show = async (index: number): Promise<void> => {
    const mine = images;
    if (mine === null) return;
    wanted = index;
    loading = true;
    tell();
    try {
      const image = await mine.image(index);
      if (images !== mine || wanted !== index) return; // Another slice or patient was asked for since.
      shown = { index, image };
      problem = null;
    } catch (error) {
      if (images !== mine || wanted !== index || isAbort(error)) return;
      shown = null;
      problem = messageOf(error);
      screen.clear();
    }
    loading = false;
    draw();
    mine.prefetch(index);
  };

  const probe = (at: { readonly x: number; readonly y: number } | null): void => {
    listeners.onProbe(at === null || shown === null ? null : valueAt(shown.image, at));
  };

  const valueAt = (image: Image, at: { readonly x: number; readonly y: number }): Probe | null => {
    const ratio = screen.pixelRatio();
    const { x, y } = cornerstone.canvasToPixel(screen.element, {
      x: at.x * ratio,
      y: at.y * ratio,
      _canvasCoordinateBrand: '',
    });
    const column = Math.floor(x);
    const row = Math.floor(y);
    if (column < 0 || row < 0 || column >= image.columns || row >= image.rows) return null;
    const stored = image.getPixelData()[row * image.columns + column];
    if (stored === undefined) return null;
    return { column, row, hu: Math.round(stored * image.slope + image.intercept) };
  };

  const panned = (dx: number, dy: number): ViewState => {
    const scale = shown === null ? 1 : fitScale(shown.image) * view.zoom;
    const ratio = screen.pixelRatio() / scale;
    return { ...view, pan: { x: view.pan.x + dx * ratio, y: view.pan.y + dy * ratio } };
  };

  const stopGestures = listenToGestures(host, {
    window: (dx, dy) => change(draggedWindow(view, dx, dy)),
    pan: (dx, dy) => change(panned(dx, dy)),
    zoom: (factor) => change(zoomed(view, factor)),
    scroll: listeners.onScroll,
    probe,
    maximize: listeners.onMaximize,
  });
  const stopResize = screen.onResize(() => {
    cornerstone.resize(screen.element, false);
    draw();
  });

  const close = (): void => {
    images?.close();
    images = null;
    shown = null;
    heat = null;
    screen.clear();
  };

  return {
    openSeries: (series, index) => {
      close();
      images = openSliceImages(series);
      view = INITIAL_VIEW;
      fileWindow = -1;
      problem = null;
      void show(index);
    },
    showSlice: (index) => void show(index),
    setWindow: (window) => change({ ...view, window }),
    nextFileWindow: () => {
      const header = images?.series.slices[wanted];
      const count = Math.min(header?.windowCenter.length ?? 0, header?.windowWidth.length ?? 0);
      if (header === undefined || count === 0) return;
      fileWindow = (fileWindow + 1) % count;
      const center = header.windowCenter[fileWindow] ?? 40;
      const width = Math.max(1, header.windowWidth[fileWindow] ?? 80);
      change({ ...view, window: { center, width, name: 'file' } });
    },
    invert: () => change({ ...view, invert: !view.invert }),
    flip: (axis) =>
      change(
        axis === 'horizontal' ? { ...view, hflip: !view.hflip } : { ...view, vflip: !view.vflip },
      ),
    rotate: (degrees) => change(rotated(view, degrees)),
    zoom: (factor) => change(zoomed(view, factor)),
    fit: () => change({ ...view, zoom: 1, pan: { x: 0, y: 0 } }),
    reset: () => change({ ...INITIAL_VIEW, window: view.window }),
    setHeat: (next) => {
      heat = next;
      if (shown !== null) drawOverlay();
    },
    dispose: () => {
      stopGestures();
      stopResize();
      close();
      cornerstone.disable(screen.element);
      screen.remove();
    },
  };
}
