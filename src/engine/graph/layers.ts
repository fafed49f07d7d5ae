import type { Levels, Tensor } from './tensor.ts';

/** What is applied to a sum before it is stored; the kernels' own numbering (wasm/kernels/simd.ts). */
export const ACTIVATIONS = {
  none: 0,
  Relu: 1,
  Relu6: 2,
  /** x sigmoid(x), also known as SiLU. */
  Swish: 3,
  /** x relu6(x + 3) / 6 */
  HardSwish: 4,
  Sigmoid: 5,
  /** relu6(x + 3) / 6 */
  HardSigmoid: 6,
} as const;
/** A name in {@link ACTIVATIONS}. */
export type Activation = keyof typeof ACTIVATIONS;

/** Whether an activation only keeps sums within bounds. */
export const isBound = (activation: Activation): boolean =>
  ACTIVATIONS[activation] <= ACTIVATIONS.Relu6;

/** The id of the network's input among its images. */
export const INPUT_ID = 0;

/** An image between layers: NHWC of one slice, each pixel with `stride` floats (channels, then zeros). */
export interface Activations {
  readonly id: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly stride: number;
  /** The image holds int8 levels of this step, not floats. */
  readonly step?: number;
}

interface LayerBase {
  readonly name: string;
  readonly input: Activations;
  readonly output: Activations;
}

/** What every convolution has: filters that move over an image, and what is done to their sums. */
export interface Convolution extends LayerBase {
  readonly kernel: { readonly height: number; readonly width: number };
  readonly stride: number;
  readonly padTop: number;
  readonly padLeft: number;
  /** [height, width, in, out]; depthwise [height, width, channels, 1]. */
  readonly filters: Tensor;
  readonly bias: Float32Array | null;
  readonly activation: Activation;
}

/** A convolution with its bias, activation and, for Winograd, pooling. */
export interface ConvLayer extends Convolution {
  readonly kind: 'winograd' | 'direct';
  /** A 2 x 2 maximum of stride 2 follows; `output` is after it. */
  readonly pool: boolean;
}

/** A 3 x 3 convolution of stride 1 over int8 levels, with the same. Its activation is none or ReLU; channels are multiples of 8. */
export interface Int8Layer extends Convolution {
  readonly kind: 'int8';
  readonly filters: Tensor & { readonly levels: Levels };
  readonly pool: boolean;
}

/** An image of floats as int8 levels. */
export interface QuantizeLayer extends LayerBase {
  readonly kind: 'quantize';
}

/** A convolution of each channel by a filter of its own. */
export interface DepthwiseLayer extends Convolution {
  readonly kind: 'depthwise';
}

/** The sum of two images of one shape: a residual connection. */
export interface AddLayer extends LayerBase {
  readonly kind: 'add';
  readonly other: Activations;
  readonly activation: Activation;
}

/** The mean of each channel over the whole image: one pixel. */
export interface AverageLayer extends LayerBase {
  readonly kind: 'average';
}

/** An image times one number a channel: squeeze-and-excite. */
export interface ScaleLayer extends LayerBase {
  readonly kind: 'scale';
  /** One pixel of as many channels. */
  readonly other: Activations;
}

/** Images of one size, joined by their channels. */
export interface ConcatLayer extends LayerBase {
  readonly kind: 'concat';
  /** What comes after `input`. */
  readonly others: readonly Activations[];
}

/** Some of an image's channels: what a group of a grouped convolution reads. */
export interface SliceLayer extends LayerBase {
  readonly kind: 'slice';
  /** The first of them; `output` says how many. */
  readonly from: number;
}

/** Each number over (offset + alpha * the squares of `radius` channels on both sides) to the power of quarters / 4. */
export interface ResponseNormLayer extends LayerBase {
  readonly kind: 'response-norm';
  readonly radius: number;
  readonly offset: number;
  readonly alpha: number;
  readonly quarters: number;
}

/** A maximum or a mean over windows, of what lies within the image. */
export interface PoolLayer extends LayerBase {
  readonly kind: 'max-pool' | 'average-pool';
  readonly size: number;
  readonly stride: number;
  readonly padTop: number;
  readonly padLeft: number;
}

/** A matrix product with one row. */
export interface DenseLayer extends LayerBase {
  readonly kind: 'dense';
  /** [depth, columns] */
  readonly weights: Tensor;
  readonly bias: Float32Array | null;
  readonly activation: Activation;
}

/** One step of the network that the kernels do. */
export type Layer =
  | ConvLayer
  | Int8Layer
  | QuantizeLayer
  | DepthwiseLayer
  | AddLayer
  | AverageLayer
  | ScaleLayer
  | ConcatLayer
  | SliceLayer
  | ResponseNormLayer
  | PoolLayer
  | DenseLayer;

/** Layers of two images. */
export type PairLayer = AddLayer | ScaleLayer;

/** Whether a layer reads two images. */
export const isPair = (layer: Layer): layer is PairLayer =>
  layer.kind === 'add' || layer.kind === 'scale';

/** The images that a layer reads. */
export function imagesRead(layer: Layer): readonly Activations[] {
  if (layer.kind === 'concat') return [layer.input, ...layer.others];
  return isPair(layer) ? [layer.input, layer.other] : [layer.input];
}
