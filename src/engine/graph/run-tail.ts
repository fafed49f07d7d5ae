import { AppError } from '#base';
import type { Placed } from './ir.ts';
import type { Plan } from './plan.ts';
import { TAIL_OPS } from './tail-ops.ts';
import type { Tensor } from './tensor.ts';

/** Copies a value out of the kernels' memory, without the padding between its pixels. */
export function readValue(
  memory: WebAssembly.Memory,
  at: number,
  { image, shape }: Placed,
): Tensor {
  const pixels = image.height * image.width;
  const stored = new Float32Array(memory.buffer, at, pixels * image.stride);
  if (image.stride === image.channels) return { shape, data: stored.slice() };
  const data = new Float32Array(pixels * image.channels);
  for (let pixel = 0; pixel < pixels; pixel++) {
    const from = pixel * image.stride;
    data.set(stored.subarray(from, from + image.channels), pixel * image.channels);
  }
  return { shape, data };
}

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
    known.set(node.name, op(node, node.inputs.map(value)));
  }
  return value(wanted);
}
