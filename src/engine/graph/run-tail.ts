import { AppError } from '#base';
import type { Plan } from './plan.ts';
import { TAIL_OPS } from './tail-ops.ts';
import type { Tensor } from './tensor.ts';

/** Computes a node from the values that the kernels left. Each node is computed once a slice. */
export function runTail(plan: Plan, values: ReadonlyMap<string, Tensor>, wanted: string): Tensor {
  const known = new Map([...plan.constants, ...values]);
  const value = (name: string): Tensor => {
    const tensor = known.get(name);
    if (tensor !== undefined) return tensor;
    throw new AppError('model-graph', `The graph does not compute ${name}.`);
  };
  for (const node of plan.tail) {
    if (known.has(wanted)) break;
    const op = TAIL_OPS.get(node.op);
    if (op === undefined) throw new AppError('graph-unsupported', `${node.op} is not built.`);
    known.set(node.name, op.js(node, node.inputs.map(value)));
  }
  return value(wanted);
}
