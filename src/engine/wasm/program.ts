import {
  ACTIVATIONS,
  type AverageLayer,
  type ConcatLayer,
  type ConvLayer,
  type DenseLayer,
  type DepthwiseLayer,
  type Int8Layer,
  isPair,
  type Layer,
  type PairLayer,
  type PoolLayer,
  type QuantizeLayer,
  type ResponseNormLayer,
  type SliceLayer,
} from '../graph/layers.ts';
import { type KernelCall, rangeOf } from './kernel-calls.ts';
import {
  addressOf,
  blockTiles,
  type Layout,
  panelsOf,
  tileSide,
  tilesOf,
  type WeightsAt,
} from './layout.ts';
import { isPointwise, pixelRange, sharesPanels } from './meetings.ts';

/** A thread's share of the work: which slice's input and images, and which of how many shares. */
export interface Share {
  readonly slot: number;
  readonly mailbox: number;
  readonly thread: number;
  /** Which share, and how many there are: 0 of 1 does a slice alone. */
  readonly index: number;
  readonly count: number;
}

interface Addresses extends WeightsAt {
  readonly input: number;
  readonly output: number;
  readonly scratch: number;
}

/** What both kinds of convolution start with. */
function convArgs({ input }: ConvLayer, at: Addresses): readonly number[] {
  return [at.input, at.weights, at.bias, at.output, input.height, input.width, input.stride];
}

/** The ranges of lines (tiles or rows) and of panels of output channels that a share does: one of the two is whole. */
function convRanges(
  { output }: ConvLayer | Int8Layer,
  lines: number,
  { index, count }: Share,
  how: { readonly byPanels: boolean; readonly step?: number },
): readonly number[] {
  const panels = panelsOf(output.channels);
  return how.byPanels
    ? [0, lines, ...rangeOf(panels, index, count)]
    : [...rangeOf(lines, index, count, how.step), 0, panels];
}

/**
 * Threads share out the tiles; where weights outweigh the image (the deep layers), the output channels, so that each thread
 * reads only its own weights.
 */
function tileRanges(layer: ConvLayer | Int8Layer, share: Share): readonly number[] {
  const tiles = tilesOf(layer);
  return convRanges(layer, tiles, share, { byPanels: layer.output.channels >= 4 * tiles, step: 4 });
}

function winogradCall(layer: ConvLayer, at: Addresses, share: Share): KernelCall {
  return {
    kernel: 'winograd',
    args: [
      ...convArgs(layer, at),
      layer.output.stride,
      ACTIVATIONS[layer.activation],
      layer.pool ? 1 : 0,
      tileSide(layer),
      ...tileRanges(layer, share),
      blockTiles(layer),
      at.scratch,
    ],
  };
}

function int8Call(layer: Int8Layer, at: Addresses, share: Share): KernelCall {
  const { input, output, activation, pool } = layer;
  return {
    kernel: 'int8Winograd',
    args: [
      at.input,
      at.weights,
      at.bias,
      at.output,
      input.height,
      input.width,
      input.channels,
      output.channels,
      activation === 'Relu' ? 1 : 0,
      output.step === undefined ? 1 : 0,
      pool ? 1 : 0,
      ...tileRanges(layer, share),
      blockTiles(layer),
      at.scratch,
    ],
  };
}

function quantizeCall({ output }: QuantizeLayer, at: Addresses, share: Share): KernelCall {
  const numbers = output.height * output.width * output.stride;
  const range = rangeOf(numbers, share.index, share.count, 4);
  return { kernel: 'quantize', args: [at.input, at.output, output.step ?? 1, ...range] };
}

function pointwiseCall(layer: ConvLayer, at: Addresses, share: Share): KernelCall {
  const { input, output, activation } = layer;
  const pixels = output.height * output.width;
  return {
    kernel: 'pointwise',
    args: [
      at.input,
      at.weights,
      at.bias,
      at.output,
      input.stride,
      output.stride,
      ACTIVATIONS[activation],
      ...convRanges(layer, pixels, share, { byPanels: sharesPanels(layer), step: 4 }),
      at.scratch,
    ],
  };
}

function directCall(layer: ConvLayer, at: Addresses, share: Share): KernelCall {
  const { output, kernel } = layer;
  if (isPointwise(layer)) return pointwiseCall(layer, at, share);
  return {
    kernel: 'direct',
    args: [
      ...convArgs(layer, at),
      output.width,
      output.stride,
      kernel.height,
      kernel.width,
      layer.stride,
      layer.padTop,
      layer.padLeft,
      ACTIVATIONS[layer.activation],
      ...convRanges(layer, output.height, share, { byPanels: output.height < share.count }),
      at.scratch,
    ],
  };
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

function depthwiseCall(layer: DepthwiseLayer, at: Addresses, share: Share): KernelCall {
  const { input, output, kernel, stride, padTop, padLeft, activation } = layer;
  return {
    kernel: 'depthwise',
    args: [
      at.input,
      at.weights,
      at.bias,
      at.output,
      input.height,
      input.width,
      input.stride,
      output.width,
      kernel.height,
      kernel.width,
      stride,
      padTop,
      padLeft,
      ACTIVATIONS[activation],
      ...pixelRange(output, share),
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
