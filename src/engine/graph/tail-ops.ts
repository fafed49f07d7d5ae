import { AppError } from '#base';
import { mapTensor, selectTensor, zipTensors } from './elementwise.ts';
import { flagAttribute, type GraphNode, numbersAttribute, textsAttribute } from './parse-graph.ts';
import { REDUCTIONS, type Reduction, type ReductionWgsl, reduceTensor } from './reduce.ts';
import { BINARY, FUSIBLE, UNARY } from './scalar-ops.ts';
import { sizeOf, type Tensor } from './tensor.ts';

type Compute = (node: GraphNode, inputs: readonly Tensor[]) => Tensor;

/** How the GPU's tail shader does an operation. */
export type TailWgsl =
  /** The same numbers under another shape. */
  | { readonly kind: 'reshape' }
  /** An expression of $a and $b, element by element, broadcasting. */
  | { readonly kind: 'elementwise'; readonly expression: string }
  | ({ readonly kind: 'reduction' } & ReductionWgsl)
  /** What the shader has code of its own for. */
  | { readonly kind: 'select' | 'softmax' | 'product' };

/** A small operation: on the processor, and on the GPU (null: not there). */
export interface TailOp {
  readonly js: Compute;
  readonly wgsl: TailWgsl | null;
}

function input(node: GraphNode, inputs: readonly Tensor[], index: number): Tensor {
  const tensor = inputs[index];
  if (tensor !== undefined) return tensor;
  throw new AppError('model-graph', `${node.name} (${node.op}) lacks its input ${index}.`);
}

const elementwise = (expression: string | null): TailWgsl | null =>
  expression === null ? null : { kind: 'elementwise', expression };

const unary = ([name, { js, wgsl }]: readonly [string, (typeof UNARY)[string]]) =>
  [
    name,
    {
      js: (n: GraphNode, i: readonly Tensor[]) => mapTensor(input(n, i, 0), js),
      wgsl: elementwise(wgsl),
    },
  ] as const;

const binary = ([name, { js, wgsl }]: readonly [string, (typeof BINARY)[string]]) =>
  [
    name,
    {
      js: (n: GraphNode, i: readonly Tensor[]) => zipTensors(input(n, i, 0), input(n, i, 1), js),
      wgsl: elementwise(wgsl),
    },
  ] as const;

const reduction = ([name, how]: readonly [string, Reduction]) =>
  [
    name,
    {
      js: (n: GraphNode, i: readonly Tensor[]) =>
        reduceTensor(input(n, i, 0), [...input(n, i, 1).data], flagAttribute(n, 'keep_dims'), how),
      wgsl: { kind: 'reduction', ...how.wgsl },
    },
  ] as const;

const identity: Compute = (node, inputs) => input(node, inputs, 0);

function reshaped(node: GraphNode, tensor: Tensor, wanted: readonly number[]): Tensor {
  const known = sizeOf(wanted.filter((size) => size !== -1));
  const shape = wanted.map((size) => (size === -1 ? tensor.data.length / known : size));
  if (sizeOf(shape) !== tensor.data.length || !shape.every(Number.isInteger)) {
    throw new AppError(
      'model-graph',
      `${node.name} cannot make [${wanted.join(', ')}] of [${tensor.shape.join(', ')}].`,
    );
  }
  return { shape, data: tensor.data };
}

const squeeze: Compute = (node, inputs) => {
  const tensor = input(node, inputs, 0);
  const rank = tensor.shape.length;
  const asked = numbersAttribute(node, 'squeeze_dims').map((axis) => (axis + rank) % rank);
  const shape = tensor.shape.filter(
    (size, axis) => size !== 1 || (asked.length > 0 && !asked.includes(axis)),
  );
  return reshaped(node, tensor, shape);
};

const expandDims: Compute = (node, inputs) => {
  const tensor = input(node, inputs, 0);
  const axis = input(node, inputs, 1).data[0] ?? 0;
  const at = axis < 0 ? axis + tensor.shape.length + 1 : axis;
  return reshaped(node, tensor, [...tensor.shape.slice(0, at), 1, ...tensor.shape.slice(at)]);
};

const softmax: Compute = (node, inputs) => {
  const tensor = input(node, inputs, 0);
  const last = [tensor.shape.length - 1];
  const highest = reduceTensor(tensor, last, true, REDUCTIONS.Max);
  const powers = zipTensors(tensor, highest, (value, max) => Math.exp(value - max));
  const sum = reduceTensor(powers, last, true, REDUCTIONS.Sum);
  return zipTensors(powers, sum, (value, total) => value / total);
};

/** [rows, depth] x [depth, columns], summed in double precision. */
const matMul: Compute = (node, inputs) => {
  const a = input(node, inputs, 0);
  const b = input(node, inputs, 1);
  const [rows = 0, depth = 0] = a.shape;
  const [depthB = 0, columns = 0] = b.shape;
  const plain = !flagAttribute(node, 'transpose_a') && !flagAttribute(node, 'transpose_b');
  if (!plain || a.shape.length !== 2 || b.shape.length !== 2 || depth !== depthB) {
    throw new AppError('graph-unsupported', `${node.name}: this matrix product is not built.`);
  }
  const data = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      let sum = 0;
      for (let k = 0; k < depth; k++) {
        sum += (a.data[row * depth + k] ?? 0) * (b.data[k * columns + column] ?? 0);
      }
      data[row * columns + column] = sum;
    }
  }
  return { shape: [rows, columns], data };
};

const fusedMatMul: Compute = (node, inputs) => {
  const product = matMul(node, inputs);
  return textsAttribute(node, 'fused_ops').reduce((tensor, op) => {
    if (op === 'BiasAdd') return zipTensors(tensor, input(node, inputs, 2), (a, b) => a + b);
    const fn = FUSIBLE.has(op) ? UNARY[op]?.js : undefined;
    if (fn === undefined) {
      throw new AppError('graph-unsupported', `${node.name}: ${op} cannot be fused.`);
    }
    return mapTensor(tensor, fn);
  }, product);
};

const reshape = { kind: 'reshape' } as const;
const select: TailOp = {
  js: (n, i) => selectTensor(input(n, i, 0), input(n, i, 1), input(n, i, 2)),
  wgsl: { kind: 'select' },
};

/** The small operations at the end of a graph (and of constants), by TensorFlow name. */
export const TAIL_OPS: ReadonlyMap<string, TailOp> = new Map<string, TailOp>([
  ['Identity', { js: identity, wgsl: reshape }],
  ['StopGradient', { js: identity, wgsl: reshape }],
  [
    'Reshape',
    { js: (n, i) => reshaped(n, input(n, i, 0), [...input(n, i, 1).data]), wgsl: reshape },
  ],
  ['Squeeze', { js: squeeze, wgsl: reshape }],
  ['ExpandDims', { js: expandDims, wgsl: reshape }],
  ...Object.entries(UNARY).map(unary),
  ...Object.entries(BINARY).map(binary),
  ...Object.entries(REDUCTIONS).map(reduction),
  ['Select', select],
  ['SelectV2', select],
  ['Softmax', { js: softmax, wgsl: { kind: 'softmax' } }],
  ['MatMul', { js: matMul, wgsl: { kind: 'product' } }],
  ['_FusedMatMul', { js: fusedMatMul, wgsl: { kind: 'product' } }],
]);
