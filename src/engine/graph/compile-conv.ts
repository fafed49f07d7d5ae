import { absorbEpilogue, fusedEpilogue } from './epilogue.ts';
import { type GraphIR, newImage, type Placed, soleConsumer, unsupported } from './ir.ts';
import { type Activations, type Convolution, isBound } from './layers.ts';
import { type GraphNode, numbersAttribute, textAttribute, textsAttribute } from './parse-graph.ts';
import type { Tensor } from './tensor.ts';

/** Fewer channels than this leave Winograd's transforms more work than they save. */
const WINOGRAD_CHANNELS = 8;

/** Where windows begin and how many there are, as TensorFlow counts them. */
export function windows(node: GraphNode, size: number, kernel: number, stride: number) {
  const padding = textAttribute(node, 'padding');
  if (padding === 'VALID') return { count: Math.floor((size - kernel) / stride) + 1, before: 0 };
  if (padding !== 'SAME') throw unsupported(node, `padding ${padding} is not built`);
  const count = Math.ceil(size / stride);
  const padded = Math.max(0, (count - 1) * stride + kernel - size);
  return { count, before: Math.floor(padded / 2) };
}

/** The stride, the same in both directions; dilations and other layouts are refused. */
export function strideOf(node: GraphNode): number {
  const [batch = 1, y = 1, x = 1, depth = 1] = numbersAttribute(node, 'strides');
  const format = textAttribute(node, 'data_format');
  if (format !== '' && format !== 'NHWC') throw unsupported(node, `layout ${format}`);
  if (batch !== 1 || depth !== 1 || x !== y || y < 1) throw unsupported(node, 'uneven strides');
  if (numbersAttribute(node, 'dilations').some((step) => step !== 1)) {
    throw unsupported(node, 'dilated');
  }
  return y;
}

/** A 2 x 2 maximum of stride 2 that alone reads this value and loses no edge that TensorFlow would keep. */
function followingPool(ir: GraphIR, name: string, height: number, width: number): GraphNode | null {
  const next = soleConsumer(ir, name);
  if (next?.op !== 'MaxPool' || strideOf(next) !== 2) return null;
  const [, y, x] = numbersAttribute(next, 'ksize');
  const floors =
    textAttribute(next, 'padding') === 'VALID' || (height % 2 === 0 && width % 2 === 0);
  return y === 2 && x === 2 && floors && height > 1 && width > 1 ? next : null;
}

/** A convolution's constant filters: [height, width, the image's channels, any number]. */
export function filtersOf(ir: GraphIR, node: GraphNode, image: Activations): Tensor {
  const filters = ir.constants.get(node.inputs[1] ?? '');
  const depth = filters?.shape[2] ?? 0;
  if (filters?.shape.length !== 4) throw unsupported(node, 'its filters are not constant');
  if (depth !== image.channels) throw unsupported(node, `${depth} channels for ${image.channels}`);
  return filters;
}

/**
 * What every convolution is made of, with the nodes that can be fused into it: the layer but for its kind and its output, the size of
 * that, and the node whose value the layer then gives.
 */
export function convolutionOf(
  ir: GraphIR,
  node: GraphNode,
  image: Activations,
  filters: Tensor,
  channels: number,
) {
  const [height = 0, width = 0] = filters.shape;
  const stride = strideOf(node);
  const y = windows(node, image.height, height, stride);
  const x = windows(node, image.width, width, stride);
  const fused = fusedEpilogue(ir, node, textsAttribute(node, 'fused_ops'), channels);
  const { bias, activation, last } = absorbEpilogue(ir, fused, channels);
  const convolution: Omit<Convolution, 'output'> = {
    name: node.name,
    input: image,
    kernel: { height, width },
    stride,
    padTop: y.before,
    padLeft: x.before,
    filters,
    bias,
    activation,
  };
  return { convolution, height: y.count, width: x.count, last };
}

/** A 1 x 1 convolution of one pixel, as in squeeze-and-excite, is a matrix product with one row. */
function pushProduct(
  ir: GraphIR,
  { name, input, bias, activation }: Omit<Convolution, 'output'>,
  { shape, data }: Tensor,
  last: string,
): void {
  const [, , depth = 0, channels = 0] = shape;
  const output = newImage(ir, 1, 1, channels);
  const weights = { shape: [depth, channels], data };
  ir.layers.push({ kind: 'dense', name, input, output, weights, bias, activation });
  ir.placed.set(last, { image: output, shape: [1, 1, 1, channels] });
}

/** Conv2D and _FusedConv2D with the nodes that can be fused into them. */
export function compileConv(ir: GraphIR, node: GraphNode, { image }: Placed): void {
  const filters = filtersOf(ir, node, image);
  const [, , depth = 0, channels = 0] = filters.shape;
  const { convolution, height, width, last } = convolutionOf(ir, node, image, filters, channels);
  const { kernel, stride, padTop, padLeft, activation } = convolution;
  if (Math.max(image.height, image.width, kernel.height, kernel.width) === 1) {
    pushProduct(ir, convolution, filters, last);
    return;
  }
  const square = kernel.height === 3 && kernel.width === 3;
  const same = stride === 1 && square && padTop === 1 && padLeft === 1;
  const vectors = image.stride % 4 === 0 && Math.min(depth, channels) >= WINOGRAD_CHANNELS;
  const kind = same && vectors && isBound(activation) ? 'winograd' : 'direct';
  const poolNode = kind === 'winograd' ? followingPool(ir, last, height, width) : null;
  const { levels } = filters;
  const eights = depth % 8 === 0 && channels % 8 === 0 && activation !== 'Relu6';
  const output =
    poolNode === null
      ? newImage(ir, height, width, channels)
      : newImage(ir, height >> 1, width >> 1, channels);
  if (poolNode !== null) ir.absorbed.add(poolNode.name);
  const pool = poolNode !== null;
  // Filters of other convolutions may be stored as levels, too: they are numbers like others then.
  if (kind === 'winograd' && levels !== undefined && eights) {
    const stored = { ...filters, levels };
    ir.layers.push({ ...convolution, kind: 'int8', filters: stored, output, pool });
  } else ir.layers.push({ ...convolution, kind, output, pool });
  const shape = [1, output.height, output.width, channels];
  ir.placed.set(poolNode?.name ?? last, { image: output, shape });
}
