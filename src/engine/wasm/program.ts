import {
  ACTIVATIONS,
  type ConvLayer,
  type DenseLayer,
  type Layer,
  type PoolLayer,
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

/** Which part of the work: which slice's input and images, and which thread of how many. */
export interface Part {
  readonly slot: number;
  readonly inbox: number;
  readonly thread: number;
  /** Share of the work, and how many there are: 0 of 1 does a slice alone. */
  readonly share: number;
  readonly shares: number;
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
  { output }: ConvLayer,
  lines: number,
  { share, shares }: Part,
  how: { readonly byPanels: boolean; readonly step?: number },
): readonly number[] {
  const panels = panelsOf(output.channels);
  return how.byPanels
    ? [0, lines, ...rangeOf(panels, share, shares)]
    : [...rangeOf(lines, share, shares, how.step), 0, panels];
}

function winogradCall(layer: ConvLayer, at: Addresses, part: Part): KernelCall {
  const tiles = tilesOf(layer);
  // Threads share out the tiles; where weights outweigh the image (the deep layers), the output channels, so that each
  // thread reads only its own weights.
  const byPanels = layer.output.channels >= 4 * tiles;
  return {
    kernel: 'winograd',
    args: [
      ...convArgs(layer, at),
      layer.output.stride,
      ACTIVATIONS[layer.activation],
      layer.pool ? 1 : 0,
      tileSide(layer),
      ...convRanges(layer, tiles, part, { byPanels, step: 4 }),
      blockTiles(layer),
      at.scratch,
    ],
  };
}

function directCall(layer: ConvLayer, at: Addresses, part: Part): KernelCall {
  const { output, kernel } = layer;
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
      ...convRanges(layer, output.height, part, { byPanels: output.height < part.shares }),
      at.scratch,
    ],
  };
}

function poolCall(layer: PoolLayer, at: Addresses, { share, shares }: Part): KernelCall {
  const { input, output, size, stride, padTop, padLeft } = layer;
  const [start, end] = rangeOf(output.height, share, shares);
  return {
    kernel: 'maxPool',
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

function denseCall(layer: DenseLayer, at: Addresses, { share, shares }: Part): KernelCall {
  const columns = layer.output.stride;
  const [start, end] = rangeOf(columns, share, shares, 4);
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

function callOf(layer: Layer, at: Addresses, part: Part): KernelCall {
  switch (layer.kind) {
    case 'winograd':
      return winogradCall(layer, at, part);
    case 'direct':
      return directCall(layer, at, part);
    case 'pool':
      return poolCall(layer, at, part);
    case 'dense':
      return denseCall(layer, at, part);
  }
}

/** The calls, one a layer, that do this part of a slice. With several shares, all meet at a barrier after each call. */
export function programOf(
  layers: readonly Layer[],
  layout: Layout,
  part: Part,
): readonly KernelCall[] {
  return layers.map((layer, index) => {
    const { weights = 0, bias = 0 } = layout.weightsAt[index] ?? {};
    const input = addressOf(layout, part, layer.input.id);
    const output = addressOf(layout, part, layer.output.id);
    const scratch = layout.scratch[part.thread] ?? 0;
    return callOf(layer, { weights, bias, input, output, scratch }, part);
  });
}
