import type { Image } from 'cornerstone-core';
import { wiredCornerstone } from './cornerstone.ts';
import { cornerstoneViewport } from './cornerstone-viewport.ts';
import { drawHeat, type HeatMap } from './heat-overlay.ts';
import { createScreen } from './screen.ts';
import type { ViewState } from './view-state.ts';

/** A place or a distance, in CSS pixels of the host or in pixels of the image. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Draws images into an element, and knows where they lie in it. */
export interface Painter {
  paint(image: Image, view: ViewState, heat: HeatMap | null): void;
  /** CSS pixels an image pixel takes along a row. */
  scale(image: Image, view: ViewState): number;
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
  cornerstone.enable(element);

  const fitScale = (image: Image): number =>
    cornerstone.getDefaultViewportForImage(element, image).scale ?? 1;
  const canvasPoint = (x: number, y: number): Point =>
    cornerstone.pixelToCanvas(element, { x, y, _pixelCoordinateBrand: '' });

  const paintHeat = (heat: HeatMap | null): void => {
    const origin = canvasPoint(0, 0);
    const right = canvasPoint(1, 0);
    const down = canvasPoint(0, 1);
    drawHeat(overlay, heat, {
      origin,
      alongRow: { x: right.x - origin.x, y: right.y - origin.y },
      alongColumn: { x: down.x - origin.x, y: down.y - origin.y },
    });
  };

  return {
    paint: (image, view, heat) => {
      cornerstone.displayImage(element, image, cornerstoneViewport(view, image, fitScale(image)));
      paintHeat(heat);
    },
    scale: (image, view) => (fitScale(image) * view.zoom) / screen.pixelRatio(),
    imagePoint: (at) => {
      const ratio = screen.pixelRatio();
      const canvas = { x: at.x * ratio, y: at.y * ratio, _canvasCoordinateBrand: '' as const };
      return cornerstone.canvasToPixel(element, canvas);
    },
    clear: screen.clear,
    onResize: (changed) =>
      screen.onResize(() => {
        cornerstone.resize(element, false);
        changed();
      }),
    remove: () => {
      cornerstone.disable(element);
      screen.remove();
    },
  };
}
