import { AppError } from '#base';
import { compileConcat } from './compile-concat.ts';
import { compileConv, strideOf, windows } from './compile-conv.ts';
import { compileResponseNorm, compileSlice } from './compile-groups.ts';
import { compileAdd, compileAverage, compileDepthwise, compileScale } from './compile-mobile.ts';
import { absorbEpilogue, fusedEpilogue } from './epilogue.ts';
import { type GraphIR, newImage, type Placed, unsupported } from './ir.ts';
import { type Activations, INPUT_ID } from './layers.ts';
import {
  type Graph,
  type GraphNode,
  inOrder,
  nodeOf,
  numbersAttribute,
  parseGraph,
  shapeAttribute,
  textsAttribute,
} from './parse-graph.ts';
import type { GraphModel, Plan } from './plan.ts';
import { readWeights } from './read-weights.ts';
import { TAIL_OPS } from './tail-ops.ts';
import { sizeOf, type Tensor } from './tensor.ts';

const CONVOLUTIONS: ReadonlyMap<string, typeof compileConv> = new Map([
  ['Conv2D', compileConv],
  ['_FusedConv2D', compileConv],
  ['DepthwiseConv2dNative', compileDepthwise],
  ['FusedDepthwiseConv2dNative', compileDepthwise],
]);

const LAYER_OPS = new Set([
  ...CONVOLUTIONS.keys(),
  'AvgPool',
  'ConcatV2',
  'LRN',
  'MaxPool',
  'Placeholder',
  'Const',
  'NoOp',
  'Slice',
]);

/** Matrices up to this many numbers are multiplied in the tail: copying them to the kernels gains nothing. */
const SMALL_MATRIX = 65536;

/** The operations of the graph that our own engines do not have, sorted; empty where they can run it. */
export function unsupportedOps(topology: unknown): readonly string[] {
  const ops = [...parseGraph(topology).values()].map(({ op }) => op);
  return [...new Set(ops)].filter((op) => !LAYER_OPS.has(op) && !TAIL_OPS.has(op)).sort();
}

function inputImage(model: GraphModel, node: GraphNode): Activations {
  const [, ...open] = shapeAttribute(node);
  const [height = -1, width = -1, channels = -1] = open.map((size, axis) =>
    size > 0 ? size : (model.inputShape?.[axis] ?? -1),
  );
  if (node.op !== 'Placeholder' || open.length !== 3 || Math.min(height, width, channels) < 1) {
    throw unsupported(node, 'not an image of known size');
  }
  return { id: INPUT_ID, height, width, channels, stride: channels };
}

function compilePool(ir: GraphIR, node: GraphNode, { image }: Placed): void {
  const [batch, height = 0, width, depth] = numbersAttribute(node, 'ksize');
  const stride = strideOf({ ...node });
  if (batch !== 1 || depth !== 1 || height !== width) throw unsupported(node, 'uneven window');
  if (image.stride % 4 !== 0) throw unsupported(node, 'pools the input itself');
  const y = windows(node, image.height, height, stride);
  const x = windows(node, image.width, height, stride);
  const output = newImage(ir, y.count, x.count, image.channels);
  const pads = { padTop: y.before, padLeft: x.before };
  ir.layers.push({
    kind: node.op === 'MaxPool' ? 'max-pool' : 'average-pool',
    name: node.name,
    input: image,
    output,
    size: height,
    stride,
    ...pads,
  });
  ir.placed.set(node.name, { image: output, shape: [1, y.count, x.count, image.channels] });
}

/** A large matrix product of a flattened image. */
function compileDense(ir: GraphIR, node: GraphNode, value: Placed, weights: Tensor): void {
  const [, columns = 0] = weights.shape;
  const output = newImage(ir, 1, 1, columns);
  const fused = fusedEpilogue(ir, node, textsAttribute(node, 'fused_ops'), columns);
  const { bias, activation, last } = absorbEpilogue(ir, fused, columns);
  const input = value.image;
  ir.layers.push({ kind: 'dense', name: node.name, input, output, weights, bias, activation });
  ir.placed.set(last, { image: output, shape: [1, columns] });
}

/** A placed value under another shape, where no padding lies between its numbers. */
function compileReshape(ir: GraphIR, node: GraphNode, value: Placed): boolean {
  const { image, shape } = value;
  const length = sizeOf(shape);
  if (node.op === 'Identity') {
    ir.placed.set(node.name, value);
    return true;
  }
  const wanted = ir.constants.get(node.inputs[1] ?? '')?.data;
  const flat = wanted?.length === 2 && (wanted[1] === length || wanted[1] === -1);
  if (!flat || (image.stride !== image.channels && image.height * image.width > 1)) return false;
  const line = { ...image, height: 1, width: 1, channels: length };
  ir.placed.set(node.name, {
    image: { ...line, stride: Math.max(length, image.stride) },
    shape: [1, length],
  });
  return true;
}

/** Gives the node to the kernels, if they have it and its input lies with them. */
function compileLayer(ir: GraphIR, node: GraphNode): boolean {
  const value = ir.placed.get(node.inputs[0] ?? '');
  const convolution = CONVOLUTIONS.get(node.op);
  if (convolution !== undefined) {
    if (value === undefined) throw unsupported(node, 'a convolution after the first small op');
    convolution(ir, node, value);
    return true;
  }
  if (value === undefined) return false;
  if (node.op === 'Add' || node.op === 'AddV2') return compileAdd(ir, node, value);
  if (node.op === 'ConcatV2') return compileConcat(ir, node, value);
  if (node.op === 'Slice') return compileSlice(ir, node, value);
  if (node.op === 'Mul') return compileScale(ir, node);
  if (node.op === 'Mean') return compileAverage(ir, node, value);
  if (node.op === 'MaxPool' || node.op === 'AvgPool') compilePool(ir, node, value);
  else if (node.op === 'LRN') compileResponseNorm(ir, node, value);
  else if (node.op === 'MatMul' || node.op === '_FusedMatMul') {
    const weights = ir.constants.get(node.inputs[1] ?? '');
    const fits = weights?.shape.length === 2 && weights.shape[0] === value.shape[1];
    if (!fits || value.shape.length !== 2 || weights.data.length <= SMALL_MATRIX) return false;
    compileDense(ir, node, value, weights);
  } else if (node.op === 'Identity' || node.op === 'Reshape')
    return compileReshape(ir, node, value);
  else return false;
  return true;
}

function compileNode(ir: GraphIR, node: GraphNode): void {
  if (node.op === 'NoOp' || ir.absorbed.has(node.name)) return;
  if (node.op === 'Const') {
    if (ir.constants.has(node.name)) return;
    throw new AppError('model-weights', `The weights hold no constant ${node.name}.`);
  }
  if (ir.placed.has(node.name) || compileLayer(ir, node)) return;
  const op = TAIL_OPS.get(node.op);
  if (op === undefined) throw unsupported(node, 'not built');
  const inputs = node.inputs.map((name) => ir.constants.get(name));
  const known = inputs.filter((tensor) => tensor !== undefined);
  if (known.length === inputs.length) ir.constants.set(node.name, op.js(node, known));
  else ir.tail.push(node);
}

function consumersOf(order: readonly GraphNode[]): Map<string, GraphNode[]> {
  const consumers = new Map<string, GraphNode[]>();
  for (const node of order) {
    for (const input of node.inputs) {
      consumers.set(input, [...(consumers.get(input) ?? []), node]);
    }
  }
  return consumers;
}

function startIR(model: GraphModel, graph: Graph, order: readonly GraphNode[]): GraphIR {
  const { probabilities, classMaps } = model.outputs;
  const image = inputImage(model, nodeOf(graph, model.input));
  const placed: Placed = { image, shape: [1, image.height, image.width, image.channels] };
  return {
    consumers: consumersOf(order),
    outputs: new Set(classMaps === null ? [probabilities] : [probabilities, classMaps]),
    constants: new Map(readWeights(model.topology, model.weights)),
    placed: new Map([[model.input, placed]]),
    absorbed: new Set(),
    layers: [],
    tail: [],
  };
}

/**
 * Turns a graph model into layers for the kernels and a tail of small operations. Throws AppError 'graph-unsupported'
 * for a graph that tfjs may run but our own engines do not, 'model-graph' or 'model-weights' for a broken one.
 */
export function compilePlan(model: GraphModel): Plan {
  const graph = parseGraph(model.topology);
  const { probabilities, classMaps } = model.outputs;
  const order = inOrder(graph, classMaps === null ? [probabilities] : [probabilities, classMaps]);
  const ir = startIR(model, graph, order);
  for (const node of order) compileNode(ir, node);
  const read = new Set([...ir.outputs, ...ir.tail.flatMap(({ inputs }) => inputs)]);
  return {
    input: inputImage(model, nodeOf(graph, model.input)),
    layers: ir.layers,
    exports: new Map([...ir.placed].filter(([name]) => read.has(name))),
    tail: ir.tail,
    constants: new Map([...ir.constants].filter(([name]) => read.has(name))),
  };
}
