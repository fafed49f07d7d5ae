import { AppError } from '#base';
import { mapTensor, selectTensor, zipTensors } from './elementwise.ts';
import { flagAttribute, type GraphNode, numbersAttribute, textsAttribute } from './parse-graph.ts';
import { REDUCTIONS, reduceTensor } from './reduce.ts';
import { sizeOf, type Tensor } from './tensor.ts';

type TailOp = (node: GraphNode, inputs: readonly Tensor[]) => Tensor;

function input(node: GraphNode, inputs: readonly Tensor[], index: number): Tensor {
  const tensor = inputs[index];
  if (tensor !== undefined) return tensor;
  throw new AppError('model-graph', `${node.name} (${node.op}) lacks its input ${index}.`);
}

const unary =
  (fn: (value: number) => number): TailOp =>
  (node, inputs) =>
    mapTensor(input(node, inputs, 0), fn);

const binary =
  (fn: (a: number, b: number) => number): TailOp =>
  (node, inputs) =>
    zipTensors(input(node, inputs, 0), input(node, inputs, 1), fn);

const reduction =
  (kind: keyof typeof REDUCTIONS): TailOp =>
  (node, inputs) =>
    reduceTensor(
      input(node, inputs, 0),
      [...input(node, inputs, 1).data],
      flagAttribute(node, 'keep_dims'),
      REDUCTIONS[kind],
    );

const identity: TailOp = (node, inputs) => input(node, inputs, 0);

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

const squeeze: TailOp = (node, inputs) => {
  const tensor = input(node, inputs, 0);
  const rank = tensor.shape.length;
  const asked = numbersAttribute(node, 'squeeze_dims').map((axis) => (axis + rank) % rank);
  const shape = tensor.shape.filter(
    (size, axis) => size !== 1 || (asked.length > 0 && !asked.includes(axis)),
  );
  return reshaped(node, tensor, shape);
};

const expandDims: TailOp = (node, inputs) => {
  const tensor = input(node, inputs, 0);
  const axis = input(node, inputs, 1).data[0] ?? 0;
  const at = axis < 0 ? axis + tensor.shape.length + 1 : axis;
  return reshaped(node, tensor, [...tensor.shape.slice(0, at), 1, ...tensor.shape.slice(at)]);
};

const softmax: TailOp = (node, inputs) => {
  const tensor = input(node, inputs, 0);
  const last = [tensor.shape.length - 1];
  const highest = reduceTensor(tensor, last, true, REDUCTIONS.Max);
  const powers = zipTensors(tensor, highest, (value, max) => Math.exp(value - max));
  const sum = reduceTensor(powers, last, true, REDUCTIONS.Sum);
  return zipTensors(powers, sum, (value, total) => value / total);
};

/** [rows, depth] x [depth, columns], summed in double precision. */
const matMul: TailOp = (node, inputs) => {
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

const FUSIBLE: Readonly<Record<string, (value: number) => number>> = {
  Relu: (value) => Math.max(0, value),
  Relu6: (value) => Math.min(6, Math.max(0, value)),
  Sigmoid: (value) => 1 / (1 + Math.exp(-value)),
};

const fusedMatMul: TailOp = (node, inputs) => {
  const product = matMul(node, inputs);
  return textsAttribute(node, 'fused_ops').reduce((tensor, op) => {
    if (op === 'BiasAdd') return zipTensors(tensor, input(node, inputs, 2), (a, b) => a + b);
    const fn = FUSIBLE[op];
    if (fn === undefined) {
      throw new AppError('graph-unsupported', `${node.name}: ${op} cannot be fused.`);
    }
    return mapTensor(tensor, fn);
  }, product);
};

const add = binary((a, b) => a + b);

/** The small operations at the end of a graph (and of constants), by TensorFlow name. */
export const TAIL_OPS: ReadonlyMap<string, TailOp> = new Map<string, TailOp>([
  ['Identity', identity],
  ['StopGradient', identity],
  ['Reshape', (n, i) => reshaped(n, input(n, i, 0), [...input(n, i, 1).data])],
  ['Squeeze', squeeze],
  ['ExpandDims', expandDims],
  ['Add', add],
  ['AddV2', add],
  ['BiasAdd', add],
  ['Sub', binary((a, b) => a - b)],
  ['Mul', binary((a, b) => a * b)],
  ['RealDiv', binary((a, b) => a / b)],
  ['Div', binary((a, b) => a / b)],
  ['Maximum', binary(Math.max)],
  ['Minimum', binary(Math.min)],
  ['Pow', binary(Math.pow)],
  ['Neg', unary((x) => -x)],
  ['Abs', unary(Math.abs)],
  ['Exp', unary(Math.exp)],
  ['Log', unary(Math.log)],
  ['Log1p', unary(Math.log1p)],
  ['Sqrt', unary(Math.sqrt)],
  ['Rsqrt', unary((x) => 1 / Math.sqrt(x))],
  ['Square', unary((x) => x * x)],
  ['Reciprocal', unary((x) => 1 / x)],
  ['Tanh', unary(Math.tanh)],
  ...Object.entries(FUSIBLE).map(([op, fn]): [string, TailOp] => [op, unary(fn)]),
  ['IsFinite', unary((x) => (Number.isFinite(x) ? 1 : 0))],
  ['ZerosLike', unary(() => 0)],
  ['OnesLike', unary(() => 1)],
  ['Select', (n, i) => selectTensor(input(n, i, 0), input(n, i, 1), input(n, i, 2))],
  ['SelectV2', (n, i) => selectTensor(input(n, i, 0), input(n, i, 1), input(n, i, 2))],
  ['Softmax', softmax],
  ['MatMul', matMul],
  ['_FusedMatMul', fusedMatMul],
  ['Max', reduction('Max')],
  ['Min', reduction('Min')],
  ['Sum', reduction('Sum')],
  ['Mean', reduction('Mean')],
]);
