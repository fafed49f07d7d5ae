import { AppError } from '#base';
import type { ConvLayer, DenseLayer, DepthwiseLayer, Int8Layer, Layer } from '../graph/layers.ts';
import { depthOf, hasWeights, type Layout, panelsOf, tileSide, type WeightsAt } from './layout.ts';
import type { KernelInstance } from './wasm-kernels.ts';

/** How many times too large the int8 kernel's sums are: twice the 24 that keeps Winograd's factors whole. */
const SUM_SCALE = 24 * 24;

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

/** Transforms and packs levels, and writes what turns sums into numbers of the output (kernels/int8-winograd.ts). */
function uploadInt8(
  layer: Int8Layer,
  at: WeightsAt,
  layout: Layout,
  kernels: KernelInstance,
): void {
  const { input, output, bias } = layer;
  const { codes, steps, inputStep } = layer.filters.levels;
  const { buffer } = kernels.memory;
  new Int8Array(buffer, layout.staging, codes.length).set(codes);
  const args = [layout.staging, at.weights, input.channels, output.channels];
  kernels.call({ kernel: 'packInt8Winograd', args });
  const factors = new Float32Array(buffer, at.bias, 2 * output.channels);
  const unit = output.step ?? 1;
  steps.forEach((step, channel) => {
    if (!Number.isFinite(Math.fround((inputStep * step) / unit))) {
      throw new AppError('model-weights', `${layer.name}: its steps are too large together.`);
    }
    factors[channel] = (inputStep * step) / (SUM_SCALE * unit);
    factors[output.channels + channel] = (bias?.[channel] ?? 0) / unit;
  });
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
    else if (layer.kind === 'int8') uploadInt8(layer, at, layout, kernels);
    else if (layer.kind === 'depthwise') uploadDepthwise(layer, at, kernels.memory);
    else uploadConv(layer, at, layout, kernels);
    if (layer.bias !== null && layer.kind !== 'int8') {
      new Float32Array(kernels.memory.buffer, at.bias, layer.bias.length).set(layer.bias);
    }
  });
}
