import * as v from 'valibot';
import { AppError } from '#base';

const weightsManifest = v.object({
  weightsManifest: v.array(
    v.object({
      paths: v.array(v.string()),
      weights: v.array(
        v.looseObject({
          name: v.string(),
          shape: v.array(v.pipe(v.number(), v.integer(), v.minValue(0))),
          dtype: v.string(),
          quantization: v.optional(v.looseObject({ dtype: v.string() })),
        }),
      ),
    }),
  ),
});

/** The entries of weightsManifest, as far as this program reads them. */
export type WeightsManifest = v.InferOutput<typeof weightsManifest>['weightsManifest'];

const BYTES_OF: Readonly<Record<string, number>> = {
  float32: 4,
  float16: 2,
  int32: 4,
  uint16: 2,
  uint8: 1,
  int8: 1,
  bool: 1,
};

/** The weightsManifest of a tfjs graph model's model.json. Throws AppError 'model-weights'. */
function parseWeightsManifest(topology: unknown): WeightsManifest {
  const parsed = v.safeParse(weightsManifest, topology);
  if (parsed.success) return parsed.output.weightsManifest;
  throw new AppError('model-weights', 'model.json has no valid weightsManifest.');
}

function expectedBytes(groups: WeightsManifest): number {
  let total = 0;
  for (const weight of groups.flatMap((group) => group.weights)) {
    const each = BYTES_OF[weight.quantization?.dtype ?? weight.dtype];
    if (each === undefined) {
      throw new AppError('model-weights', `${weight.name} has the unknown type ${weight.dtype}.`);
    }
    total += each * weight.shape.reduce((product, size) => product * size, 1);
  }
  return total;
}

/** Whether filters are stored as int8 levels, which our own WASM engine alone computes with. Throws AppError 'model-weights'. */
export const storesLevels = (topology: unknown): boolean =>
  parseWeightsManifest(topology)
    .flatMap(({ weights }) => weights)
    .some(({ quantization }) => quantization?.dtype === 'int8');

/** How a stored float is told to be none: all bits of its exponent are set. */
const EXPONENT: Readonly<Record<string, number>> = { float32: 0x7f800000, float16: 0x7c00 };

/**
 * Throws AppError 'model-weights' where a stored float is no finite number. Engines may pass over it (a maximum with 0 makes 0 of it), so that
 * a damaged network goes on giving numbers, and golden vectors need not meet the channel where it lies.
 */
function refuseNotFinite(groups: WeightsManifest, joined: ArrayBuffer): void {
  const view = new DataView(joined);
  let start = 0;
  for (const { name, shape, dtype, quantization } of groups.flatMap(({ weights }) => weights)) {
    const stored = quantization?.dtype ?? dtype;
    const each = BYTES_OF[stored] ?? 0;
    const end = start + each * shape.reduce((product, size) => product * size, 1);
    const exponent = EXPONENT[stored];
    for (let at = start; exponent !== undefined && at < end; at += each) {
      const bits = each === 4 ? view.getUint32(at, true) : view.getUint16(at, true);
      if ((bits & exponent) !== exponent) continue;
      throw new AppError(
        'model-weights',
        `${name} holds a value that is no finite number: the weights are damaged.`,
      );
    }
    start = end;
  }
}

/** All shards behind one another, in the order of weightsManifest, as tfjs and our own engines expect them. Throws AppError 'model-weights'. */
export function joinWeights(topology: unknown, file: (path: string) => Uint8Array): ArrayBuffer {
  const groups = parseWeightsManifest(topology);
  const shards = groups.flatMap((group) => group.paths).map(file);
  const length = shards.reduce((sum, shard) => sum + shard.length, 0);
  if (length !== expectedBytes(groups)) {
    throw new AppError(
      'model-weights',
      `The shards hold ${length} bytes; model.json describes ${expectedBytes(groups)}.`,
    );
  }
  const joined = new Uint8Array(length);
  let at = 0;
  for (const shard of shards) {
    joined.set(shard, at);
    at += shard.length;
  }
  refuseNotFinite(groups, joined.buffer);
  return joined.buffer;
}
