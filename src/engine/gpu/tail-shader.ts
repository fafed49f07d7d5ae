import { type Placed, unsupported } from '../graph/ir.ts';
import { flagAttribute, type GraphNode, textsAttribute } from '../graph/parse-graph.ts';
import type { Plan } from '../graph/plan.ts';
import type { ReductionWgsl } from '../graph/reduce.ts';
import { normalizedAxes } from '../graph/reduce.ts';
import { filled, UNARY } from '../graph/scalar-ops.ts';
import { TAIL_OPS, type TailWgsl } from '../graph/tail-ops.ts';
import { sizeOf, type Tensor } from '../graph/tensor.ts';
import type { Binding, Kernel } from './kernel.ts';
import { broadcastAt, reducedAt } from './tail-index.ts';

/** Threads that work on one slice's tail. */
const THREADS = 64;

/** A value as the shader reaches it. */
interface Value {
  readonly shape: readonly number[];
  /** WGSL of the element at this index. */
  readonly at: (index: string) => string;
  /** What it is in Node, where it does not depend on the input. */
  readonly constant: Tensor | null;
  /** Where in the scratch it lies, in numbers. */
  readonly offset: number | null;
}

/** Where a node's value is after a run: an image, or numbers in the scratch. */
export type Place =
  | { readonly kind: 'image'; readonly placed: Placed }
  | { readonly kind: 'scratch'; readonly offset: number; readonly shape: readonly number[] };

/** The shader for everything after the layers, and where its values lie. */
export interface TailKernel {
  readonly kernel: Kernel;
  /** Numbers of the probabilities' node, a slice. */
  readonly columns: number;
  /** Numbers of scratch, a slice. */
  readonly scratch: number;
  readonly placeOf: (node: string) => Place | null;
}

class TailWriter {
  readonly values = new Map<string, Value>();
  readonly numbers: number[] = [];
  readonly stages: string[] = [];
  scratch = 0;

  constant(name: string, tensor: Tensor): void {
    const offset = this.numbers.length;
    const single = tensor.data.length === 1 && Number.isFinite(tensor.data[0]);
    const literal = `${tensor.data[0]}f`;
    if (!single) this.numbers.push(...tensor.data);
    const at = (index: string) => (single ? literal : `constants[${offset}u + ${index}]`);
    this.values.set(name, { shape: tensor.shape, at, constant: tensor, offset: null });
  }

  image(name: string, binding: string, { image, shape }: Placed): void {
    const perSlice = image.height * image.width * image.stride;
    const at = (index: string) => {
      const padded =
        image.stride === image.channels
          ? index
          : `(${index}) / ${image.channels}u * ${image.stride}u + (${index}) % ${image.channels}u`;
      return `${binding}[slice * ${perSlice}u + ${padded}]`;
    };
    this.values.set(name, { shape, at, constant: null, offset: null });
  }

  /** A node whose element i is what `body` leaves in `value`. */
  computed(node: GraphNode, shape: readonly number[], body: string): void {
    const offset = this.scratch;
    const count = sizeOf(shape);
    this.scratch += count;
    this.stages.push(`  // ${node.op}, ${count} numbers
  for (var i = index; i < ${count}u; i += ${THREADS}u) {
    ${body}
    scratch[base + ${offset}u + i] = value;
  }
  storageBarrier();`);
    const at = (i: string) => `scratch[base + ${offset}u + ${i}]`;
    this.values.set(node.name, { shape, at, constant: null, offset });
  }
}

/** The operand at `i` of a node of this shape. */
const operand = (value: Value, shape: readonly number[]): string =>
  value.at(broadcastAt('i', shape, value.shape));

function reduction(how: ReductionWgsl, [value, axes]: readonly Value[]): string | null {
  if (value === undefined || axes?.constant == null) return null;
  const gone = normalizedAxes([...axes.constant.data], value.shape.length);
  const { at, count } = reducedAt(value.shape, gone);
  return `var value = ${how.start};
    for (var k = 0u; k < ${count}u; k++) { value = ${filled(how.step, 'value', value.at(`(${at})`))}; }
    ${how.mean ? `value /= ${count}f;` : ''}`;
}

function product(node: GraphNode, [a, b, bias]: readonly Value[]): string | null {
  const [, depth = 0] = a?.shape ?? [];
  const [, columns = 0] = b?.shape ?? [];
  const turned = flagAttribute(node, 'transpose_a') || flagAttribute(node, 'transpose_b');
  if (a === undefined || b === undefined || turned) return null;
  const epilogue = textsAttribute(node, 'fused_ops').map((op) => {
    if (op === 'BiasAdd' && bias !== undefined) return `value += ${bias.at(`i % ${columns}u`)};`;
    const wgsl = UNARY[op]?.wgsl ?? null;
    if (wgsl === null) throw unsupported(node, `${op} cannot be fused`);
    return `value = ${filled(wgsl, 'value')};`;
  });
  return `var value = 0f;
    for (var k = 0u; k < ${depth}u; k++) {
      value += ${a.at(`(i / ${columns}u * ${depth}u + k)`)} * ${b.at(`(k * ${columns}u + i % ${columns}u)`)};
    }
    ${epilogue.join('\n    ')}`;
}

function softmax(value: Value): string {
  const size = value.shape.at(-1) ?? 1;
  const each = value.at(`(i / ${size}u * ${size}u + k)`);
  return `var highest = -3.4028234e38f;
    for (var k = 0u; k < ${size}u; k++) { highest = max(highest, ${each}); }
    var sum = 0f;
    for (var k = 0u; k < ${size}u; k++) { sum += exp(${each} - highest); }
    let value = exp(${value.at('i')} - highest) / sum;`;
}

/** WGSL that leaves element i of the node in `value`; null where these inputs do not allow it. */
function bodyOf(
  node: GraphNode,
  how: Exclude<TailWgsl, { readonly kind: 'reshape' }>,
  shape: readonly number[],
  inputs: readonly Value[],
): string | null {
  const [a, b, c] = inputs.map((value) => () => operand(value, shape));
  switch (how.kind) {
    case 'elementwise':
      return a === undefined ? null : `let value = ${filled(how.expression, a(), b?.())};`;
    case 'select':
      if (a === undefined || b === undefined || c === undefined) return null;
      return `let value = select(${c()}, ${b()}, ${a()} != 0);`;
    case 'softmax':
      return inputs[0] === undefined ? null : softmax(inputs[0]);
    case 'product':
      return product(node, inputs);
    case 'reduction':
      return reduction(how, inputs);
  }
}

function writeNode(writer: TailWriter, node: GraphNode): void {
  const inputs = node.inputs.map((name) => {
    const value = writer.values.get(name);
    if (value === undefined) throw unsupported(node, `${name} comes after it`);
    return value;
  });
  const op = TAIL_OPS.get(node.op);
  if (op === undefined) throw unsupported(node, 'not built');
  // The shape is what the same operation makes of zeros on the processor.
  const zeros = inputs.map(
    ({ shape, constant }) => constant ?? { shape, data: new Float32Array(sizeOf(shape)) },
  );
  const { shape } = op.js(node, zeros);
  const [first] = inputs;
  if (first !== undefined && op.wgsl?.kind === 'reshape') {
    writer.values.set(node.name, { ...first, shape });
    return;
  }
  const body =
    op.wgsl === null || op.wgsl.kind === 'reshape' ? null : bodyOf(node, op.wgsl, shape, inputs);
  if (body === null) throw unsupported(node, 'not built for the GPU');
  writer.computed(node, shape, body);
}

function header(images: number, hasConstants: boolean): string {
  const declared = [
    'var<storage, read_write> scratch: array<f32>;',
    'var<storage, read_write> results: array<f32>;',
    ...Array.from({ length: images }, (_, n) => `var<storage, read> image${n}: array<f32>;`),
    ...(hasConstants ? ['var<storage, read> constants: array<f32>;'] : []),
  ];
  return declared.map((line, n) => `@group(0) @binding(${n}) ${line}`).join('\n');
}

/**
 * Everything after the layers in one shader, a workgroup a slice, node by node: so that only the probabilities are read
 * back. Throws AppError 'graph-unsupported' for operations that it does not have.
 */
export function tailKernel(plan: Plan, probabilities: string): TailKernel {
  const writer = new TailWriter();
  const exported = [...plan.exports];
  const ids = [...new Set(exported.map(([, { image }]) => image.id))];
  for (const [name, tensor] of plan.constants) writer.constant(name, tensor);
  for (const [name, placed] of exported) {
    writer.image(name, `image${ids.indexOf(placed.image.id)}`, placed);
  }
  for (const node of plan.tail) writeNode(writer, node);
  const wanted = writer.values.get(probabilities);
  if (wanted === undefined) throw new Error(`${probabilities} is not computed`);
  const columns = sizeOf(wanted.shape);
  const constants = Float32Array.from(writer.numbers);
  const bindings: readonly Binding[] = [
    { kind: 'scratch' },
    { kind: 'results' },
    ...ids.map((id): Binding => ({ kind: 'image', id, access: 'read' })),
    ...(constants.length > 0 ? [{ kind: 'constant', data: constants } as const] : []),
  ];
  const code = `${header(ids.length, constants.length > 0)}

@compute @workgroup_size(${THREADS})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) index: u32) {
  let slice = group.x;
  let base = slice * ${Math.max(1, writer.scratch)}u;
${writer.stages.join('\n')}
  for (var i = index; i < ${columns}u; i += ${THREADS}u) {
    results[slice * ${columns}u + i] = ${wanted.at('i')};
  }
}
`;
  return {
    kernel: { label: 'tail', code, bindings, workgroups: (batch) => [batch, 1] },
    columns,
    scratch: Math.max(1, writer.scratch),
    placeOf: (name) => placeOf(plan, writer, name),
  };
}

function placeOf(plan: Plan, writer: TailWriter, name: string): Place | null {
  const placed = plan.exports.get(name);
  if (placed !== undefined) return { kind: 'image', placed };
  const value = writer.values.get(name);
  if (value?.offset == null) return null;
  return { kind: 'scratch', offset: value.offset, shape: value.shape };
}
