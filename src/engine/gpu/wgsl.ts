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

/** WGSL that applies the activation to the vector expression. */
export function activated(activation: Activation, value: string): string {
  switch (activation) {
    case 'none':
      return value;
    case 'Relu':
      return `max(${value}, vec4f())`;
    case 'Relu6':
      return `clamp(${value}, vec4f(), vec4f(6))`;
    case 'Sigmoid':
      return `1 / (1 + exp(-(${value})))`;
    case 'Swish':
      return `(${value}) / (1 + exp(-(${value})))`;
    case 'HardSigmoid':
      return `clamp(${value} + 3, vec4f(), vec4f(6)) / 6`;
    case 'HardSwish':
      return `(${value}) * clamp(${value} + 3, vec4f(), vec4f(6)) / 6`;
  }
}
