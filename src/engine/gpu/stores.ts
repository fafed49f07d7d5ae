import { HALF_MAX } from '../graph/half-float.ts';
import type { Binding, Kernel, Precision } from './kernel.ts';
import type { StoredImage } from './network.ts';

/** Threads of a workgroup that works along a line of vectors. */
const LINE = 64;

/** Workgroups for this many threads a slice. */
const linesOf =
  (threads: number): Kernel['workgroups'] =>
  (batch) => [Math.ceil((batch * threads) / LINE), 1];

/** A shader's buffers in the order of their numbers: how each is declared in WGSL, and what it is. */
export type Declared = readonly (readonly [wgsl: string, binding: Binding])[];

/** How many slices there are. */
export const BATCH: Declared[number] = ['var<uniform> batch: u32', { kind: 'batch' }];

/** An image as it is read: whole vectors. */
export function read(name: string, { id, precision }: StoredImage): Declared[number] {
  const wgsl = `var<storage, read> ${name}: array<vec4<${precision}>>`;
  return [wgsl, { kind: 'image', id, access: 'read' }];
}

/** Numbers that never change, as vectors of f32. */
export function constant(name: string, data: Float32Array<ArrayBuffer>): Declared[number] {
  return [`var<storage, read> ${name}: array<vec4f>`, { kind: 'constant', data }];
}

/** The image written, and where its numbers have 16 bits the flag that one did not fit. */
export function written({ id, precision }: StoredImage): Declared {
  return [
    [
      `var<storage, read_write> result: array<vec4<${precision}>>`,
      { kind: 'image', id, access: 'write' },
    ],
    ...flagged(precision),
  ];
}

/** The flag that a number did not fit 16 bits. */
export function flagged(precision: Precision): Declared {
  if (precision === 'f32') return [];
  return [['var<storage, read_write> overflow: atomic<u32>', { kind: 'overflow' }]];
}

/**
 * WGSL that stores `value`, a vector of f32 or, unless `whole`, one number, and where the image has 16 bits raises the flag if it does not
 * fit them. It is declared by `flagged`.
 */
export function storeAt(at: string, precision: Precision, whole = true): string {
  const typeOf = (number: string) => (whole ? `vec4<${number}>` : number);
  const store = `result[${at}] = ${typeOf(precision)}(value);`;
  if (precision === 'f32') return store;
  return `${store}
  if (!all(abs(value) <= ${typeOf('f32')}(${HALF_MAX}))) { atomicOr(&overflow, 1u); }`;
}

/** A shader's text with its declarations before it, and what it binds. */
export function kernelOf(
  label: string,
  declared: Declared,
  body: string,
  workgroups: Kernel['workgroups'],
): Kernel {
  const lines = declared.map(([wgsl], n) => `@group(0) @binding(${n}) ${wgsl};`);
  const halves = lines.some((line) => line.includes('f16')) ? 'enable f16;\n' : '';
  return {
    label,
    code: `${halves}${lines.join('\n')}\n${body}`,
    bindings: declared.map(([, binding]) => binding),
    workgroups,
  };
}

/** One thread for each of `count` elements a slice; `body` finds its own in `id.x`. */
export function lineOf(label: string, declared: Declared, count: number, body: string): Kernel {
  const main = `
@compute @workgroup_size(${LINE})
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= batch * ${count}u) { return; }
  ${body}
}
`;
  return kernelOf(label, declared, main, linesOf(count));
}
