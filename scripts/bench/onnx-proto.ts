/** The few messages of ONNX that the benchmarks write. */
import type { Tensor } from '../../src/engine/graph/tensor.ts';

// Protocol buffers by hand: a message is a list of (field number, wire type, value).
function varint(value: number | bigint): Buffer {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  bytes.push(Number(rest));
  return Buffer.from(bytes);
}
/** A field that is a whole number. */
export const integer = (field: number, value: number) =>
  Buffer.concat([varint(field << 3), varint(value)]);
const bytes = (field: number, value: Uint8Array) =>
  Buffer.concat([varint((field << 3) | 2), varint(value.length), value]);
/** A field that is a text. */
export const text = (field: number, value: string) => bytes(field, Buffer.from(value));
/** A field that is a message of fields. */
export const message = (field: number, parts: readonly Buffer[]) =>
  bytes(field, Buffer.concat(parts));

const FLOAT = 1;

/** What a tensor holds. */
type Numbers = Float32Array | BigInt64Array | Int32Array | Int8Array | Uint8Array;

/** TensorProto.DataType. */
function typeOf(data: Numbers): number {
  if (data instanceof Float32Array) return FLOAT;
  if (data instanceof BigInt64Array) return 7;
  if (data instanceof Int32Array) return 6;
  return data instanceof Int8Array ? 3 : 2;
}

/** TensorProto as an initializer: dims 1, data_type 2, name 8, raw_data 9. */
function tensor(name: string, dims: readonly number[], data: Numbers): Buffer {
  const raw = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return message(5, [
    ...dims.map((dim) => integer(1, dim)),
    integer(2, typeOf(data)),
    text(8, name),
    bytes(9, raw),
  ]);
}

/** AttributeProto of a float: name 1, f 2, type 20 (FLOAT 1). */
export function floatAttribute(name: string, value: number): Buffer {
  const raw = Buffer.alloc(5);
  raw[0] = (2 << 3) | 5;
  raw.writeFloatLE(value, 1);
  return message(5, [text(1, name), raw, integer(20, 1)]);
}

/** AttributeProto: name 1, i 3, s 4, ints 8, type 20 (INT 2, STRING 3, INTS 7). */
export function attribute(name: string, value: number | string | readonly number[]): Buffer {
  if (typeof value === 'number')
    return message(5, [text(1, name), integer(3, value), integer(20, 2)]);
  if (typeof value === 'string') return message(5, [text(1, name), text(4, value), integer(20, 3)]);
  return message(5, [text(1, name), ...value.map((each) => integer(8, each)), integer(20, 7)]);
}

/** NodeProto: input 1, output 2, op_type 4, attribute 5. */
export function node(
  op: string,
  inputs: readonly string[],
  output: string,
  attributes: readonly Buffer[] = [],
) {
  return message(1, [
    ...inputs.map((input) => text(1, input)),
    text(2, output),
    text(4, op),
    ...attributes,
  ]);
}

/** ValueInfoProto of floats: name and shape. */
export function valueInfo(field: number, name: string, dims: readonly (number | string)[]): Buffer {
  const shape = dims.map((dim) =>
    message(1, [typeof dim === 'string' ? text(2, dim) : integer(1, dim)]),
  );
  return message(field, [
    text(1, name),
    message(2, [message(1, [integer(1, FLOAT), message(2, shape)])]),
  ]);
}

/** What is written of a graph so far. */
export interface Written {
  readonly nodes: Buffer[];
  readonly constants: ReadonlyMap<string, Tensor>;
  /** By name: several nodes may read one. */
  readonly initializers: Map<string, Buffer>;
}

/** Writes a constant, and gives its name. */
export function initialize(
  { initializers }: Written,
  name: string,
  dims: readonly number[],
  data: Numbers,
): string {
  initializers.set(name, tensor(name, dims, data));
  return name;
}
