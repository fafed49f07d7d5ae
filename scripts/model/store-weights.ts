import { AppError } from '#base';
import { floatToHalf } from '../../src/engine/graph/half-float.ts';
import type { GraphWeight } from './graph-def.ts';

/** How large matrices are stored: whole, half precision, or 8 bits with a scale for each output channel. */
export type WeightStore = 'f32' | 'f16' | 'u8-per-channel';

/** An entry of weightsManifest. */
interface WeightEntry {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'int32';
  readonly quantization?: object;
}

/** A graph with its weights as files. */
export interface StoredModel {
  readonly modelJson: object;
  readonly shards: ReadonlyMap<string, Uint8Array>;
}

const MAX_SHARD_BYTES = 4 * 1024 * 1024;

interface Stored {
  readonly entries: readonly WeightEntry[];
  readonly parts: readonly Uint8Array[];
  /** Nodes that make the weight of what is stored; null where the constant is the weight. */
  readonly decode: readonly object[] | null;
}

const plain = ({ name, shape, data }: GraphWeight): Stored => ({
  entries: [{ name, shape, dtype: data instanceof Int32Array ? 'int32' : 'float32' }],
  parts: [new Uint8Array(data.buffer, data.byteOffset, data.byteLength)],
  decode: null,
});

function half({ name, shape, data }: GraphWeight): Stored {
  const halves = Uint16Array.from(data, floatToHalf);
  if (halves.some((value) => (value & 0x7fff) >= 0x7c00)) {
    throw new AppError('weight-range', `${name} holds numbers beyond half precision: use f32.`);
  }
  const quantization = { dtype: 'float16', original_dtype: 'float32' };
  return {
    entries: [{ name, shape, dtype: 'float32', quantization }],
    parts: [new Uint8Array(halves.buffer)],
    decode: null,
  };
}

/** Symmetric 8 bits: each output channel divided by its largest number, multiplied back by one Mul in the graph. */
function perChannel({ name, shape, data }: GraphWeight): Stored {
  const channels = shape.at(-1) ?? 1;
  const scales = new Float32Array(channels);
  data.forEach((value, index) => {
    scales[index % channels] = Math.max(scales[index % channels] ?? 0, Math.abs(value));
  });
  const step = 2 / 254;
  const codes = Uint8Array.from(data, (value, index) => {
    const scale = scales[index % channels] ?? 0;
    return scale === 0 ? 127 : Math.round((value / scale + 1) / step);
  });
  const quantization = { dtype: 'uint8', min: -1, scale: step, original_dtype: 'float32' };
  const codeName = `${name}/codes`;
  const scaleName = `${name}/scales`;
  const constant = (of: string, size: readonly number[]) => ({
    name: of,
    op: 'Const',
    attr: {
      dtype: { type: 'DT_FLOAT' },
      value: {
        tensor: {
          dtype: 'DT_FLOAT',
          tensorShape: { dim: size.map((length) => ({ size: String(length) })) },
        },
      },
    },
  });
  return {
    entries: [
      { name: codeName, shape, dtype: 'float32', quantization },
      { name: scaleName, shape: [channels], dtype: 'float32' },
    ],
    parts: [codes, new Uint8Array(scales.buffer)],
    decode: [
      constant(codeName, shape),
      constant(scaleName, [channels]),
      { name, op: 'Mul', input: [codeName, scaleName], attr: { T: { type: 'DT_FLOAT' } } },
    ],
  };
}

function storedAs(weight: GraphWeight, store: WeightStore): Stored {
  const large = weight.data instanceof Float32Array && weight.shape.length >= 2;
  if (!large || store === 'f32') return plain(weight);
  return store === 'f16' ? half(weight) : perChannel(weight);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** Writes model.json's content and the shards (at most 4 MiB each) for a graph. */
export function storeModel(
  def: { readonly nodes: readonly unknown[]; readonly weights: readonly GraphWeight[] },
  store: WeightStore,
): StoredModel {
  const stored = new Map(def.weights.map((weight) => [weight.name, storedAs(weight, store)]));
  const nodes = def.nodes.flatMap((node) => {
    const name = typeof node === 'object' && node !== null && 'name' in node ? node.name : null;
    return (typeof name === 'string' ? stored.get(name)?.decode : null) ?? [node];
  });
  const bytes = joined([...stored.values()].flatMap(({ parts }) => parts));
  const count = Math.ceil(bytes.length / MAX_SHARD_BYTES);
  const shards = new Map(
    Array.from({ length: count }, (_, index) => [
      `weights-${index + 1}of${count}.bin`,
      bytes.slice(index * MAX_SHARD_BYTES, (index + 1) * MAX_SHARD_BYTES),
    ]),
  );
  const modelJson = {
    format: 'graph-model',
    generatedBy: 'ICH Triage pack-model',
    convertedBy: null,
    modelTopology: { node: nodes, library: {}, versions: {} },
    weightsManifest: [
      {
        paths: [...shards.keys()],
        weights: [...stored.values()].flatMap(({ entries }) => entries),
      },
    ],
  };
  return { modelJson, shards };
}
