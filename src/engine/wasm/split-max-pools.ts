import type { ConvLayer, Layer, PoolLayer } from '../graph/layers.ts';
import type { Plan } from '../graph/plan.ts';
import { productsSaved, tileSide } from './layout.ts';

/** What it costs to write a number, read it again and take the maximum, in products. */
const POOLING = 24;

function isBetterSplit(layer: Layer): layer is ConvLayer {
  if (layer.kind !== 'winograd' || !layer.pool) return false;
  if (tileSide({ ...layer, pool: false }) === 4) return false;
  const { height, width } = layer.input;
  return productsSaved(layer) > POOLING * height * width * layer.output.channels;
}

function split(layer: ConvLayer, id: number): readonly [ConvLayer, PoolLayer] {
  const { height, width } = layer.input;
  const { name, output } = layer;
  const whole = { ...output, id, height, width };
  return [
    { ...layer, output: whole, pool: false },
    { kind: 'max-pool', name, input: whole, output, size: 2, stride: 2, padTop: 0, padLeft: 0 },
  ];
}

/**
 * Takes the pooling out of convolutions that do better with tiles of 5 x 5 outputs, over which windows of 2 x 2 would reach. For
 * the processor alone: a GPU has no such tiles.
 */
export function splitMaxPools(plan: Plan): Plan {
  // Images are numbered by the layers that write them, from 1 on.
  const fresh = plan.layers.length + 1;
  const layers = plan.layers.flatMap((layer, index): readonly Layer[] =>
    isBetterSplit(layer) ? split(layer, fresh + index) : [layer],
  );
  return { ...plan, layers };
}
