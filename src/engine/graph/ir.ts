import { AppError } from '#base';
import type { Activations, Layer } from './layers.ts';
import type { GraphNode } from './parse-graph.ts';
import type { Tensor } from './tensor.ts';

/** A node's value that lies in the kernels' memory: where, and the shape that the graph gives it. */
export interface Placed {
  readonly image: Activations;
  readonly shape: readonly number[];
}

/** The compiler's intermediate representation: the plan while it is made. */
export interface GraphIR {
  readonly consumers: ReadonlyMap<string, readonly GraphNode[]>;
  /** Nodes whose values somebody asked for: never fused away. */
  readonly outputs: ReadonlySet<string>;
  readonly constants: Map<string, Tensor>;
  readonly placed: Map<string, Placed>;
  /** Nodes that an earlier layer does already. */
  readonly absorbed: Set<string>;
  readonly layers: Layer[];
  readonly tail: GraphNode[];
}

/** Channels are padded to whole vectors with zeros. */
function paddedChannels(channels: number): number {
  return Math.ceil(channels / 4) * 4;
}

/** A new image with an id of its own. */
export function newImage(
  ir: GraphIR,
  height: number,
  width: number,
  channels: number,
): Activations {
  if (height < 1 || width < 1) {
    throw new AppError('model-graph', 'The input is too small for the graph: an image vanishes.');
  }
  const id = ir.layers.length + 1;
  return { id, height, width, channels, stride: paddedChannels(channels) };
}

/** Says that our own engines do not do this. tfjs may. */
export function unsupported(node: GraphNode, what: string): AppError {
  return new AppError('graph-unsupported', `${node.name} (${node.op}): ${what}.`, {
    data: { node: node.name, op: node.op },
  });
}

/** The one node that reads this one's value, where it can be fused into it. */
export function soleConsumer(ir: GraphIR, name: string): GraphNode | null {
  const readers = ir.consumers.get(name) ?? [];
  const [reader] = readers;
  return reader === undefined || readers.length !== 1 || ir.outputs.has(name) ? null : reader;
}
