import type { ExportActivation, ExportLayer } from './export-folder.ts';
import type { NpyArray } from './npy.ts';

/** Of how many filters the features are, and what comes after them. */
export interface FeatureSpec {
  /** Filters of the convolutions in each block: 2, 2, 3, 3 and 3 of them. */
  readonly blocks: readonly number[];
  /** As in training/ich/model.py; `fc` has two hidden layers. */
  readonly head: 'class-maps' | 'gap' | 'fc';
  /** vgg16 with the slice's bone window as a fourth channel. */
  readonly bone?: boolean;
}

const CONVOLUTIONS = [2, 2, 3, 3, 3];

/** What a weighted layer says besides its shape. */
interface Said {
  readonly activation: ExportActivation;
  readonly stride?: 1 | 2 | 4;
  readonly input?: string;
  readonly groups?: number;
  readonly padding?: 'valid';
}

/** A layer with that activation. */
export const RELU: Said = { activation: 'relu' };
/** One without any. */
export const PLAIN: Said = { activation: 'none' };

/** The input's channels, as the preprocessing is told. */
export function channelsOf({ bone }: FeatureSpec) {
  const brain = [-1, 0, 1].map((sliceOffset) => ({ sliceOffset, center: 40, width: 120 }));
  return bone === true ? [...brain, { sliceOffset: 0, center: 700, width: 3200 }] : brain;
}

/** The layers of a network as they are written, with random weights. */
export class Draft {
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

function addVgg16(draft: Draft, spec: FeatureSpec): number {
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
export const FEATURES = {
  vgg16: addVgg16,
  'resnet-18': (draft: Draft, { blocks }: FeatureSpec) => addBasicBlocks(draft, blocks),
  'mobilenet-v2': (draft: Draft, { blocks }: FeatureSpec) => addInvertedResiduals(draft, blocks),
  'efficientnet-b0': (draft: Draft, { blocks }: FeatureSpec) =>
    addExcitedResiduals(draft, blocks, 'silu', ['silu', 'sigmoid']),
  alexnet: (draft: Draft, { blocks }: FeatureSpec) => addAlexNet(draft, blocks),
  'alexnet-2012': (draft: Draft, { blocks }: FeatureSpec) => addAlexNet2012(draft, blocks),
  'inception-v3': (draft: Draft, { blocks }: FeatureSpec) => addBranches(draft, blocks),
  'resnet-50': (draft: Draft, { blocks }: FeatureSpec) => addBottleneck(draft, blocks),
  'mobilenet-v3-large': (draft: Draft, { blocks }: FeatureSpec) =>
    addExcitedResiduals(draft, blocks, 'hardswish', ['relu', 'hardsigmoid']),
};
