import { AppError } from '#base';
import type { ExportLayer } from './export-folder.ts';
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

function conv(input: Value, kernel: NpyArray, bias: NpyArray, relu: boolean): Value {
  const [height = 0, width = 0, depth = 0] = input.shape;
  const [kernelHeight = 1, kernelWidth = 1, , channels = 0] = kernel.shape;
  const data = new Float64Array(height * width * channels);
  for (let at = 0; at < data.length; at++) {
    const channel = at % channels;
    const column = Math.floor(at / channels) % width;
    const row = Math.floor(at / channels / width);
    let sum = bias.data[channel] ?? 0;
    for (let tap = 0; tap < kernelHeight * kernelWidth; tap++) {
      const y = row + Math.floor(tap / kernelWidth) - (kernelHeight >> 1);
      const x = column + (tap % kernelWidth) - (kernelWidth >> 1);
      if (y < 0 || x < 0 || y >= height || x >= width) continue;
      for (let from = 0; from < depth; from++) {
        const weight = kernel.data[(tap * depth + from) * channels + channel] ?? 0;
        sum += weight * (input.data[(y * width + x) * depth + from] ?? 0);
      }
    }
    data[at] = relu ? Math.max(0, sum) : sum;
  }
  return { shape: [height, width, channels], data };
}

function maxPool({ shape, data }: Value): Value {
  const [height = 0, width = 0, depth = 0] = shape;
  const half = [height >> 1, width >> 1, depth] as const;
  const at = (y: number, x: number, c: number) => data[(y * width + x) * depth + c] ?? 0;
  const pooled = Float64Array.from({ length: half[0] * half[1] * depth }, (_, index) => {
    const c = index % depth;
    const x = 2 * (Math.floor(index / depth) % half[1]);
    const y = 2 * Math.floor(index / depth / half[1]);
    return Math.max(at(y, x, c), at(y, x + 1, c), at(y + 1, x, c), at(y + 1, x + 1, c));
  });
  return { shape: half, data: pooled };
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

/** What one layer makes of its input. */
function runLayer(layer: ExportLayer, arrays: Arrays, input: Value): Value {
  switch (layer.op) {
    case 'conv':
      return conv(input, arrayOf(arrays, layer.kernel), arrayOf(arrays, layer.bias), layer.relu);
    case 'dense': {
      const kernel = arrayOf(arrays, layer.kernel);
      const asConv = { shape: [1, 1, ...kernel.shape], data: kernel.data };
      const row = { shape: [1, 1, input.data.length], data: input.data };
      const out = conv(row, asConv, arrayOf(arrays, layer.bias), layer.relu);
      return { shape: [out.data.length], data: out.data };
    }
    case 'maxpool':
      return maxPool(input);
    case 'lse_pool':
      return perChannel(input, (values) => logSumExp(values, layer.r));
    case 'gap':
      return perChannel(input, mean);
    case 'flatten':
      return { shape: [input.data.length], data: input.data };
    case 'sigmoid':
      return { ...input, data: input.data.map((x) => 1 / (1 + Math.exp(-x))) };
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
  const outputs = new Map<string, Value>();
  let at: Value = { shape: input.shape, data: Float64Array.from(input.data) };
  for (const layer of layers) {
    at = runLayer(layer, arrays, at);
    outputs.set(layer.name, at);
  }
  return outputs;
}
