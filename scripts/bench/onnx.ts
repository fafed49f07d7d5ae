/** Writes a tfjs graph model as ONNX, so that ONNX Runtime runs the same weights. Only the ops of the networks that we train. */

import {
  flagAttribute,
  type GraphNode,
  inOrder,
  numberAttribute,
  numbersAttribute,
  parseGraph,
  textAttribute,
  textsAttribute,
} from '../../src/engine/graph/parse-graph.ts';
import type { GraphModel } from '../../src/engine/graph/plan.ts';
import { readWeights } from '../../src/engine/graph/read-weights.ts';
import type { Tensor } from '../../src/engine/graph/tensor.ts';
import { quantizedInputs } from './onnx-int8.ts';
import {
  attribute,
  floatAttribute,
  initialize,
  integer,
  message,
  node,
  text,
  valueInfo,
  type Written,
} from './onnx-proto.ts';

/** HWIO to OIHW; of depthwise filters [h, w, channels, 1] to [channels, 1, h, w]. */
function toOihw({ shape, data }: Tensor): Tensor {
  const [height = 0, width = 0, depth = 0, channels = 0] = shape;
  const turned = new Float32Array(data.length);
  const area = height * width;
  for (let i = 0; i < data.length; i++) {
    const channel = i % channels;
    const c = Math.floor(i / channels) % depth;
    const tap = Math.floor(i / channels / depth);
    turned[(channel * depth + c) * area + tap] = data[i] ?? 0;
  }
  return { shape: [channels, depth, height, width], data: turned };
}

/** The place of an NHWC axis in NCHW. */
const AXIS = [0, 2, 3, 1];
const RENAMED: Readonly<Record<string, string>> = {
  AddV2: 'Add',
  Add: 'Add',
  Sub: 'Sub',
  Mul: 'Mul',
  RealDiv: 'Div',
  Exp: 'Exp',
  Log: 'Log',
  Sigmoid: 'Sigmoid',
  Softmax: 'Softmax',
  Identity: 'Identity',
  Relu: 'Relu',
};

/** Writes what is applied to a node's sums, and says what they are to be called: the node's own name where nothing is. */
function activationOf(written: Written, { name }: GraphNode, op: string | undefined): string {
  if (op === undefined) return name;
  const sum = `${name}/sum`;
  if (op === 'Relu') written.nodes.push(node('Relu', [sum], name));
  else if (op === 'Relu6') written.nodes.push(node('Clip', [sum, ...bounds(written)], name));
  else throw new Error(`${name}: no ONNX is written for a fused ${op}`);
  return sum;
}

const bounds = (written: Written) => [
  initialize(written, 'relu6/low', [], Float32Array.of(0)),
  initialize(written, 'relu6/high', [], Float32Array.of(6)),
];

const activationIn = (source: GraphNode) =>
  textsAttribute(source, 'fused_ops').find((op) => op !== 'BiasAdd');

const autoPad = (source: GraphNode) =>
  textAttribute(source, 'padding') === 'SAME' ? 'SAME_UPPER' : 'VALID';

/** Channels from..from + count of an image. */
function writeSlice(written: Written, { name, inputs }: GraphNode): void {
  const [image = '', begin = '', size = ''] = inputs;
  const from = written.constants.get(begin)?.data[3] ?? 0;
  const count = written.constants.get(size)?.data[3] ?? 0;
  const numbers = Object.entries({ starts: from, ends: from + count, axes: 1 }).map(
    ([part, value]) => initialize(written, `${name}/${part}`, [1], BigInt64Array.of(BigInt(value))),
  );
  written.nodes.push(node('Slice', [image, ...numbers], name));
}

/** ONNX divides alpha by the count of channels, TensorFlow doesn't. */
function writeResponseNorm({ nodes }: Written, source: GraphNode): void {
  const size = 2 * numberAttribute(source, 'depth_radius', 5) + 1;
  nodes.push(
    node('LRN', source.inputs, source.name, [
      attribute('size', size),
      floatAttribute('alpha', size * numberAttribute(source, 'alpha', 1)),
      floatAttribute('beta', numberAttribute(source, 'beta', 0.5)),
      floatAttribute('bias', numberAttribute(source, 'bias', 1)),
    ]),
  );
}

function writeConv(written: Written, source: GraphNode): void {
  const { nodes, constants } = written;
  const [input = '', filters = '', bias] = source.inputs;
  const weights = constants.get(filters);
  if (weights === undefined) throw new Error(`${source.name}: filters are not constant`);
  const turned = toOihw(weights);
  const each = /Depthwise/.test(source.op);
  const [outputs = 1, depth = 1, ...sides] = turned.shape;
  const biasTensor = bias === undefined ? undefined : constants.get(bias);
  const { levels } = weights;
  const floats = () => {
    initialize(written, filters, each ? [depth, outputs, ...sides] : turned.shape, turned.data);
    if (bias === undefined || biasTensor === undefined) return [input, filters];
    return [input, filters, initialize(written, bias, biasTensor.shape, biasTensor.data)];
  };
  const inputs =
    levels === undefined
      ? floats()
      : quantizedInputs(written, source.name, input, levels, {
          shape: turned.shape,
          codes: Int8Array.from(toOihw({ ...weights, data: Float32Array.from(levels.codes) }).data),
          bias: biasTensor?.data ?? new Float32Array(outputs),
        });
  const attributes = [
    attribute('kernel_shape', sides),
    attribute('group', each ? depth : 1),
    attribute('auto_pad', autoPad(source)),
    attribute('strides', numbersAttribute(source, 'strides').slice(1, 3)),
  ];
  // A node stands before its readers.
  const at = nodes.length;
  const output = activationOf(written, source, activationIn(source));
  nodes.splice(at, 0, node('Conv', inputs, output, attributes));
}

function writeDense(written: Written, source: GraphNode): void {
  const { nodes, constants } = written;
  for (const name of source.inputs.slice(1)) {
    const value = constants.get(name);
    if (value !== undefined) initialize(written, name, value.shape, value.data);
  }
  const at = nodes.length;
  const output = activationOf(written, source, activationIn(source));
  nodes.splice(at, 0, node('Gemm', source.inputs, output));
}

function writeNode(written: Written, source: GraphNode): void {
  const { nodes, constants } = written;
  const { name, op, inputs } = source;
  const [input = '', second = ''] = inputs;
  const axes = () => [...(constants.get(second)?.data ?? [])].map((axis) => AXIS[axis] ?? axis);
  if (op === 'Const' || op === 'Placeholder') return;
  if (/Conv2[dD]/.test(op)) writeConv(written, source);
  else if (op === 'Slice') writeSlice(written, source);
  else if (op === 'LRN') writeResponseNorm(written, source);
  else if (op === 'MatMul' || op === '_FusedMatMul') writeDense(written, source);
  else if (op === 'MaxPool' || op === 'AvgPool') {
    // A mean is of what lies within the image (count_include_pad 0, the default), as TensorFlow's.
    const window = [
      attribute('kernel_shape', numbersAttribute(source, 'ksize').slice(1, 3)),
      attribute('strides', numbersAttribute(source, 'strides').slice(1, 3)),
      attribute('auto_pad', autoPad(source)),
    ];
    nodes.push(node(op === 'MaxPool' ? 'MaxPool' : 'AveragePool', [input], name, window));
  } else if (op === 'ConcatV2') {
    nodes.push(node('Concat', inputs.slice(0, -1), name, [attribute('axis', 1)]));
  } else if (op === 'Max' || op === 'Mean') {
    const keep = attribute('keepdims', flagAttribute(source, 'keep_dims') ? 1 : 0);
    const kind = op === 'Max' ? 'ReduceMax' : 'ReduceMean';
    nodes.push(node(kind, [input], name, [attribute('axes', axes()), keep]));
  } else if (op === 'Squeeze' || op === 'Reshape') {
    // A squeeze drops the two sides of a 1 x 1 image. A reshape makes a row of an image, whose channels stand last in TensorFlow.
    const dims = initialize(written, `${name}/dims`, [2], BigInt64Array.of(0n, -1n));
    const turned = op === 'Reshape' ? `${name}/turned` : input;
    if (op === 'Reshape') {
      nodes.push(node('Transpose', [input], turned, [attribute('perm', [0, 2, 3, 1])]));
    }
    nodes.push(node('Reshape', [turned, dims], name));
  } else if (op === 'BiasAdd' && constants.get(second)?.data !== undefined) {
    const bias = constants.get(second)?.data ?? new Float32Array();
    initialize(written, second, [1, bias.length, 1, 1], bias);
    nodes.push(node('Add', inputs, name));
  } else if (op === 'Relu6') {
    nodes.push(node('Clip', [input, ...bounds(written)], name));
  } else {
    const renamed = RENAMED[op];
    if (renamed === undefined) throw new Error(`${name}: no ONNX is written for ${op}`);
    for (const each of inputs) {
      const value = constants.get(each);
      if (value !== undefined) initialize(written, each, value.shape, value.data);
    }
    nodes.push(node(renamed, inputs, name));
  }
}

/** An ONNX model (opset 17) with one input `input`, NCHW, and one output. */
export function toOnnx(model: GraphModel, size: number, channels: number): Buffer {
  const { input, outputs } = model;
  const constants = readWeights(model.topology, model.weights);
  const written: Written = { nodes: [], constants, initializers: new Map() };
  for (const source of inOrder(parseGraph(model.topology), [outputs.probabilities])) {
    writeNode(written, source);
  }
  const graph = message(7, [
    ...written.nodes,
    text(2, 'model'),
    ...written.initializers.values(),
    valueInfo(11, input, [1, channels, size, size]),
    valueInfo(12, outputs.probabilities, [1, 6]),
  ]);
  const opset = message(8, [text(1, ''), integer(2, 17)]);
  return Buffer.concat([integer(1, 8), text(2, 'ich-triage-bench'), graph, opset]);
}
