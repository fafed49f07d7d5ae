import type { Image } from 'cornerstone-core';
import { listenToGestures } from './gestures.ts';
import type { ImageFrame, Point } from './image-frame.ts';
import { createPainter } from './painter.ts';
import { listenToPicks } from './picks.ts';
import { type Probe, probeAt } from './probe.ts';
import { type DisplayWindow, INITIAL_VIEW, pinched, type ViewState, zoomed } from './view-state.ts';

/** What a plane's view tells. */
export interface PlaneViewListeners {
  /** Where the image lies in its host, in CSS pixels, and how large they are; null while there is none. */
  readonly onFrame: (frame: ImageFrame | null, mmPerPixel: number | null) => void;
  readonly onProbe: (probe: Probe | null) => void;
  readonly onScroll: (steps: number) => void;
  /** A click, in pixels of the image. */
  readonly onPick: (at: Point) => void;
  readonly onMaximize: () => void;
}

/** How all images of a viewport look. */
export interface Look {
  readonly window: DisplayWindow;
  readonly invert: boolean;
}

/** A computed plane on the screen. Zoom and pan are its own; it is never turned. */
export interface PlaneView {
  show(image: Image | null): void;
  look(look: Look): void;
  zoom(factor: number): void;
  fit(): void;
  remove(): void;
}

/** Makes a view that fills `host`. `onWindow`: the reader drags, over this view, the window of all. */
export function createPlaneView(
  host: HTMLElement,
  first: Look,
  onWindow: (dx: number, dy: number) => void,
  listeners: PlaneViewListeners,
): PlaneView {
  const painter = createPainter(host);
  let view: ViewState = { ...INITIAL_VIEW, ...first };
  let image: Image | null = null;

  const draw = (): void => {
    if (image === null) {
      painter.clear();
      listeners.onFrame(null, null);
      return;
    }
    painter.paint(image, view, []);
    listeners.onFrame(
      painter.frame(),
      image.columnPixelSpacing === undefined
        ? null
        : image.columnPixelSpacing / painter.scale(image, view),
    );
  };
  const change = (next: Partial<ViewState>): void => {
    view = { ...view, ...next };
    draw();
  };
  const zoom = (factor: number): void => change(zoomed(view, factor));
  const nothing = (): void => undefined;
  const stopGestures = listenToGestures(host, {
    window: onWindow,
    zoom,
    pinch: (by) => {
      const here = image;
      if (here !== null) change(pinched(view, by, (next) => painter.scale(here, next)));
    },
    pan: (dx, dy) => {
      if (image === null) return;
      const scale = painter.scale(image, view);
      change({ pan: { x: view.pan.x + dx / scale, y: view.pan.y + dy / scale } });
    },
    scroll: listeners.onScroll,
    maximize: listeners.onMaximize,
    probe: (at) =>
      listeners.onProbe(
        at === null || image === null ? null : probeAt(image, painter.imagePoint(at)),
      ),
    points: { down: nothing, move: nothing, up: nothing, cancel: nothing },
    tool: () => 'window',
  });
  const stopPicks = listenToPicks(host, (at) => {
    if (image !== null) listeners.onPick(painter.imagePoint(at));
  });
  const stopResize = painter.onResize(draw);
  return {
    show: (next) => {
      image = next;
      draw();
    },
    look: (next) => {
      if (next.window !== view.window || next.invert !== view.invert) change(next);
    },
    zoom,
    fit: () => change({ zoom: 1, pan: { x: 0, y: 0 } }),
    remove: () => {
      stopGestures();
      stopPicks();
      stopResize();
      painter.remove();
    },
  };
}
