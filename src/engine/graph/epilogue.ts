import { activationAfter } from './find-activation.ts';
import { type GraphIR, soleConsumer, unsupported } from './ir.ts';
import type { Activation } from './layers.ts';
import type { GraphNode } from './parse-graph.ts';
import { sizeOf } from './tensor.ts';

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
    const bias =
      epilogue.activation === 'none' && epilogue.bias === null
        ? biasOf(ir, next, epilogue.last, channels)
        : null;
    if (bias !== null) epilogue = { ...epilogue, bias, last: next.name };
    else break;
    ir.absorbed.add(next.name);
    next = soleConsumer(ir, next.name);
  }
  const found = epilogue.activation === 'none' ? activationAfter(ir, epilogue.last) : null;
  if (found === null) return epilogue;
  for (const { name } of found.nodes) ir.absorbed.add(name);
  return { ...epilogue, activation: found.activation, last: found.last };
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
    } else if (op === 'Relu' || op === 'Relu6' || op === 'Sigmoid') {
      epilogue = { ...epilogue, activation: op };
    } else throw unsupported(node, `${op} cannot be fused`);
  }
  return epilogue;
}
