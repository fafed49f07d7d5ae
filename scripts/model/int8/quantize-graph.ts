import { AppError, isRecord } from '#base';
import type { GraphModel } from '../../../src/engine/graph/plan.ts';
import { calibrateLevels } from './calibrate-levels.ts';
import { storeLevels } from './store-levels.ts';
import { toLevels } from './to-levels.ts';

/** A model whose fitting layers have int8 filters. */
export interface QuantizedGraph {
  readonly model: GraphModel;
  readonly shards: ReadonlyMap<string, Uint8Array>;
  /** How many layers fit. */
  readonly layers: number;
}

/** The constant that holds a layer's filters: the second input of its node. */
function filtersName(topology: unknown, node: string): string {
  const nodes =
    isRecord(topology) && isRecord(topology.modelTopology) && topology.modelTopology.node;
  const found: unknown = Array.isArray(nodes)
    ? nodes.find((one: unknown) => isRecord(one) && one.name === node)
    : undefined;
  const inputs = isRecord(found) && Array.isArray(found.input) ? found.input : [];
  const [, name] = inputs.map(String);
  if (name === undefined) throw new AppError('model-graph', `${node} has no filters.`);
  return name;
}

/** Stores the filters of every layer that int8 is built for as levels, whose ranges the inputs give. */
export async function quantizeGraph(
  model: GraphModel,
  inputs: readonly Float32Array[],
): Promise<QuantizedGraph> {
  const layers = await calibrateLevels(model, inputs);
  const levels = new Map(
    layers.map(({ layer, largest }) => [
      filtersName(model.topology, layer.name),
      toLevels(layer.filters, largest),
    ]),
  );
  const { modelJson, shards } = storeLevels(model.topology, model.weights, levels);
  const bytes = Uint8Array.from(Buffer.concat([...shards.values()]));
  const quantized = { ...model, topology: modelJson, weights: bytes.buffer };
  return { model: quantized, shards, layers: layers.length };
}
