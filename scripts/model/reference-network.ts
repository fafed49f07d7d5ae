import { AppError } from '#base';
import type { ExportActivation, ExportLayer } from './export-folder.ts';
import type { NpyArray } from './npy.ts';

/** An image or vector in double precision. */
interface Value {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

type Arrays = ReadonlyMap<string, NpyArray>;

function arrayOf(arrays: Arrays, file: string): NpyArray {
  const array = arrays.get(file);
  if (array === undefined) throw new AppError('bad-export', `${file} is missing`);
  return array;
}

const hardSigmoid = (sum: number) => Math.min(6, Math.max(0, sum + 3)) / 6;
const sigmoid = (sum: number) => 1 / (1 + Math.exp(-sum));

/** What is applied to a sum. */
const APPLIED: Readonly<Record<ExportActivation, (sum: number) => number>> = {
  none: (sum) => sum,
  relu: (sum) => Math.max(0, sum),
  relu6: (sum) => Math.min(6, Math.max(0, sum)),
  silu: (sum) => sum * sigmoid(sum),
  hardswish: (sum) => sum * hardSigmoid(sum),
  sigmoid,
  hardsigmoid: hardSigmoid,
};

/** Zeros before the first of the windows that give ceil(size / stride) outputs. */
const before = (size: number, window: number, stride: number) =>
  Math.max(0, (Math.ceil(size / stride) - 1) * stride + window - size) >> 1;

/** How a convolution moves, and what is done to its sums. */
interface Moves {
  readonly stride: number;
  readonly activation: ExportActivation;
  /** One filter for each channel. */
  readonly each: boolean;
  readonly padding?: 'same' | 'valid';
  readonly groups?: number;
}

function conv(input: Value, kernel: NpyArray, bias: NpyArray, moves: Moves): Value {
  const [height = 0, width = 0, depth = 0] = input.shape;
  const [kernelHeight = 1, kernelWidth = 1] = kernel.shape;
  const { stride, activation, each, groups = 1 } = moves;
  const channels = each ? depth : (kernel.shape[3] ?? 0);
  const valid = moves.padding === 'valid';
  const count = (side: number, window: number) =>
    Math.ceil((side - (valid ? window - 1 : 0)) / stride);
  const [rows, columns] = [count(height, kernelHeight), count(width, kernelWidth)];
  const top = valid ? 0 : before(height, kernelHeight, stride);
  const left = valid ? 0 : before(width, kernelWidth, stride);
  const deep = depth / groups;
  const data = new Float64Array(rows * columns * channels);
  for (let at = 0; at < data.length; at++) {
    const channel = at % channels;
    const column = Math.floor(at / channels) % columns;
    const row = Math.floor(at / channels / columns);
    const first = deep * Math.floor((channel * groups) / channels);
    let sum = bias.data[channel] ?? 0;
    for (let tap = 0; tap < kernelHeight * kernelWidth; tap++) {
      const y = row * stride + Math.floor(tap / kernelWidth) - top;
      const x = column * stride + (tap % kernelWidth) - left;
      if (y < 0 || x < 0 || y >= height || x >= width) continue;
      for (let from = each ? channel : first; from < (each ? channel + 1 : first + deep); from++) {
        const of = each ? tap * depth + channel : (tap * deep + from - first) * channels + channel;
        sum += (kernel.data[of] ?? 0) * (input.data[(y * width + x) * depth + from] ?? 0);
      }
    }
    data[at] = APPLIED[activation](sum);
  }
  return { shape: [rows, columns, channels], data };
}

function maxPool({ shape, data }: Value, size: 2 | 3, padding: 'same' | 'valid'): Value {
  const [height = 0, width = 0, depth = 0] = shape;
  const whole = size === 2 || padding === 'valid';
  const half = (side: number) => (whole ? (side - size + 2) >> 1 : Math.ceil(side / 2));
  const [rows, columns] = [half(height), half(width)];
  const [top, left] = whole ? [0, 0] : [before(height, 3, 2), before(width, 3, 2)];
  const pooled = Float64Array.from({ length: rows * columns * depth }, (_, index) => {
    const c = index % depth;
    const x0 = 2 * (Math.floor(index / depth) % columns) - left;
    const y0 = 2 * Math.floor(index / depth / columns) - top;
    let highest = Number.NEGATIVE_INFINITY;
    for (let y = Math.max(0, y0); y < Math.min(height, y0 + size); y++) {
      for (let x = Math.max(0, x0); x < Math.min(width, x0 + size); x++) {
        highest = Math.max(highest, data[(y * width + x) * depth + c] ?? 0);
      }
    }
    return highest;
  });
  return { shape: [rows, columns, depth], data: pooled };
}

/** The mean over 3 x 3 at stride 1 of what lies within the image. */
function averagePool({ shape, data }: Value): Value {
  const [height = 0, width = 0, depth = 0] = shape;
  const pooled = Float64Array.from(data, (_, index) => {
    const [x0, y0] = [Math.floor(index / depth) % width, Math.floor(index / depth / width)];
    const values: number[] = [];
    for (let y = Math.max(0, y0 - 1); y <= Math.min(height - 1, y0 + 1); y++) {
      for (let x = Math.max(0, x0 - 1); x <= Math.min(width - 1, x0 + 1); x++) {
        values.push(data[(y * width + x) * depth + (index % depth)] ?? 0);
      }
    }
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  });
  return { shape, data: pooled };
}

/** Local response normalization (Krizhevsky et al. 2012, 3.3). */
function responseNorm(
  { shape, data }: Value,
  { radius, bias, alpha, beta }: Extract<ExportLayer, { readonly op: 'lrn' }>,
): Value {
  const depth = shape.at(-1) ?? 1;
  const normed = Float64Array.from(data, (value, at) => {
    const channel = at % depth;
    const from = at - Math.min(radius, channel);
    const near = data.subarray(from, at + Math.min(radius, depth - 1 - channel) + 1);
    const squares = near.reduce((sum, x) => sum + x * x, 0);
    return value / (bias + alpha * squares) ** beta;
  });
  return { shape, data: normed };
}

function concat(images: readonly Value[]): Value {
  const [height = 0, width = 0] = images[0]?.shape ?? [];
  const data = Array.from({ length: height * width }, (_, pixel) =>
    images.flatMap(({ shape: [, , depth = 0], data: all }) => [
      ...all.subarray(pixel * depth, (pixel + 1) * depth),
    ]),
  ).flat();
  const channels = data.length / (height * width);
  return { shape: [height, width, channels], data: Float64Array.from(data) };
}

/** One number a channel, of all values of that channel. */
function perChannel({ shape, data }: Value, reduce: (values: Float64Array) => number): Value {
  const depth = shape.at(-1) ?? 1;
  const reduced = Float64Array.from({ length: depth }, (_, channel) =>
    reduce(data.filter((_value, index) => index % depth === channel)),
  );
  return { shape: [depth], data: reduced };
}

const mean = (values: Float64Array) => values.reduce((sum, x) => sum + x, 0) / values.length;

function logSumExp(values: Float64Array, r: number): number {
  const highest = values.reduce((a, b) => Math.max(a, b));
  return highest + Math.log(mean(values.map((x) => Math.exp(r * (x - highest))))) / r;
}

function softmax({ shape, data }: Value): Value {
  const highest = data.reduce((a, b) => Math.max(a, b));
  const powers = data.map((x) => Math.exp(x - highest));
  const sum = powers.reduce((a, b) => a + b);
  return { shape, data: powers.map((x) => x / sum) };
}

/** What one layer makes of its input, of the `other` value that a sum or a scaling has, and of the values by name. */
function runLayer(
  layer: ExportLayer,
  arrays: Arrays,
  input: Value,
  { other, named }: { readonly other: Value; readonly named: (name: string) => Value },
): Value {
  switch (layer.op) {
    case 'conv':
    case 'depthwise': {
      const moves = { ...layer, each: layer.op === 'depthwise' };
      return conv(input, arrayOf(arrays, layer.kernel), arrayOf(arrays, layer.bias), moves);
    }
    case 'add': {
      const data = input.data.map((x, at) =>
        APPLIED[layer.activation](x + (other.data[at] ?? NaN)),
      );
      return { ...input, data };
    }
    case 'concat':
      return concat([input, ...layer.others.map(named)]);
    case 'avgpool':
      return averagePool(input);
    case 'squeeze': {
      const { shape, data } = perChannel(input, mean);
      return { shape: [1, 1, ...shape], data };
    }
    case 'scale': {
      const depth = input.shape.at(-1) ?? 1;
      return { ...input, data: input.data.map((x, at) => x * (other.data[at % depth] ?? NaN)) };
    }
    case 'dense': {
      const kernel = arrayOf(arrays, layer.kernel);
      const asConv = { shape: [1, 1, ...kernel.shape], data: kernel.data };
      const row = { shape: [1, 1, input.data.length], data: input.data };
      const moves = { stride: 1, activation: layer.activation, each: false };
      const out = conv(row, asConv, arrayOf(arrays, layer.bias), moves);
      return { shape: [out.data.length], data: out.data };
    }
    case 'maxpool':
      return maxPool(input, layer.size, layer.padding ?? 'same');
    case 'lrn':
      return responseNorm(input, layer);
    case 'lse_pool':
      return perChannel(input, (values) => logSumExp(values, layer.r));
    case 'gap':
      return perChannel(input, mean);
    case 'flatten':
      return { shape: [input.data.length], data: input.data };
    case 'sigmoid':
      return { ...input, data: input.data.map(sigmoid) };
    case 'softmax':
      return softmax(input);
  }
}

/** The outputs of every layer by name, in plain loops and double precision: the oracle for small networks. */
export function runReference(
  layers: readonly ExportLayer[],
  arrays: Arrays,
  input: NpyArray,
): ReadonlyMap<string, { readonly shape: readonly number[]; readonly data: Float64Array }> {
  let at: Value = { shape: input.shape, data: Float64Array.from(input.data) };
  const outputs = new Map<string, Value>([['input', at]]);
  const named = (name: string | undefined) =>
    name === undefined ? at : (outputs.get(name) ?? { shape: [], data: new Float64Array() });
  for (const layer of layers) {
    const other = named('other' in layer ? layer.other : undefined);
    at = runLayer(layer, arrays, named(layer.input), { other, named });
    outputs.set(layer.name, at);
  }
  return outputs;
}
