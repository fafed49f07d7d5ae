import {
  absorbEpilogue,
  fusedEpilogue,
  type GraphIR,
  newImage,
  type Placed,
  soleConsumer,
  unsupported,
} from './ir.ts';
import type { ConvLayer } from './layers.ts';
import { type GraphNode, numbersAttribute, textAttribute, textsAttribute } from './parse-graph.ts';

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

/** Conv2D and _FusedConv2D with the nodes that can be fused into them. */
export function compileConv(ir: GraphIR, node: GraphNode, { image }: Placed): void {
  const filters = ir.constants.get(node.inputs[1] ?? '');
  const [height = 0, width = 0, depth = 0, channels = 0] = filters?.shape ?? [];
  if (filters?.shape.length !== 4) throw unsupported(node, 'its filters are not constant');
  if (depth !== image.channels) throw unsupported(node, `${depth} channels for ${image.channels}`);
  const stride = strideOf(node);
  const y = windows(node, image.height, height, stride);
  const x = windows(node, image.width, width, stride);
  const fused = fusedEpilogue(ir, node, textsAttribute(node, 'fused_ops'), channels);
  const { bias, activation, last } = absorbEpilogue(ir, fused, channels);
  const same = stride === 1 && height === 3 && width === 3 && y.before === 1 && x.before === 1;
  const vectors = image.stride % 4 === 0 && Math.min(depth, channels) >= WINOGRAD_CHANNELS;
  const kind = same && vectors ? 'winograd' : 'direct';
  const poolNode = kind === 'winograd' ? followingPool(ir, last, y.count, x.count) : null;
  const output =
    poolNode === null
      ? newImage(ir, y.count, x.count, channels)
      : newImage(ir, y.count >> 1, x.count >> 1, channels);
  if (poolNode !== null) ir.absorbed.add(poolNode.name);
  const layer: ConvLayer = {
    kind,
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
    pool: poolNode !== null,
  };
  ir.layers.push(layer);
  const shape = [1, output.height, output.width, channels];
  ir.placed.set(poolNode?.name ?? last, { image: output, shape });
}
