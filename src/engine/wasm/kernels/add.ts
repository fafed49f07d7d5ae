import { curveSpan, isCurve } from './activation';
import { highest, lowest, within } from './simd';

/** output = activation(a + b), floats start..end, both a multiple of 4. */
export function add(a: usize, b: usize, output: usize, activation: u32, start: usize, end: usize): void {
  const low = lowest(activation);
  const high = highest(activation);
  for (let at = start << 2; at < end << 2; at += 16) {
    v128.store(output + at, within(low, high, f32x4.add(v128.load(a + at), v128.load(b + at))));
  }
  if (isCurve(activation)) curveSpan(activation, output + (start << 2), (end - start) << 2);
}
