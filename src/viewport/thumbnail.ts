import type { Image } from 'cornerstone-core';
import { WINDOW_PRESETS, windowLine } from '#imaging';

/** The parts of Cornerstone's image that a small picture is made of. */
export type ThumbnailImage = Pick<
  Image,
  | 'rows'
  | 'columns'
  | 'slope'
  | 'intercept'
  | 'invert'
  | 'rowPixelSpacing'
  | 'columnPixelSpacing'
  | 'getPixelData'
>;

/** The slice through the brain window, gray RGBA of its own size, row-major. */
export function brainPixels(image: ThumbnailImage): Uint8ClampedArray<ArrayBuffer> {
  const { slope, offset } = windowLine(WINDOW_PRESETS.brain);
  const stored = image.getPixelData();
  const pixels = new Uint8ClampedArray(image.rows * image.columns * 4);
  for (let at = 0; at < pixels.length; at += 4) {
    const hu = (stored[at / 4] ?? 0) * image.slope + image.intercept;
    const value = Math.min(255, Math.max(0, 255 * (hu * slope + offset)));
    const gray = image.invert ? 255 - value : value;
    pixels[at] = gray;
    pixels[at + 1] = gray;
    pixels[at + 2] = gray;
    pixels[at + 3] = 255;
  }
  return pixels;
}

/** Where the whole slice lies in a square of that side: centered, in its true proportions. */
export function fittedBox(
  image: Pick<ThumbnailImage, 'rows' | 'columns' | 'rowPixelSpacing' | 'columnPixelSpacing'>,
  side: number,
): { readonly x: number; readonly y: number; readonly width: number; readonly height: number } {
  const width = image.columns * (image.columnPixelSpacing || 1);
  const height = image.rows * (image.rowPixelSpacing || 1);
  const scale = side / Math.max(width, height);
  return {
    x: (side - width * scale) / 2,
    y: (side - height * scale) / 2,
    width: width * scale,
    height: height * scale,
  };
}

/** Draws a slice small: brain window, nothing turned, on as many real pixels as the canvas covers. */
export function drawThumbnail(canvas: HTMLCanvasElement, image: ThumbnailImage): void {
  const whole = new OffscreenCanvas(image.columns, image.rows);
  const pixels = new ImageData(brainPixels(image), image.columns, image.rows);
  whole.getContext('2d')?.putImageData(pixels, 0, 0);
  const side = Math.max(1, Math.round(canvas.clientWidth * Math.max(1, devicePixelRatio)));
  canvas.width = side;
  canvas.height = side;
  const context = canvas.getContext('2d');
  if (context === null) return;
  const { x, y, width, height } = fittedBox(image, side);
  context.imageSmoothingQuality = 'high';
  context.drawImage(whole, x, y, width, height);
}
