import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { seededNormal, seededRandom } from '#base';
import { type NpyArray, npyBytes } from './npy.ts';
import { channelsOf, Draft, FEATURES, type FeatureSpec, PLAIN, RELU } from './random-features.ts';
import { runReference } from './reference-network.ts';

/** A network of few filters with random weights, in the layout of a training export. */
export interface RandomExportSpec extends FeatureSpec {
  readonly seed: number;
  readonly size: number;
  readonly activation: 'sigmoid' | 'softmax';
  /** What the features are made of, vgg16 where it is left out; the others have a stem and a few blocks of that kind. */
  readonly network?: keyof typeof FEATURES;
  /** Two such networks over one input, their class maps and logits summed (training/ich/mean_graph.py); of class maps and sigmoid alone. */
  readonly twice?: boolean;
}

const GOLDEN_INPUTS = 3;
const HIDDEN = 12;

function addHead(draft: Draft, { head, activation, size }: RandomExportSpec, depth: number): void {
  if (head === 'class-maps') {
    draft.weighted('conv', 'class_maps', [1, 1, depth, 6], PLAIN);
    draft.layers.push({ op: 'lse_pool', name: 'logits', r: 4 });
  } else if (head === 'gap') {
    draft.layers.push({ op: 'gap', name: 'global_average_pool' });
    draft.weighted('dense', 'logits', [depth, 6], PLAIN);
  } else {
    const side = size >> 5;
    draft.layers.push({ op: 'flatten', name: 'flatten' });
    draft.weighted('dense', 'fc1', [side * side * depth, HIDDEN], RELU);
    draft.weighted('dense', 'fc2', [HIDDEN, HIDDEN], RELU);
    draft.weighted('dense', 'logits', [HIDDEN, 6], PLAIN);
  }
  draft.layers.push({ op: activation, name: 'probabilities' });
}

function draftOf(spec: RandomExportSpec, normal: () => number): Draft {
  const draft = new Draft(normal);
  addHead(draft, spec, FEATURES[spec.network ?? 'vgg16'](draft, spec));
  return draft;
}

/** Two networks' layers under names of their own, and the sums of their class maps and logits. */
function twofoldDraft(spec: RandomExportSpec, normal: () => number): Draft {
  const joined = new Draft(normal);
  for (const prefix of ['first_', 'second_']) {
    const { layers, arrays } = draftOf(spec, normal);
    const own = (name: string) => prefix + name;
    for (const layer of layers.slice(0, -1)) {
      const start = layer === layers[0] ? { input: 'input' } : {};
      const named =
        'kernel' in layer ? { ...layer, kernel: own(layer.kernel), bias: own(layer.bias) } : layer;
      joined.layers.push({ ...named, ...start, name: own(layer.name) });
    }
    for (const [file, array] of arrays) joined.arrays.set(own(file), array);
  }
  for (const name of ['class_maps', 'logits']) {
    const [input, other] = [`first_${name}`, `second_${name}`];
    joined.layers.push({ op: 'add', name, input, other, activation: 'none' });
  }
  joined.layers.push({ op: spec.activation, name: 'probabilities' });
  return joined;
}

/** Scales and centers the last weights so that the golden inputs' logits have mean 0 and spread 1.5. */
function spreadLogits(draft: Draft, inputs: readonly NpyArray[]): void {
  const last = draft.layers.findLast((layer) => 'kernel' in layer);
  if (last === undefined || !('kernel' in last)) return;
  const rows = inputs.map(
    (input) => runReference(draft.layers, draft.arrays, input).get('logits')?.data ?? [],
  );
  const all = rows.flatMap((row) => [...row]);
  const mean = all.reduce((sum, x) => sum + x, 0) / all.length;
  const spread = Math.sqrt(all.reduce((sum, x) => sum + (x - mean) ** 2, 0) / all.length);
  const factor = 1.5 / spread;
  for (const [file, shift] of [
    [last.kernel, 0],
    [last.bias, mean],
  ] as const) {
    const array = draft.arrays.get(file);
    if (array === undefined) continue;
    const data = array.data.map((value) => (value - shift) * factor);
    draft.arrays.set(file, { ...array, data });
  }
}

function stacked(values: readonly { shape: readonly number[]; data: Iterable<number> }[]) {
  const shape = [values.length, ...(values[0]?.shape ?? [])];
  return { shape, data: Float32Array.from(values.flatMap(({ data }) => [...data])) };
}

function description(spec: RandomExportSpec, draft: Draft): object {
  const { seed, size, activation, network = 'vgg16' } = spec;
  const channels = channelsOf(spec);
  return {
    formatVersion: 2,
    architecture: network,
    width: 8 / 512,
    status: 'untrained',
    inputSize: size,
    preprocessSpec: {
      version: 1,
      crop: 'head',
      size,
      channels,
      resize: 'area-bilinear',
      scale: channels.map(() => 4),
      shift: channels.map(() => -2),
    },
    activation,
    layers: draft.layers,
    provenance: {
      data: 'none: random numbers',
      licence: 'MIT',
      attribution: 'none needed',
      codeVersion: 'scripts/model/make-tiny.ts',
      seed,
      trainedOn: 'nothing: the weights are random',
    },
  };
}

/** Writes the export. Golden vectors come from plain loops in double precision, not from tfjs. */
export async function writeRandomExport(spec: RandomExportSpec, folder: string): Promise<void> {
  const random = seededRandom(spec.seed);
  const draft = (spec.twice === true ? twofoldDraft : draftOf)(spec, seededNormal(random));
  const shape = [spec.size, spec.size, channelsOf(spec).length];
  const length = shape.reduce((product, side) => product * side, 1);
  const inputs = Array.from({ length: GOLDEN_INPUTS }, () => ({
    shape,
    data: Float32Array.from({ length }, () => 4 * random() - 2),
  }));
  spreadLogits(draft, inputs);
  const outputs = inputs.map((input) => runReference(draft.layers, draft.arrays, input));
  const golden = (layer: string) => stacked(outputs.flatMap((values) => values.get(layer) ?? []));
  const arrays = new Map([
    ...draft.arrays,
    ['golden_inputs.npy', stacked(inputs)],
    ['golden_logits.npy', golden('logits')],
    ['golden_probabilities.npy', golden('probabilities')],
  ]);
  if (spec.head === 'class-maps') arrays.set('golden_class_maps.npy', golden('class_maps'));
  await mkdir(folder, { recursive: true });
  for (const [file, array] of arrays) await writeFile(join(folder, file), npyBytes(array));
  const text = JSON.stringify(description(spec, draft), null, 1);
  await writeFile(join(folder, 'architecture.json'), `${text}\n`);
}
