import type { ImageFrame } from './image-frame.ts';

/** A map over part of the slice: where the model saw what it flags. */
export interface HeatMap {
  readonly width: number;
  readonly height: number;
  /** height * width, 0..1, row-major. */
  readonly values: Float32Array;
  /** The square that it covers, in pixels of the slice. */
  readonly box: { readonly left: number; readonly top: number; readonly side: number };
}

/** Values below this stay clear. */
const CLEAR_BELOW = 0.35;

/** Draws the map over the image, as a tint whose strength is the value. `null` clears. */
export function drawHeat(canvas: HTMLCanvasElement, heat: HeatMap | null, frame: ImageFrame): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  if (heat === null) return;
  const { origin, alongRow, alongColumn } = frame;
  context.setTransform(alongRow.x, alongRow.y, alongColumn.x, alongColumn.y, origin.x, origin.y);
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = 'high';
  const { left, top, side } = heat.box;
  context.drawImage(tinted(heat), left, top, side, side);
}

/** Amber to white, which color-blind readers see too: lightness carries the value. */
function tinted({ width, height, values }: HeatMap): OffscreenCanvas {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (context === null) return canvas;
  const pixels = context.createImageData(width, height);
  for (let index = 0; index < width * height; index += 1) {
    const value = values[index] ?? 0;
    const strength = Math.max(0, (value - CLEAR_BELOW) / (1 - CLEAR_BELOW));
    pixels.data[index * 4] = 255;
    pixels.data[index * 4 + 1] = 150 + 90 * strength;
    pixels.data[index * 4 + 2] = 40 + 80 * strength;
    pixels.data[index * 4 + 3] = 150 * strength;
  }
  context.putImageData(pixels, 0, 0);
  return canvas;
}
