import { type KernelCall, rangeOf } from './kernel-calls.ts';
import {
  ACTIVATIONS,
  type ConvLayer,
  type DenseLayer,
  type Layer,
  type PoolLayer,
} from './layers.ts';
import { blockTiles, type Layout, panelsOf, tilesOf, type WeightsAt } from './layout.ts';

/** Which part of the work: which slice's images, and which thread of how many. */
export interface Part {
  readonly slot: number;
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

function winogradCall(layer: ConvLayer, at: Addresses, { share, shares }: Part): KernelCall {
  const { input, output } = layer;
  const tiles = tilesOf(layer);
  const panels = panelsOf(output.channels);
  // Threads share out the tiles; where weights outweigh the image (the deep layers), the output channels, so that each
  // thread reads only its own weights.
  const byPanels = output.channels >= 4 * tiles;
  const [tileStart, tileEnd] = byPanels ? [0, tiles] : rangeOf(tiles, share, shares, 4);
  const [panelStart, panelEnd] = byPanels ? rangeOf(panels, share, shares) : [0, panels];
  return {
    kernel: 'winograd',
    args: [
      at.input,
      at.weights,
      at.bias,
      at.output,
      input.height,
      input.width,
      input.stride,
      output.stride,
      ACTIVATIONS[layer.activation],
      layer.pool ? 1 : 0,
      tileStart,
      tileEnd,
      panelStart,
      panelEnd,
      blockTiles(layer),
      at.scratch,
    ],
  };
}

function directCall(layer: ConvLayer, at: Addresses, { share, shares }: Part): KernelCall {
  const { input, output, kernel } = layer;
  const panels = panelsOf(output.channels);
  const byPanels = output.height < shares;
  const [rowStart, rowEnd] = byPanels ? [0, output.height] : rangeOf(output.height, share, shares);
  const [panelStart, panelEnd] = byPanels ? rangeOf(panels, share, shares) : [0, panels];
  return {
    kernel: 'direct',
    args: [
      at.input,
      at.weights,
      at.bias,
      at.output,
      input.height,
      input.width,
      input.stride,
      output.width,
      output.stride,
      kernel.height,
      kernel.width,
      layer.stride,
      layer.padTop,
      layer.padLeft,
      ACTIVATIONS[layer.activation],
      rowStart,
      rowEnd,
      panelStart,
      panelEnd,
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
  const images = layout.slots[part.slot];
  return layers.map((layer, index) => {
    const { weights = 0, bias = 0 } = layout.weightsAt[index] ?? {};
    const input = images?.get(layer.input.id) ?? 0;
    const output = images?.get(layer.output.id) ?? 0;
    const scratch = layout.scratch[part.thread] ?? 0;
    return callOf(layer, { weights, bias, input, output, scratch }, part);
  });
}
