import { AIR } from './air.ts';
import type { HeadBox } from './head-box.ts';
import type { HuImage, VoiWindow } from './preprocess-spec.ts';
import { type LineWeights, lineWeights } from './resample-line.ts';
import { windowLine, windowValue } from './window.ts';

/** The two axes of a crop, ready to be applied to any slice of the same size. */
export interface CropPlan {
  readonly rows: number;
  readonly columns: number;
  readonly size: number;
  readonly across: LineWeights;
  readonly down: LineWeights;
}

/** Plans how a box of an image becomes size x size samples; see resample-line.ts for the rule. */
export function planCrop(
  image: Pick<HuImage, 'rows' | 'columns'>,
  box: HeadBox,
  size: number,
): CropPlan {
  return {
    rows: image.rows,
    columns: image.columns,
    size,
    across: lineWeights(box.left, box.side, image.columns, size),
    down: lineWeights(box.top, box.side, image.rows, size),
  };
}

/**
 * Windows a slice and resamples its crop to size x size values in 0..1: `area-bilinear`. The window comes FIRST, so that bone
 * and air, cut to 1 and 0, do not bleed into the brain beside them. Outside the image lies air.
 */
export function windowedCrop(image: HuImage, plan: CropPlan, window: VoiWindow): Float32Array {
  const { size, down } = plan;
  const line = windowLine(window);
  const outsideValue = windowValue(AIR, line);
  const usedRows = rowRange(down);
  const bands = new Float32Array((usedRows.end - usedRows.begin) * size);
  const windowed = new Float32Array(image.columns);
  for (let y = usedRows.begin; y < usedRows.end; y += 1) {
    const row = y * image.columns;
    for (let x = 0; x < image.columns; x += 1) {
      const value = (image.values[row + x] ?? 0) * line.slope + line.offset;
      windowed[x] = Math.min(1, Math.max(0, value));
    }
    resampleRow(windowed, plan.across, size, outsideValue, bands, (y - usedRows.begin) * size);
  }
  return resampleColumns(bands, usedRows.begin, down, size, outsideValue);
}

function rowRange(line: LineWeights): { readonly begin: number; readonly end: number } {
  let begin = Number.POSITIVE_INFINITY;
  let end = 0;
  for (let sample = 0; sample < line.first.length; sample += 1) {
    const taps = (line.start[sample + 1] ?? 0) - (line.start[sample] ?? 0);
    if (taps === 0) continue;
    const first = line.first[sample] ?? 0;
    begin = Math.min(begin, first);
    end = Math.max(end, first + taps);
  }
  return begin < end ? { begin, end } : { begin: 0, end: 0 };
}

function resampleRow(
  source: Float32Array,
  line: LineWeights,
  size: number,
  outsideValue: number,
  out: Float32Array,
  at: number,
): void {
  for (let sample = 0; sample < size; sample += 1) {
    const start = line.start[sample] ?? 0;
    const end = line.start[sample + 1] ?? 0;
    let pixel = line.first[sample] ?? 0;
    let sum = (line.outside[sample] ?? 0) * outsideValue;
    for (let tap = start; tap < end; tap += 1) {
      sum += (line.weights[tap] ?? 0) * (source[pixel] ?? 0);
      pixel += 1;
    }
    out[at + sample] = sum;
  }
}

function resampleColumns(
  bands: Float32Array,
  firstRow: number,
  line: LineWeights,
  size: number,
  outsideValue: number,
): Float32Array {
  const out = new Float32Array(size * size);
  for (let sample = 0; sample < size; sample += 1) {
    const to = sample * size;
    out.fill((line.outside[sample] ?? 0) * outsideValue, to, to + size);
    const start = line.start[sample] ?? 0;
    const end = line.start[sample + 1] ?? 0;
    let from = ((line.first[sample] ?? 0) - firstRow) * size;
    for (let tap = start; tap < end; tap += 1) {
      const weight = line.weights[tap] ?? 0;
      for (let x = 0; x < size; x += 1) {
        out[to + x] = (out[to + x] ?? 0) + weight * (bands[from + x] ?? 0);
      }
      from += size;
    }
  }
  return out;
}
