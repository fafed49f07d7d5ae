import {
  ACTIVATIONS,
  type ConvLayer,
  type DepthwiseLayer,
  type Int8Layer,
} from '../graph/layers.ts';
import { type KernelCall, rangeOf, type Share } from './kernel-calls.ts';
import { type Addresses, blockTiles, panelsOf, tileSide, tilesOf } from './layout.ts';
import { isPointwise, pixelRange, sharesPanels } from './meetings.ts';

/** Where every convolution finds its image, weights and biases, and puts its own. */
const operands = ({ input, weights, bias, output }: Addresses): readonly number[] => [
  input,
  weights,
  bias,
  output,
];

/** What both kinds of convolution start with. */
function convArgs({ input }: ConvLayer, at: Addresses): readonly number[] {
  return [...operands(at), input.height, input.width, input.stride];
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

/** 3 x 3 of stride 1, by Winograd. */
export function winogradCall(layer: ConvLayer, at: Addresses, share: Share): KernelCall {
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

/** The same on bytes. */
export function int8Call(layer: Int8Layer, at: Addresses, share: Share): KernelCall {
  const { input, output, activation, pool } = layer;
  return {
    kernel: 'int8Winograd',
    args: [
      ...operands(at),
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

function pointwiseCall(layer: ConvLayer, at: Addresses, share: Share): KernelCall {
  const { input, output, activation } = layer;
  const pixels = output.height * output.width;
  return {
    kernel: 'pointwise',
    args: [
      ...operands(at),
      input.stride,
      output.stride,
      ACTIVATIONS[activation],
      ...convRanges(layer, pixels, share, { byPanels: sharesPanels(layer), step: 4 }),
      at.scratch,
    ],
  };
}

/** Every other convolution; of 1 x 1 by matrices. */
export function directCall(layer: ConvLayer, at: Addresses, share: Share): KernelCall {
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

/** Each channel by itself. */
export function depthwiseCall(layer: DepthwiseLayer, at: Addresses, share: Share): KernelCall {
  const { input, output, kernel, stride, padTop, padLeft, activation } = layer;
  return {
    kernel: 'depthwise',
    args: [
      ...operands(at),
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
