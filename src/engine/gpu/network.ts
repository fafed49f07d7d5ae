import { AppError } from '#base';
import { compilePlan } from '../graph/compile.ts';
import type { Activations, ConvLayer, DenseLayer, Layer, PoolLayer } from '../graph/layers.ts';
import type { GraphModel, Plan } from '../graph/plan.ts';
import { convShader } from './conv-shader.ts';
import { chooseTiling, tileColumns, tilePixels } from './conv-tiling.ts';
import { inputShader, LINE, maxPoolShader, vectorsIn } from './image-shaders.ts';
import { type Binding, bytesOf, type Kernel, type Precision } from './kernel.ts';
import { packBias, packFilters, vectorsOf } from './pack-filters.ts';
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

/** The input gets whole vectors; a dense layer sees its input as one pixel. */
function shaped(image: Activations, layer: Layer): Activations {
  const stride = 4 * vectorsOf(image.stride);
  if (layer.kind !== 'dense') return { ...image, stride };
  const length = image.height * image.width * image.stride;
  if (image.id === 0 && stride !== image.stride) {
    throw new AppError('graph-unsupported', `${layer.name} reads the input itself.`);
  }
  return { ...image, height: 1, width: 1, channels: length, stride: 4 * vectorsOf(length) };
}

const POINT = { kernel: { height: 1, width: 1 }, stride: 1, padTop: 0, padLeft: 0, pool: false };

/** A matrix product with one row is a 1 x 1 convolution of one pixel. */
function asConv(layer: DenseLayer): Omit<ConvLayer, 'kind'> {
  return { ...layer, ...POINT, filters: layer.weights };
}

/** Packs a layer's numbers once; the kernels of all batch sizes then share them. */
function convKernel(
  layer: Omit<ConvLayer, 'kind'>,
  images: ReadonlyMap<number, StoredImage>,
  computes: Precision,
): (batch: number) => Kernel {
  const { input, output, kernel, filters, pool } = layer;
  const reads = images.get(input.id)?.precision ?? computes;
  const writes = images.get(output.id)?.precision ?? computes;
  const vectors = vectorsOf(output.channels);
  const packed = packFilters(filters, input.stride, computes);
  const bias = packBias(layer.bias, output.channels);
  const bindings: readonly Binding[] = [
    { kind: 'batch' },
    { kind: 'image', id: input.id, access: 'read' },
    { kind: 'constant', data: packed },
    { kind: 'constant', data: bias },
    { kind: 'image', id: output.id, access: 'write' },
    ...(writes === 'f16' ? [{ kind: 'overflow' } as const] : []),
  ];
  const pixels = output.height * output.width * (pool ? 4 : 1);
  return (capacity) => {
    const tiling = chooseTiling(capacity * pixels, vectors);
    return {
      label: `${layer.name}, ${kernel.height} x ${kernel.width}`,
      code: convShader({ layer, tiling, reads, computes, writes }),
      bindings,
      workgroups: (batch) => [
        Math.ceil((batch * pixels) / tilePixels(tiling)),
        Math.ceil(vectors / tileColumns(tiling)),
      ],
    };
  };
}

function poolKernel(layer: PoolLayer, images: ReadonlyMap<number, StoredImage>): Kernel {
  const reads = images.get(layer.input.id)?.precision ?? 'f32';
  const writes = images.get(layer.output.id)?.precision ?? 'f32';
  return {
    label: layer.name,
    code: maxPoolShader(layer, reads, writes),
    bindings: [
      { kind: 'batch' },
      { kind: 'image', id: layer.input.id, access: 'read' },
      { kind: 'image', id: layer.output.id, access: 'write' },
    ],
    workgroups: (batch) => [Math.ceil((batch * vectorsIn(layer.output)) / LINE), 1],
  };
}

function inputKernel(input: Activations, image: StoredImage): Kernel {
  return {
    label: 'input',
    code: inputShader(input, image.stride, image.precision),
    bindings: [
      { kind: 'batch' },
      { kind: 'input' },
      { kind: 'image', id: image.id, access: 'write' },
    ],
    workgroups: (batch) => [Math.ceil((batch * image.height * image.width) / LINE), 1],
  };
}

function lastReads({ layers, exports }: Plan): ReadonlyMap<number, number> {
  const last = new Map<number, number>();
  layers.forEach(({ input }, index) => {
    last.set(input.id, index + 1);
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
  const inputStep = inputKernel(plan.input, first);
  const makers = plan.layers.map((layer): ((batch: number) => Kernel) => {
    const input = shaped(layer.input, layer);
    if (layer.kind === 'dense') {
      return convKernel({ ...asConv(layer), input }, byId, precision);
    }
    if (layer.kind === 'winograd' || layer.kind === 'direct') {
      return convKernel({ ...layer, input }, byId, precision);
    }
    if (layer.kind === 'max-pool') {
      const kernel = poolKernel({ ...layer, input }, byId);
      return () => kernel;
    }
    throw new AppError('graph-unsupported', `${layer.name}: ${layer.kind} is not built here.`);
  });
  return {
    precision,
    inputLength: plan.input.height * plan.input.width * plan.input.channels,
    images,
    kernels: (batch) => [inputStep, ...makers.map((make) => make(batch))],
    tail: tailKernel(plan, model.outputs.probabilities),
    lastReads: lastReads(plan),
  };
}

/** Bytes of an image for one slice. */
export function imageBytes({ height, width, stride, precision }: StoredImage): number {
  return height * width * stride * bytesOf(precision);
}
