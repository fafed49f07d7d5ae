import {
  ACTIVATIONS,
  type AverageLayer,
  type ConcatLayer,
  type DenseLayer,
  isPair,
  type Layer,
  type PairLayer,
  type PoolLayer,
  type QuantizeLayer,
  type ResponseNormLayer,
  type SliceLayer,
} from '../graph/layers.ts';
import { depthwiseCall, directCall, int8Call, winogradCall } from './conv-calls.ts';
import { type KernelCall, rangeOf, type Share } from './kernel-calls.ts';
import { type Addresses, addressOf, type Layout } from './layout.ts';
import { pixelRange } from './meetings.ts';

function quantizeCall({ output }: QuantizeLayer, at: Addresses, share: Share): KernelCall {
  const numbers = output.height * output.width * output.stride;
  const range = rangeOf(numbers, share.index, share.count, 4);
  return { kernel: 'quantize', args: [at.input, at.output, output.step ?? 1, ...range] };
}

function poolCall(layer: PoolLayer, at: Addresses, { index, count }: Share): KernelCall {
  const { input, output, size, stride, padTop, padLeft } = layer;
  const [start, end] = rangeOf(output.height, index, count);
  return {
    kernel: layer.kind === 'max-pool' ? 'maxPool' : 'averagePool',
    args: [
      at.input,
      at.output,
      input.height,
      input.width,
      input.stride,
      output.width,
      size,
      stride,
      padTop,
      padLeft,
      start,
      end,
    ],
  };
}

function denseCall(layer: DenseLayer, at: Addresses, { index, count }: Share): KernelCall {
  const columns = layer.output.stride;
  const [start, end] = rangeOf(columns, index, count, 4);
  return {
    kernel: 'dense',
    args: [
      at.input,
      at.weights,
      at.bias,
      at.output,
      layer.weights.shape[0] ?? 0,
      columns,
      ACTIVATIONS[layer.activation],
      start,
      end,
    ],
  };
}

function averageCall({ input }: AverageLayer, at: Addresses, share: Share): KernelCall {
  const { height, width, stride } = input;
  const range = rangeOf(stride, share.index, share.count, 4);
  return { kernel: 'average', args: [at.input, at.output, height, width, stride, ...range] };
}

function pairCall(layer: PairLayer, at: Addresses, other: number, share: Share): KernelCall {
  const { output } = layer;
  if (layer.kind === 'scale') {
    const range = pixelRange(output, share);
    return { kernel: 'scale', args: [at.input, other, at.output, output.stride, ...range] };
  }
  const { activation } = layer;
  const range = pixelRange(output, share).map((pixel) => pixel * output.stride);
  return { kernel: 'add', args: [at.input, other, at.output, ACTIVATIONS[activation], ...range] };
}

/** One call for each part. */
function concatCalls(
  { input, others, output }: ConcatLayer,
  layout: Layout,
  share: Share,
): readonly KernelCall[] {
  const range = pixelRange(output, share);
  const to = addressOf(layout, share, output.id);
  let before = 0;
  return [input, ...others].map(({ id, stride, channels }, index): KernelCall => {
    const at = to + 4 * before;
    before += channels;
    const rest = index === others.length ? output.stride - output.channels : 0;
    const from = addressOf(layout, share, id);
    return { kernel: 'place', args: [from, at, stride, output.stride, channels, rest, ...range] };
  });
}

function sliceCall({ input, output, from }: SliceLayer, at: Addresses, share: Share): KernelCall {
  const { channels, stride } = output;
  const range = pixelRange(output, share);
  return {
    kernel: 'place',
    args: [
      at.input + 4 * from,
      at.output,
      input.stride,
      stride,
      channels,
      stride - channels,
      ...range,
    ],
  };
}

function responseNormCall(layer: ResponseNormLayer, at: Addresses, share: Share): KernelCall {
  const { input, radius, offset, alpha, quarters } = layer;
  const range = pixelRange(input, share);
  return {
    kernel: 'responseNorm',
    args: [
      at.input,
      at.output,
      input.stride,
      radius,
      offset,
      alpha,
      quarters,
      ...range,
      at.scratch,
    ],
  };
}

function callOf(
  layer: Exclude<Layer, PairLayer | ConcatLayer>,
  at: Addresses,
  share: Share,
): KernelCall {
  switch (layer.kind) {
    case 'winograd':
      return winogradCall(layer, at, share);
    case 'int8':
      return int8Call(layer, at, share);
    case 'quantize':
      return quantizeCall(layer, at, share);
    case 'direct':
      return directCall(layer, at, share);
    case 'depthwise':
      return depthwiseCall(layer, at, share);
    case 'average':
      return averageCall(layer, at, share);
    case 'slice':
      return sliceCall(layer, at, share);
    case 'response-norm':
      return responseNormCall(layer, at, share);
    case 'max-pool':
    case 'average-pool':
      return poolCall(layer, at, share);
    case 'dense':
      return denseCall(layer, at, share);
  }
}

/** The calls that do this share of a slice, layer by layer. */
export function stepsOf(
  layers: readonly Layer[],
  layout: Layout,
  share: Share,
): readonly (readonly KernelCall[])[] {
  return layers.map((layer, index) => {
    if (layer.kind === 'concat') return concatCalls(layer, layout, share);
    const { weights = 0, bias = 0 } = layout.weightsAt[index] ?? {};
    const input = addressOf(layout, share, layer.input.id);
    const output = addressOf(layout, share, layer.output.id);
    const scratch = layout.scratch[share.thread] ?? 0;
    const at = { weights, bias, input, output, scratch };
    return isPair(layer)
      ? [pairCall(layer, at, addressOf(layout, share, layer.other.id), share)]
      : [callOf(layer, at, share)];
  });
}

/** The calls that do this share of a slice. Where shares must meet in between: meetings.ts. */
export const programOf = (
  layers: readonly Layer[],
  layout: Layout,
  share: Share,
): readonly KernelCall[] => stepsOf(layers, layout, share).flat();
