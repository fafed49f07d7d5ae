import type { Tensor } from './tensor.ts';

/** What is applied to a sum before it is stored; the kernels' own numbering (wasm/kernels/simd.ts). */
export const ACTIVATIONS = { none: 0, Relu: 1, Relu6: 2 } as const;
/** A name in {@link ACTIVATIONS}. */
export type Activation = keyof typeof ACTIVATIONS;

/** The id of the network's input among its images. */
export const INPUT_ID = 0;

/** An image between layers: NHWC of one slice, each pixel with `stride` floats (channels, then zeros). */
export interface Activations {
  readonly id: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly stride: number;
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

/** A maximum over windows. */
export interface MaxPoolLayer extends LayerBase {
  readonly kind: 'max-pool';
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
export type Layer = ConvLayer | DepthwiseLayer | AddLayer | MaxPoolLayer | DenseLayer;

/** The images that a layer reads. */
export const imagesRead = (layer: Layer): readonly Activations[] =>
  layer.kind === 'add' ? [layer.input, layer.other] : [layer.input];
