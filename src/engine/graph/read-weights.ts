import { AppError } from '#base';
import { halvesToFloats } from './half-float.ts';
import { type Levels, sizeOf, type Tensor } from './tensor.ts';

interface Quantization {
  readonly dtype: string;
  readonly scale: number;
  readonly min: number;
  /** int8: the name of the constant that holds a step for each output channel, and the step of the image's levels. */
  readonly steps: unknown;
  readonly inputStep: unknown;
}

interface WeightSpec {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly quantization: Quantization | null;
}

type Fields = Readonly<Record<string, unknown>>;

/** Bytes of a number, by the type that it is stored as. */
export const STORED_BYTES: Readonly<Record<string, number>> = {
  float32: 4,
  int32: 4,
  float16: 2,
  uint16: 2,
  uint8: 1,
  int8: 1,
  bool: 1,
};

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function malformed(what: string): AppError {
  return new AppError('model-weights', `The weights do not fit model.json: ${what}.`);
}

function isSize(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function parseQuantization(raw: unknown): Quantization | null {
  if (!isFields(raw) || typeof raw.dtype !== 'string') return null;
  const { dtype, steps, inputStep } = raw;
  return { dtype, scale: Number(raw.scale ?? 1), min: Number(raw.min ?? 0), steps, inputStep };
}

function parseSpec(raw: unknown): WeightSpec {
  if (!isFields(raw) || typeof raw.name !== 'string' || typeof raw.dtype !== 'string') {
    throw malformed('an entry has no name or type');
  }
  const { name, dtype, shape, quantization } = raw;
  if (!Array.isArray(shape) || !shape.every(isSize)) throw malformed(`${name} has no valid shape`);
  return { name, dtype, shape, quantization: parseQuantization(quantization) };
}

function parseSpecs(modelJson: unknown): readonly WeightSpec[] {
  const groups = isFields(modelJson) ? modelJson.weightsManifest : undefined;
  if (!Array.isArray(groups)) throw malformed('there is no weightsManifest');
  return groups.flatMap((group: unknown) => {
    if (!isFields(group) || !Array.isArray(group.weights)) throw malformed('a group is empty');
    return group.weights.map(parseSpec);
  });
}

function dequantize(stored: Uint8Array | Uint16Array, { scale, min }: Quantization): Float32Array {
  const floats = new Float32Array(stored.length);
  for (let i = 0; i < stored.length; i++) floats[i] = (stored[i] ?? 0) * scale + min;
  return floats;
}

function toFloats(bytes: ArrayBuffer, { name, dtype, quantization }: WeightSpec): Float32Array {
  const stored = quantization?.dtype ?? dtype;
  if (stored === 'float32') return new Float32Array(bytes);
  if (stored === 'float16') return halvesToFloats(new Uint16Array(bytes));
  if (quantization !== null && stored === 'uint8') {
    return dequantize(new Uint8Array(bytes), quantization);
  }
  if (quantization !== null && stored === 'uint16') {
    return dequantize(new Uint16Array(bytes), quantization);
  }
  if (quantization !== null && stored === 'int8') return new Float32Array(new Int8Array(bytes));
  if (stored === 'int32') return Float32Array.from(new Int32Array(bytes));
  if (stored === 'bool') return Float32Array.from(new Uint8Array(bytes));
  throw malformed(`${name} has the unknown type ${stored}`);
}

const isStep = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value > 0;

/** The levels of int8 filters, whose tensor holds them as they are. */
function levelsOf(
  { name, shape, quantization }: WeightSpec,
  { data }: Tensor,
  tensors: ReadonlyMap<string, Tensor>,
): Levels {
  const inputStep = quantization?.inputStep;
  if (!isStep(inputStep)) {
    throw malformed(`${name} has no step for its input's levels (inputStep): it is not calibrated`);
  }
  const steps = tensors.get(String(quantization?.steps))?.data;
  if (steps === undefined) throw malformed(`the steps of ${name} are missing`);
  if (shape.length !== 4 || steps.length !== shape.at(-1)) {
    throw malformed(`${name} has the shape [${shape.join(', ')}] and ${steps.length} steps`);
  }
  const bad = steps.findIndex((step) => !isStep(step));
  if (bad >= 0) throw malformed(`${name}: the step of channel ${bad} is ${steps[bad]}`);
  const codes = new Int8Array(data);
  if (codes.includes(-128)) throw malformed(`${name} holds -128, which is no level`);
  return { codes, steps, inputStep };
}

/** Int8 filters as numbers, with their levels beside. */
function withLevels(
  spec: WeightSpec,
  tensor: Tensor,
  tensors: ReadonlyMap<string, Tensor>,
): Tensor {
  const levels = levelsOf(spec, tensor, tensors);
  const { codes, steps } = levels;
  const data = new Float32Array(codes);
  for (let at = 0; at < data.length; at++) {
    data[at] = (data[at] ?? 0) * (steps[at % steps.length] ?? 0);
  }
  return { shape: tensor.shape, data, levels };
}

/**
 * The constants of a tfjs graph model as float32, by name: whole, half (float16) and quantized (uint8, uint16: value *
 * scale + min; int8, our own: value * the step of the output channel). Throws AppError 'model-weights' unless the bytes are exactly those that weightsManifest describes.
 */
export function readWeights(modelJson: unknown, weights: ArrayBuffer): ReadonlyMap<string, Tensor> {
  const tensors = new Map<string, Tensor>();
  const specs = parseSpecs(modelJson);
  let at = 0;
  for (const spec of specs) {
    const each = STORED_BYTES[spec.quantization?.dtype ?? spec.dtype];
    if (each === undefined) throw malformed(`${spec.name} has the unknown type ${spec.dtype}`);
    const end = at + each * sizeOf(spec.shape);
    if (end > weights.byteLength) {
      throw malformed(`${spec.name} ends at byte ${end}, the file at ${weights.byteLength}`);
    }
    tensors.set(spec.name, { shape: spec.shape, data: toFloats(weights.slice(at, end), spec) });
    at = end;
  }
  if (at !== weights.byteLength) throw malformed(`${weights.byteLength - at} bytes are left over`);
  for (const spec of specs) {
    const tensor = tensors.get(spec.name);
    if (spec.quantization?.dtype !== 'int8' || tensor === undefined) continue;
    tensors.set(spec.name, withLevels(spec, tensor, tensors));
  }
  return tensors;
}
