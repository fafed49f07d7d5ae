import type { Plan } from '../graph/compile.ts';
import { readValue } from '../graph/run-tail.ts';
import type { Values } from './executor.ts';
import { addressOf, type Layout } from './layout.ts';
import { type Part, programOf } from './program.ts';
import type { KernelInstance } from './wasm-kernels.ts';

/** The plan without its weights: what a thread needs to compute. */
export type Program = Pick<Plan, 'input' | 'layers' | 'exports'>;

/**
 * Prepares a thread's part of a slice: the first share writes the input (unless it lies in its inbox already: null), all do
 * their calls and meet after each, the first share reads the exported values (the others return none).
 */
export function createSlice(
  plan: Program,
  layout: Layout,
  kernels: KernelInstance,
  part: Part,
  meet: () => void = () => {},
): (input: Float32Array | null) => Values {
  const calls = programOf(plan.layers, layout, part);
  const inputAt = addressOf(layout, part, plan.input.id);
  const exported = [...plan.exports];
  return (input) => {
    if (part.share === 0 && input !== null) {
      new Float32Array(kernels.memory.buffer, inputAt, input.length).set(input);
    }
    meet();
    for (const call of calls) {
      kernels.call(call);
      meet();
    }
    if (part.share !== 0) return new Map();
    return new Map(
      exported.map(([name, placed]) => [
        name,
        readValue(kernels.memory, addressOf(layout, part, placed.image.id), placed),
      ]),
    );
  };
}
