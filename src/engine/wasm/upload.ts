import type { ConvLayer, DenseLayer, DepthwiseLayer, Layer } from '../graph/layers.ts';
import { depthOf, hasWeights, type Layout, panelsOf, tileSide, type WeightsAt } from './layout.ts';
import type { KernelInstance } from './wasm-kernels.ts';

/** Filters with their input channels padded to the image's stride and their output channels to whole panels. */
function padFilters(layer: ConvLayer, target: Float32Array): void {
  const [height = 0, width = 0, depth = 0, channels = 0] = layer.filters.shape;
  const columns = panelsOf(layer.output.channels) * 8;
  const { stride } = layer.input;
  const { data } = layer.filters;
  if (depth === stride && channels === columns) {
    target.set(data);
    return;
  }
  target.fill(0);
  for (let tap = 0; tap < height * width; tap++) {
    for (let c = 0; c < depth; c++) {
      const from = (tap * depth + c) * channels;
      target.set(data.subarray(from, from + channels), (tap * stride + c) * columns);
    }
  }
}

function uploadConv(
  layer: ConvLayer,
  at: WeightsAt,
  layout: Layout,
  kernels: KernelInstance,
): void {
  const depth = depthOf(layer);
  const panels = panelsOf(layer.output.channels);
  padFilters(layer, new Float32Array(kernels.memory.buffer, layout.staging, depth * panels * 8));
  if (layer.kind === 'direct') {
    kernels.call({ kernel: 'packPanels', args: [layout.staging, at.weights, depth, panels] });
    return;
  }
  kernels.call({
    kernel: 'packWinograd',
    args: [layout.staging, at.weights, layer.input.stride, panels, tileSide(layer), layout.packing],
  });
}

function uploadDense(layer: DenseLayer, at: WeightsAt, memory: WebAssembly.Memory): void {
  const [depth = 0, columns = 0] = layer.weights.shape;
  const { stride } = layer.output;
  const target = new Float32Array(memory.buffer, at.weights, depth * stride);
  if (columns === stride) {
    target.set(layer.weights.data);
    return;
  }
  for (let row = 0; row < depth; row++) {
    const from = row * columns;
    target.set(layer.weights.data.subarray(from, from + columns), row * stride);
  }
}

/** Filters of every tap, padded to the image's stride. */
function uploadDepthwise(layer: DepthwiseLayer, at: WeightsAt, memory: WebAssembly.Memory): void {
  const [height = 0, width = 0, channels = 0] = layer.filters.shape;
  const { stride } = layer.input;
  const target = new Float32Array(memory.buffer, at.weights, height * width * stride);
  for (let tap = 0; tap < height * width; tap++) {
    const from = tap * channels;
    target.set(layer.filters.data.subarray(from, from + channels), tap * stride);
  }
}

/** Transforms and packs every layer's weights into the kernels' memory; the memory must be fresh (zero). */
export function uploadWeights(
  layers: readonly Layer[],
  layout: Layout,
  kernels: KernelInstance,
): void {
  layers.forEach((layer, index) => {
    const at = layout.weightsAt[index];
    if (!hasWeights(layer) || at === undefined) return;
    if (layer.kind === 'dense') uploadDense(layer, at, kernels.memory);
    else if (layer.kind === 'depthwise') uploadDepthwise(layer, at, kernels.memory);
    else uploadConv(layer, at, layout, kernels);
    if (layer.bias !== null) {
      new Float32Array(kernels.memory.buffer, at.bias, layer.bias.length).set(layer.bias);
    }
  });
}
