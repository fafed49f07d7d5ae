import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { AppError, LABELS, messageOf } from '#base';
import { type PreprocessSpec, parsePreprocessSpec } from '#imaging';
import { type NpyArray, parseNpy } from './npy.ts';

const name = v.pipe(v.string(), v.regex(/^[A-Za-z][\w.-]*$/));
const file = v.pipe(v.string(), v.regex(/^[\w-][\w.-]*\.npy$/));
/** A layer reads the one before it, or the one that `input` names. */
const placed = { name, input: v.exactOptional(name) };
const activation = v.picklist([
  'none',
  'relu',
  'relu6',
  'silu',
  'hardswish',
  'sigmoid',
  'hardsigmoid',
]);
const weighted = { ...placed, kernel: file, bias: file, activation };
const stride = v.picklist([1, 2, 4]);
/** `same` where it is left out. */
const padding = v.exactOptional(v.picklist(['same', 'valid']));
const groups = v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1)));
const positive = v.pipe(v.number(), v.gtValue(0));

const layer = v.variant('op', [
  v.object({ op: v.literal('conv'), ...weighted, stride, padding, groups }),
  v.object({ op: v.literal('depthwise'), ...weighted, stride }),
  v.object({ op: v.literal('add'), ...placed, other: name, activation }),
  v.object({ op: v.literal('squeeze'), ...placed }),
  v.object({ op: v.literal('scale'), ...placed, other: name }),
  v.object({ op: v.literal('concat'), ...placed, others: v.array(name) }),
  v.object({ op: v.literal('avgpool'), ...placed }),
  v.object({ op: v.literal('maxpool'), ...placed, size: v.picklist([2, 3]), padding }),
  v.object({
    op: v.literal('lrn'),
    ...placed,
    radius: v.pipe(v.number(), v.integer(), v.minValue(0)),
    bias: positive,
    alpha: v.pipe(v.number(), v.minValue(0)),
    beta: positive,
  }),
  v.object({ op: v.literal('lse_pool'), ...placed, r: positive }),
  v.object({ op: v.literal('gap'), ...placed }),
  v.object({ op: v.literal('flatten'), ...placed }),
  v.object({ op: v.literal('dense'), ...weighted }),
  v.object({ op: v.literal('sigmoid'), ...placed }),
  v.object({ op: v.literal('softmax'), ...placed }),
]);

const provenance = v.looseObject({
  data: v.optional(v.string(), ''),
  licence: v.optional(v.string(), ''),
  attribution: v.optional(v.string(), ''),
  codeVersion: v.optional(v.string(), ''),
  seed: v.optional(v.nullable(v.number()), null),
  trainedOn: v.optional(v.string(), ''),
  slicesSeen: v.optional(v.nullable(v.number()), null),
});

const architecture = v.object({
  formatVersion: v.literal(
    2,
    'is of another version of training/export.py: export the checkpoint again',
  ),
  architecture: v.string(),
  width: v.pipe(v.number(), v.gtValue(0)),
  status: v.optional(v.picklist(['research', 'untrained']), 'research'),
  inputSize: v.pipe(v.number(), v.integer(), v.minValue(8)),
  preprocessSpec: v.unknown(),
  activation: v.picklist(['sigmoid', 'softmax']),
  outputLabels: v.optional(v.array(v.picklist([...LABELS, 'none']))),
  layers: v.pipe(v.array(layer), v.minLength(2)),
  provenance,
});

/**
 * One step of the exported network, in order. Kernels are HWIO, depthwise ones [height, width, channels, 1], dense matrices [in, out].
 * `squeeze` is the mean over the image, kept as one pixel; `scale` multiplies by such a pixel (squeeze-and-excite).
 * `concat` joins by channels; `avgpool` is the mean over 3 x 3 at stride 1 of what lies within the image.
 * `lrn` divides by (bias + alpha * the squares of `radius` channels on both sides) ** beta (local response normalization).
 * Convolutions and windows of 3 are padded as TensorFlow's SAME pads, or not at all (`valid`); windows of 2 lose an odd edge. Windows
 * move by 2. A convolution in `groups` has kernels of its input's channels by the groups: [h, w, in / groups, out].
 */
export type ExportLayer = v.InferOutput<typeof layer>;

/** What is applied to a layer's sums. */
export type ExportActivation = v.InferOutput<typeof activation>;

/** A training export, read and checked: training/export.py writes it, pack-model takes it. */
export interface TrainingExport {
  readonly architecture: string;
  readonly width: number;
  readonly status: 'research' | 'untrained';
  readonly preprocess: PreprocessSpec;
  readonly activation: 'sigmoid' | 'softmax';
  readonly outputLabels: readonly ((typeof LABELS)[number] | 'none')[];
  readonly layers: readonly ExportLayer[];
  readonly arrays: ReadonlyMap<string, NpyArray>;
  readonly provenance: v.InferOutput<typeof provenance>;
  /** What the training framework computed: inputs [k, S, S, C], and for each probabilities [k, columns]. */
  readonly golden: {
    readonly inputs: NpyArray;
    readonly logits: NpyArray;
    readonly probabilities: NpyArray;
    readonly classMaps: NpyArray | null;
  };
}

async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new AppError('bad-export', `${path}: cannot be read`, { cause });
  }
}

async function parsedArchitecture(path: string) {
  const bytes = await bytesOf(path);
  let raw: unknown;
  try {
    raw = JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw new AppError('bad-export', `${path}: ${messageOf(cause)}`, { cause });
  }
  const parsed = v.safeParse(architecture, raw);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw new AppError('bad-export', `${path}: ${v.getDotPath(issue) ?? ''}: ${issue.message}`);
}

function checkedGolden(
  folder: string,
  arrays: Readonly<Record<'inputs' | 'logits' | 'probabilities', NpyArray>>,
  { size, channels }: PreprocessSpec,
  columns: number,
): void {
  const [count = 0] = arrays.inputs.shape;
  const expected = {
    inputs: [count, size, size, channels.length],
    logits: [count, columns],
    probabilities: [count, columns],
  };
  for (const key of ['inputs', 'logits', 'probabilities'] as const) {
    const { shape } = arrays[key];
    if (count < 1 || shape.join() !== expected[key].join()) {
      throw new AppError(
        'bad-export',
        `${join(folder, `golden_${key}.npy`)}: has the shape [${shape.join(', ')}], not [${expected[key].join(', ')}]`,
      );
    }
  }
}

/** Reads a training export. Throws AppError 'bad-export' or 'bad-npy' that names the file at fault. */
export async function readExport(folder: string): Promise<TrainingExport> {
  const path = join(folder, 'architecture.json');
  const described = await parsedArchitecture(path);
  const preprocess = parsePreprocessSpec(described.preprocessSpec);
  if (preprocess.size !== described.inputSize) {
    throw new AppError('bad-export', `${path}: preprocessSpec.size is not inputSize`);
  }
  const npy = async (fileName: string) => {
    const at = join(folder, fileName);
    return parseNpy(await bytesOf(at), at);
  };
  const arrays = new Map<string, NpyArray>();
  for (const step of described.layers) {
    if (!('kernel' in step)) continue;
    for (const fileName of [step.kernel, step.bias]) arrays.set(fileName, await npy(fileName));
  }
  const types = LABELS.slice(1);
  const outputLabels =
    described.outputLabels ?? (described.activation === 'softmax' ? ['none', ...types] : LABELS);
  const golden = {
    inputs: await npy('golden_inputs.npy'),
    logits: await npy('golden_logits.npy'),
    probabilities: await npy('golden_probabilities.npy'),
  };
  checkedGolden(folder, golden, preprocess, outputLabels.length);
  const mapped = described.layers.some(({ op }) => op === 'lse_pool');
  const classMaps = mapped ? await npy('golden_class_maps.npy') : null;
  return { ...described, preprocess, outputLabels, arrays, golden: { ...golden, classMaps } };
}
