import type { HuImage } from './preprocess-spec.ts';

/** [kind, center x, center y, radius x, radius y, HU], lengths as parts of the width and the height. */
export type Shape = readonly [string, number, number, number, number, number];

/** Paints shapes on air, one after the other; a pixel belongs to a shape when its center does. The golden script does the same. */
export function paintScene(rows: number, columns: number, shapes: readonly Shape[]): HuImage {
  const values = new Float32Array(rows * columns).fill(-1024);
  for (const [kind, cx, cy, rx, ry, value] of shapes) {
    for (let y = 0; y < rows; y += 1) {
      const dy = (y + 0.5 - cy * rows) / (ry * rows);
      for (let x = 0; x < columns; x += 1) {
        const dx = (x + 0.5 - cx * columns) / (rx * columns);
        const inside =
          kind === 'ellipse' ? dx * dx + dy * dy <= 1 : Math.abs(dx) <= 1 && Math.abs(dy) <= 1;
        if (inside) values[y * columns + x] = value;
      }
    }
  }
  return { rows, columns, values };
}

/** A head-like scene: scalp, skull, brain, two ventricles and a bleed. */
export const HEAD_SHAPES: readonly Shape[] = [
  ['ellipse', 0.47, 0.52, 0.3, 0.37, 40],
  ['ellipse', 0.47, 0.52, 0.28, 0.35, 900],
  ['ellipse', 0.47, 0.52, 0.26, 0.33, 33],
  ['ellipse', 0.4, 0.5, 0.03, 0.09, 8],
  ['ellipse', 0.56, 0.49, 0.03, 0.08, 6],
  ['ellipse', 0.6, 0.6, 0.07, 0.05, 68],
];

/** The same values cut to a range, as a dataset saved through a window has them. */
export function clipScene(image: HuImage, low: number, high: number): HuImage {
  return { ...image, values: image.values.map((value) => Math.min(high, Math.max(low, value))) };
}
