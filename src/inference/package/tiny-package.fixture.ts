import { labelMap, seededNormal, seededRandom, sha256Hex, sigmoid } from '#base';
import type { ModelManifest } from './model-manifest.ts';
import type { ReadPackageFile } from './read-package-file.ts';

const SIZE = 8;
const FILTERS = 4;

/** The weights of the tiny network: 3x3 convolution, ReLU, 2x2 max pooling, 1x1 convolution to six class maps, mean. */
interface TinyWeights {
  readonly kernel: Float32Array;
  readonly bias: Float32Array;
  readonly head: Float32Array;
  readonly headBias: Float32Array;
}

/** Convolution of an 8x8x3 image with zero padding, then ReLU, in plain loops: the oracle. */
function convolved(input: Float32Array, { kernel, bias }: TinyWeights): Float64Array {
  const out = new Float64Array(SIZE * SIZE * FILTERS);
  for (let i = 0; i < out.length; i++) {
    const filter = i % FILTERS;
    const column = Math.floor(i / FILTERS) % SIZE;
    const row = Math.floor(i / FILTERS / SIZE);
    let sum = bias[filter] ?? 0;
    for (let tap = 0; tap < 27; tap++) {
      const channel = tap % 3;
      const x = column + (Math.floor(tap / 3) % 3) - 1;
      const y = row + Math.floor(tap / 9) - 1;
      if (x < 0 || y < 0 || x >= SIZE || y >= SIZE) continue;
      const value = input[(y * SIZE + x) * 3 + channel] ?? 0;
      sum += value * (kernel[tap * FILTERS + filter] ?? 0);
    }
    out[i] = Math.max(0, sum);
  }
  return out;
}

/** The six logits of one input, by plain loops. */
function logitsOf(input: Float32Array, weights: TinyWeights): number[] {
  const features = convolved(input, weights);
  const logits = Array.from(weights.headBias);
  const cells = (SIZE / 2) ** 2;
  for (let cell = 0; cell < cells; cell++) {
    const row = 2 * Math.floor(cell / (SIZE / 2));
    const column = 2 * (cell % (SIZE / 2));
    for (let filter = 0; filter < FILTERS; filter++) {
      const at = (y: number, x: number) => features[(y * SIZE + x) * FILTERS + filter] ?? 0;
      const pooled = Math.max(
        at(row, column),
        at(row, column + 1),
        at(row + 1, column),
        at(row + 1, column + 1),
      );
      for (let k = 0; k < 6; k++) {
        logits[k] = (logits[k] ?? 0) + (pooled * (weights.head[filter * 6 + k] ?? 0)) / cells;
      }
    }
  }
  return logits;
}

const dims = (shape: readonly number[]) => ({ dim: shape.map((size) => ({ size: String(size) })) });
const float = { type: 'DT_FLOAT' };
const constant = (name: string, shape: readonly number[], dtype = 'DT_FLOAT') => ({
  name,
  op: 'Const',
  attr: { dtype: { type: dtype }, value: { tensor: { dtype, tensorShape: dims(shape) } } },
});
const conv = (name: string, input: string, kernel: string) => ({
  name,
  op: 'Conv2D',
  input: [input, kernel],
  attr: {
    T: float,
    strides: { list: { i: ['1', '1', '1', '1'] } },
    dilations: { list: { i: ['1', '1', '1', '1'] } },
    padding: { s: btoa('SAME') },
    data_format: { s: btoa('NHWC') },
  },
});
const biasAdd = (name: string, input: string, bias: string) => ({
  name,
  op: 'BiasAdd',
  input: [input, bias],
  attr: { T: float, data_format: { s: btoa('NHWC') } },
});

const SHAPES = {
  kernel: [3, 3, 3, FILTERS],
  bias: [FILTERS],
  head: [1, 1, FILTERS, 6],
  headBias: [6],
} as const;

function graph(shards: readonly string[]) {
  return {
    format: 'graph-model',
    modelTopology: {
      node: [
        {
          name: 'input',
          op: 'Placeholder',
          attr: { dtype: float, shape: { shape: dims([-1, SIZE, SIZE, 3]) } },
        },
        ...Object.entries(SHAPES).map(([name, shape]) => constant(name, shape)),
        constant('axes', [2], 'DT_INT32'),
        conv('conv', 'input', 'kernel'),
        biasAdd('biased', 'conv', 'bias'),
        { name: 'relu', op: 'Relu', input: ['biased'], attr: { T: float } },
        {
          name: 'pool',
          op: 'MaxPool',
          input: ['relu'],
          attr: {
            T: float,
            ksize: { list: { i: ['1', '2', '2', '1'] } },
            strides: { list: { i: ['1', '2', '2', '1'] } },
            padding: { s: btoa('VALID') },
            data_format: { s: btoa('NHWC') },
          },
        },
        conv('maps', 'pool', 'head'),
        biasAdd('class_maps', 'maps', 'headBias'),
        {
          name: 'logits',
          op: 'Mean',
          input: ['class_maps', 'axes'],
          attr: { T: float, Tidx: { type: 'DT_INT32' }, keep_dims: { b: false } },
        },
        { name: 'probabilities', op: 'Sigmoid', input: ['logits'], attr: { T: float } },
      ],
      library: {},
      versions: {},
    },
    weightsManifest: [
      {
        paths: shards,
        weights: [
          ...Object.entries(SHAPES).map(([name, shape]) => ({ name, shape, dtype: 'float32' })),
          { name: 'axes', shape: [2], dtype: 'int32' },
        ],
      },
    ],
  };
}

function weightBytes(weights: TinyWeights): Uint8Array {
  const parts = [
    ...Object.values(weights).map((values: Float32Array) => new Uint8Array(values.buffer)),
    new Uint8Array(Int32Array.of(1, 2).buffer),
  ];
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** The manifest of the tiny package, without its files. */
function manifestOf(files: ModelManifest['files']): ModelManifest {
  const platt = labelMap(() => ({ a: 1, b: 0 }));
  const points = labelMap(() => ({ highSensitivity: 0.3, balanced: 0.5, highSpecificity: 0.7 }));
  const window = JSON.parse('{"center": 40, "width": 80, "sliceOffset": 0}');
  return {
    formatVersion: 1,
    id: 'tiny-fixture',
    title: 'Tiny network for tests',
    architecture: { name: 'tiny', width: 1, parameters: 142 },
    status: 'untrained',
    preprocess: {
      version: 1,
      crop: 'none',
      size: SIZE,
      channels: [window, window, window],
      resize: 'area-bilinear',
      scale: [1, 1, 1],
      shift: [0, 0, 0],
    },
    outputs: { probabilities: 'probabilities', classMaps: 'class_maps' },
    input: 'input',
    activation: 'sigmoid',
    outputLabels: [
      'any',
      'epidural',
      'intraparenchymal',
      'intraventricular',
      'subarachnoid',
      'subdural',
    ],
    calibration: platt,
    operatingPoints: points,
    study: {
      kind: 'top-k-mean',
      k: 3,
      smoothing: [0.25, 0.5, 0.25],
      calibration: platt,
      operatingPoints: points,
    },
    files,
    golden: {
      file: 'golden.json',
      tolerance: { cpu: 1e-5, wasm: 1e-5, webgl: 1e-4, webgpu: 1e-3, native: 1e-4 },
    },
    provenance: {
      data: 'none',
      licence: 'MIT',
      attribution: '',
      codeVersion: '',
      seed: 7,
      trainedOn: 'nothing',
    },
    metrics: {},
  };
}

/** The files of a whole, valid package in memory, made from a seed; golden vectors come from plain loops, not tfjs. */
export async function tinyPackage(seed = 7): Promise<Map<string, Uint8Array>> {
  const normal = seededNormal(seededRandom(seed));
  const values = (count: number) => Float32Array.from({ length: count }, () => 0.5 * normal());
  const weights: TinyWeights = {
    kernel: values(27 * FILTERS),
    bias: values(FILTERS),
    head: values(6 * FILTERS),
    headBias: values(6),
  };
  const inputs = [values(SIZE * SIZE * 3), values(SIZE * SIZE * 3)];
  const golden = {
    inputs: inputs.map((input) => Array.from(input)),
    probabilities: inputs.map((input) => logitsOf(input, weights).map(sigmoid)),
  };
  const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
  const bytes = weightBytes(weights);
  const shards = ['a.bin', 'b.bin'];
  const files = new Map<string, Uint8Array>([
    ['model.json', json(graph(shards))],
    ['a.bin', bytes.slice(0, 101)],
    ['b.bin', bytes.slice(101)],
    ['golden.json', json(golden)],
  ]);
  const listed = await Promise.all(
    [...files].map(async ([path, content]) => ({
      path,
      bytes: content.length,
      sha256: await sha256Hex(content),
    })),
  );
  return files.set('manifest.json', json(manifestOf(listed)));
}

/** Reads a package that lies in memory. */
export function memoryReader(files: ReadonlyMap<string, Uint8Array>): ReadPackageFile {
  return async (path, onBytes) => {
    const bytes = files.get(path);
    if (bytes === undefined) throw new Error(`no such file: ${path}`);
    onBytes?.(bytes.length);
    return new Uint8Array(bytes);
  };
}

/** Changes the manifest of a package, keeping its files. */
export function withManifest(
  files: ReadonlyMap<string, Uint8Array>,
  change: (manifest: ModelManifest) => unknown,
): Map<string, Uint8Array> {
  const manifest = JSON.parse(new TextDecoder().decode(files.get('manifest.json')));
  const changed = new TextEncoder().encode(JSON.stringify(change(manifest)));
  return new Map(files).set('manifest.json', changed);
}

/** Replaces a file and lists its new size and hash, so that only its content can be at fault. */
export async function withFile(
  files: ReadonlyMap<string, Uint8Array>,
  path: string,
  content: Uint8Array,
): Promise<Map<string, Uint8Array>> {
  const sha256 = await sha256Hex(content);
  const changed = withManifest(files, (manifest) => ({
    ...manifest,
    files: manifest.files.map((file) =>
      file.path === path ? { path, bytes: content.length, sha256 } : file,
    ),
  }));
  return changed.set(path, content);
}
