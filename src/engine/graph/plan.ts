import type { Placed } from './ir.ts';
import type { Activations, Layer } from './layers.ts';
import type { GraphNode } from './parse-graph.ts';
import type { Tensor } from './tensor.ts';

/** A model as the engines take it: a LoadedPackage's parts. */
export interface GraphModel {
  /** model.json as parsed JSON: modelTopology and weightsManifest. */
  readonly topology: unknown;
  /** All shards joined, in the order of weightsManifest. Not kept and not changed. */
  readonly weights: ArrayBuffer;
  /** Name of the placeholder. Its shape is [batch, height, width, channels]. */
  readonly input: string;
  /** Names of the nodes to compute. */
  readonly outputs: { readonly probabilities: string; readonly classMaps: string | null };
  /** Height, width and channels where the placeholder leaves them open. */
  readonly inputShape?: readonly [number, number, number];
}

/** A graph split in two: the layers that the kernels do, and the few small operations after them. */
export interface Plan {
  readonly input: Activations;
  readonly layers: readonly Layer[];
  /** Values that the tail or the caller reads, by node name. */
  readonly exports: ReadonlyMap<string, Placed>;
  readonly tail: readonly GraphNode[];
  readonly constants: ReadonlyMap<string, Tensor>;
}
