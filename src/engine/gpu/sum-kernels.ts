import type { AverageLayer, DenseLayer } from '../graph/layers.ts';
import type { Kernel } from './kernel.ts';
import type { StoredImage } from './network.ts';
import { packBias, packRows } from './pack-filters.ts';
import { BATCH, constant, type Declared, kernelOf, read, storeAt, written } from './stores.ts';
import { activated } from './wgsl.ts';

/** Vectors of the output that a workgroup makes, and threads that share out the sum of each. */
const COLUMNS = 4;
const PARTS = 16;

/** Matrices of more numbers than this go through the tiled product, which reads them once for many slices. */
export const LARGE_MATRIX = 2 ** 18;

/**
 * Sums over a slice, one for each vector of a one-pixel output: `term` adds the k-th of `count` to `sum`, for `column` and `slice`;
 * `finish` makes `value` of the whole. Several threads share out each sum: one alone would take as long as the image is large.
 */
function sumKernel(
  label: string,
  declared: Declared,
  output: StoredImage,
  { count, term, finish }: { count: number; term: string; finish: string },
): Kernel {
  const vectors = output.stride / 4;
  const body = `
var<workgroup> parts: array<vec4f, ${COLUMNS * PARTS}>;

@compute @workgroup_size(${COLUMNS}, ${PARTS})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_id) thread: vec3u) {
  let slice = group.x;
  let column = group.y * ${COLUMNS}u + thread.x;
  var sum = vec4f();
  if (column < ${vectors}u) {
    for (var k = thread.y; k < ${count}u; k += ${PARTS}u) {
      ${term}
    }
  }
  parts[thread.y * ${COLUMNS}u + thread.x] = sum;
  workgroupBarrier();
  if (thread.y > 0u || column >= ${vectors}u) { return; }
  for (var part = 1u; part < ${PARTS}u; part++) { sum += parts[part * ${COLUMNS}u + thread.x]; }
  ${finish}
  ${storeAt(`slice * ${vectors}u + column`, output.precision)}
}
`;
  return kernelOf(label, declared, body, (batch) => [batch, Math.ceil(vectors / COLUMNS)]);
}

/** The mean of each channel over the whole image. */
export function averageKernel(
  { name }: AverageLayer,
  input: StoredImage,
  output: StoredImage,
): Kernel {
  const pixels = input.height * input.width;
  const vectors = input.stride / 4;
  return sumKernel(name, [BATCH, read('image', input), ...written(output)], output, {
    count: pixels,
    term: `sum += vec4f(image[(slice * ${pixels}u + k) * ${vectors}u + column]);`,
    finish: `let value = sum / ${pixels};`,
  });
}

/** A matrix product with one row: four of the matrix's rows for each vector of the input, which is one pixel. */
export function denseKernel(
  { name, weights, bias, activation }: DenseLayer,
  input: StoredImage,
  output: StoredImage,
): Kernel {
  const vectors = output.stride / 4;
  const depth = input.stride / 4;
  const declared = [
    BATCH,
    read('image', input),
    constant('rows', packRows(weights, input.stride, output.stride)),
    constant('bias', packBias(bias, output.channels)),
    ...written(output),
  ];
  const products = ['x', 'y', 'z', 'w'].map(
    (lane, n) => `sum = fma(vec4(each.${lane}), rows[at + ${n * vectors}u], sum);`,
  );
  return sumKernel(`${name}, ${depth * 4} x ${vectors * 4}`, declared, output, {
    count: depth,
    term: `let each = vec4f(image[slice * ${depth}u + k]);
      let at = k * ${4 * vectors}u + column;
      ${products.join('\n      ')}`,
    finish: `sum += bias[column];\n  let value = ${activated(activation, 'sum')};`,
  });
}
