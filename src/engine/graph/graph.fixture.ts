import { seededRandom } from '#base';
import { type Block, dims, FLOAT, GraphWriter, ints, type Weight } from './graph-writer.fixture.ts';
import { floatsToHalves } from './half-float.ts';
import type { GraphModel } from './plan.ts';

/** A network for tests and benchmarks, as the tfjs converter would write it. */
export interface NetworkSpec {
  readonly size: number;
  readonly inChannels?: number;
  /** Channels of a 3 x 3 convolution with bias and ReLU, 'pool' for a 2 x 2 maximum, or a block. */
  readonly layers: readonly (number | 'pool' | Block)[];
  /** Class maps with log-sum-exp pooling; global average and a matrix; flatten and two matrices of this width. */
  readonly head: 'log-sum-exp' | 'average' | { readonly dense: number };
  readonly activation?: 'Sigmoid' | 'Softmax' | 'Identity';
  /** false: Conv2D, BiasAdd and Relu as nodes of their own. */
  readonly fused?: boolean;
  readonly store?: 'float32' | 'float16' | 'uint8';
  readonly seed?: number;
}

/** VGG-16's thirteen convolutions at a width multiplier. */
export function vgg16Layers(width = 1): readonly (number | 'pool')[] {
  const blocks = [
    [64, 64],
    [128, 128],
    [256, 256, 256],
    [512, 512, 512],
    [512, 512, 512],
  ];
  return blocks.flatMap((block) => [...block.map((n) => Math.round(n * width)), 'pool' as const]);
}

function logSumExp(graph: GraphWriter, maps: string): string {
  const axes = graph.constant('axes', [2], Int32Array.of(1, 2));
  const keep = { keep_dims: { b: true } };
  const highest = graph.node('lse/max', 'Max', [maps, axes], keep);
  const powers = graph.node('lse/exp', 'Exp', [graph.node('lse/sub', 'Sub', [maps, highest])]);
  const mean = graph.node('lse/mean', 'Mean', [powers, axes], keep);
  const sum = graph.node('lse/add', 'AddV2', [graph.node('lse/log', 'Log', [mean]), highest]);
  return graph.node('logits', 'Squeeze', [sum], { squeeze_dims: ints([1, 2]) });
}

function writeHead(
  graph: GraphWriter,
  spec: NetworkSpec,
  features: string,
  side: number,
  depth: number,
) {
  const fused = spec.fused ?? true;
  if (spec.head === 'log-sum-exp') {
    return logSumExp(graph, graph.conv('class_maps', features, [1, 1, depth, 6], false, fused));
  }
  if (spec.head === 'average') {
    const axes = graph.constant('axes', [2], Int32Array.of(1, 2));
    const mean = graph.node('gap', 'Mean', [features, axes], { keep_dims: { b: false } });
    return graph.dense('logits', mean, depth, 6, false);
  }
  const length = side * side * depth;
  const shape = graph.constant('flat/shape', [2], Int32Array.of(-1, length));
  const flat = graph.node('flat', 'Reshape', [features, shape]);
  const hidden = graph.dense('hidden', flat, length, spec.head.dense, true);
  return graph.dense('logits', hidden, spec.head.dense, 6, false);
}

function stored({ name, shape, data }: Weight, store: NetworkSpec['store']) {
  const dtype = data instanceof Int32Array ? 'int32' : 'float32';
  if (dtype === 'int32' || store === undefined || store === 'float32' || shape.length < 2) {
    return { spec: { name, shape, dtype }, bytes: new Uint8Array(data.buffer) };
  }
  if (store === 'float16') {
    const halves = floatsToHalves(Float32Array.from(data));
    const quantization = { dtype: 'float16', original_dtype: 'float32' };
    return { spec: { name, shape, dtype, quantization }, bytes: new Uint8Array(halves.buffer) };
  }
  const floats = Float32Array.from(data);
  const min = floats.reduce((a, b) => Math.min(a, b), 0);
  const scale = (floats.reduce((a, b) => Math.max(a, b), 0) - min) / 255;
  const quantization = { dtype: 'uint8', min, scale, original_dtype: 'float32' };
  const bytes = Uint8Array.from(floats, (value) => Math.round((value - min) / scale));
  return { spec: { name, shape, dtype, quantization }, bytes };
}

/** The network as model.json and its weights, random from a seed, with the names that the engine is given. */
export function aNetwork(spec: NetworkSpec): GraphModel {
  const graph = new GraphWriter(spec.seed ?? 1);
  let [side, depth, index] = [spec.size, spec.inChannels ?? 3, 0];
  const shape = { shape: dims([-1, side, side, depth]) };
  graph.nodes.push({ name: 'input', op: 'Placeholder', attr: { dtype: FLOAT, shape } });
  let last = 'input';
  for (const layer of spec.layers) {
    index += 1;
    if (layer === 'pool') {
      last = graph.pool(`pool${index}`, last);
      side = Math.floor(side / 2);
    } else if (typeof layer === 'object') {
      last = graph.block(`block${index}`, last, depth, layer, spec.fused ?? true);
      side = Math.ceil(side / layer.stride);
      depth = layer.channels;
    } else {
      last = graph.conv(`conv${index}`, last, [3, 3, depth, layer], true, spec.fused ?? true);
      depth = layer;
    }
  }
  const logits = writeHead(graph, spec, last, side, depth);
  graph.node('probabilities', spec.activation ?? 'Sigmoid', [logits]);
  const parts = graph.weights.map((weight) => stored(weight, spec.store));
  const weights = new Uint8Array(parts.reduce((sum, { bytes }) => sum + bytes.length, 0));
  parts.reduce((at, { bytes }) => {
    weights.set(bytes, at);
    return at + bytes.length;
  }, 0);
  return {
    topology: {
      format: 'graph-model',
      modelTopology: { node: graph.nodes, library: {}, versions: {} },
      weightsManifest: [{ paths: ['weights.bin'], weights: parts.map((part) => part.spec) }],
    },
    weights: weights.buffer,
    input: 'input',
    outputs: {
      probabilities: 'probabilities',
      classMaps: spec.head === 'log-sum-exp' ? 'class_maps' : null,
    },
  };
}

/** An image of uniform noise in -1..1. */
export function anImage(size: number, channels = 3, seed = 2): Float32Array {
  const random = seededRandom(seed);
  return Float32Array.from({ length: size * size * channels }, () => 2 * random() - 1);
}
