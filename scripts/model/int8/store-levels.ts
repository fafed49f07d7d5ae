import { AppError, isRecord } from '#base';
import { STORED_BYTES } from '../../../src/engine/graph/read-weights.ts';
import type { Levels } from '../../../src/engine/graph/tensor.ts';

interface Entry {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly quantization?: object;
}

interface Part {
  readonly entry: Entry;
  readonly bytes: Uint8Array;
}

const MAX_SHARD_BYTES = 4 * 1024 * 1024;

/** A model.json, as far as its weights go, that the package's loader has checked already. */
interface ModelJson {
  readonly weightsManifest: readonly { readonly weights: readonly Entry[] }[];
}

function isModelJson(value: unknown): value is ModelJson {
  return isRecord(value) && Array.isArray(value.weightsManifest);
}

/** The stored form of each constant, as it lies in the joined weights. */
function partsOf(json: ModelJson, weights: ArrayBuffer): readonly Part[] {
  let at = 0;
  return json.weightsManifest
    .flatMap((group) => group.weights)
    .map((entry) => {
      const { quantization } = entry;
      const stored = isRecord(quantization) ? String(quantization.dtype) : entry.dtype;
      if (stored === 'int8') throw new AppError('quantized', 'The package is quantized already.');
      const size = entry.shape.reduce((product, length) => product * length, 1);
      const from = at;
      at += size * (STORED_BYTES[stored] ?? 0);
      return { entry, bytes: new Uint8Array(weights, from, at - from) };
    });
}

function int8Parts({ entry: { name, shape } }: Part, levels: Levels): readonly Part[] {
  const steps = `${name}/steps`;
  const { codes, inputStep } = levels;
  const quantization = { dtype: 'int8', steps, inputStep, original_dtype: 'float32' };
  return [
    { entry: { name, shape, dtype: 'float32', quantization }, bytes: new Uint8Array(codes.buffer) },
    {
      entry: { name: steps, shape: [levels.steps.length], dtype: 'float32' },
      bytes: new Uint8Array(levels.steps.buffer),
    },
  ];
}

/**
 * model.json and its shards with some filters as int8, by the names of their constants. Throws AppError 'quantized' where the
 * package has such filters already, or one of the constants is computed in the graph.
 */
export function storeLevels(
  topology: unknown,
  weights: ArrayBuffer,
  levels: ReadonlyMap<string, Levels>,
): { readonly modelJson: object; readonly shards: ReadonlyMap<string, Uint8Array> } {
  if (!isModelJson(topology)) throw new AppError('model-weights', 'There is no weightsManifest.');
  const parts = partsOf(topology, weights);
  const names = new Set(parts.map(({ entry }) => entry.name));
  const missing = [...levels.keys()].find((name) => !names.has(name));
  if (missing !== undefined) {
    throw new AppError(
      'quantized',
      `${missing} is not stored but computed in the graph: pack the model with f16 or f32 weights.`,
    );
  }
  const stored = parts.flatMap((part) => {
    const found = levels.get(part.entry.name);
    return found === undefined ? [part] : int8Parts(part, found);
  });
  const bytes = Buffer.concat(stored.map((part) => part.bytes));
  const count = Math.ceil(bytes.length / MAX_SHARD_BYTES);
  const shards = new Map(
    Array.from({ length: count }, (_, index) => [
      `weights-${index + 1}of${count}.bin`,
      new Uint8Array(bytes.subarray(index * MAX_SHARD_BYTES, (index + 1) * MAX_SHARD_BYTES)),
    ]),
  );
  const entries = stored.map(({ entry }) => entry);
  const modelJson = {
    ...topology,
    weightsManifest: [{ paths: [...shards.keys()], weights: entries }],
  };
  return { modelJson, shards };
}
