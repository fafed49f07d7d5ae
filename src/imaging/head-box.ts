import { kernelsWithImage } from './kernel-memory.ts';
import { type Component, largestComponent } from './largest-component.ts';
import { openMask } from './open-mask.ts';
import type { HuImage, PreprocessSpec } from './preprocess-spec.ts';

/** A square in pixel coordinates: (0, 0) is the outer corner of the first pixel. May reach beyond the image. */
export interface HeadBox {
  readonly left: number;
  readonly top: number;
  readonly side: number;
}

/** Soft tissue, blood and bone lie above, fat and air below; inside -20..100, so clipped data give the same mask. */
const TISSUE_HU = -10;
/** The mask is searched on a grid of about this many cells a side: 2 x 2 pixels a cell for 512 x 512. */
const GRID_CELLS = 256;
/** Opening with a 7 x 7 square: parts thinner than about 14 of 512 pixels (headrest, blanket, skin line) fall off. */
const OPENING_RADIUS = 3;
/** Room round the head. */
const MARGIN = 1.04;
/** A component smaller than this part of the image is no head. */
const MIN_AREA_FRACTION = 0.002;
/** Near the vertex the head is a coin: never magnify it beyond this part of the image's longer side. */
const MIN_SIDE_FRACTION = 0.25;

/**
 * A square round the head: the largest connected component above -10 HU after an opening that detaches the headrest,
 * with a margin of 4 %. null where there is none (air, empty slice).
 */
export function headBox(image: HuImage): HeadBox | null {
  const cell = Math.max(1, Math.round(Math.max(image.rows, image.columns) / GRID_CELLS));
  const component = componentByKernel(image, cell) ?? componentPlainly(image, cell);
  const cells = Math.ceil(image.rows / cell) * Math.ceil(image.columns / cell);
  if (component === null || component.area === 0) return null;
  if (component.area < MIN_AREA_FRACTION * cells) return null;
  const left = component.left * cell;
  const top = component.top * cell;
  const right = Math.min(image.columns, component.right * cell);
  const bottom = Math.min(image.rows, component.bottom * cell);
  const side = Math.max(
    Math.max(right - left, bottom - top) * MARGIN,
    Math.max(image.rows, image.columns) * MIN_SIDE_FRACTION,
  );
  return { left: (left + right - side) / 2, top: (top + bottom - side) / 2, side };
}

/** The centered square that holds the whole image: the box for `crop: 'none'` and for slices without a head. */
export function wholeBox(image: Pick<HuImage, 'rows' | 'columns'>): HeadBox {
  const side = Math.max(image.rows, image.columns);
  return { left: (image.columns - side) / 2, top: (image.rows - side) / 2, side };
}

/** The square of a slice that the model sees, as its spec says: round the head where there is one, or the whole. */
export const cropBox = (image: HuImage, { crop }: Pick<PreprocessSpec, 'crop'>): HeadBox =>
  (crop === 'head' ? headBox(image) : null) ?? wholeBox(image);

/** The largest component of the opened tissue mask, in cells; area 0 where there is none; null without kernels. */
function componentByKernel({ rows, columns, values }: HuImage, cell: number): Component | null {
  const cells = Math.ceil(rows / cell) * Math.ceil(columns / cell);
  const framedMasks = (Math.max(rows, columns) / cell + 64) ** 2 * 2;
  const ready = kernelsWithImage(values, cells * 4 + framedMasks);
  if (ready === null) return null;
  const { kernels, image } = ready;
  const output = kernels.take(5 * 4);
  const scratch = kernels.take(0);
  const mask = [image, rows, columns, cell, TISSUE_HU, OPENING_RADIUS];
  kernels.call('headComponent', ...mask, scratch, output);
  const [area = 0, left = 0, top = 0, right = 0, bottom = 0] = kernels.ints(output, 5);
  return { area, left, top, right, bottom };
}

function componentPlainly(image: HuImage, cell: number): Component | null {
  const { mask, columns, rows } = tissueGrid(image, cell);
  return largestComponent(openMask(mask, columns, rows, OPENING_RADIUS), columns);
}

interface TissueGrid {
  readonly mask: Uint8Array;
  readonly rows: number;
  readonly columns: number;
}

/** Cells of which at least half the pixels are above the threshold. */
function tissueGrid(image: HuImage, cell: number): TissueGrid {
  const rows = Math.ceil(image.rows / cell);
  const columns = Math.ceil(image.columns / cell);
  const counts = new Uint16Array(rows * columns);
  for (let y = 0; y < image.rows; y += 1) {
    const row = y * image.columns;
    let at = Math.floor(y / cell) * columns;
    for (let left = 0; left < image.columns; left += cell) {
      const right = Math.min(left + cell, image.columns);
      let count = counts[at] ?? 0;
      for (let x = left; x < right; x += 1)
        count += Number((image.values[row + x] ?? 0) > TISSUE_HU);
      counts[at] = count;
      at += 1;
    }
  }
  const enough = (cell * cell) / 2;
  const mask = new Uint8Array(counts.length);
  for (let index = 0; index < mask.length; index += 1) {
    mask[index] = Number((counts[index] ?? 0) >= enough);
  }
  return { mask, rows, columns };
}
