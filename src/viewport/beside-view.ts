import type { Reason } from '#base';
import { KINDS, type SlicePixels } from '#measure';
import { listenToGestures, type Tool } from './gestures.ts';
import type { Point } from './image-frame.ts';
import type { Lensed, LensFollower } from './lens-follower.ts';
import { listenToPointer } from './listen-to-pointer.ts';
import { type OrientationLetters, orientationLetters } from './orientation-letters.ts';
import { createPainter, type Painter } from './painter.ts';
import type { PaneInfo } from './pane.ts';
import type { PointerActions } from './pointer-actions.ts';
import { type Probe, probeAt } from './probe.ts';
import { type Following, followSlices } from './slice-follower.ts';
import type { SliceImages } from './slice-images.ts';
import { slicePixels } from './slice-pixels.ts';
import { type Place, strokeGesture } from './stroke-gesture.ts';
import type { ViewState } from './view-state.ts';

/** What is drawn of another study beside the open one. */
export interface BesideInfo extends Pick<PaneInfo, 'mmPerPixel' | 'frame'> {
  /** Whose slices they are; what is said of the picture goes by it and by `shown`. */
  readonly images: SliceImages | null;
  readonly shown: number | null;
  readonly problem: string | null;
  readonly notes: readonly Reason[];
  readonly letters: OrientationLetters | null;
}

/** What a view beside tells. */
export interface BesideListeners {
  readonly onInfo: (info: BesideInfo) => void;
  readonly onProbe: (probe: Probe | null) => void;
  /** As those of the first pane, set on the slice that is drawn here. Slices that come and go give up what was begun. */
  readonly onPoints: (points: readonly Point[] | null, done: boolean) => void;
}

/** Another study on the screen. Window, zoom, pan and turns are those of the first pane; as many mm are as long in both. */
export interface BesideView {
  /** Shows a slice of a series, null for none. The images stay the caller's to close. */
  open(images: SliceImages | null, index: number): void;
  showSlice(index: number): void;
  /** The first pane changed. */
  draw(): void;
  /** As the first pane's; what was begun here is given up. */
  setTool(tool: Tool): void;
  /** The stored values of the slice that is drawn; null before the first. */
  pixels(): SlicePixels | null;
  remove(): void;
}

/** What it goes by. */
export interface BesideMain {
  /** The view of the first pane. */
  readonly view: () => ViewState;
  /** Millimeters of a CSS pixel there, and of a pixel of its image; null where they are not known. */
  readonly scale: () => { readonly mmPerPixel: number; readonly mm: number } | null;
  /** What the pointer does there; what is measured here is of this study. */
  readonly pointer: PointerActions;
  /** The magnifier of both. */
  readonly lens: Pick<LensFollower, 'pointed' | 'draw' | 'leave'>;
}

/** Makes a view that fills `host`. */
export function createBesideView(
  host: HTMLElement,
  main: BesideMain,
  listeners: BesideListeners,
): BesideView {
  const painter = createPainter(host);
  const draw = (): void => {
    const { shown } = slices.now();
    if (shown === null) painter.clear();
    else painter.paint(shown.image, viewOf(slices.now(), main, painter), []);
    tell();
  };
  const tell = (): void => listeners.onInfo(infoOf(slices.now(), main, painter));
  const drawAll = (): void => {
    draw();
    main.lens.draw();
  };
  const strokes = strokeGesture(listeners.onPoints);
  const slices = followSlices({ waiting: tell, replaced: strokes.cancel, arrived: drawAll });
  const placed =
    (act: (at: Place) => void) =>
    (at: Point): void => {
      if (slices.now().shown !== null) act({ screen: at, image: painter.imagePoint(at) });
    };
  const lensed: Lensed = {
    host,
    painter,
    look: () => {
      const { shown } = slices.now();
      return shown === null
        ? null
        : { image: shown.image, view: viewOf(slices.now(), main, painter), heat: [] };
    },
  };
  const stopPointing = listenToPointer(host, (at) => main.lens.pointed(lensed, at));
  const stopGestures = listenToGestures(host, {
    ...main.pointer,
    probe: (at) => {
      const { shown } = slices.now();
      listeners.onProbe(
        at === null || shown === null ? null : probeAt(shown.image, painter.imagePoint(at)),
      );
    },
    points: {
      down: placed(strokes.down),
      move: placed(strokes.move),
      up: placed(strokes.up),
      cancel: strokes.cancel,
    },
  });
  const stopResize = painter.onResize(drawAll);
  return {
    open: (images, index) => {
      strokes.cancel();
      slices.close();
      drawAll();
      if (images !== null) slices.open(images, index);
    },
    showSlice: (index) => {
      strokes.cancel();
      slices.show(index);
    },
    draw,
    setTool: (tool) => strokes.use(tool === 'window' || tool === 'zoom' ? [] : KINDS[tool].strokes),
    pixels: () => {
      const { shown } = slices.now();
      const header = headerOf(slices.now());
      return shown === null || header === undefined ? null : slicePixels(shown.image, header);
    },
    remove: () => {
      main.lens.leave(lensed);
      stopPointing();
      stopGestures();
      stopResize();
      slices.close();
      painter.remove();
    },
  };
}

const headerOf = ({ images, shown, wanted }: Following) =>
  images?.series.slices[shown?.index ?? wanted];

/** The view of the first pane, at its scale. */
function viewOf(following: Following, main: BesideMain, painter: Painter): ViewState {
  const view = main.view();
  const [image, spacing] = [following.shown?.image, headerOf(following)?.pixelSpacing?.[1]];
  const scale = main.scale();
  if (image === undefined || spacing === undefined || scale === null) {
    return { ...view, actual: false };
  }
  const fitted = { ...view, actual: false, zoom: 1 };
  const zoom = spacing / scale.mmPerPixel / painter.scale(image, fitted);
  const pixels = scale.mm / spacing;
  return { ...fitted, zoom, pan: { x: view.pan.x * pixels, y: view.pan.y * pixels } };
}

function infoOf(following: Following, main: BesideMain, painter: Painter): BesideInfo {
  const { images, shown, problem } = following;
  const header = headerOf(following);
  const spacing = header?.pixelSpacing?.[1] ?? null;
  const scale = shown === null ? 0 : painter.scale(shown.image, viewOf(following, main, painter));
  return {
    images,
    shown: shown?.index ?? null,
    problem,
    notes: shown === null ? [] : (images?.notes(shown.index) ?? []),
    letters: orientationLetters(header?.imageOrientationPatient ?? null, main.view()),
    mmPerPixel: spacing === null || shown === null ? null : spacing / scale,
    frame: shown === null ? null : painter.frame(),
  };
}
