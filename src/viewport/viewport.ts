import type { Reason } from '#base';
import type { SliceHeader } from '#dicom';
import type { SlicePixels } from '#measure';
import { type BesideListeners, type BesideView, createBesideView } from './beside-view.ts';
import type { Tool } from './gestures.ts';
import type { HeatMap } from './heat-overlay.ts';
import type { Point } from './image-frame.ts';
import { followLens, type Look } from './lens-follower.ts';
import { addLiveView } from './live-views.ts';
import { type OrientationLetters, orientationLetters } from './orientation-letters.ts';
import { createPane, type Pane, type PaneInfo, paneInfo } from './pane.ts';
import { createPlaneView, type PlaneView, type PlaneViewListeners } from './plane-view.ts';
import type { Probe } from './probe.ts';
import { type ShownSlab, slabOf } from './slab-images.ts';
import { type Following, followSlices } from './slice-follower.ts';
import type { SliceImages } from './slice-images.ts';
import { slicePixels } from './slice-pixels.ts';
import { type ViewActions, viewActions } from './view-actions.ts';
import { type DisplayWindow, firstWindow, INITIAL_VIEW, type ViewState } from './view-state.ts';

/** What is on the screen. */
export interface ViewInfo {
  /** The slice that is drawn in the next frame and on, null before the first. What is said of the image goes by it. */
  readonly shown: number | null;
  readonly loading: boolean;
  /** What decoding said of the pixels of the slice that is drawn. */
  readonly notes: readonly Reason[];
  /** Why the wanted slice cannot be drawn. */
  readonly problem: string | null;
  /** The view with the window of the active pane. */
  readonly view: ViewState;
  readonly letters: OrientationLetters | null;
  /** The views of the slice: the first fills the viewport's own host. */
  readonly panes: readonly PaneInfo[];
  /** The slab that is shown in place of the slice; null where it is the slice itself. */
  readonly slab: ShownSlab | null;
  /** How many computed planes are shown beside. */
  readonly planes: number;
  /** Which pane the pointer pressed last: what keys and buttons do to the window, they do to its. */
  readonly active: number;
}

/** What the viewport tells. */
export interface ViewportListeners {
  readonly onInfo: (info: ViewInfo) => void;
  readonly onProbe: (probe: Probe | null) => void;
  /** Points that are set on the slice shown: as they grow, once they are done, and null when they are given up. */
  readonly onPoints: (points: readonly Point[] | null, done: boolean) => void;
  readonly onScroll: (steps: number) => void;
  readonly onMaximize: () => void;
}

/** One slice on the screen in one or more panes, drawn by Cornerstone from one decoded image. */
export interface Viewport extends ViewActions {
  /** Shows the slice a second time, with another window, in another host. Returns what takes the pane away again. */
  openPane(host: HTMLElement, window: DisplayWindow): () => void;
  /** Shows computed planes in another host, with the window of the first pane. The caller removes the view. */
  openPlane(host: HTMLElement, listeners: PlaneViewListeners): PlaneView;
  /** Shows slices of another study in another host, as the first pane shows its own. The caller removes the view. */
  openBeside(host: HTMLElement, listeners: BesideListeners): BesideView;
  /** Shows the open series by other images of the same slices, null for its own; the view stays. They stay the caller's to close. */
  showBy(images: SliceImages | null): void;
  /**
   * Shows another series, null for none; the view (flips, zoom, and the window: `brain` for head CT) is reset. Its images stay the
   * caller's to close.
   */
  openSeries(images: SliceImages | null, index: number, brain: DisplayWindow): void;
  showSlice(index: number): void;
  /** Maps over the slice that is asked for, the last on top; none takes them away. */
  setHeat(maps: readonly HeatMap[]): void;
  /** The stored values of the slice that is drawn, of the slice itself where a slab is shown; null before the first. */
  pixels(): SlicePixels | null;
  /** A magnifier at the pointer, else in the middle; at a place of the image where one is given, in its pixels. */
  setLens(on: boolean, at: Point | null): void;
  /** What dragging with the first button does: 'window' at first. */
  setTool(tool: Tool): void;
  dispose(): void;
}

/** Makes a viewport whose first pane fills `host`. */
export function createViewport(host: HTMLElement, listeners: ViewportListeners): Viewport {
  let shared = INITIAL_VIEW;
  let heat: readonly HeatMap[] = [];
  let tool: Tool = 'window';

  const draw = (): void => {
    const { shown, wanted } = slices.now();
    for (const { painter, window } of panes) {
      if (shown === null) painter.clear();
      else painter.paint(shown.image, { ...shared, window }, shown.index === wanted ? heat : []);
    }
    for (const plane of planes) plane.look({ window: main.window, invert: shared.invert });
    for (const beside of besides) beside.draw();
    lens.draw(); // Over what was just drawn, whichever study it is of.
    tell();
  };
  const info = (): ViewInfo => ({
    ...viewInfo(slices.now(), shared, panes, Math.max(0, panes.indexOf(active))),
    planes: planes.size,
  });
  const tell = (): void => listeners.onInfo(info());
  const slices = followSlices({
    waiting: () => tell(),
    replaced: () => cancelPoints(),
    arrived: draw,
  });
  const viewOf = (pane: Pane): ViewState => zoomedIn(pane, slices.now(), shared);
  const change = (pane: Pane, next: ViewState): void => {
    shared = next;
    pane.window = next.window;
    draw();
  };
  const target = {
    slices,
    listeners,
    view: viewOf,
    change,
    resized: draw,
    pointed: (pane: Pane, at: Point | null) => lens.pointed(pane, at),
    look: (pane: Pane): Look | null => {
      const { shown, wanted } = slices.now();
      if (shown === null) return null;
      return { image: shown.image, view: viewOf(pane), heat: shown.index === wanted ? heat : [] };
    },
    pressed: (pane: Pane) => {
      if (pane === active) return;
      active = pane;
      tell();
    },
  };
  const lens = followLens(() => active);
  const main = createPane(host, INITIAL_VIEW.window, target);
  let active = main;
  const panes = [main];
  const planes = new Set<PlaneView>();
  const besides = new Set<BesideView>();
  let own: SliceImages | null = null;
  const hosts = new Map([[host, addLiveView(host, info)]]);
  const cancelPoints = (): void => {
    for (const { pointer } of panes) pointer.points.cancel();
  };

  const actions = viewActions(
    () => viewOf(active),
    (next) => change(active, next),
    () => headerOf(slices.now()),
  );
  const fitPlanes = (): void => {
    for (const plane of planes) plane.fit();
  };

  return {
    ...actions,
    zoom: (factor) => {
      actions.zoom(factor);
      for (const plane of planes) plane.zoom(factor);
    },
    fit: () => {
      actions.fit();
      fitPlanes();
    },
    reset: () => {
      actions.reset();
      fitPlanes();
    },
    openPlane: (at, on) => {
      const look = { window: main.window, invert: shared.invert };
      const view = createPlaneView(at, look, actions.dragWindow, on);
      planes.add(view);
      hosts.set(at, addLiveView(at, info));
      tell();
      return {
        ...view,
        remove: () => {
          hosts.get(at)?.();
          hosts.delete(at);
          planes.delete(view);
          view.remove();
          tell();
        },
      };
    },
    openBeside: (at, on) => {
      const scale = () => besideScale(main, slices.now(), shared);
      const view = () => viewOf(main);
      const made = createBesideView(at, { view, scale, pointer: main.pointer, lens }, on);
      made.setTool(tool);
      besides.add(made);
      const remove = (): void => {
        if (besides.delete(made)) made.remove();
      };
      return { ...made, remove };
    },
    showBy: (images) => {
      const next = images ?? own;
      if (next !== null && next !== slices.now().images) slices.swap(next);
    },
    openPane: (at, window) => {
      const pane = createPane(at, window, target);
      pane.pointer.setTool(tool);
      panes.push(pane);
      hosts.set(at, addLiveView(at, info));
      draw();
      return () => {
        hosts.get(at)?.();
        hosts.delete(at);
        panes.splice(panes.indexOf(pane), 1);
        if (active === pane) active = main;
        lens.leave(pane);
        pane.remove();
        draw();
      };
    },
    openSeries: (images, index, brain) => {
      cancelPoints();
      slices.close();
      own = images;
      heat = [];
      shared = INITIAL_VIEW;
      main.window = firstWindow(images?.series.slices[index], brain);
      draw();
      if (images !== null) slices.open(images, index);
    },
    showSlice: (index) => {
      cancelPoints();
      slices.show(index);
    },
    setLens: lens.set,
    setTool: (next) => {
      tool = next;
      for (const { pointer } of panes) pointer.setTool(next);
      for (const beside of besides) beside.setTool(next);
    },
    pixels: () => {
      const { images, shown } = slices.now();
      if (shown === null) return null;
      const image = (own ?? images)?.ready(shown.index) ?? null;
      const header = headerOf(slices.now());
      return image === null || header === undefined ? null : slicePixels(image, header);
    },
    setHeat: (next) => {
      heat = next;
      draw();
    },
    dispose: () => {
      for (const gone of hosts.values()) gone();
      slices.close();
      for (const plane of planes) plane.remove();
      for (const beside of besides) beside.remove();
      besides.clear();
      for (const pane of panes.splice(0)) {
        lens.leave(pane);
        pane.remove();
      }
    },
  };
}

const headerOf = ({ images, shown, wanted }: Following): SliceHeader | undefined =>
  images?.series.slices[shown?.index ?? wanted];

/** How long a mm is in the first pane, for what is shown beside it. */
function besideScale({ painter }: Pane, following: Following, shared: ViewState) {
  const mm = headerOf(following)?.pixelSpacing?.[1];
  if (mm === undefined || following.shown === null) return null;
  return { mm, mmPerPixel: mm / painter.scale(following.shown.image, shared) };
}

/** The view of a pane, with the zoom that it has here where it is 1:1. */
function zoomedIn(pane: Pane, { shown }: Following, shared: ViewState): ViewState {
  const view = { ...shared, window: pane.window };
  return shared.actual && shown !== null
    ? { ...view, zoom: pane.painter.zoom(shown.image, view) }
    : view;
}

function viewInfo(
  following: Following,
  shared: ViewState,
  panes: readonly Pane[],
  active: number,
): Omit<ViewInfo, 'planes'> {
  const { images, shown, loading, problem } = following;
  const header = headerOf(following);
  const window = panes[active]?.window ?? shared.window;
  return {
    shown: shown?.index ?? null,
    loading,
    notes: shown === null ? [] : (images?.notes(shown.index) ?? []),
    problem,
    view: { ...shared, window },
    letters: orientationLetters(header?.imageOrientationPatient ?? null, shared),
    slab: shown === null ? null : slabOf(shown.image),
    panes: panes.map((pane) => paneInfo(pane, following, shared, header?.pixelSpacing ?? null)),
    active,
  };
}
