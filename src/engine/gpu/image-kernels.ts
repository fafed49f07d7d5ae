import { HALF_MAX } from '../graph/half-float.ts';
import type {
  Activation,
  Activations,
  AddLayer,
  DepthwiseLayer,
  PoolLayer,
  ResponseNormLayer,
  ScaleLayer,
} from '../graph/layers.ts';
import type { Kernel } from './kernel.ts';
import type { StoredImage } from './network.ts';
import { packBias, packDepthwise } from './pack-filters.ts';
import { BATCH, constant, type Declared, lineOf, read, storeAt, written } from './stores.ts';
import { activated, times } from './wgsl.ts';

/** Vectors of an image's slice. */
const vectorsIn = ({ height, width, stride }: Activations): number => (height * width * stride) / 4;

/** The inputs as they come (f32, channels close together) to whole vectors, with zeros in the channels that are not there. */
export function inputKernel({ channels }: Activations, image: StoredImage): Kernel {
  const vectors = image.stride / 4;
  const stores = times(vectors, (vector) => {
    const lanes = [0, 1, 2, 3].map((lane) => {
      const channel = 4 * vector + lane;
      return channel < channels ? `inputs[start + ${channel}u]` : '0';
    });
    const value = `vec4<${image.precision}>(vec4f(${lanes.join(', ')}))`;
    return `  result[id.x * ${vectors}u + ${vector}u] = ${value};`;
  });
  const declared: Declared = [
    BATCH,
    ['var<storage, read> inputs: array<f32>', { kind: 'input' }],
    // What an input holds is within 16 bits: nothing to watch.
    [
      `var<storage, read_write> result: array<vec4<${image.precision}>>`,
      { kind: 'image', id: image.id, access: 'write' },
    ],
  ];
  const body = `let start = id.x * ${channels}u;\n${stores}`;
  return lineOf('input', declared, image.height * image.width, body);
}

/** WGSL that finds the thread's channels, its slice and its window's upper left corner. */
function cornerOf(
  output: Activations,
  { stride, padTop, padLeft }: { stride: number; padTop: number; padLeft: number },
): string {
  return `let channel = id.x % ${output.stride / 4}u;
  let pixel = id.x / ${output.stride / 4}u;
  let slice = pixel / ${output.height * output.width}u;
  let top = i32(pixel / ${output.width}u % ${output.height}u) * ${stride} - ${padTop};
  let left = i32(pixel % ${output.width}u) * ${stride} - ${padLeft};`;
}

/** WGSL that goes over what of a window lies within the image. */
function overWindow(
  input: Activations,
  size: { readonly height: number; readonly width: number },
  line: string,
): string {
  return `for (var y = max(top, 0); y < min(top + ${size.height}, ${input.height}); y++) {
    for (var x = max(left, 0); x < min(left + ${size.width}, ${input.width}); x++) {
      let at = ((slice * ${input.height}u + u32(y)) * ${input.width}u + u32(x)) * ${input.stride / 4}u + channel;
      ${line}
    }
  }`;
}

/** A maximum or a mean over windows, one thread a vector of the output. What lies outside of the image does not count. */
export function poolKernel(layer: PoolLayer, input: StoredImage, output: StoredImage): Kernel {
  const most = layer.kind === 'max-pool';
  const size = { height: layer.size, width: layer.size };
  const line = most
    ? 'value = max(value, vec4f(image[at]));'
    : 'value += vec4f(image[at]); count += 1;';
  const body = `${cornerOf(output, layer)}
  var value = vec4f(${most ? -HALF_MAX : 0});
  ${most ? '' : 'var count = 0f;'}
  ${overWindow(input, size, line)}
  ${most ? '' : 'value /= count;'}
  ${storeAt('id.x', output.precision)}`;
  return lineOf(
    layer.name,
    [BATCH, read('image', input), ...written(output)],
    vectorsIn(output),
    body,
  );
}

/** Each channel by a filter of its own, one thread a vector of the output. */
export function depthwiseKernel(
  layer: DepthwiseLayer,
  input: StoredImage,
  output: StoredImage,
): Kernel {
  const { kernel, filters, bias, activation } = layer;
  const vectors = output.stride / 4;
  const declared = [
    BATCH,
    read('image', input),
    constant('filters', packDepthwise(filters, input.stride)),
    constant('bias', packBias(bias, output.channels)),
    ...written(output),
  ];
  const tap = `((y - top) * ${kernel.width} + x - left)`;
  const line = `sum = fma(vec4f(image[at]), filters[u32${tap} * ${vectors}u + channel], sum);`;
  const body = `${cornerOf(output, layer)}
  var sum = bias[channel];
  ${overWindow(input, kernel, line)}
  let value = ${activated(activation, 'sum')};
  ${storeAt('id.x', output.precision)}`;
  const label = `${layer.name}, depthwise ${kernel.height} x ${kernel.width}`;
  return lineOf(label, declared, vectorsIn(output), body);
}

/** The sum of two images. */
export function addKernel(
  { name, activation }: AddLayer,
  [a, b]: readonly [StoredImage, StoredImage],
  output: StoredImage,
): Kernel {
  const declared = [BATCH, read('image', a), read('other', b), ...written(output)];
  const body = `let sum = vec4f(image[id.x]) + vec4f(other[id.x]);
  let value = ${activated(activation, 'sum')};
  ${storeAt('id.x', output.precision)}`;
  return lineOf(name, declared, vectorsIn(output), body);
}

/** An image times one number a channel. */
export function scaleKernel(
  { name }: ScaleLayer,
  [image, factors]: readonly [StoredImage, StoredImage],
  output: StoredImage,
): Kernel {
  const vectors = output.stride / 4;
  const declared = [BATCH, read('image', image), read('factors', factors), ...written(output)];
  const factor = `factors[id.x / ${vectorsIn(output)}u * ${vectors}u + id.x % ${vectors}u]`;
  const body = `let value = vec4f(image[id.x]) * vec4f(${factor});
  ${storeAt('id.x', output.precision)}`;
  return lineOf(name, declared, vectorsIn(output), body);
}

/**
 * An activation that is no bound, of an image where it lies. Within a tiled convolution it would stand once for each of a thread's up to
 * 16 sums, which takes emulated adapters minutes to compile; here it stands once.
 */
export function curveKernel(name: string, activation: Activation, image: StoredImage): Kernel {
  const body = `let sum = vec4f(result[id.x]);
  let value = ${activated(activation, 'sum')};
  ${storeAt('id.x', image.precision)}`;
  return lineOf(`${name}, ${activation}`, [BATCH, ...written(image)], vectorsIn(image), body);
}

/**
 * Each number over (offset + alpha * the squares of `radius` channels on both sides) to the power of quarters / 4, one thread a number.
 * Channels beyond the last hold zeros, and stay so.
 */
export function responseNormKernel(
  { name, radius, offset, alpha, quarters }: ResponseNormLayer,
  input: StoredImage,
  output: StoredImage,
): Kernel {
  const { stride } = input;
  const vectors = stride / 4;
  // The squares of a vector's channels and their neighbors, vector by vector: each lane takes those that are near enough to it.
  const reach = Math.ceil(radius / 4);
  const lanes = [0, 1, 2, 3].map(
    (lane) => `dot(squares, vec4f(abs(apart - ${lane}f) <= vec4f(${radius})))`,
  );
  const body = `let channel = i32(id.x % ${vectors}u);
  let start = id.x - u32(channel);
  var sum = vec4f();
  for (var near = max(channel - ${reach}, 0); near < min(channel + ${reach + 1}, ${vectors}); near++) {
    let each = vec4f(image[start + u32(near)]);
    let squares = each * each;
    let apart = vec4f(0, 1, 2, 3) + f32(4 * (near - channel));
    sum += vec4f(${lanes.join(',\n      ')});
  }
  let root = sqrt(sqrt(${offset} + ${alpha} * sum));
  var power = root;
  ${quarters > 1 ? `for (var quarter = 1u; quarter < ${quarters}u; quarter++) { power *= root; }` : ''}
  let value = vec4f(image[id.x]) / power;
  ${storeAt('id.x', output.precision)}`;
  return lineOf(name, [BATCH, read('image', input), ...written(output)], vectorsIn(output), body);
}
