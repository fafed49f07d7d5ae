import { AppError } from '#base';
import type { ExportLayer, TrainingExport } from './export-folder.ts';
import { GraphDef } from './graph-def.ts';
import type { NpyArray } from './npy.ts';

/** A graph with the names that the manifest gives. */
export interface BuiltGraph {
  readonly def: GraphDef;
  readonly input: string;
  readonly probabilities: string;
  readonly classMaps: string | null;
  readonly parameters: number;
}

/** The value that the next layer reads: where it is and how large, without the batch. */
interface Value {
  readonly name: string;
  readonly shape: readonly number[];
}

function arrayOf({ arrays }: TrainingExport, file: string, shape: readonly number[]): NpyArray {
  const array = arrays.get(file);
  const fits =
    array?.shape.length === shape.length &&
    shape.every((size, axis) => size === -1 || size === array.shape[axis]);
  if (array !== undefined && fits) return array;
  const wanted = shape.map((size) => (size === -1 ? '?' : size)).join(', ');
  throw new AppError(
    'bad-export',
    `${file}: has the shape [${array?.shape.join(', ')}]; the layer before it needs [${wanted}]`,
  );
}

/** (1/r) log mean exp(r m) over the map, with the maximum taken out first so that exp cannot overflow. */
function logSumExpPool(def: GraphDef, name: string, maps: string, r: number): string {
  const sharpness = def.constant({
    name: `${name}/r`,
    shape: [],
    data: Float32Array.of(r),
  });
  const scaled = def.node(`${name}/scaled`, 'Mul', [maps, sharpness]);
  const highest = def.overImage(`${name}/max`, 'Max', scaled, true);
  const powers = def.node(`${name}/exp`, 'Exp', [
    def.node(`${name}/sub`, 'Sub', [scaled, highest]),
  ]);
  const log = def.node(`${name}/log`, 'Log', [def.overImage(`${name}/mean`, 'Mean', powers, true)]);
  const sum = def.node(`${name}/add`, 'AddV2', [log, highest]);
  const pooled = def.node(`${name}/unscaled`, 'RealDiv', [sum, sharpness]);
  return def.squeezeImage(name, pooled);
}

/** Columns from..from + count of the last axis. */
function columnsOf({ shape, data }: NpyArray, from: number, count: number): NpyArray {
  const width = shape.at(-1) ?? 1;
  const taken = data.filter((_, at) => at % width >= from && at % width < from + count);
  return { shape: [...shape.slice(0, -1), count], data: taken };
}

function weightsOf(
  def: GraphDef,
  source: TrainingExport,
  layer: Extract<ExportLayer, { readonly kernel: string }>,
  shape: readonly number[],
) {
  const kernel = arrayOf(source, layer.kernel, shape);
  const columns = (layer.op === 'depthwise' ? shape[2] : kernel.shape.at(-1)) ?? 0;
  const bias = arrayOf(source, layer.bias, [columns]);
  return {
    columns,
    kernel: def.constant({ name: `${layer.name}/kernel`, ...kernel }),
    bias: def.constant({ name: `${layer.name}/bias`, ...bias }),
  };
}

type ConvStep = Extract<ExportLayer, { readonly op: 'conv' }>;

/** A convolution whose groups of channels don't see each other: no tfjs backend has one, so each is cut out and they are joined. */
function addGroups(
  def: GraphDef,
  source: TrainingExport,
  layer: ConvStep & { readonly groups: number },
  at: Value,
): number {
  const { name, groups } = layer;
  const depth = (at.shape[2] ?? 0) / groups;
  const columns = arrayOf(source, layer.kernel, [-1, -1, -1, -1]).shape[3] ?? 0;
  const count = columns / groups;
  if (!Number.isInteger(depth) || !Number.isInteger(count)) {
    throw new AppError(
      'bad-export',
      `architecture.json: ${name} has ${groups} groups for ${depth * groups} channels and ${columns}`,
    );
  }
  const kernel = arrayOf(source, layer.kernel, [-1, -1, depth, -1]);
  const bias = arrayOf(source, layer.bias, [columns]);
  const parts = Array.from({ length: groups }, (_, group) => {
    const part = `${name}/group${group + 1}`;
    const weights = [
      def.channels(`${part}/channels`, at.name, group * depth, depth),
      ...(['kernel', 'bias'] as const).map((kind) => {
        const own = columnsOf(kind === 'kernel' ? kernel : bias, group * count, count);
        return def.constant({ name: `${part}/${kind}`, ...own });
      }),
    ] as const;
    const [image, filters = '', added = ''] = weights;
    return def.conv('_FusedConv2D', part, [image, filters, added], layer);
  });
  def.concat(name, parts);
  return columns;
}

/** A convolution with its weights, of one filter for all channels, one for each, or of groups. */
function addConv(
  def: GraphDef,
  source: TrainingExport,
  layer: Extract<ExportLayer, { readonly op: 'conv' | 'depthwise' }>,
  at: Value,
): Value {
  const [height = 1, width = 1, depth = 1] = at.shape;
  const { name, op, stride } = layer;
  const sides = arrayOf(source, layer.kernel, [-1, -1, -1, -1]).shape;
  const valid = op === 'conv' && layer.padding === 'valid';
  const side = (length: number, axis: number) =>
    Math.ceil((length - (valid ? (sides[axis] ?? 1) - 1 : 0)) / stride);
  const across = [side(height, 0), side(width, 1)];
  if (Math.min(...across) < 1) {
    throw new AppError('bad-export', `architecture.json: ${name} finds no window in its image`);
  }
  if (op === 'conv' && layer.groups !== undefined && layer.groups > 1) {
    const { groups } = layer;
    return { name, shape: [...across, addGroups(def, source, { ...layer, groups }, at)] };
  }
  const shape = op === 'depthwise' ? [-1, -1, depth, 1] : [-1, -1, depth, -1];
  const { kernel, bias, columns } = weightsOf(def, source, layer, shape);
  const fused = op === 'depthwise' ? 'FusedDepthwiseConv2dNative' : '_FusedConv2D';
  def.conv(fused, name, [at.name, kernel, bias], layer);
  return { name, shape: [...across, columns] };
}

function addMaxPool(
  def: GraphDef,
  { name, size, padding = 'same' }: Extract<ExportLayer, { readonly op: 'maxpool' }>,
  { name: input, shape: [height = 1, width = 1, depth = 1] }: Value,
): Value {
  def.maxPool(name, input, size, padding);
  const whole = size === 2 || padding === 'valid';
  const half = (side: number) => (whole ? (side - size + 2) >> 1 : Math.ceil(side / 2));
  if (Math.min(half(height), half(width)) < 1) {
    throw new AppError('bad-export', `architecture.json: ${name} finds no window in its image`);
  }
  return { name, shape: [half(height), half(width), depth] };
}

function addSum(
  def: GraphDef,
  { name, activation }: Extract<ExportLayer, { readonly op: 'add' }>,
  at: Value,
  other: Value,
): Value {
  if (at.shape.join() !== other.shape.join()) {
    throw new AppError(
      'bad-export',
      `architecture.json: ${name} adds [${at.shape.join(', ')}] and [${other.shape.join(', ')}]`,
    );
  }
  def.add(name, [at.name, other.name], activation);
  return { name, shape: at.shape };
}

/** Images of one size, joined by channels. */
function addConcat(def: GraphDef, name: string, values: readonly Value[]): Value {
  const sides = values.map(({ shape }) => shape.slice(0, 2).join(' x '));
  if (new Set(sides).size > 1) {
    throw new AppError('bad-export', `architecture.json: ${name} joins ${sides.join(', ')}`);
  }
  def.concat(
    name,
    values.map((value) => value.name),
  );
  const channels = values.reduce((sum, { shape }) => sum + (shape[2] ?? 0), 0);
  return { name, shape: [...(values[0]?.shape.slice(0, 2) ?? []), channels] };
}

/** An image times one number a channel. */
function addScale(def: GraphDef, name: string, at: Value, other: Value): Value {
  const depth = at.shape.at(-1);
  if (other.shape.join() !== [1, 1, depth].join()) {
    throw new AppError(
      'bad-export',
      `architecture.json: ${name} scales [${at.shape.join(', ')}] by [${other.shape.join(', ')}]`,
    );
  }
  return { name: def.node(name, 'Mul', [at.name, other.name]), shape: at.shape };
}

function addLayer(
  def: GraphDef,
  source: TrainingExport,
  layer: ExportLayer,
  at: Value,
  valueNamed: (name: string) => Value,
): Value {
  const [height = 1, width = 1, depth = 1] = at.shape;
  const { name } = layer;
  switch (layer.op) {
    case 'conv':
    case 'depthwise':
      return addConv(def, source, layer, at);
    case 'add':
      return addSum(def, layer, at, valueNamed(layer.other));
    case 'concat':
      return addConcat(def, name, [at, ...layer.others.map(valueNamed)]);
    case 'avgpool':
      return { name: def.averagePool(name, at.name), shape: at.shape };
    case 'squeeze':
      return { name: def.overImage(name, 'Mean', at.name, true), shape: [1, 1, depth] };
    case 'scale':
      return addScale(def, name, at, valueNamed(layer.other));
    case 'dense': {
      const { kernel, bias, columns } = weightsOf(def, source, layer, [at.shape[0] ?? 0, -1]);
      def.dense(name, [at.name, kernel, bias], layer.activation);
      return { name, shape: [columns] };
    }
    case 'maxpool':
      return addMaxPool(def, layer, at);
    case 'lrn':
      return { name: def.responseNorm(name, at.name, layer), shape: at.shape };
    case 'lse_pool':
      return { name: logSumExpPool(def, name, at.name, layer.r), shape: [depth] };
    case 'gap':
      return { name: def.overImage(name, 'Mean', at.name, false), shape: [depth] };
    case 'flatten':
      def.flatten(name, at.name, height * width * depth);
      return { name, shape: [height * width * depth] };
    case 'sigmoid':
      return { name: def.node(name, 'Sigmoid', [at.name]), shape: at.shape };
    case 'softmax':
      return { name: def.node(name, 'Softmax', [at.name]), shape: at.shape };
  }
}

/** Turns an export into a tfjs graph. Throws AppError 'bad-export' where two layers do not fit each other. */
export function buildGraph(source: TrainingExport): BuiltGraph {
  const def = new GraphDef();
  const { size, channels } = source.preprocess;
  const input = def.input('input', [size, size, channels.length]);
  let at: Value = { name: input, shape: [size, size, channels.length] };
  let pooled: string | null = null;
  const values = new Map<string, Value>([[input, at]]);
  const valueNamed = (name: string): Value => {
    const value = values.get(name);
    if (value !== undefined) return value;
    throw new AppError(
      'bad-export',
      `architecture.json: no layer ${name} stands before its reader`,
    );
  };
  for (const layer of source.layers) {
    if (layer.input !== undefined) at = valueNamed(layer.input);
    if (layer.op === 'lse_pool') pooled = at.name;
    at = addLayer(def, source, layer, at, valueNamed);
    values.set(layer.name, at);
  }
  if (at.shape.length !== 1 || at.shape[0] !== source.outputLabels.length) {
    throw new AppError(
      'bad-export',
      `architecture.json: the network ends with [${at.shape.join(', ')}], not with ${source.outputLabels.length} outputs`,
    );
  }
  // Where several maps are pooled, their mean has this name (training/ich/mean_graph.py).
  const classMaps = values.get('class_maps')?.name ?? pooled;
  const parameters = [...source.arrays.values()].reduce((sum, { data }) => sum + data.length, 0);
  return { def, input, probabilities: at.name, classMaps, parameters };
}
