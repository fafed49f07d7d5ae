import type { ImageFrame } from './image-frame.ts';

/** A map over part of the slice. */
export interface HeatMap {
  /** 'model': where the model saw what it flags, amber. 'density': dense tissue, blue with its outline. */
  readonly tone: 'model' | 'density';
  readonly width: number;
  readonly height: number;
  /** height * width, 0..1, row-major. */
  readonly values: Float32Array;
  /** The square that it covers, in pixels of the slice. */
  readonly box: { readonly left: number; readonly top: number; readonly side: number };
}

/** Values below this stay clear. */
const CLEAR_BELOW = 0.35;

/** Draws maps over the image, each as a tint whose strength is its value, the last on top. None clears. */
export function drawHeat(
  canvas: HTMLCanvasElement,
  maps: readonly HeatMap[],
  frame: ImageFrame,
): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  const { origin, alongRow, alongColumn } = frame;
  context.setTransform(alongRow.x, alongRow.y, alongColumn.x, alongColumn.y, origin.x, origin.y);
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = 'high';
  for (const map of maps) {
    const { left, top, side } = map.box;
    context.drawImage(map.tone === 'model' ? tinted(map) : outlined(map), left, top, side, side);
  }
}

/** How many pixels a cell has, so that an outline is thinner than a cell. */
const CELL = 4;

/** Blue with a firm outline: told from amber by lightness and shape alone, too. */
function outlined({ width, height, values }: HeatMap): OffscreenCanvas {
  const canvas = new OffscreenCanvas(width * CELL, height * CELL);
  const context = canvas.getContext('2d');
  if (context === null) return canvas;
  const isIn = (x: number, y: number): boolean =>
    x >= 0 && y >= 0 && x < width && y < height && (values[y * width + x] ?? 0) >= 0.5;
  const lines = new Path2D();
  context.fillStyle = 'rgb(70 170 255 / 0.28)';
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (!isIn(x, y)) continue;
      const [left, top] = [x * CELL, y * CELL];
      context.fillRect(left, top, CELL, CELL);
      if (!isIn(x - 1, y)) lines.rect(left, top, 1, CELL);
      if (!isIn(x + 1, y)) lines.rect(left + CELL - 1, top, 1, CELL);
      if (!isIn(x, y - 1)) lines.rect(left, top, CELL, 1);
      if (!isIn(x, y + 1)) lines.rect(left, top + CELL - 1, CELL, 1);
    }
  }
  context.fillStyle = 'rgb(120 200 255)';
  context.fill(lines);
  return canvas;
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
