import { hu } from '#base';
import type { SliceHeader } from '#dicom';
import { WINDOW_PRESETS, type WindowPreset } from '#imaging';
import type { Pinch } from './touch-gesture.ts';

/** A window as the reader sets it, by PS3.3 C.11.2.1.2. */
export interface DisplayWindow {
  readonly center: number;
  readonly width: number;
  /** A preset's name, "file", or null where the reader dragged it. */
  readonly name: string | null;
}

/** How the image is shown; the same for all slices of a series. */
export interface ViewState {
  readonly window: DisplayWindow;
  readonly invert: boolean;
  readonly hflip: boolean;
  readonly vflip: boolean;
  /** 0, 90, 180 or 270, clockwise. */
  readonly rotation: number;
  /** 1 fits the image into the viewport. */
  readonly zoom: number;
  /** One image pixel is one pixel of the display, in every pane and size, whatever `zoom` says. */
  readonly actual: boolean;
  /** Image pixels by which the image is moved. */
  readonly pan: { readonly x: number; readonly y: number };
}

/** A preset as a window, the site's own where `windows` are given. */
export function presetWindow(
  preset: WindowPreset,
  windows: Readonly<Record<WindowPreset, Pick<DisplayWindow, 'center' | 'width'>>> = WINDOW_PRESETS,
): DisplayWindow {
  const { center, width } = windows[preset];
  return { center, width, name: preset };
}

/** The file's own window that comes after the shown one, its first if that is none of them; null where it has none. */
export function fileWindowAfter(
  header: Pick<SliceHeader, 'windowCenter' | 'windowWidth'> | undefined,
  shown: DisplayWindow,
): DisplayWindow | null {
  const { windowCenter = [], windowWidth = [] } = header ?? {};
  const windows = windowWidth.slice(0, windowCenter.length).map((width, at) => ({
    center: windowCenter[at] ?? 40,
    width: Math.max(1, width),
    name: 'file',
  }));
  const at = windows.findIndex(
    ({ center, width }) =>
      shown.name === 'file' && center === shown.center && width === shown.width,
  );
  return windows[(at + 1) % windows.length] ?? null;
}

/**
 * The window to begin with: the brain's for CT; the file's own for what no HU window fits, such as MR, a localizer or a picture of
 * a screen, where it has one.
 */
export function firstWindow(
  header: SliceHeader | undefined,
  brain: DisplayWindow = presetWindow('brain'),
): DisplayWindow {
  if (header === undefined) return brain;
  const odd = header.imageType.some((type) => /^(LOCALIZER|SCOUT|SCREEN SAVE)$/i.test(type));
  return header.modality === 'CT' && !odd ? brain : (fileWindowAfter(header, brain) ?? brain);
}

/** Brain window, nothing turned, fitted. */
export const INITIAL_VIEW: ViewState = {
  window: presetWindow('brain'),
  invert: false,
  hflip: false,
  vflip: false,
  rotation: 0,
  zoom: 1,
  actual: false,
  pan: { x: 0, y: 0 },
};

const MIN_ZOOM = 0.25;
const MAX_ZOOM = 20;

/** Zoomed by a factor, within limits. */
export const zoomed = (view: ViewState, factor: number): ViewState => ({
  ...view,
  actual: false,
  zoom: Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, view.zoom * factor)),
});

/** Zoomed and moved by two fingers: what lay between them stays there. `scale`: CSS pixels an image pixel takes in a view. */
export function pinched(
  view: ViewState,
  { factor, from, to }: Pinch,
  scale: (view: ViewState) => number,
): ViewState {
  const next = zoomed(view, factor);
  const [before, after] = [scale(view), scale(next)];
  const { x, y } = view.pan;
  return {
    ...next,
    pan: { x: x + to.x / after - from.x / before, y: y + to.y / after - from.y / before },
  };
}

/** Rotated by a multiple of 90 degrees. */
export const rotated = (view: ViewState, degrees: number): ViewState => ({
  ...view,
  rotation: (view.rotation + degrees + 360) % 360,
});

/** Window changed by a drag: right widens, up brightens; wide windows change faster. */
export function draggedWindow(view: ViewState, dx: number, dy: number): ViewState {
  const { center, width } = view.window;
  const speed = Math.max(0.25, width / 400);
  return {
    ...view,
    window: {
      center: hu(Math.round(Math.min(4000, Math.max(-2000, center + dy * speed)))),
      width: hu(Math.round(Math.min(6000, Math.max(2, width + dx * speed)))),
      name: null,
    },
  };
}
