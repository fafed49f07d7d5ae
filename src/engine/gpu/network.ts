import { AppError } from '#base';
import { compilePlan } from '../graph/compile.ts';
import {
  type Activations,
  type ConvLayer,
  type DenseLayer,
  INPUT_ID,
  imagesRead,
  isBound,
  type Layer,
} from '../graph/layers.ts';
import type { GraphModel, Plan } from '../graph/plan.ts';
import { convShader } from './conv-shader.ts';
import { chooseTiling, tileColumns, tilePixels } from './conv-tiling.ts';
import { concatKernels, sliceKernel } from './copy-kernel.ts';
import {
  addKernel,
  curveKernel,
  depthwiseKernel,
  inputKernel,
  poolKernel,
  responseNormKernel,
  scaleKernel,
} from './image-kernels.ts';
import { type Binding, bytesOf, type Kernel, type Precision } from './kernel.ts';
import { packBias, packFilters, vectorsOf } from './pack-filters.ts';
import { averageKernel, denseKernel, LARGE_MATRIX } from './sum-kernels.ts';
import { type TailKernel, tailKernel } from './tail-shader.ts';

/** An image between layers and how its numbers are stored. */
export interface StoredImage extends Activations {
  readonly precision: Precision;
}

/** A model as kernels. */
export interface Network {
  readonly precision: Precision;
  /** Numbers of one input as it is given. */
  readonly inputLength: number;
  readonly images: readonly StoredImage[];
  /** In the order of the layers; the first one brings the input into shape. `batch` decides the tiling alone. */
  readonly kernels: (batch: number) => readonly Kernel[];
  readonly tail: TailKernel;
  /** Which layer reads an image last, by the image's id: 1 is the first layer; Infinity for what the tail reads. */
  readonly lastReads: ReadonlyMap<number, number>;
}

/** How the images of a network are stored. */
type Store = (image: Activations) => StoredImage;

/** A dense layer sees its input as one pixel. */
function asPixel({ name, input }: DenseLayer, store: Store): StoredImage {
  const stored = store(input);
  if (input.id === INPUT_ID && stored.stride !== input.stride) {
    throw new AppError('graph-unsupported', `${name} reads the input itself.`);
  }
  const channels = input.height * input.width * input.stride;
  return { ...stored, height: 1, width: 1, channels, stride: 4 * vectorsOf(channels) };
}

const POINT = { kernel: { height: 1, width: 1 }, stride: 1, padTop: 0, padLeft: 0, pool: false };

/** A matrix product with one row is a 1 x 1 convolution of one pixel. */
function asConv(layer: DenseLayer): Omit<ConvLayer, 'kind'> {
  return { ...layer, ...POINT, filters: layer.weights };
}

/** A layer's kernels for a batch size. */
type Maker = (batch: number) => readonly Kernel[];

/** Packs a layer's numbers once; the kernels of all batch sizes then share them. Curves go over the image afterwards. */
function convKernels(
  layer: Omit<ConvLayer, 'kind'>,
  input: StoredImage,
  written: StoredImage,
  computes: Precision,
): Maker {
  const { output, kernel, filters, pool, name } = layer;
  const [reads, writes] = [input.precision, written.precision];
  const vectors = vectorsOf(output.channels);
  const bindings: readonly Binding[] = [
    { kind: 'batch' },
    { kind: 'image', id: input.id, access: 'read' },
    { kind: 'constant', data: packFilters(filters, input.stride, computes) },
    { kind: 'constant', data: packBias(layer.bias, output.channels) },
    { kind: 'image', id: output.id, access: 'write' },
    ...(writes === 'f16' ? [{ kind: 'overflow' } as const] : []),
  ];
  const pixels = output.height * output.width * (pool ? 4 : 1);
  const bounded = isBound(layer.activation);
  const summed = { ...layer, input, activation: bounded ? layer.activation : 'none' } as const;
  const curves = bounded ? [] : [curveKernel(name, layer.activation, written)];
  return (capacity) => {
    const tiling = chooseTiling(capacity * pixels, vectors);
    const product: Kernel = {
      label: `${name}, ${kernel.height} x ${kernel.width}`,
      code: convShader({ layer: summed, tiling, reads, computes, writes }),
      bindings,
      workgroups: (batch) => [
        Math.ceil((batch * pixels) / tilePixels(tiling)),
        Math.ceil(vectors / tileColumns(tiling)),
      ],
    };
    return [product, ...curves];
  };
}

/** The kernels of a layer. Throws AppError 'graph-unsupported' for one that the GPU does not do. */
function kernelsOf(layer: Layer, store: Store, computes: Precision): Maker {
  const [input, output] = [store(layer.input), store(layer.output)];
  const always =
    (...kernels: readonly Kernel[]): Maker =>
    () =>
      kernels;
  switch (layer.kind) {
    case 'winograd':
    case 'direct':
      return convKernels(layer, input, output, computes);
    case 'dense': {
      const pixel = asPixel(layer, store);
      return layer.weights.data.length > LARGE_MATRIX
        ? convKernels(asConv(layer), pixel, output, computes)
        : always(denseKernel(layer, pixel, output));
    }
    case 'depthwise':
      return always(depthwiseKernel(layer, input, output));
    case 'max-pool':
    case 'average-pool':
      return always(poolKernel(layer, input, output));
    case 'average':
      return always(averageKernel(layer, input, output));
    case 'add':
      return always(addKernel(layer, [input, store(layer.other)], output));
    case 'scale':
      return always(scaleKernel(layer, [input, store(layer.other)], output));
    case 'concat':
      return always(...concatKernels(layer, imagesRead(layer).map(store), output));
    case 'slice':
      return always(sliceKernel(layer, input, output));
    case 'response-norm':
      return always(responseNormKernel(layer, input, output));
    case 'int8':
    case 'quantize':
      throw new AppError(
        'graph-unsupported',
        `${layer.name}: ${layer.kind} is not built for the GPU.`,
      );
  }
}

function lastReads({ layers, exports }: Plan): ReadonlyMap<number, number> {
  const last = new Map<number, number>();
  layers.forEach((layer, index) => {
    for (const { id } of imagesRead(layer)) last.set(id, index + 1);
  });
  for (const { image } of exports.values()) last.set(image.id, Number.POSITIVE_INFINITY);
  return last;
}

/** What the tail reads is kept in f32: nothing is gained by rounding it. */
function storedImages({ input, layers, exports }: Plan, computes: Precision): StoredImage[] {
  const exported = new Set([...exports.values()].map(({ image }) => image.id));
  if (exported.has(input.id)) {
    throw new AppError('graph-unsupported', 'The input itself is read after the layers.');
  }
  return [{ ...input, stride: 4 * vectorsOf(input.channels) }, ...layers.map((l) => l.output)].map(
    (image) => ({ ...image, precision: exported.has(image.id) ? 'f32' : computes }),
  );
}

/**
 * Turns a graph model into GPU kernels. Throws AppError 'graph-unsupported' for a graph that these kernels do not do,
 * 'model-graph' or 'model-weights' for a broken one.
 */
export function compileNetwork(model: GraphModel, precision: Precision): Network {
  const plan = compilePlan(model);
  const images = storedImages(plan, precision);
  const byId = new Map(images.map((image) => [image.id, image]));
  const [first] = images;
  if (first === undefined) throw new AppError('model-graph', 'The graph has no input image.');
  const store: Store = (image) => {
    // An image may be read under another shape (a reshape); where and how it lies is its own.
    const { precision: stored, stride } = byId.get(image.id) ?? first;
    return { ...image, precision: stored, stride: image.id === INPUT_ID ? stride : image.stride };
  };
  const makers: readonly Maker[] = [
    () => [inputKernel(plan.input, first)],
    ...plan.layers.map((layer) => kernelsOf(layer, store, precision)),
  ];
  return {
    precision,
    inputLength: plan.input.height * plan.input.width * plan.input.channels,
    images,
    kernels: (batch) => makers.flatMap((make) => make(batch)),
    tail: tailKernel(plan, model.outputs.probabilities),
    lastReads: lastReads(plan),
  };
}

/** Bytes of an image for one slice. */
export function imageBytes({ height, width, stride, precision }: StoredImage): number {
  return height * width * stride * bytesOf(precision);
}
