import { AIR } from './air.ts';
import type { HeadBox } from './head-box.ts';
import { type KernelMemory, kernelsWithImage } from './kernel-memory.ts';
import type { HuImage, VoiWindow } from './preprocess-spec.ts';
import { type LineWeights, lineWeights } from './resample-line.ts';
import { type WindowLine, windowLine, windowValue } from './window.ts';

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
  const line = windowLine(window);
  const outside = windowValue(AIR, line);
  const used = usedRange(plan.across);
  const fast = cropByKernel(image, plan, line, outside, used);
  if (fast !== null) return fast;
  return resampleRows(windowAndMergeRows(image, plan, line, outside, used), plan, outside, used);
}

/** Half open. */
interface Range {
  readonly begin: number;
  readonly end: number;
}

/** The source pixels of a line that any sample needs. */
function usedRange(line: LineWeights): Range {
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

/** An axis' tables in the kernel's order. */
function putTables(kernels: KernelMemory, { first, start, outside, weights }: LineWeights): number {
  const size = first.length;
  const address = kernels.take((3 * size + 1 + weights.length) * 4);
  kernels.ints(address, size).set(first);
  kernels.ints(address + size * 4, size + 1).set(start);
  kernels.floats(address + (2 * size + 1) * 4, size).set(outside);
  kernels.floats(address + (3 * size + 1) * 4, weights.length).set(weights);
  return address;
}

/** Both halves at once. Float32 throughout, where the plain code sums in float64: they differ by 1e-6 at the most. */
function cropByKernel(
  { columns, values }: HuImage,
  { down, across, size }: CropPlan,
  { slope, offset }: WindowLine,
  outside: number,
  { begin, end }: Range,
): Float32Array | null {
  const width = end - begin;
  const tables = 6 * size + 2 + down.weights.length + across.weights.length;
  const scratchFloats = (width + 4) * (size + 1);
  const ready = kernelsWithImage(values, (tables + scratchFloats + size * size) * 4);
  if (ready === null) return null;
  const { kernels, image } = ready;
  const downTables = putTables(kernels, down);
  const acrossTables = putTables(kernels, across);
  const scratch = kernels.take(scratchFloats * 4);
  const output = kernels.take(size * size * 4);
  const source = [image + begin * 4, columns, width, size, slope, offset, outside];
  kernels.call('windowedCrop', ...source, downTables, acrossTables, begin, scratch, output);
  return kernels.floats(output, size * size).slice();
}

/** The vertical half: `size` rows of the columns in use. Each source row is windowed once and added where it counts. */
function windowAndMergeRows(
  image: HuImage,
  { down, size }: CropPlan,
  { slope, offset }: WindowLine,
  outside: number,
  used: Range,
): Float32Array {
  const width = used.end - used.begin;
  const merged = new Float32Array(size * width);
  const windowed = new Float32Array(width);
  let inWindowed = -1;
  for (let sample = 0; sample < size; sample += 1) {
    const to = sample * width;
    merged.fill((down.outside[sample] ?? 0) * outside, to, to + width);
    let y = down.first[sample] ?? 0;
    for (let tap = down.start[sample] ?? 0; tap < (down.start[sample + 1] ?? 0); tap += 1) {
      if (y !== inWindowed) {
        const from = y * image.columns + used.begin;
        for (let x = 0; x < width; x += 1) {
          const value = (image.values[from + x] ?? 0) * slope + offset;
          windowed[x] = Math.min(1, Math.max(0, value));
        }
        inWindowed = y;
      }
      const weight = down.weights[tap] ?? 0;
      for (let x = 0; x < width; x += 1) {
        merged[to + x] = (merged[to + x] ?? 0) + weight * (windowed[x] ?? 0);
      }
      y += 1;
    }
  }
  return merged;
}

/** The horizontal half: each merged row to `size` samples. */
function resampleRows(
  merged: Float32Array,
  { across, size }: CropPlan,
  outside: number,
  used: Range,
): Float32Array {
  const width = used.end - used.begin;
  const out = new Float32Array(size * size);
  for (let sample = 0; sample < size; sample += 1) {
    const begin = across.start[sample] ?? 0;
    const end = across.start[sample + 1] ?? 0;
    const beyond = (across.outside[sample] ?? 0) * outside;
    const first = (across.first[sample] ?? 0) - used.begin;
    for (let row = 0; row < size; row += 1) {
      let sum = beyond;
      let at = row * width + first;
      for (let tap = begin; tap < end; tap += 1) {
        sum += (across.weights[tap] ?? 0) * (merged[at] ?? 0);
        at += 1;
      }
      out[row * size + sample] = sum;
    }
  }
  return out;
}
