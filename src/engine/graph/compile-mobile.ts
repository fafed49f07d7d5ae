import { convolutionOf, filtersOf } from './compile-conv.ts';
import { absorbEpilogue, type GraphIR, newImage, type Placed, unsupported } from './ir.ts';
import type { GraphNode } from './parse-graph.ts';

/** A depthwise convolution, plain or fused, with the nodes that can be fused into it. */
export function compileDepthwise(ir: GraphIR, node: GraphNode, { image }: Placed): void {
  const filters = filtersOf(ir, node, image);
  const multiplier = filters.shape[3] ?? 0;
  if (multiplier !== 1) throw unsupported(node, `${multiplier} filters a channel`);
  if (image.stride % 4 !== 0) throw unsupported(node, 'reads the input itself');
  const { channels } = image;
  const { convolution, height, width, last } = convolutionOf(ir, node, image, filters, channels);
  const output = newImage(ir, height, width, channels);
  ir.layers.push({ ...convolution, kind: 'depthwise', output });
  ir.placed.set(last, { image: output, shape: [1, height, width, channels] });
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
