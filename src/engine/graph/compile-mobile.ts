import { strideOf, windows } from './compile-conv.ts';
import {
  absorbEpilogue,
  fusedEpilogue,
  type GraphIR,
  newImage,
  type Placed,
  unsupported,
} from './ir.ts';
import { type GraphNode, textsAttribute } from './parse-graph.ts';

/** A depthwise convolution, plain or fused, with the nodes that can be fused into it. */
export function compileDepthwise(ir: GraphIR, node: GraphNode, { image }: Placed): void {
  const filters = ir.constants.get(node.inputs[1] ?? '');
  const [height = 0, width = 0, depth = 0, multiplier = 0] = filters?.shape ?? [];
  if (filters?.shape.length !== 4) throw unsupported(node, 'its filters are not constant');
  if (depth !== image.channels) throw unsupported(node, `${depth} channels for ${image.channels}`);
  if (multiplier !== 1) throw unsupported(node, `${multiplier} filters a channel`);
  if (image.stride % 4 !== 0) throw unsupported(node, 'reads the input itself');
  const stride = strideOf(node);
  const y = windows(node, image.height, height, stride);
  const x = windows(node, image.width, width, stride);
  const fused = fusedEpilogue(ir, node, textsAttribute(node, 'fused_ops'), depth);
  const { bias, activation, last } = absorbEpilogue(ir, fused, depth);
  const output = newImage(ir, y.count, x.count, depth);
  ir.layers.push({
    kind: 'depthwise',
    name: node.name,
    input: image,
    output,
    kernel: { height, width },
    stride,
    padTop: y.before,
    padLeft: x.before,
    filters,
    bias,
    activation,
  });
  ir.placed.set(last, { image: output, shape: [1, y.count, x.count, depth] });
}

/** The sum of two images that lie with the kernels; false where this is another kind of sum. */
export function compileAdd(ir: GraphIR, node: GraphNode, { image, shape }: Placed): boolean {
  const other = ir.placed.get(node.inputs[1] ?? '');
  const alike = other?.shape.length === 4 && other.shape.join() === shape.join();
  if (!alike || other.image.stride !== image.stride || image.stride % 4 !== 0) return false;
  const output = newImage(ir, image.height, image.width, image.channels);
  const start = { bias: null, activation: 'none' as const, last: node.name };
  // A bias behind a sum is left to the tail: the kernel adds two images and nothing else.
  const { bias, activation, last } = absorbEpilogue(ir, start, -1);
  if (bias !== null) throw unsupported(node, 'a bias after a sum');
  ir.layers.push({
    kind: 'add',
    name: node.name,
    input: image,
    other: other.image,
    output,
    activation,
  });
  ir.placed.set(last, { image: output, shape });
  return true;
}
