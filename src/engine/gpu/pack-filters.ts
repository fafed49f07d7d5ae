import { floatsToHalves } from '../graph/half-float.ts';
import type { Tensor } from '../graph/tensor.ts';
import { columnTiling } from './conv-tiling.ts';
import type { Precision } from './kernel.ts';

/** Numbers in whole vectors of four. */
export const vectorsOf = (count: number): number => Math.ceil(count / 4);

/** Columns of the packed filters: whole tiles of vectors. */
export function packedColumns(channels: number): number {
  const vectors = vectorsOf(channels);
  const { threadsX, columns } = columnTiling(vectors);
  const tile = threadsX * columns;
  return 4 * tile * Math.ceil(vectors / tile);
}

/**
 * Filters [taps..., in, out] as rows of the matrix product: tap by tap, `inStride` rows each (those beyond `in` are 0),
 * each row padded with zeros to whole tiles.
 */
export function packFilters(
  { shape, data }: Tensor,
  inStride: number,
  precision: Precision,
): Float32Array<ArrayBuffer> | Uint16Array<ArrayBuffer> {
  const [channels = 0, depth = 0] = [...shape].reverse();
  const taps = data.length / (channels * depth);
  const columns = packedColumns(channels);
  const packed = new Float32Array(taps * inStride * columns);
  for (let tap = 0; tap < taps; tap++) {
    for (let k = 0; k < depth; k++) {
      const from = (tap * depth + k) * channels;
      packed.set(data.subarray(from, from + channels), (tap * inStride + k) * columns);
    }
  }
  return precision === 'f16' ? floatsToHalves(packed) : packed;
}

/** The bias in whole vectors; zeros where the layer has none. */
export function packBias(bias: Float32Array | null, channels: number): Float32Array<ArrayBuffer> {
  const packed = new Float32Array(4 * vectorsOf(channels));
  if (bias !== null) packed.set(bias);
  return packed;
}

/** Depthwise filters [height, width, channels, 1]: tap by tap, `stride` numbers each, those beyond the channels 0. */
export function packDepthwise({ shape, data }: Tensor, stride: number): Float32Array<ArrayBuffer> {
  return packRows({ shape: [data.length / (shape[2] ?? 1), shape[2] ?? 0], data }, 0, stride);
}

/** A matrix [rows, columns] with each row padded with zeros to `stride` numbers, and rows of zeros up to `least`. */
export function packRows(
  { shape, data }: Tensor,
  least: number,
  stride: number,
): Float32Array<ArrayBuffer> {
  const [rows = 0, columns = 0] = shape;
  const packed = new Float32Array(Math.max(rows, least) * stride);
  for (let row = 0; row < rows; row++) {
    packed.set(data.subarray(row * columns, (row + 1) * columns), row * stride);
  }
  return packed;
}
