import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { seededNormal, seededRandom } from '#base';
import type { ExportLayer } from './export-folder.ts';
import { type NpyArray, npyBytes } from './npy.ts';
import { runReference } from './reference-network.ts';

/** A VGG-16 of few filters with random weights, in the layout of a training export. */
export interface RandomExportSpec {
  readonly seed: number;
  readonly size: number;
  /** Filters of the convolutions in each block: 2, 2, 3, 3 and 3 of them. */
  readonly blocks: readonly number[];
  /** As in training/ich/model.py; `fc` has two hidden layers. */
  readonly head: 'class-maps' | 'gap' | 'fc';
  readonly activation: 'sigmoid' | 'softmax';
}

const CONVOLUTIONS = [2, 2, 3, 3, 3];
const GOLDEN_INPUTS = 3;
const HIDDEN = 12;

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
  weighted(op: 'conv' | 'dense', name: string, shape: readonly number[], relu: boolean): void {
    const columns = shape.at(-1) ?? 1;
    const fanIn = shape.reduce((product, size) => product * size, 1) / columns;
    const kernel = this.#array(`${name}_kernel.npy`, shape, Math.sqrt(2 / fanIn));
    const bias = this.#array(`${name}_bias.npy`, [columns], 0.05);
    this.layers.push({ op, name, kernel, bias, relu });
  }
}

function addHead(draft: Draft, { head, activation, size }: RandomExportSpec, depth: number): void {
  if (head === 'class-maps') {
    draft.weighted('conv', 'class_maps', [1, 1, depth, 6], false);
    draft.layers.push({ op: 'lse_pool', name: 'logits', r: 4 });
  } else {
    draft.layers.push({ op: 'maxpool', name: 'block5_pool', size: 2 });
    if (head === 'gap') {
      draft.layers.push({ op: 'gap', name: 'global_average_pool' });
      draft.weighted('dense', 'logits', [depth, 6], false);
    } else {
      const side = size >> 5;
      draft.layers.push({ op: 'flatten', name: 'flatten' });
      draft.weighted('dense', 'fc1', [side * side * depth, HIDDEN], true);
      draft.weighted('dense', 'fc2', [HIDDEN, HIDDEN], true);
      draft.weighted('dense', 'logits', [HIDDEN, 6], false);
    }
  }
  draft.layers.push({ op: activation, name: 'probabilities' });
}

function draftOf(spec: RandomExportSpec, normal: () => number): Draft {
  const draft = new Draft(normal);
  let depth = 3;
  CONVOLUTIONS.forEach((count, block) => {
    const filters = spec.blocks[block] ?? depth;
    for (let index = 1; index <= count; index++) {
      draft.weighted('conv', `block${block + 1}_conv${index}`, [3, 3, depth, filters], true);
      depth = filters;
    }
    if (block < 4) draft.layers.push({ op: 'maxpool', name: `block${block + 1}_pool`, size: 2 });
  });
  addHead(draft, spec, depth);
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

function description({ size, activation }: RandomExportSpec, seed: number, draft: Draft): object {
  return {
    formatVersion: 1,
    architecture: 'vgg16',
    width: 8 / 512,
    status: 'untrained',
    inputSize: size,
    preprocessSpec: {
      version: 1,
      crop: 'head',
      size,
      channels: [-1, 0, 1].map((sliceOffset) => ({ sliceOffset, center: 40, width: 120 })),
      resize: 'area-bilinear',
      scale: [4, 4, 4],
      shift: [-2, -2, -2],
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
  const { size } = spec;
  const inputs = Array.from({ length: GOLDEN_INPUTS }, () => ({
    shape: [size, size, 3],
    data: Float32Array.from({ length: size * size * 3 }, () => 4 * random() - 2),
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
  const text = JSON.stringify(description(spec, spec.seed, draft), null, 1);
  await writeFile(join(folder, 'architecture.json'), `${text}\n`);
}
