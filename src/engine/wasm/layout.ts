import {
  type Activations,
  type ConvLayer,
  type DenseLayer,
  type DepthwiseLayer,
  INPUT_ID,
  type Int8Layer,
  imagesRead,
  type Layer,
} from '../graph/layers.ts';
import type { Plan } from '../graph/plan.ts';
import { aligned, allocate } from './allocate.ts';
import { phasesOf } from './meetings.ts';

/** Below this lies nothing of ours: AssemblyScript keeps its own static data there. */
const FIRST_BYTE = 4096;
const PAGE = 65536;
const FLOAT = 4;
/** Scratch of the Winograd transforms (kernels/winograd.ts). */
const TRANSFORM = 832;

/** Where a layer's packed weights and its bias lie. */
export interface WeightsAt {
  readonly weights: number;
  readonly bias: number;
}

/** Where a layer's weights and images lie, and room to work in. */
export interface Addresses extends WeightsAt {
  readonly input: number;
  readonly output: number;
  readonly scratch: number;
}

/** Everything's address in the kernels' memory: weights, for each slot inputs and images, for each thread scratch. */
export interface Layout {
  readonly weightsAt: readonly WeightsAt[];
  /** Where inputs lie, for each slot: several, so that one can be written while another is being read. */
  readonly mailboxes: readonly (readonly number[])[];
  /** Byte offsets of all other images by id, for each slot (a slice being computed). */
  readonly slots: readonly ReadonlyMap<number, number>[];
  /** Scratch, for each thread. */
  readonly scratch: readonly number[];
  /** Room for one layer's raw weights while they are packed: the slots, which are idle then. */
  readonly staging: number;
  /** Scratch for packing. */
  readonly packing: number;
  readonly pages: number;
}

/** Where an image of a slot lies, its input in one of the slot's mailboxes. */
export function addressOf(
  { slots, mailboxes }: Layout,
  { slot, mailbox }: { readonly slot: number; readonly mailbox: number },
  id: number,
): number {
  return (id === INPUT_ID ? mailboxes[slot]?.[mailbox] : slots[slot]?.get(id)) ?? 0;
}

/** Panels of eight output channels. */
export function panelsOf(channels: number): number {
  return Math.ceil(channels / 8);
}

/** Numbers that one output needs from its inputs. */
export function depthOf({ kernel, input }: ConvLayer): number {
  return kernel.height * kernel.width * input.stride;
}

function tilesOfSide({ input }: ConvLayer | Int8Layer, side: number): number {
  return Math.ceil(input.height / side) * Math.ceil(input.width / side);
}

/** Products of Winograd's transforms for tiles of this side. */
function pointsOf(side: number): number {
  return (side + 2) ** 2;
}

/** What the products of all tiles cost, which go in fours; reading the weights costs as much as four tiles. */
function costOf(layer: ConvLayer, side: number): number {
  return pointsOf(side) * (Math.ceil(tilesOfSide(layer, side) / 4) * 4 + 4);
}

/**
 * Outputs along a Winograd tile's side: 5 where that saves enough, which is where 5 divides the image's side and 4 does not, or
 * the image is large. A pooled layer's tiles must be even.
 */
export function tileSide(layer: ConvLayer): 4 | 5 {
  return !layer.pool && costOf(layer, 5) < 0.95 * costOf(layer, 4) ? 5 : 4;
}

/** Products that tiles of 5 would save. */
export function productsSaved(layer: ConvLayer): number {
  const perPair = costOf(layer, 4) - costOf(layer, 5);
  return perPair * layer.input.channels * layer.output.channels;
}

/** Output tiles, before pooling. Over levels tiles have 4 x 4 outputs: those of 5 would need more than 16 bits. */
export function tilesOf(layer: ConvLayer | Int8Layer): number {
  return tilesOfSide(layer, layer.kind === 'int8' ? 4 : tileSide(layer));
}

/** Tiles that go through the products together: many where the weights are large, so that they are read less often. */
export function blockTiles(layer: ConvLayer | Int8Layer): number {
  const pointBytes = layer.kind === 'int8' ? 36 * 2 : pointsOf(tileSide(layer)) * FLOAT;
  const weightBytes = pointBytes * layer.input.stride * layer.output.channels;
  const most = weightBytes > 2 ** 21 ? 64 : 24;
  return Math.min(most, Math.ceil(tilesOf(layer) / 4) * 4);
}

function convWeightFloats(layer: ConvLayer): number {
  const columns = panelsOf(layer.output.channels) * 8;
  return layer.kind === 'winograd'
    ? pointsOf(tileSide(layer)) * layer.input.stride * columns
    : depthOf(layer) * columns;
}

type Weighted = Extract<Layer, { readonly bias: Float32Array | null }>;

/** Whether a layer has numbers of its own. */
export const hasWeights = (layer: Layer): layer is Weighted => 'bias' in layer;

/** Filters of the padded channels are there, too, as zeros. */
function depthwiseFloats({ kernel, input }: DepthwiseLayer): number {
  return kernel.height * kernel.width * input.stride;
}

function weightFloats(layer: Weighted): number {
  // 36 numbers of 16 bits for each pair of channels.
  if (layer.kind === 'int8') return 18 * layer.input.channels * layer.output.channels;
  if (layer.kind === 'dense') return denseFloats(layer);
  return layer.kind === 'depthwise' ? depthwiseFloats(layer) : convWeightFloats(layer);
}

/** Numbers in a layer's raw weights, padded to whole panels. */
function stagedFloats(layer: ConvLayer | Int8Layer): number {
  if (layer.kind === 'int8')
    return Math.ceil((9 * layer.input.channels * layer.output.channels) / 4);
  return depthOf(layer) * panelsOf(layer.output.channels) * 8;
}

function denseFloats({ weights, output }: DenseLayer): number {
  return (weights.shape[0] ?? 0) * output.stride;
}

function int8ScratchBytes(layer: Int8Layer): number {
  const plane = (bytes: number) => blockTiles(layer) * bytes + 192;
  const { input, output } = layer;
  return TRANSFORM + 36 * (input.channels + plane(2 * input.channels) + plane(4 * output.channels));
}

function scratchBytes(layer: Layer): number {
  if (layer.kind === 'response-norm') {
    return FLOAT * (layer.input.stride + 8 * Math.ceil(layer.radius / 4));
  }
  if (layer.kind === 'int8') return int8ScratchBytes(layer);
  if (layer.kind !== 'winograd' && layer.kind !== 'direct') return 0;
  const columns = panelsOf(layer.output.channels) * 8;
  const { input, output } = layer;
  if (layer.kind === 'direct') {
    const { kernel, stride } = layer;
    const width = Math.ceil(output.width / 4) * 4 * stride + kernel.width;
    return 128 + kernel.height * width * input.stride * FLOAT;
  }
  const rows = blockTiles(layer);
  const plane = (floats: number) => rows * floats * FLOAT + 192;
  const points = pointsOf(tileSide(layer));
  return TRANSFORM + points * (input.stride * FLOAT + plane(input.stride) + plane(columns));
}

function placeWeights(layers: readonly Layer[]): { weightsAt: WeightsAt[]; end: number } {
  let at = FIRST_BYTE;
  const take = (floats: number) => {
    const from = at;
    at += aligned(floats * FLOAT);
    return from;
  };
  const weightsAt = layers.map((layer) => {
    if (!hasWeights(layer)) return { weights: 0, bias: 0 };
    const floats = weightFloats(layer);
    // Over levels each channel has a factor besides.
    const each = layer.kind === 'int8' ? 16 : 8;
    return { weights: take(floats), bias: take(panelsOf(layer.output.channels) * each) };
  });
  return { weightsAt, end: at };
}

/** Bytes of an image. */
function bytesOf({ height, width, stride, step }: Activations): number {
  return height * width * stride * (step === undefined ? FLOAT : 1);
}

/** When each layer's output is written and last read: in layers, or for several threads in the phases between their meetings. */
function lifetimes({ layers, exports }: Plan, threads: number) {
  const steps = threads > 1 ? phasesOf(layers) : [...layers.keys()];
  const lasting = new Set([...exports.values()].map(({ image }) => image.id));
  return layers.map(({ output: image }, index) => {
    const reads = layers.flatMap((layer, reader) =>
      imagesRead(layer).some(({ id }) => id === image.id) ? [steps[reader] ?? 0] : [],
    );
    const from = steps[index] ?? 0;
    const to = lasting.has(image.id) ? layers.length : Math.max(from, ...reads);
    return { id: image.id, bytes: bytesOf(image), from, to };
  });
}

/** Places a plan in memory for `slots` slices at a time, each with `mailboxes` inputs, and `threads` threads. */
export function layOut(plan: Plan, slots: number, threads: number, mailboxes = 1): Layout {
  const { weightsAt, end } = placeWeights(plan.layers);
  const lives = lifetimes(plan, threads);
  const images = allocate(lives);
  const mailboxBytes = aligned(bytesOf(plan.input));
  const slotAt = (slot: number) => end + slot * (mailboxes * mailboxBytes + images.bytes);
  const scratchFrom = slotAt(slots);
  const scratchEach = aligned(Math.max(0, ...plan.layers.map(scratchBytes)));
  const staged = FLOAT * Math.max(0, ...plan.layers.map(convOnly));
  const packing = end + aligned(staged);
  const total = Math.max(scratchFrom + threads * scratchEach, packing + 4096);
  return {
    weightsAt,
    mailboxes: Array.from({ length: slots }, (_, slot) =>
      Array.from(
        { length: mailboxes },
        (_mailbox, mailbox) => slotAt(slot) + mailbox * mailboxBytes,
      ),
    ),
    slots: Array.from({ length: slots }, (_, slot) => {
      const at = slotAt(slot) + mailboxes * mailboxBytes;
      return new Map(lives.map(({ id }, index) => [id, at + (images.offsets[index] ?? 0)]));
    }),
    scratch: Array.from({ length: threads }, (_, thread) => scratchFrom + thread * scratchEach),
    staging: end,
    packing,
    pages: Math.ceil((total + PAGE) / PAGE),
  };
}

/** Dense and depthwise weights are used as they come: only the other convolutions are staged. */
function convOnly(layer: Layer): number {
  return layer.kind === 'winograd' || layer.kind === 'direct' || layer.kind === 'int8'
    ? stagedFloats(layer)
    : 0;
}
