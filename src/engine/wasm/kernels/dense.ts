import { curveSpan, isCurve } from './activation';
import { highest, lowest, multiplyAdd, within } from './simd';

/**
 * output = activation(input x weights + bias) for one row. Weights are row-major [depth][columns], columns a multiple of
 * 4, depth any: four rows are streamed at once, since memory and not arithmetic is the limit. Columns start..end.
 */
export function dense(
  input: usize, weights: usize, bias: usize, output: usize, depth: usize, columns: usize, activation: u32, start: usize,
  end: usize,
): void {
  const rowBytes = columns << 2;
  const first = start << 2;
  const last = end << 2;
  for (let n = first; n < last; n += 16) v128.store(output + n, v128.load(bias + n));
  let k: usize = 0;
  for (; k + 4 <= depth; k += 4) {
    const at = input + (k << 2);
    const x0 = v128.load32_splat(at);
    const x1 = v128.load32_splat(at, 4);
    const x2 = v128.load32_splat(at, 8);
    const x3 = v128.load32_splat(at, 12);
    const row = weights + k * rowBytes;
    for (let n = first; n < last; n += 16) {
      let sum = multiplyAdd(x0, v128.load(row + n), v128.load(output + n));
      sum = multiplyAdd(x1, v128.load(row + rowBytes + n), sum);
      sum = multiplyAdd(x2, v128.load(row + rowBytes * 2 + n), sum);
      v128.store(output + n, multiplyAdd(x3, v128.load(row + rowBytes * 3 + n), sum));
    }
  }
  for (; k < depth; k++) {
    const x = v128.load32_splat(input + (k << 2));
    for (let n = first; n < last; n += 16) {
      v128.store(output + n, multiplyAdd(x, v128.load(weights + k * rowBytes + n), v128.load(output + n)));
    }
  }
  const low = lowest(activation);
  const high = highest(activation);
  for (let n = first; n < last; n += 16) v128.store(output + n, within(low, high, v128.load(output + n)));
  if (isCurve(activation)) curveSpan(activation, output + first, last - first);
}
