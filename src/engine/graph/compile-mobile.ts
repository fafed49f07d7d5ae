import { convolutionOf, filtersOf } from './compile-conv.ts';
import { absorbEpilogue } from './epilogue.ts';
import { type GraphIR, newImage, type Placed, unsupported } from './ir.ts';
import { flagAttribute, type GraphNode } from './parse-graph.ts';

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

/** The mean over an image that a convolution then reads; false for another mean, which is left to the tail. */
export function compileAverage(ir: GraphIR, node: GraphNode, { image, shape }: Placed): boolean {
  const axes = ir.constants.get(node.inputs[1] ?? '')?.data.join();
  const overImage = shape.length === 4 && (axes === '1,2' || axes === '-3,-2');
  const readers = ir.consumers.get(node.name) ?? [];
  const squeezes = flagAttribute(node, 'keep_dims') && readers.some(({ op }) => /Conv2D/.test(op));
  if (!overImage || !squeezes || image.stride % 4 !== 0) return false;
  const output = newImage(ir, 1, 1, image.channels);
  ir.layers.push({ kind: 'average', name: node.name, input: image, output });
  ir.placed.set(node.name, { image: output, shape: [1, 1, 1, image.channels] });
  return true;
}

/** An image times one number a channel, both with the kernels; false where this is another product. */
export function compileScale(ir: GraphIR, node: GraphNode): boolean {
  const placed = node.inputs.flatMap((name) => ir.placed.get(name) ?? []);
  const [one, two] = placed;
  if (one === undefined || two === undefined || placed.length !== 2) return false;
  const isPixel = ({ image }: Placed) => image.height * image.width === 1;
  const [value, gate] = isPixel(one) ? [two, one] : [one, two];
  const { image, shape } = value;
  const fits = isPixel(gate) && gate.shape.length === 4 && gate.image.channels === image.channels;
  if (!fits || shape.length !== 4 || image.stride % 4 !== 0) return false;
  const output = newImage(ir, image.height, image.width, image.channels);
  const { name } = node;
  ir.layers.push({ kind: 'scale', name, input: image, other: gate.image, output });
  ir.placed.set(name, { image: output, shape });
  return true;
}
