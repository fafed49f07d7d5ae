import type { Layer } from './layers.ts';
import type { Plan } from './plan.ts';

function multiplyAdds(layer: Layer): number {
  if (layer.kind === 'max-pool') return 0;
  if (layer.kind === 'dense') return layer.weights.data.length;
  const { output, pool, filters } = layer;
  // Where a pool was fused in, the convolution has four times the pixels that it stores.
  return output.height * output.width * (pool ? 4 : 1) * filters.data.length;
}

/**
 * Floating-point operations of one slice in convolutions and matrix products, a multiply-add counted as two, as the graph says
 * them: what Winograd saves is not taken off.
 */
export const countFlops = ({ layers }: Plan): number =>
  2 * layers.reduce((sum, layer) => sum + multiplyAdds(layer), 0);
