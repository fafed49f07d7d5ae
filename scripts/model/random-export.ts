import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { seededNormal, seededRandom } from '#base';
import type { ExportActivation, ExportLayer } from './export-folder.ts';
import { type NpyArray, npyBytes } from './npy.ts';
import { runReference } from './reference-network.ts';

/** A network of few filters with random weights, in the layout of a training export. */
export interface RandomExportSpec {
  readonly seed: number;
  readonly size: number;
  /** Filters of the convolutions in each block: 2, 2, 3, 3 and 3 of them. */
  readonly blocks: readonly number[];
  /** As in training/ich/model.py; `fc` has two hidden layers. */
  readonly head: 'class-maps' | 'gap' | 'fc';
  readonly activation: 'sigmoid' | 'softmax';
  /** What the features are made of, vgg16 where it is left out; the others have a stem and a few blocks of that kind. */
  readonly network?: keyof typeof FEATURES;
  /** vgg16 with the slice's bone window as a fourth channel. */
  readonly bone?: boolean;
}

const CONVOLUTIONS = [2, 2, 3, 3, 3];
const GOLDEN_INPUTS = 3;
const HIDDEN = 12;

/** What a weighted layer says besides its shape. */
interface Said {
  readonly activation: ExportActivation;
  readonly stride?: 1 | 2 | 4;
  readonly input?: string;
  readonly groups?: number;
  readonly padding?: 'valid';
}

const RELU: Said = { activation: 'relu' };
const PLAIN: Said = { activation: 'none' };

function channelsOf({ bone }: RandomExportSpec) {
  const brain = [-1, 0, 1].map((sliceOffset) => ({ sliceOffset, center: 40, width: 120 }));
  return bone === true ? [...brain, { sliceOffset: 0, center: 700, width: 3200 }] : brain;
}

class Draft {
  readonly layers: ExportLayer[] = [];
  readonly arrays = new Map<string, NpyArray>();
  readonly #normal: () => number;

  constructor(normal: () => number) {
    this.#normal = normal;
  }

  #array(file: string, shape: readonly number[], scale: number): string {
    const length = shape.reduce((product, size) => product * size, 1);
    const data = Float32Array.from({ length }, () => scale * this.#normal());
    this.arrays.set(file, { shape, data });
    return file;
  }

  /** He initialization, so that activations neither vanish nor grow. */
  weighted(
    op: 'conv' | 'depthwise' | 'dense',
    name: string,
    shape: readonly number[],
    { stride = 1, ...said }: Said,
  ): void {
    const columns = (op === 'depthwise' ? shape[2] : shape.at(-1)) ?? 1;
    const fanIn = shape.reduce((product, size) => product * size, 1) / columns;
    const kernel = this.#array(`${name}_kernel.npy`, shape, Math.sqrt(2 / fanIn));
    const bias = this.#array(`${name}_bias.npy`, [columns], 0.05);
    const layer = { name, kernel, bias, ...said };
    this.layers.push(op === 'dense' ? { op, ...layer } : { op, ...layer, stride });
  }
}

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

/** A 7 x 7 stem, a 3 x 3 pool and two basic blocks, the second of stride 2 with a 1 x 1 convolution over it. */
function addBasicBlocks(draft: Draft, [filters = 4]: readonly number[]): number {
  draft.weighted('conv', 'stem', [7, 7, 3, filters], { ...RELU, stride: 2 });
  draft.layers.push({ op: 'maxpool', name: 'stem_pool', size: 3 });
  const sum = (input: string, other: string) =>
    draft.layers.push({ op: 'add', name: `${input}_sum`, input, other, activation: 'relu' });
  draft.weighted('conv', 'a1', [3, 3, filters, filters], RELU);
  draft.weighted('conv', 'a2', [3, 3, filters, filters], PLAIN);
  sum('a2', 'stem_pool');
  const [input, wide] = ['a2_sum', 2 * filters];
  draft.weighted('conv', 'b1', [3, 3, filters, wide], { ...RELU, stride: 2 });
  draft.weighted('conv', 'b2', [3, 3, wide, wide], PLAIN);
  draft.weighted('conv', 'over', [1, 1, filters, wide], { ...PLAIN, stride: 2, input });
  sum('b2', 'over');
  return wide;
}

/** A stem and two inverted residuals, the first of stride 2, the second with a sum over it. */
function addInvertedResiduals(draft: Draft, [filters = 4]: readonly number[]): number {
  const clipped: Said = { activation: 'relu6' };
  const wide = 6 * filters;
  draft.weighted('conv', 'stem', [3, 3, 3, filters], { ...clipped, stride: 2 });
  draft.weighted('conv', 'a_expand', [1, 1, filters, wide], clipped);
  draft.weighted('depthwise', 'a_each', [3, 3, wide, 1], { ...clipped, stride: 2 });
  draft.weighted('conv', 'a_project', [1, 1, wide, filters], PLAIN);
  draft.weighted('conv', 'b_expand', [1, 1, filters, wide], clipped);
  draft.weighted('depthwise', 'b_each', [3, 3, wide, 1], clipped);
  draft.weighted('conv', 'b_project', [1, 1, wide, filters], PLAIN);
  draft.layers.push({ op: 'add', name: 'b_sum', other: 'a_project', activation: 'none' });
  return filters;
}

function addVgg16(draft: Draft, spec: RandomExportSpec): number {
  let depth = channelsOf(spec).length;
  CONVOLUTIONS.forEach((count, block) => {
    const filters = spec.blocks[block] ?? depth;
    for (let index = 1; index <= count; index++) {
      draft.weighted('conv', `block${block + 1}_conv${index}`, [3, 3, depth, filters], RELU);
      depth = filters;
    }
    if (block < 4) draft.layers.push({ op: 'maxpool', name: `block${block + 1}_pool`, size: 2 });
  });
  if (spec.head !== 'class-maps')
    draft.layers.push({ op: 'maxpool', name: 'block5_pool', size: 2 });
  return depth;
}

/** Squeeze-and-excite of what was written last. */
function addExcite(
  draft: Draft,
  name: string,
  depth: number,
  [activation, gate]: readonly [ExportActivation, ExportActivation],
): void {
  const input = draft.layers.at(-1)?.name ?? '';
  const inside = Math.max(1, depth >> 2);
  draft.layers.push({ op: 'squeeze', name: `${name}_squeeze` });
  draft.weighted('conv', `${name}_reduce`, [1, 1, depth, inside], { activation });
  draft.weighted('conv', `${name}_expand`, [1, 1, inside, depth], { activation: gate });
  draft.layers.push({ op: 'scale', name, input, other: `${name}_expand` });
}

/** A stem and two inverted residuals with squeeze-and-excite, 3 x 3 of stride 1 and 5 x 5 of stride 2, then one with a sum over it. */
function addExcitedResiduals(
  draft: Draft,
  [filters = 4]: readonly number[],
  activation: ExportActivation,
  gates: readonly [ExportActivation, ExportActivation],
): number {
  const said: Said = { activation };
  const wide = 3 * filters;
  draft.weighted('conv', 'stem', [3, 3, 3, filters], { ...said, stride: 2 });
  draft.weighted('depthwise', 'a_each', [3, 3, filters, 1], said);
  addExcite(draft, 'a_excite', filters, gates);
  draft.weighted('conv', 'a_project', [1, 1, filters, filters], PLAIN);
  for (const [name, stride] of [
    ['b', 2],
    ['c', 1],
  ] as const) {
    draft.weighted('conv', `${name}_expand`, [1, 1, filters, wide], said);
    draft.weighted('depthwise', `${name}_each`, [5, 5, wide, 1], { ...said, stride });
    addExcite(draft, `${name}_excite`, wide, gates);
    draft.weighted('conv', `${name}_project`, [1, 1, wide, filters], PLAIN);
  }
  draft.layers.push({ op: 'add', name: 'c_sum', other: 'b_project', activation: 'none' });
  draft.weighted('conv', 'last', [1, 1, filters, wide], said);
  return wide;
}

/** 11 x 11 of stride 4, 5 x 5 and 3 x 3, with 3 x 3 pools between. */
function addAlexNet(draft: Draft, [filters = 4]: readonly number[]): number {
  draft.weighted('conv', 'conv1', [11, 11, 3, filters], { ...RELU, stride: 4 });
  draft.layers.push({ op: 'maxpool', name: 'pool1', size: 3 });
  draft.weighted('conv', 'conv2', [5, 5, filters, 2 * filters], RELU);
  draft.layers.push({ op: 'maxpool', name: 'pool2', size: 3 });
  draft.weighted('conv', 'conv3', [3, 3, 2 * filters, 3 * filters], RELU);
  return 3 * filters;
}

/** As published: 11 x 11 of stride 4, convolutions in halves, response normalization, pools that overlap, nothing padded but the rest. */
function addAlexNet2012(draft: Draft, [filters = 4]: readonly number[]): number {
  const wide = 2 * filters;
  const norm = (name: string) =>
    draft.layers.push({ op: 'lrn', name, radius: 2, bias: 2, alpha: 0.05, beta: 0.75 });
  draft.weighted('conv', 'conv1', [11, 11, 3, wide], { ...RELU, stride: 4, padding: 'valid' });
  norm('norm1');
  draft.layers.push({ op: 'maxpool', name: 'pool1', size: 3, padding: 'valid' });
  draft.weighted('conv', 'conv2', [5, 5, filters, 2 * wide], { ...RELU, groups: 2 });
  norm('norm2');
  draft.weighted('conv', 'conv3', [3, 3, 2 * wide, 2 * wide], RELU);
  draft.weighted('conv', 'conv4', [3, 3, wide, wide], { ...RELU, groups: 2 });
  return wide;
}

/** A bottleneck of stride 2 in its first 1 x 1, with a 1 x 1 convolution over it. */
function addBottleneck(draft: Draft, [filters = 4]: readonly number[]): number {
  const wide = 4 * filters;
  draft.weighted('conv', 'stem', [7, 7, 3, filters], { ...RELU, stride: 2 });
  draft.weighted('conv', 'a1', [1, 1, filters, filters], { ...RELU, stride: 2 });
  draft.weighted('conv', 'a2', [3, 3, filters, filters], RELU);
  draft.weighted('conv', 'a3', [1, 1, filters, wide], PLAIN);
  draft.weighted('conv', 'over', [1, 1, filters, wide], { ...PLAIN, stride: 2, input: 'stem' });
  draft.layers.push({ op: 'add', name: 'sum', input: 'a3', other: 'over', activation: 'relu' });
  return wide;
}

/** Branches of 1 x 1, of 1 x 7 with 7 x 1, of 3 x 3 at several depths, and of an average, joined twice, the second time halved. */
function addBranches(draft: Draft, [filters = 4]: readonly number[]): number {
  draft.weighted('conv', 'stem', [3, 3, 3, filters], { ...RELU, stride: 2 });
  draft.weighted('conv', 'a', [1, 1, filters, 3], RELU);
  draft.weighted('conv', 'b1', [1, 1, filters, 4], { ...RELU, input: 'stem' });
  draft.weighted('conv', 'b2', [1, 7, 4, 4], RELU);
  draft.weighted('conv', 'b3', [7, 1, 4, 8], RELU);
  draft.layers.push({ op: 'avgpool', name: 'c1', input: 'stem' });
  draft.weighted('conv', 'c2', [1, 1, filters, 2], RELU);
  draft.layers.push({ op: 'concat', name: 'join', input: 'a', others: ['b3', 'c2'] });
  draft.weighted('conv', 'd', [3, 3, 13, 5], { ...RELU, stride: 2 });
  draft.layers.push({ op: 'maxpool', name: 'e', input: 'join', size: 3 });
  draft.layers.push({ op: 'concat', name: 'reduced', input: 'd', others: ['e'] });
  draft.weighted('conv', 'last', [1, 1, 18, 3 * filters], RELU);
  return 3 * filters;
}

/** What each architecture's features are made of; each gives its channels. */
const FEATURES = {
  vgg16: addVgg16,
  'resnet-18': (draft: Draft, { blocks }: RandomExportSpec) => addBasicBlocks(draft, blocks),
  'mobilenet-v2': (draft: Draft, { blocks }: RandomExportSpec) =>
    addInvertedResiduals(draft, blocks),
  'efficientnet-b0': (draft: Draft, { blocks }: RandomExportSpec) =>
    addExcitedResiduals(draft, blocks, 'silu', ['silu', 'sigmoid']),
  alexnet: (draft: Draft, { blocks }: RandomExportSpec) => addAlexNet(draft, blocks),
  'alexnet-2012': (draft: Draft, { blocks }: RandomExportSpec) => addAlexNet2012(draft, blocks),
  'inception-v3': (draft: Draft, { blocks }: RandomExportSpec) => addBranches(draft, blocks),
  'resnet-50': (draft: Draft, { blocks }: RandomExportSpec) => addBottleneck(draft, blocks),
  'mobilenet-v3-large': (draft: Draft, { blocks }: RandomExportSpec) =>
    addExcitedResiduals(draft, blocks, 'hardswish', ['relu', 'hardsigmoid']),
};

function draftOf(spec: RandomExportSpec, normal: () => number): Draft {
  const draft = new Draft(normal);
  addHead(draft, spec, FEATURES[spec.network ?? 'vgg16'](draft, spec));
  return draft;
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
  const draft = draftOf(spec, seededNormal(random));
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
