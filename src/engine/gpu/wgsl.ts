import type { Activation } from '../graph/layers.ts';
import type { Precision } from './kernel.ts';

/** `count` lines of generated text: loops are written out, since arrays that are indexed in a loop may leave the registers. */
export function times(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join('\n');
}

/** What a shader must open with to use these precisions. */
export function enable(...precisions: readonly Precision[]): string {
  return precisions.includes('f16') ? 'enable f16;' : '';
}

/** WGSL that applies the activation to the vector `sum`, which is a name: a curve reads it more than once. */
export function activated(activation: Activation, sum: string): string {
  // Beyond 87 it is the same in f32, and e^89 is none of its numbers.
  const sigmoid = `(1 / (1 + exp(-clamp(${sum}, vec4f(-87), vec4f(87)))))`;
  const hardSigmoid = `(clamp(${sum} + 3, vec4f(), vec4f(6)) / 6)`;
  switch (activation) {
    case 'none':
      return sum;
    case 'Relu':
      return `max(${sum}, vec4f())`;
    case 'Relu6':
      return `clamp(${sum}, vec4f(), vec4f(6))`;
    case 'Sigmoid':
      return sigmoid;
    case 'Swish':
      return `${sum} * ${sigmoid}`;
    case 'HardSigmoid':
      return hardSigmoid;
    case 'HardSwish':
      return `${sum} * ${hardSigmoid}`;
  }
}
