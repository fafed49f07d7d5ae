import { type GraphIR, soleConsumer } from './ir.ts';
import type { Activation } from './layers.ts';
import type { GraphNode } from './parse-graph.ts';

/** An activation, the nodes that make it together, and the one whose value is its result. */
export interface FoundActivation {
  readonly activation: Activation;
  readonly nodes: readonly GraphNode[];
  readonly last: string;
}

const of = (activation: Activation, ...nodes: readonly GraphNode[]): FoundActivation => ({
  activation,
  nodes,
  last: nodes.at(-1)?.name ?? '',
});

/** Whether one of a node's inputs is this number. */
function hasNumber(ir: GraphIR, { inputs }: GraphNode, number: number): boolean {
  return inputs.some((input) => {
    const data = ir.constants.get(input)?.data;
    return data?.length === 1 && Math.abs((data[0] ?? 0) - number) < 1e-6;
  });
}

/** relu6(x + 3) times or over a number: a hard sigmoid that begins at this sum. */
function hardSigmoid(ir: GraphIR, sum: GraphNode): FoundActivation | null {
  if (!['Add', 'AddV2'].includes(sum.op) || !hasNumber(ir, sum, 3)) return null;
  const clipped = soleConsumer(ir, sum.name);
  if (clipped?.op !== 'Relu6') return null;
  const scaled = soleConsumer(ir, clipped.name);
  if (scaled === null) return null;
  const sixth =
    (scaled.op === 'Mul' && hasNumber(ir, scaled, 1 / 6)) ||
    (scaled.op === 'RealDiv' && scaled.inputs[0] === clipped.name && hasNumber(ir, scaled, 6));
  return sixth ? of('HardSigmoid', sum, clipped, scaled) : null;
}

/** A function of one number that begins at this node. */
function gateAt(ir: GraphIR, node: GraphNode): FoundActivation | null {
  if (node.op === 'Relu' || node.op === 'Relu6' || node.op === 'Sigmoid') return of(node.op, node);
  return hardSigmoid(ir, node);
}

/** What times the value itself is another activation: swish and hard swish. */
const TIMES_ITSELF: Partial<Record<Activation, Activation>> = {
  Sigmoid: 'Swish',
  HardSigmoid: 'HardSwish',
};

/** The activation that the readers of this value make of it, where nothing else reads it; null where they make none. */
export function activationAfter(ir: GraphIR, name: string): FoundActivation | null {
  const readers = ir.consumers.get(name) ?? [];
  const [first, second] = readers;
  if (first === undefined || ir.outputs.has(name)) return null;
  if (second === undefined) return gateAt(ir, first);
  if (readers.length !== 2) return null;
  const [start, product] = first.op === 'Mul' ? [second, first] : [first, second];
  const gate = gateAt(ir, start);
  const activation = gate === null ? undefined : TIMES_ITSELF[gate.activation];
  if (gate === null || activation === undefined || product.op !== 'Mul') return null;
  const closes = soleConsumer(ir, gate.last) === product && product.inputs.includes(name);
  return closes ? of(activation, ...gate.nodes, product) : null;
}
