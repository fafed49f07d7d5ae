import type { Layer } from './layers.ts';
import type { Plan } from './plan.ts';

/** Floating-point operations of a layer's products, a multiply-add counted as two, done directly: what Winograd saves is not taken off. */
export function layerFlops(layer: Layer): number {
  if (layer.kind === 'dense') return 2 * layer.weights.data.length;
  if (!('filters' in layer)) return 0;
  // Where a pool was fused in, the convolution has as many pixels as its input.
  const pooled = 'pool' in layer && layer.pool;
  const { height, width } = pooled ? layer.input : layer.output;
  return 2 * height * width * layer.filters.data.length;
}

/** Floating-point operations of one slice in convolutions and matrix products. */
export const countFlops = ({ layers }: Plan): number =>
  layers.reduce((sum, layer) => sum + layerFlops(layer), 0);
