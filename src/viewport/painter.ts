import type { Image } from 'cornerstone-core';
import { wiredCornerstone } from './cornerstone.ts';
import { cornerstoneViewport, onWholePixels } from './cornerstone-viewport.ts';
import { enableElement } from './enabled-element.ts';
import { drawHeat, type HeatMap } from './heat-overlay.ts';
import type { ImageFrame, Point } from './image-frame.ts';
import { createScreen } from './screen.ts';
import type { ViewState } from './view-state.ts';

/** Draws images into an element, and knows where they lie in it. */
export interface Painter {
  paint(image: Image, view: ViewState, heat: readonly HeatMap[]): void;
  /** CSS pixels an image pixel takes along a row; along the column, where its pixels are longer than wide. */
  scale(image: Image, view: ViewState): number;
  /** How many times larger than fitted the view shows the image here. */
  zoom(image: Image, view: ViewState): number;
  /** Where the image that was painted last lies, in CSS pixels of the host. */
  frame(): ImageFrame;
  /** What lies at a place of the host, in pixels of the image that was painted last. */
  imagePoint(at: Point): Point;
  clear(): void;
  /** Calls back when the host has another size. */
  onResize(changed: () => void): () => void;
  remove(): void;
}

/** Makes a painter that fills `host`. */
export function createPainter(host: HTMLElement): Painter {
  const cornerstone = wiredCornerstone();
  const screen = createScreen(host);
  const { element, overlay } = screen;
  const enabled = enableElement(element);

  const fitScale = (image: Image): number =>
    cornerstone.getDefaultViewportForImage(element, image).scale ?? 1;
  /** Pixels of the display an image pixel takes. */
  const scaleOf = (image: Image, view: ViewState): number =>
    view.actual ? 1 : fitScale(image) * view.zoom;
  /** In units of so many real pixels. */
  const frameIn = (unit: number): ImageFrame => {
    const at = (x: number, y: number): Point => {
      const point = cornerstone.pixelToCanvas(element, { x, y, _pixelCoordinateBrand: '' });
      return { x: point.x / unit, y: point.y / unit };
    };
    const origin = at(0, 0);
    const from = ({ x, y }: Point): Point => ({ x: x - origin.x, y: y - origin.y });
    return { origin, alongRow: from(at(1, 0)), alongColumn: from(at(0, 1)) };
  };

  let tinted = false;
  return {
    paint: (image, view, heat) => {
      const viewport = cornerstoneViewport(view, image, scaleOf(image, view));
      const room = { width: element.clientWidth, height: element.clientHeight };
      const translation = view.actual ? onWholePixels(view, image, room) : view.pan;
      cornerstone.displayImage(element, image, { ...viewport, translation });
      enabled.redraw();
      // A canvas that is only cleared again costs the compositor as much as one that is drawn.
      if (tinted || heat.length > 0) drawHeat(overlay, heat, frameIn(1));
      tinted = heat.length > 0;
    },
    frame: () => frameIn(screen.pixelRatio()),
    scale: (image, view) => scaleOf(image, view) / screen.pixelRatio(),
    zoom: (image, view) => scaleOf(image, view) / fitScale(image),
    imagePoint: (at) => {
      const ratio = screen.pixelRatio();
      const canvas = { x: at.x * ratio, y: at.y * ratio, _canvasCoordinateBrand: '' as const };
      return cornerstone.canvasToPixel(element, canvas);
    },
    clear: () => {
      enabled.forget();
      screen.clear();
    },
    onResize: (changed) => screen.onResize(() => enabled.resize(changed)),
    remove: () => {
      enabled.remove();
      screen.remove();
    },
  };
}
