import { AppError } from '#base';
import type { Activation, Activations, Layer } from './layers.ts';
import type { GraphNode } from './parse-graph.ts';
import { sizeOf, type Tensor } from './tensor.ts';

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

/** What a layer does to its sums. */
export interface Epilogue {
  readonly bias: Float32Array | null;
  readonly activation: Activation;
  /** The node whose value the layer then gives. */
  readonly last: string;
}

function biasOf(ir: GraphIR, node: GraphNode, value: string, channels: number) {
  if (!['BiasAdd', 'Add', 'AddV2'].includes(node.op)) return null;
  const other = node.inputs.find((input) => input !== value);
  const tensor = other === undefined ? undefined : ir.constants.get(other);
  const fits = tensor?.shape.at(-1) === channels && sizeOf(tensor.shape) === channels;
  return fits ? tensor.data : null;
}

/** Takes the bias and the activation that follow as nodes of their own into the layer. */
export function absorbEpilogue(ir: GraphIR, start: Epilogue, channels: number): Epilogue {
  let epilogue = start;
  for (let next = soleConsumer(ir, epilogue.last); next !== null; ) {
    const plain = epilogue.activation === 'none';
    const bias = plain && epilogue.bias === null ? biasOf(ir, next, epilogue.last, channels) : null;
    if (bias !== null) epilogue = { ...epilogue, bias, last: next.name };
    else if (plain && (next.op === 'Relu' || next.op === 'Relu6')) {
      epilogue = { ...epilogue, activation: next.op, last: next.name };
    } else break;
    ir.absorbed.add(next.name);
    next = soleConsumer(ir, next.name);
  }
  return epilogue;
}

/** The bias and activation that a fused op (_FusedConv2D, _FusedMatMul) carries. */
export function fusedEpilogue(
  ir: GraphIR,
  node: GraphNode,
  ops: readonly string[],
  channels: number,
): Epilogue {
  let epilogue: Epilogue = { bias: null, activation: 'none', last: node.name };
  for (const op of ops) {
    const bias = ir.constants.get(node.inputs[2] ?? '');
    if (op === 'BiasAdd' && bias !== undefined && bias.data.length === channels) {
      epilogue = { ...epilogue, bias: bias.data };
    } else if (op === 'Relu' || op === 'Relu6') epilogue = { ...epilogue, activation: op };
    else throw unsupported(node, `${op} cannot be fused`);
  }
  return epilogue;
}
